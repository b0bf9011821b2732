"""Which shop it is about: the directory's own search, within one municipality."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from municipalities.models import Municipality
from shops.cards import front_of, where
from shops.models import Shop
from shops.query import LONGEST_TEXT, ShopQuery
from shops.search import search_shops
from votes import lineup
from votes.models import Round


@dataclass(frozen=True)
class Choice:
    """A shop that was found. is_eligible: whether it may stand; if not, the next page says why."""

    shop: Shop
    kind: str
    where: str
    front: SafeString
    is_eligible: bool


@dataclass(frozen=True)
class Found:
    """total: of which `choices` are the first."""

    text: str
    choices: list[Choice]
    total: int


def found_shops(text: str, voting_round: Round, language: str, at: datetime) -> Found:
    """Nothing for an empty question."""
    text = " ".join(text.split())[:LONGEST_TEXT]
    if not text:
        return Found("", [], 0)
    found = search_shops(ShopQuery(text=text, municipality=voting_round.municipality.slug), at)
    return Found(text, [choice(shop, voting_round, language) for shop in found.shops], found.total)


def choice(shop: Shop, voting_round: Round, language: str) -> Choice:
    return Choice(
        shop=shop,
        kind=shop.category.name_in(language),
        where=where(shop, language),
        front=front_of(shop.face, shop.category.drawn_as),
        is_eligible=lineup.is_eligible(shop, voting_round),
    )


def shop_named(slug: str, municipality: Municipality) -> Shop | None:
    """The listed shop at this address, today or once."""
    shops = Shop.objects.listed().in_municipality(municipality).for_cards()
    return shops.filter(slug=slug).first() or shops.filter(slugs__slug=slug, slugs__municipality=municipality).first()
