"""Actions and events in the editors' tool."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from events import desk as laid
from events import doors, invitations_log, lost_answers, publishing
from events.models import EventPage
from municipalities import desk
from municipalities.screens import WritersItem

doors.open_all()
desk.register_waiting(laid.drafts_of_soon, order=14)
desk.register_shortcut(laid.new_event, order=15)
desk.register_shortcut(laid.new_koopzondag, order=16)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return WritersItem(_("Acties en evenementen"), reverse_lazy("events_admin:list"), name="acties", icon_name="calendar-alt", order=105)


@hooks.register("register_admin_urls")
def screens() -> list[URLResolver]:
    return [path("acties/inlezen/", include("events.import_screens.urls")), path("acties/", include("events.admin.urls"))]


@hooks.register("register_page_header_buttons")
def buttons_of_an_event(page: Any, user: Any, view_name: str, next_url: str | None = None) -> list[Button]:
    """In the menu at its title. The first acts at once; without a script it leads to a page that asks."""
    if not isinstance(page.specific_deferred, EventPage) or page.locale.language_code != "nl" or not page.pk:
        return []
    again = reverse("events_admin:again", args=[page.pk])
    posts = {"data-controller": "w-action", "data-action": "w-action#post:prevent", "data-w-action-url-value": again}
    buttons = [Button(_("Nog eens, voor de volgende keer"), url=again, icon_name="rotate", attrs=posts, priority=25)]
    if page.live:
        buttons.append(Button(_("Vraag de winkels"), url=reverse("events_admin:shops", args=[page.pk]), icon_name="mail", priority=24))
        buttons.append(Button(_("Gaat niet door"), url=reverse("events_admin:call_off", args=[page.pk]), icon_name="cross", priority=26))
    return buttons


@hooks.register("before_bulk_action")
def only_what_is_ready(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """Publishing several pages at once, and what hangs below them, names the events that lack something, and publishes none of them."""
    if action_type != "publish" or not all(hasattr(one, "depth") for one in objects):
        return None
    unready = [words for event in events_in(objects, action) if (words := lacking(event))]
    for words in unready:
        messages.error(request, words)
    return redirect(action.next_url if "next" in request.GET else reverse("wagtailadmin_home")) if unready else None


def events_in(pages: list[Any], action: Any) -> list[EventPage]:
    below = action.cleaned_form.cleaned_data.get("include_descendants")
    found = [page.specific for page in pages]
    hanging = [event for page in found if below for event in EventPage.objects.descendant_of(page).not_live()]
    return [event for event in [*found, *hanging] if isinstance(event, EventPage)]


def lacking(event: EventPage) -> str:
    """What the version that would be published lacks, in words; "" for one that is ready."""
    lacks = publishing.lacks_for_editors(event.get_latest_revision_as_object())
    said = {"title": event.get_admin_display_title(), "why": " ".join(map(str, lacks.values()))}
    return gettext("“%(title)s” is niet gepubliceerd. %(why)s") % said if lacks else ""


# -- what takes something off the site says how many shops counted on it


@hooks.register("after_unpublish_page")
def shops_that_wait(request: HttpRequest, page: Any) -> None:
    count = lost_answers.waiting_below(page, timezone.now())
    said = ngettext(
        "%(count)s winkel zei ja. Zet je dit niet gauw terug, dan krijgt die winkel een mail dat het niet doorgaat.",
        "%(count)s winkels zeiden ja. Zet je dit niet gauw terug, dan krijgen ze een mail dat het niet doorgaat.",
        count,
    )
    if count:
        messages.warning(request, said % {"count": count})


@hooks.register("after_bulk_action")
def shops_that_wait_for_several(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    if action_type == "unpublish" and all(hasattr(one, "depth") for one in objects):
        for page in objects:
            shops_that_wait(request, page)


@hooks.register("before_delete_page")
def shops_that_would_be_told(request: HttpRequest, page: Any) -> None:
    event = page.specific_deferred
    if request.method == "GET" and isinstance(event, EventPage) and (said := lost_answers.warning(event, timezone.now())):
        messages.warning(request, said)


@hooks.register("register_log_actions")
def sentences_of_the_audit_log(actions: LogActionRegistry) -> None:
    actions.register_action(publishing.PUT_OFF, _("Niet gepubliceerd"), _("Niet gepubliceerd op het geplande moment, omdat er iets ontbrak"))
    invitations_log.register_sentences(actions)
