"""Days, hours and words as people and programs write them. Pure. Days and hours are those of Brussels."""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from html import unescape
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.html import strip_tags

from content.tables import one_line, storable
from events.importing.entries import CannotRead
from events.kinds import Kind
from events.slots import BRUSSELS

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(.+))?")
BELGIAN = re.compile(r"(?:[a-zé.]+,? )?(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})(?:,?[T ]+(.+))?", re.IGNORECASE)
IN_WORDS = re.compile(r"(?:[a-zéû.]+,? )?(\d{1,2})(?:er|e|th|st|nd|rd|\.)? ([a-zéûä]{3,9})\.? (\d{4})(?:,? (?:om |à |at |um )?(.+))?", re.IGNORECASE)
COMPACT = re.compile(r"(20\d\d|19\d\d)(\d\d)(\d\d)(?:T(\d{4,6}Z?))?")
UNIX = re.compile(r"\d{9,10}|\d{12,13}")
CLOCK = re.compile(r"(\d{1,2})(?:[:.uh]\s?(\d{2})?)?(?::(\d{2})(?:\.\d+)?)?\s*(?:u|uur|h|hrs?)?\.?\s*(am|pm)?", re.IGNORECASE)
DIGITS = re.compile(r"(\d{2})(\d{2})(\d{2})?")
ZONE = re.compile(r"(.*\d)\s*(Z|[+-]\d{2}:?\d{2})", re.IGNORECASE)
# Three letters tell the months apart in the four languages, with "juin" and "juil" read further.
MONTHS = {
    **dict.fromkeys(("jan", "jän"), 1), **dict.fromkeys(("feb", "fev", "fév"), 2), **dict.fromkeys(("maa", "mrt", "mar", "mär"), 3),
    **dict.fromkeys(("apr", "avr"), 4), **dict.fromkeys(("mei", "mai", "may"), 5), **dict.fromkeys(("jun", "juin"), 6),
    **dict.fromkeys(("jul", "juil"), 7), **dict.fromkeys(("aug", "aoû", "aou"), 8), "sep": 9, **dict.fromkeys(("okt", "oct"), 10), "nov": 11,
    **dict.fromkeys(("dec", "déc", "dez"), 12),
}  # fmt: skip
FREE = frozenset({"gratis", "free", "gratuit", "kostenlos", "0", "0.00", "0,00", "0.0", "geen", "vrije toegang", "entrée libre"})
AMOUNT = re.compile(r"(?:€|eur)?\s*(\d{1,5}(?:[.,]\d{1,2})?)\s*(?:€|euro?)?", re.IGNORECASE)
LINE_ENDS = re.compile(r"<\s*(?:br|/p|/div|/li)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<\s*/?[a-z][^>]{0,500}>", re.IGNORECASE)
KINDS = {
    Kind.MARKET: ("markt", "weekmarkt", "rommelmarkt", "kerstmarkt", "market", "marché", "marche", "wochenmarkt", "brocante"),
    Kind.SUNDAY: ("koopzondag", "dimanche shopping", "shopping sunday"),
    Kind.LATE: ("koopavond", "late night shopping", "nocturne"),
    Kind.BRADERIE: ("braderie", "solden", "braderij"),
    Kind.STAMP_CARD: ("spaarkaart", "stempelkaart"),
    Kind.STICKERS: ("stickeralbum",),
    Kind.CONTEST: ("wedstrijd", "concours", "contest", "tombola"),
    Kind.VOUCHER: ("cadeaubon", "kadobon"),
    Kind.BAGS: ("tassen uitdelen",),
    Kind.EXHIBITION: ("tentoonstelling", "expo", "expositie", "exposition", "exhibition", "ausstellung"),
    Kind.WORKSHOP: ("workshop", "demonstratie", "atelier", "cursus", "workshop of demonstratie"),
    Kind.WALK: ("wandeling", "zoektocht", "rondleiding", "promenade", "walk", "balade", "wandeling of zoektocht"),
    Kind.OTHER: ("iets anders",),
    Kind.EVENT: ("evenement", "event", "événement", "evenementen", "concert", "feest", "festival", "voorstelling"),
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}
IS_ADDRESS = URLValidator(schemes=["http", "https"])


def moment(text: str) -> tuple[date, time | None]:
    """The day, and the hour when the text has one: "2011-07-16T20:00:00+02:00", "16/07/2011 20:00", "16 juli 2011", 1310839200 (Unix).

    Raises CannotRead.
    """
    text = one_line(text)
    try:
        if UNIX.fullmatch(text):
            return of_unix(int(text))
        for pattern, read in READERS:
            if found := pattern.fullmatch(text):
                return with_hour(read(*found.groups()[:3]), found[4] or "")
    except (ValueError, OverflowError, KeyError) as refusal:
        if isinstance(refusal, CannotRead):
            raise
    raise CannotRead(f"“{text[:60]}” is geen dag die we kunnen lezen.")


