"""What stands in which column of a list: told by a header in Dutch, French or English, else by the values. A person has the last word."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from events.importing import cells
from events.importing.entries import CannotRead
from shops.importing.columns import header_word

UNUSED = ""
FACTS = {
    "title": _("titel"),
    "description": _("omschrijving"),
    "day": _("dag"),
    "begins": _("beginuur"),
    "until_day": _("einddag"),
    "ends": _("einduur"),
    "starts": _("begin (dag en uur)"),
    "stops": _("einde (dag en uur)"),
    "rule": _("herhaling (RRULE)"),
    "venue": _("plaats"),
    "street": _("straat en nummer"),
    "postcode": _("postcode"),
    "place": _("gemeente of dorp"),
    "price": _("prijs"),
    "kind": _("soort"),
    "website": _("website"),
    "organiser": _("organisator"),
    "reference": _("eigen nummer (id)"),
    "latitude": _("breedtegraad"),
    "longitude": _("lengtegraad"),
}
HEADERS = {
    "title": (
        "titel",
        "naam",
        "activiteit",
        "evenement",
        "wat",
        "title",
        "name",
        "event",
        "summary",
        "subject",
        "onderwerp",
        "titre",
        "nom",
        "intitule",
    ),
    "description": ("omschrijving", "beschrijving", "uitleg", "tekst", "description", "details", "body", "texte", "info", "korte omschrijving"),
    "day": ("dag", "datum", "date", "day", "begindatum", "startdatum", "start date", "date de debut", "jour", "van datum", "begin datum"),
    "begins": ("beginuur", "startuur", "uur", "van", "begintijd", "starttijd", "start time", "heure", "heure de debut", "time", "tijd", "aanvang"),
    "until_day": ("einddag", "einddatum", "end date", "date de fin", "tot en met", "eind datum", "tot datum"),
    "ends": ("einduur", "eindtijd", "tot", "end time", "heure de fin", "stop", "sluit"),
    "starts": ("begin", "start", "starts", "dtstart", "debut", "begint", "starts at", "start at", "begin dag en uur"),
    "stops": ("einde", "end", "ends", "dtend", "fin", "eindigt", "eind", "ends at", "end at"),
    "rule": ("herhaling", "rrule", "recurrence", "repeat", "recurrence rule", "herhaalt"),
    "venue": ("plaats", "locatie", "waar", "zaal", "location", "place", "venue", "lieu", "endroit", "adres", "address", "adresse"),
    "street": ("straat", "straat en nummer", "street", "rue"),
    "postcode": ("postcode", "postal code", "zip", "code postal", "zipcode"),
    "place": ("gemeente", "stad", "dorp", "city", "town", "ville", "commune", "localite", "municipality"),
    "price": ("prijs", "toegang", "inkom", "price", "prix", "kostprijs", "tarif", "cost"),
    "kind": ("soort", "type", "categorie", "category", "categories", "kind", "genre", "rubriek", "categorie evenement"),
    "website": ("website", "url", "link", "web", "site", "site web"),
    "organiser": ("organisator", "organisatie", "organiser", "organizer", "vereniging", "organisateur", "inrichter"),
    "reference": ("id", "nummer", "uid", "eigen nummer", "ref", "referentie", "reference", "code", "nr"),
    "latitude": ("latitude", "lat", "breedtegraad", "breedte"),
    "longitude": ("longitude", "lon", "lng", "long", "lengtegraad", "lengte"),
}
FACT_OF = {word: fact for fact, words in HEADERS.items() for word in words}
MOST_OF = 0.8  # of the filled cells of a column say the same kind of thing
LOOKED_AT = 100  # rows
NUMBERED = re.compile(r"[A-Za-z]{0,6}[-/]?\d{1,12}")
LONG_TEXT = 60  # signs, on average
HOUR = re.compile(r"\d{1,2}\s?(?:[:.]\s?\d{2}(?::\d{2})?\s?(?:u|uur)?|(?:u|uur|h)\.?\s?(?:\d{2})?)\.?", re.IGNORECASE)
MONEY = re.compile(r"gratis|euro?\b|€", re.IGNORECASE)
LONGEST_PRICE = 40  # signs


@dataclass(frozen=True)
class Guess:
    """columns: fact per column, UNUSED where nothing is thought of."""

    columns: tuple[str, ...]
    has_header: bool


def guess(rows: Sequence[Sequence[str]]) -> Guess:
    """rows: the first of the file."""
    if not rows:
        return Guess((), has_header=False)
    width = max(map(len, rows))
    named = [FACT_OF.get(header_word(cell), UNUSED) for cell in rows[0]]
    has_header = sum(map(bool, named)) >= 2 or looks_like_header(rows)
    named = [*named, *[UNUSED] * (width - len(named))] if has_header else [UNUSED] * width
    if not sum(map(bool, named)) >= 2:
        named = by_values(rows[1:] if has_header else rows, width)
    return Guess(tuple(without_repeats(named)), has_header)


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column holds days, but not in the first row."""
    width = max((len(row) for row in rows), default=0)
    below = [column(rows[1:], index) for index in range(width)]
    return any(share(below[index], is_day) >= MOST_OF and not is_day(cell) for index, cell in enumerate(rows[0]) if below[index])


