"""Shops in a text: those that an editor names, or those that answer a question. Drafts and shops that are gone do not show."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks.choosers import KeysOnly
from content.blocks.groups import FROM_THE_SITE
from content.blocks.living import Around, Found, LivingBlock
from content.blocks.places import MapBlock
from content.freshness import next_midnight
from content.small_map import Frame, Spot, draw, frame_around
from municipalities.blocks import town_choice
from shops import openings
from shops.cards import card
from shops.category_tree import category_tree
from shops.models import Shop, ShopDirectoryPage
from shops.query import ShopQuery
from shops.search import first_shops

MOST = 12
MOST_DOTS = 400
WIDEST_KM = 12.0  # of a map with shops: on a wider one they are a stain
SORTS = [("naam", _("Op naam")), ("nieuw", _("Nieuwste eerst")), ("open", _("Wat nu open is eerst"))]


def category_choices() -> list[tuple[str, Any]]:
    """Groups with their kinds, by slug."""
    tree = category_tree()
    kinds = {group.id: [node for node in tree.nodes if node.group == group.id and not node.is_group] for group in tree.groups}
    return [
        (group.name_in("nl"), [(group.slug, _("Alles")), *((node.slug, node.name_in("nl")) for node in kinds[group.id])]) for group in tree.groups
    ]


class ShopChooserBlock(KeysOnly, SnippetChooserBlock):
    """A shop of the directory; the same in every language, so no translator gets it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("shops.Shop", **kwargs)

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []


class NamedShopsBlock(LivingBlock):
    """By hand, in the order that the editor gives."""

    title = blocks.CharBlock(label=_("Kop"), max_length=80)
    shops = blocks.ListBlock(ShopChooserBlock(label=_("Winkel")), label=_("Winkels"), min_num=1, max_num=MOST)

    class Meta:
        label = _("Winkels, door jou gekozen")
        icon = "pick"
        group = FROM_THE_SITE
        template = "shops/blocks/shops.html"
        description = _("De winkels die je aanduidt, met hun uren. Een winkel die niet op de site staat, verschijnt niet.")

    def look_up(self, value: Any, around: Around) -> Found:
        keys = [shop.pk for shop in value["shops"] if shop]
        shops = {shop.pk: shop for shop in Shop.objects.listed().filter(pk__in=keys).for_cards()}
        return found([shops[key] for key in dict.fromkeys(keys) if key in shops], around)

    def get_preview_value(self) -> Any:
        return previewed(self, {"title": "Drie bakkers om te onthouden"}, Shop.objects.listed().for_cards().order_by("pk")[:3])


class FoundShopsBlock(LivingBlock):
    """By a question to the directory."""

    title = blocks.CharBlock(label=_("Kop"), max_length=80)
    town = town_choice()
    category = blocks.ChoiceBlock(choices=category_choices, label=_("Soort"), required=False)
    only_open = blocks.BooleanBlock(label=_("Alleen wat nu open is"), required=False)
    sort = blocks.ChoiceBlock(choices=SORTS, default="naam", label=_("Volgorde"))
    number = blocks.IntegerBlock(label=_("Hoeveel"), min_value=1, max_value=MOST, default=4)

    class Meta:
        label = _("Winkels uit de gids")
        icon = "search"
        group = FROM_THE_SITE
        template = "shops/blocks/shops.html"
        description = _("Winkels van een gemeente of een soort, altijd zoals de gids ze nu kent.")

    def look_up(self, value: Any, around: Around) -> Found:
        query = self.query_of(value, around)
        return found(first_shops(query, around.at, value.get("number") or 1), around, query)

    def query_of(self, value: Any, around: Around) -> ShopQuery:
        return ShopQuery(
            municipality=value.get("town") or around.town,
            categories=(value.get("category"),) if value.get("category") else (),
            open_now=bool(value.get("only_open")),
            sort=value.get("sort") or "naam",
        )

    def get_preview_value(self) -> Any:
        told = {"title": "Nieuw in de gids", "sort": "nieuw", "number": 3}
        return previewed(self, told, first_shops(ShopQuery(sort="nieuw"), timezone.now(), 3))


class MapAmongShopsBlock(MapBlock):
    """The places of the editor among the shops that the directory knows there, as dots."""

    def look_up(self, value: Any, around: Around) -> Found:
        spots = value.spots
        if not spots:
            return Found()
        frame = frame_around(spots)
        shops = shops_in(frame) if frame.across_km <= WIDEST_KM else []
        drawn = draw(spots, [Spot(shop.latitude, shop.longitude) for shop in shops], frame)
        return Found(drawn=drawn if shops or len(spots) > 1 else None, has_osm=any(shop.is_from_osm for shop in shops))


def shops_in(frame: Frame) -> list[Any]:
    """Where they stand and who says so."""
    low, high = frame.corners
    inside = {"latitude__range": (low.latitude, high.latitude), "longitude__range": (low.longitude, high.longitude)}
    return list(Shop.objects.listed().filter(**inside).only("latitude", "longitude", "provenance").scattered()[:MOST_DOTS])


def found(shops: Iterable[Shop], around: Around, query: ShopQuery | None = None) -> Found:
    """As cards, with the address that lists all that answer `query`. Nothing where the language has no directory."""
    directory = ShopDirectoryPage.objects.live().filter(locale__language_code=around.language).first()
    if directory is None:
        return Found(language=around.language)
    shown = list(shops)
    return Found(
        cards=[card(shop, directory.shop_url(shop), around.at, around.language) for shop in shown],
        language=around.language,
        url=query.url(directory.url) if query else "",
        until=min(filter(None, [openings.next_change(around.at), next_midnight(around.at)])),
        has_demo=any(shop.is_demo for shop in shown),
        has_osm=any(shop.is_from_osm for shop in shown),
    )


def previewed(block: LivingBlock, told: dict[str, Any], shops: Iterable[Shop]) -> Any:
    """What a preview shows: shops that are on the site."""
    value = block.normalize(told)
    value.found = found(shops, Around("nl", timezone.now()))
    return value
