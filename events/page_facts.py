"""What is good to know about an event, in the order in which people ask. The unknown is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from events.kinds import Access, Kind, Stock
from events.where import Where
from shops.hours.words import sentence

if TYPE_CHECKING:
    from events.models import EventPage
    from municipalities.models import Municipality

NAMED_TOWNS = 8


@dataclass(frozen=True)
class Told:
    """What a page tells, in its language or, where that is empty, in Dutch."""

    text: Any
    is_dutch: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Fact:
    """One thing to know. text: of the interface, or a name; is_dutch: that readers of another language must be told so. said: in the editor's words,
    behind it or alone. url: where `text` leads. note: smaller, under it. more: (name, address) of links under it."""

    name: str
    text: str = ""
    is_dutch: bool = False
    said: Told = Told("")
    url: str = ""
    note: str = ""
    note_is_dutch: bool = False
    more: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.said)


def told(page: "EventPage", name: str, language: str) -> Told:
    """What the page says in the field `name`, else what the Dutch page says."""
    own = getattr(page, name)
    if own or page.facts is page:
        return Told(own, page.locale.language_code != language)
    return Told(getattr(page.facts, name), language != "nl")


def facts_of(page: "EventPage", language: str, place: Fact) -> list[Fact]:
    """place: from place_fact."""
    known = page.facts
    prices = [_("gratis") if known.is_free else ""]
    children = [_("leuk voor kinderen") if known.for_children else ""]
    rows = [
        place,
        Fact(_("Prijs"), joined(prices), said=told(page, "price", language)),
        Fact(_("Voor wie"), joined(children), said=told(page, "audience", language)),
        Fact(_("Toegang"), joined([str(Access(known.access).label) if known.access else ""]), said=told(page, "access_note", language)),
        Fact(_("Nog te krijgen"), joined([str(Stock(known.stock).label) if known.stock else ""]), said=told(page, "stock_note", language)),
        *contest(page, language),
        Fact(_("Organisatie"), known.organiser, is_dutch=language != "nl"),
        *contact(known),
    ]
    return [fact for fact in rows if fact]


def joined(parts: Sequence[str]) -> str:
    return sentence(", ".join(part for part in parts if part))


def contest(page: "EventPage", language: str) -> list[Fact]:
    """A prize by lot needs a licence or a question that sifts the answers (Belgian law on lotteries of 31 December 1851)."""
    known = page.facts
    if not (known.has_prize_by_lot or known.kind == Kind.CONTEST):
        return []
    question = told(page, "qualifying_question", language)
    return [Fact(_("Vergunning"), known.licence_number), Fact(_("Schiftingsvraag"), said=question)]


def contact(known: "EventPage") -> list[Fact]:
    """Only addresses of the web, because others could hide a script."""
    website = known.website if known.website.startswith(("https://", "http://")) else ""
    return [
        Fact(_("Bellen"), known.phone.as_national if known.phone else "", url=known.phone.as_rfc3966 if known.phone else ""),
        Fact(_("Mailen"), known.email, url=f"mailto:{known.email}"),
        Fact(_("Website"), website.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/"), url=website),
    ]


def place_fact(place: Where, towns: "Sequence[Municipality]", language: str, *, shop_url: str, near: tuple[tuple[str, str], ...]) -> Fact:
    """towns: of an event of several, where no place is named. shop_url: of the shop it is in. near: links to what is around."""
    is_dutch = language != "nl"
    if place.name:
        name_is_dutch = is_dutch and place.shop is None
        return Fact(_("Waar"), place.name, name_is_dutch, url=shop_url, note=place.address, note_is_dutch=is_dutch, more=near)
    if place.street or not towns:
        return Fact(_("Waar"), place.address, is_dutch, more=near)
    return Fact(_("Waar"), towns_line([town.name_in(language) for town in towns]), more=near)


def towns_line(names: list[str]) -> str:
    if len(names) > NAMED_TOWNS:
        return npgettext("waar", "in %(count)s gemeente", "in %(count)s gemeenten", len(names)) % {"count": len(names)}
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s en %(last)s") % {"first": ", ".join(sorted(names)[:-1]), "last": sorted(names)[-1]}
