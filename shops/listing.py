"""The editors' list of shops: what it shows of each, and what one can narrow it by."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.models import WorkflowState
from wagtail.snippets.views.snippets import IndexView

from content.spreadsheets import download, streamed_csv
from municipalities.models import Municipality
from municipalities.rights import reach
from shops import export
from shops.models import Category, Shop
from shops.provenance import is_confirmed
from shops.querysets import A_YEAR

FILE_NAME = "winkels"
SEARCHED = ["name", "street", "place", "postcode"]


def shops_with_their_state() -> QuerySet:
    """With what a row of the list needs, so that it asks no query per shop."""
    waiting = WorkflowState.objects.active().filter(base_content_type=ContentType.objects.get_for_model(Shop), object_id=OuterRef("key"))
    shops = Shop.objects.select_related("category", "municipality", "latest_revision").alias(key=Cast("pk", CharField()))
    return shops.annotate(in_moderation=Exists(waiting)).order_by("name", "pk")


def searched(shops: QuerySet, words: str) -> QuerySet:
    """As the list itself searches."""
    found = Q()
    for column in SEARCHED if words else ():
        found |= Q(**{f"{column}__icontains": words})
    return shops.filter(found)


def state(shop: Shop) -> str:
    """ "gepubliceerd", "concept", or what of it waits. Of a row of `shops_with_their_state`."""
    if shop.in_moderation:  # type: ignore[attr-defined]
        return gettext("wacht op goedkeuring")
    if not shop.live:
        return gettext("concept")
    return gettext("gepubliceerd, met concept") if shop.has_unpublished_changes else gettext("gepubliceerd")


def confirmed(shop: Shop) -> str:
    """The day of the oldest word on what visitors rely on; whether anybody ever said anything."""
    if shop.confirmed_on:
        return date_format(shop.confirmed_on, "j b Y")
    return gettext("niet alles") if any(map(is_confirmed, shop.provenance.values())) else gettext("nog nooit")


def place(shop: Shop) -> str:
    return shop.place or shop.municipality.name


COLUMNS: list[Any] = [
    "name",
    Column("category", label=_("Soort"), accessor="category.name_nl", sort_key="category__name_nl", classname="on-wide"),
    Column("place", label=_("Plaats"), accessor=place, sort_key="place", classname="on-wide"),
    Column("confirmed_on", label=_("Bevestigd"), accessor=confirmed, sort_key="confirmed_on"),
    StatusTagColumn("live", label=_("Stand"), accessor=state, sort_key="live", primary=lambda shop: shop.live),
]

LOOK_AT = [
    ("unconfirmed", _("Niet bevestigd sinds een jaar")),
    ("no_hours", _("Zonder uren")),
    ("no_photo", _("Zonder foto")),
    ("gone", _("Verdwenen uit de bron")),
]
STATES = [("live", _("Gepubliceerd")), ("draft", _("Concept")), ("changed", _("Gepubliceerd, met concept"))]


LOOKS: dict[str, Callable[[Any], Any]] = {
    "unconfirmed": lambda shops: shops.unconfirmed_since(timezone.now() - A_YEAR),
    "no_hours": lambda shops: shops.without_hours(),
    "no_photo": lambda shops: shops.without_photo(),
    "gone": lambda shops: shops.gone_from_a_source(),
}


class ShopIndexView(IndexView):
    """Without a menu behind every row: what one does with a shop stands on its own page, and whether each of it is open to the editor would
    be a question per row."""

    list_export: ClassVar = export.TITLES

    def get_list_more_buttons(self, instance: Shop) -> list[Any]:
        return []

    def as_spreadsheet(self, queryset: QuerySet, spreadsheet_format: str) -> HttpResponseBase:
        """By our own writers: Wagtail's lets a cell of a CSV start a formula."""
        if spreadsheet_format == self.FORMAT_CSV:
            return streamed_csv(FILE_NAME, export.TITLES, export.rows(queryset))
        return download(FILE_NAME, spreadsheet_format, export.TITLES, export.rows(queryset))


class ShopFilterSet(WagtailFilterSet):
    """Whoever works for one municipality has none to choose."""

    look_at = django_filters.MultipleChoiceFilter(label=_("Om na te kijken"), choices=LOOK_AT, method="narrow", widget=forms.CheckboxSelectMultiple)
    state = django_filters.ChoiceFilter(label=_("Stand"), choices=STATES, method="in_state", widget=forms.RadioSelect, empty_label=_("Alle"))
    category = django_filters.ModelChoiceFilter(label=_("Soort"), queryset=Category.objects.filter(parent__isnull=False).order_by("name_nl"))
    municipality = django_filters.ModelChoiceFilter(label=_("Gemeente"), queryset=Municipality.objects.current().order_by("name"))

    class Meta:
        model = Shop
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = reach(self.request.user).sees
        if seen is not None and len(seen) < 2:
            del self.filters["municipality"]
        elif seen is not None:
            self.filters["municipality"].queryset = Municipality.objects.filter(pk__in=seen).order_by("name")

    def narrow(self, shops: QuerySet, name: str, chosen: Iterable[str]) -> QuerySet:
        """Those to which all of what is chosen applies."""
        for word in chosen:
            shops = LOOKS[word](shops)
        return shops

    def in_state(self, shops: QuerySet, name: str, chosen: str) -> QuerySet:
        if chosen == "changed":
            return shops.filter(live=True, has_unpublished_changes=True)
        return shops.filter(live=chosen == "live")
