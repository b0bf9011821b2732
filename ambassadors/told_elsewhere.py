"""What other pages tell about ambassadors: the page of the shop, and the page of the municipality."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe

from ambassadors.lines import Line, badge_of, label_of, line_of
from ambassadors.models import AmbassadorPage
from content import navigation
from content.facades import facade
from content.kept import Kept
from shops.badges import Badge

if TYPE_CHECKING:
    from municipalities.models import Municipality
    from shops.models import Shop


@dataclass(frozen=True)
class Portrait:
    """One ambassador, large. pitch: a sentence of theirs in pitch_language, or ""."""

    line: Line
    front: SafeString
    badge: SafeString
    pitch: str
    pitch_language: str


@dataclass(frozen=True)
class OfTown:
    """The ambassadors of a municipality. newest: those of `year`, the last one in which it chose. index_url: of all ambassadors, or ""."""

    year: int
    newest: list[Portrait]
    earlier: list[Line]
    index_url: str


def read_chosen() -> frozenset[int]:
    """Keys of the shops that are an ambassador of some year."""
    return frozenset(AmbassadorPage.objects.live().exclude(shop=None).values_list("shop", flat=True))


chosen = Kept("ambassadors", read_chosen)


def forget_chosen(**_: Any) -> None:
    chosen.forget()


def badges_of_shop(shop: "Shop", language: str) -> list[Badge]:
    """One per year, newest first; asks the database once, and not at all for the many shops that nobody chose."""
    if shop.pk not in chosen.get():
        return []
    pages = AmbassadorPage.objects.of_shop(shop).told_in(language)
    return [Badge(label_of(page, language), page.url, page.locale.language_code, badge_of(page)) for page in pages]


def of_town(municipality: "Municipality | int", language: str) -> OfTown | None:
    """Nothing where nobody was chosen yet; asks the database once. municipality: or its key."""
    pages = AmbassadorPage.objects.of_municipality(municipality).told_in(language)
    if not pages:
        return None
    year = pages[0].facts.year
    return OfTown(
        year=year,
        newest=[portrait(page, language) for page in pages if page.facts.year == year],
        earlier=[line_of(page, language, with_front=False) for page in pages if page.facts.year != year],
        index_url=index_url(language),
    )


def of_day(language: str, day: date) -> tuple[Portrait, int] | None:
    """One of those of the newest year who say something, each day another, and how many ambassadors there are in all; asks the database once."""
    pages = AmbassadorPage.objects.told_in(language)
    speaking = [page for page in pages if page.facts.year == pages[0].facts.year and (page.pitch or page.facts.pitch)]
    return (portrait(speaking[day.toordinal() % len(speaking)], language), len(pages)) if speaking else None


def index_url(language: str) -> str:
    """Of the page of all ambassadors, or ""."""
    return next((link.url for link in navigation.menu(language) if link.kind == "ambassadorindexpage"), "")


def portrait(page: AmbassadorPage, language: str) -> Portrait:
    facts = page.facts
    teller = page if page.pitch else facts
    front = mark_safe(facade(facts.seed, facts.drawn_as, inline=True, title=""))  # noqa: S308 - drawn by us
    return Portrait(line_of(page, language, with_front=False), front, badge_of(page), teller.pitch, teller.locale.language_code)
