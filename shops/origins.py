"""What an editor is told about a shop under its form: what nobody could read, and who said what when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shops.differences import label_of, said_together
from shops.importing.facts import GROUPS
from shops.models import Shop
from shops.provenance import MUNICIPALITY, SHOPKEEPER, day_of


@dataclass(frozen=True)
class Fact:
    """label: "openingsuren". told: who said it, or what was said. day: when, None when that is not known."""

    label: str
    told: str
    day: date | None = None


@dataclass(frozen=True)
class Source:
    """A list or a map that names the shop. gone: since when it no longer does."""

    name: str
    seen: datetime
    gone: datetime | None


@dataclass(frozen=True)
class Suggested:
    """source: the list. words: what it says."""

    label: str
    source: str
    words: str
    day: datetime


@dataclass(frozen=True)
class Known:
    """unread: what a source said and nobody could read. suggested: what a list says of a fact that somebody confirmed otherwise."""

    unread: list[Fact]
    sources: list[Source]
    facts: list[Fact]
    suggested: list[Suggested]
    key: int | None


def known(shop: Shop) -> Known:
    return Known(
        unread=[Fact(label_of(fact), text) for fact, text in shop.raw.items()],
        sources=[Source(told_by(one.source), one.last_seen, one.vanished_at) for one in shop.sources.all()] if shop.pk else [],
        facts=[Fact(label_of(fact), told_by(said.get("source", "")), known_day(said)) for fact, said in shop.provenance.items()],
        suggested=suggested(shop) if shop.pk else [],
        key=shop.pk,
    )


def suggested(shop: Shop) -> list[Suggested]:
    return [
        Suggested(label_of(row.fact), told_by(row.source), said_together(GROUPS[row.fact], row.value), row.told_at)
        for row in shop.suggestions.filter(dismissed_at=None, fact__in=GROUPS).order_by("fact", "source")
    ]


def known_day(said: dict[str, str]) -> date | None:
    day = day_of(said)
    return None if day == date.min else day


def told_by(source: str) -> str:
    """A source in words; a list of our own keeps the name that its import gave it."""
    words = {SHOPKEEPER: _("de winkel zelf"), MUNICIPALITY: _("de gemeente"), "osm": _("OpenStreetMap"), "demo": _("verzonnen voor de demo")}
    return words.get(source.partition(":")[0], source)
