"""What waits for somebody: each function fits `municipalities.desk.register_waiting`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import WorkflowState
from wagtail.permissions import policy_registry

from home.models import AccessibilityPage
from media_library.models import SiteImage
from municipalities.desk import Keys, Waiting
from municipalities.moderation.waiting import waiting_for
from municipalities.rights import reach
from shops import suggestions
from shops.importing.waiting import address_of, batches_with_refused_rows
from shops.models import Shop
from shops.querysets import A_YEAR

NAMED = 3  # how many are called by name


def handed_in(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """Pages and shops that others handed in, for `user` to approve or refuse."""
    count = waiting_for(user).count()
    label = ngettext("bijdrage wacht op jouw oordeel", "bijdragen wachten op jouw oordeel", count)
    return Waiting(label, count, reverse("moderation:list"), "glasses") if count else None


def sent_back(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """What `user` handed in and came back with a reason."""
    states = WorkflowState.objects.filter(requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES)
    linked = states.select_related("current_task_state__revision__content_type").defer("current_task_state__revision__content").order_by("pk")
    named, count = some_of(linked, lambda state: (state.current_task_state.revision.object_str, edit_address(state)))
    label = ngettext("bijdrage van jou kwam terug met een vraag", "bijdragen van jou kwamen terug met een vraag", count)
    return Waiting(label, count, named[0][1], "edit", named) if count else None


def refused_rows(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """Imports of which rows were refused; only editors import."""
    edited = edited_keys(user)
    if edited == frozenset():
        return None
    named, count = some_of(batches_with_refused_rows(edited), lambda batch: (str(batch), address_of(batch)))
    label = ngettext("import met geweigerde rijen", "imports met geweigerde rijen", count)
    return Waiting(label, count, named[0][1], "upload", named) if count else None


def suggested_facts(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """What lists say of facts that somebody confirmed otherwise."""
    edited = edited_keys(user)
    count = suggestions.waiting(edited).count() if edited != frozenset() else 0
    label = ngettext("voorstel van een lijst", "voorstellen van lijsten", count)
    return Waiting(label, count, reverse("shops_suggestions:list"), "help") if count else None


def unconfirmed_shops(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """Shops that visitors see, and of which nobody confirmed the facts for a year."""
    edited = edited_keys(user)
    shops = Shop.objects.listed().unconfirmed_since(at - A_YEAR)
    count = (shops if edited is None else shops.in_municipality(*edited)).count() if edited != frozenset() else 0
    label = ngettext("winkel is een jaar niet bevestigd", "winkels zijn een jaar niet bevestigd", count)
    return Waiting(label, count, unconfirmed_address(), "tag") if count else None


def images_without_description(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """Images that the user may change, and that say nothing to who cannot see them."""
    own = policy_registry.get_by_type(SiteImage).instances_user_has_any_permission_for(user, ["change"])
    silent = own.filter(description="").order_by("-created_at", "-pk")
    named, count = some_of(silent, lambda image: (image.title, reverse("wagtailimages:edit", args=[image.pk])))
    label = ngettext("beeld heeft geen beschrijving", "beelden hebben geen beschrijving", count)
    return Waiting(label, count, named[0][1], "image", named) if count else None


def statement_to_review(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """The accessibility statement, when nobody looked at it for a year; of the province."""
    if not reach(user).everywhere:
        return None
    statement = AccessibilityPage.objects.live().filter(locale__language_code="nl").first()
    if statement is None or not statement.is_due(localdate(at)):
        return None
    return Waiting(
        _("verklaring over toegankelijkheid is een jaar niet nagekeken"), 1, reverse("wagtailadmin_pages:edit", args=[statement.pk]), "view"
    )


def some_of(rows: QuerySet, named: Callable[[Any], tuple[str, str]]) -> tuple[tuple[tuple[str, str], ...], int]:
    """The first few by name, and how many there are: two queries, one when they are few."""
    first = list(rows[: NAMED + 1])
    count = len(first) if len(first) <= NAMED else rows.count()
    return tuple(named(row) for row in first[:NAMED]), count


def edited_keys(user: Any) -> Keys:
    """Where the user may publish; None for everywhere."""
    found = reach(user)
    return None if found.everywhere else found.edited


def unconfirmed_address() -> str:
    return f"{reverse('wagtailsnippets_shops_shop:list')}?look_at=unconfirmed"


def edit_address(state: WorkflowState) -> str:
    """Of a page or a row in moderation, without reading it."""
    kind = state.current_task_state.revision.content_type.model_class()
    viewset = getattr(kind, "snippet_viewset", None)
    name = viewset.get_url_name("edit") if viewset else "wagtailadmin_pages:edit"
    return reverse(name, args=[state.object_id])