def without_repeats(facts: Sequence[str]) -> list[str]:
    """The first column of each fact keeps it. "van" and "tot" beside days are hours; "begin" and "einde" beside a day and nothing else too."""
    found: list[str] = []
    for fact in facts:
        found.append(fact if fact not in found else UNUSED)
    if "day" in found and "begins" not in found:
        found = [{"starts": "begins", "stops": "ends"}.get(fact, fact) for fact in found]
    return found


# -- by values


def column(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """Its filled cells."""
    return [row[index].strip() for row in rows[:LOOKED_AT] if index < len(row) and row[index].strip()]


def share(values: Sequence[str], says: Callable[[str], bool]) -> float:
    return sum(map(says, values)) / len(values) if values else 0


def by_values(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    found = [by_value(column(rows, index)) for index in range(width)]
    found = told_apart(found, "day", ("day", "until_day"))
    found = told_apart(found, "clock", ("begins", "ends"))
    found = told_apart(found, "moment", ("starts", "stops"))
    return words_of(rows, told_apart(found, "degrees", ("latitude", "longitude")))


def by_value(values: list[str]) -> str:
    """A fact, or "day", "clock", "moment", "degrees" or "words" of which there may be more."""
    return next((name for name, says in SIGNS if share(values, says) >= MOST_OF), "words" if share(values, has_letters) >= MOST_OF else UNUSED)


def told_apart(found: list[str], kind: str, facts: tuple[str, str]) -> list[str]:
    """The first column of a kind is the first of `facts`, the second the second."""
    names = iter(facts)
    return [next(names, UNUSED) if one == kind else one for one in found]


def words_of(rows: Sequence[Sequence[str]], found: list[str]) -> list[str]:
    """The first column of words is the title; of the others the one with commas is the place, and the longest the description. Without commas the
    first short one is the place."""
    words = [index for index, one in enumerate(found) if one == "words"]
    facts = dict.fromkeys(words, UNUSED)
    if words:
        facts[words.pop(0)] = "title"
    lengths = {index: length(column(rows, index)) for index in words}
    places = [index for index in words if share(column(rows, index), is_place) >= 0.5] or [index for index in words if lengths[index] < LONG_TEXT]
    if places:
        facts[places[0]] = "venue"
        words.remove(places[0])
    longest = max(words, key=lambda index: lengths[index], default=None)
    if longest is not None and lengths[longest] >= LONG_TEXT:
        facts[longest] = "description"
    return [facts.get(index, one) for index, one in enumerate(found)]


def length(values: Sequence[str]) -> float:
    return sum(map(len, values)) / len(values) if values else 0


def readable(read: Callable[[str], object]) -> Callable[[str], bool]:
    def says(text: str) -> bool:
        try:
            read(text)
        except CannotRead:
            return False
        return True

    return says


def is_day(text: str) -> bool:
    try:
        return cells.moment(text)[1] is None
    except CannotRead:
        return False


def is_moment(text: str) -> bool:
    try:
        return cells.moment(text)[1] is not None
    except CannotRead:
        return False


def is_clock(text: str) -> bool:
    """ "20:30", "17u30", "14 uur", "20.00"; a bare number may be anything."""
    return bool(HOUR.fullmatch(text)) and readable(cells.clock)(text)


def is_price(text: str) -> bool:
    return len(text) <= LONGEST_PRICE and bool(MONEY.search(text))


def is_rule(text: str) -> bool:
    return "FREQ=" in text.upper()


def is_website(text: str) -> bool:
    return text.lower().startswith(("http://", "https://", "www."))


def is_degrees(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d{1,3}[.,]\d{3,}", text))


def has_letters(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def is_place(text: str) -> bool:
    return "," in text and len(text) < 120


SIGNS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("rule", is_rule), ("website", is_website), ("moment", is_moment), ("day", is_day), ("clock", is_clock), ("degrees", is_degrees),
    ("price", is_price),
)  # fmt: skip