def of_unix(number: int) -> tuple[date, time]:
    at = datetime.fromtimestamp(number / 1000 if number > 10**11 else number, UTC).astimezone(BRUSSELS)
    return at.date(), at.time().replace(microsecond=0)


def brussels_of(moment: datetime) -> datetime:
    """Clock time (naive) of a moment in naive UTC."""
    return moment.replace(tzinfo=UTC).astimezone(BRUSSELS).replace(tzinfo=None)


def in_iso(year: str, month: str, day: str) -> date:
    return date(int(year), int(month), int(day))


def in_belgian(day: str, month: str, year: str) -> date:
    return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))


def in_words(day: str, month: str, year: str) -> date:
    name = month.casefold()
    return date(int(year), MONTHS.get(name[:4]) or MONTHS[name[:3]], int(day))


READERS = ((COMPACT, in_iso), (ISO, in_iso), (BELGIAN, in_belgian), (IN_WORDS, in_words))


def with_hour(day: date, rest: str) -> tuple[date, time | None]:
    """In Brussels, when the text names another zone."""
    if not rest:
        return day, None
    zoned = ZONE.fullmatch(rest)
    if not zoned:
        hour, later = clock(rest)
        return day + timedelta(days=later), hour
    offset = "+00:00" if zoned[2].upper() == "Z" else f"{zoned[2][:3]}:{zoned[2][-2:]}"
    at = datetime.fromisoformat(f"{datetime.combine(day, clock(zoned[1])[0]).isoformat()}{offset}").astimezone(BRUSSELS)
    return at.date(), at.time()


def clock(text: str) -> tuple[time, int]:
    """The hour, and how many days later: "20:30", "20.30", "20u30", "8 pm", "2030"; "24:00" is midnight of the day after. Raises CannotRead."""
    text = one_line(text)
    found = DIGITS.fullmatch(text) or CLOCK.fullmatch(text)
    if found:
        hour, minute, second = (int(part or 0) for part in found.groups()[:3])
        half = (found.groups()[3] or "").lower() if found.re is CLOCK else ""
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if (hour, minute, second) == (24, 0, 0):
            return time(), 1
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second), 0
    raise CannotRead(f"“{text[:60]}” is geen uur dat we kunnen lezen.")


def price(text: str) -> tuple[str, bool]:
    """(what it costs in words, whether it is free): "5,5" becomes "5,50 euro"; words stay."""
    text = one_line(text)
    if text.casefold() in FREE:
        return "", True
    found = AMOUNT.fullmatch(text)
    if not found:
        return text, False
    try:
        amount = Decimal(found[1].replace(",", "."))
    except InvalidOperation:
        return text, False
    return (f"{int(amount)} euro" if amount == int(amount) else f"{amount:.2f} euro".replace(".", ",")), not amount


def kind(text: str) -> Kind | None:
    """None when nobody knows the word."""
    words = [part.strip() for part in one_line(text).casefold().replace(";", ",").split(",")]
    return next((KIND_OF[word] for word in words if word in KIND_OF), None)


def website(text: str) -> str:
    """With http or https; "" for what is no address."""
    text = one_line(text)
    address = text if "://" in text else f"https://{text}" if text else ""
    try:
        IS_ADDRESS(address)
    except ValidationError:
        return ""
    return address if len(address) <= 300 and urlsplit(address).hostname else ""


def degrees(text: str, most: int) -> float | None:
    """None for what is no place on earth."""
    try:
        found = float(one_line(text).replace(",", "."))
    except ValueError:
        return None
    return round(found, 7) if abs(found) <= most else None


def place_on_earth(latitude: str, longitude: str) -> dict[str, float]:
    """Both in WGS84 degrees, or neither: programs write two zeros, which is in the ocean, when they do not know."""
    north, east = degrees(latitude, 90), degrees(longitude, 180)
    return {"latitude": north, "longitude": east} if north is not None and east is not None and (north or east) else {}


def plain_text(text: str) -> str:
    """Without the tags that programs put into descriptions; an empty line between paragraphs, at most 10,000 signs."""
    if TAG.search(text):
        text = unescape(strip_tags(LINE_ENDS.sub("\n", text)))
    lines = [" ".join(line.split()) for line in storable(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:10_000]
