"""The part of the editors' tool that is about languages: its menu, its buttons, and what happens when a translation is published or begins again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from ikkooplokaal.translating import publishing
from ikkooplokaal.translating.refusals import OwnWords, Refused
from ikkooplokaal.translating.rights import name_of
from ikkooplokaal.translating.starting import start
from municipalities.doors import touches

ICON = "wagtail-localize-language"
BEFORE = -100  # ours come before those of wagtail-localize
BUTTONS = ("register_page_header_buttons", "register_page_listing_more_buttons")


@hooks.register("register_admin_urls", order=BEFORE)
def screens() -> list[URLResolver]:
    return [path("", include("ikkooplokaal.translating.urls"))]


@hooks.register("register_admin_menu_item")
def languages() -> MenuItem:
    return MenuItem(gettext_lazy("Talen"), reverse_lazy("translating:overview"), name="talen", icon_name=ICON, order=170)


def button_of(page: Page, user: Any, view_name: Any = None, next_url: Any = None) -> list[Button]:
    """Leads to no closed door: only on a page that the user may change."""
    if page.depth < 2 or not touches(user, page):
        return []
    return [Button(_("Talen"), reverse("translating:page", args=[page.pk]), icon_name=ICON, priority=60)]


for place in BUTTONS:
    hooks.register(place, button_of)
    # wagtail-localize has buttons of its own there, which ask the database twice for each page of a list; nobody needs both.
    hooks._hooks[place] = [(found, order) for found, order in hooks._hooks[place] if found is not page_listing_more_buttons]


@hooks.register("construct_page_action_menu")
def no_alias(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """A page that becomes an alias loses its words, and shows Dutch as if it were French."""
    items[:] = [item for item in items if item.name != "localize-convert-to-alias"]


@hooks.register("before_edit_page", order=BEFORE)
def publish_or_begin_again(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail asked whether the user may change the page."""
    if request.method != "POST":
        return None
    mine = Translation.objects.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id).select_related(
        "source", "target_locale"
    )
    if "localize-restart-translation" in request.POST:
        stopped = mine.filter(enabled=False).first()
        return begin_again(request, page, stopped) if stopped else None
    translation = mine.filter(enabled=True).first() if request.POST.get("action") == "publish" else None
    return publish(request, page, translation) if translation else None


def begin_again(request: HttpRequest, page: Page, translation: Translation) -> HttpResponse:
    """What was written by hand meanwhile is kept, as far as it has a place; else nothing is begun."""
    try:
        start(page=translation.source.get_source_instance(), locale=translation.target_locale, user=request.user)
    except OwnWords as refusal:
        messages.warning(request, f"{refusal} " + " · ".join(f"{name}: {text}" for name, text in refusal.lost))
        return redirect("translating:page", page.pk)
    except (Refused, ObjectDoesNotExist) as refusal:
        messages.error(request, str(refusal))
        return redirect("translating:page", page.pk)
    messages.success(request, _("De pagina volgt weer het Nederlands. Wat je zelf schreef, is overgenomen."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def publish(request: HttpRequest, page: Page, translation: Translation) -> HttpResponse:
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    language = name_of(translation.target_locale)
    try:
        publishing.save(translation, user=request.user, publish=True)
    except ValidationError:
        messages.error(request, _("Niet gepubliceerd: een tekst past niet. Je vindt hem hieronder in het rood."))
    else:
        missing = len(publishing.untranslated(translation))
        messages.success(request, _("Gepubliceerd in het %(language)s.") % {"language": language})
        if missing:
            said = ngettext(
                "%(count)s tekst is nog niet vertaald en staat er in het Nederlands.",
                "%(count)s teksten zijn nog niet vertaald en staan er in het Nederlands.",
                missing,
            )
            messages.warning(request, said % {"count": missing})
    return redirect(request.path)
