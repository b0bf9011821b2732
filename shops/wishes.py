"""What people type in words though it is a filter: "bakker nu open", "koopzondag", "cadeaubon". Taken out of the text, as places are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from municipalities.models import SpecialDay
from shops.category_tree import category_tree
from shops.chosen_moment import USUAL_HOUR
from shops.hours import BRUSSELS
from shops.meaning import Meaning, Typed, stretches, terms, understand
from shops.models.words import ShopWord, beginning
from shops.query import ShopQuery

OPEN = {"open", "ouvert", "ouverts", "ouverte", "ouvertes", "geoffnet", "offen"}  # all words here are normalised
NOW = {"nu", "nou", "now", "maintenant", "jetzt", "vandaag", "today", "aujourd", "hui", "heute"}
TODAY = {"vandaag", "today", "aujourd", "heute"}
TOMORROW = {"morgen", "demain", "tomorrow"}
WEEKDAYS = (
    {"maandag", "lundi", "monday", "montag"},
    {"dinsdag", "mardi", "tuesday", "dienstag"},
    {"woensdag", "mercredi", "wednesday", "mittwoch"},
    {"donderdag", "jeudi", "thursday", "donnerstag"},
    {"vrijdag", "vendredi", "friday", "freitag"},
    {"zaterdag", "samedi", "saturday", "samstag"},
    {"zondag", "dimanche", "sunday", "sonntag"},
)
SUNDAYS = {"koopzondag", "koopzondagen", "shopping sunday", "shopping sundays", "dimanche commercial", "dimanches commerciaux"} | {
    *("verkaufsoffener sonntag", "verkaufsoffene sonntage"),
}
SUNDAY = "koopzondag"  # the kind of such a day
SUNDAY_HOUR, SUNDAY_END = time(14), time(18)  # where nobody said from when until when
MOST_SUNDAYS = 20  # that are looked at: today's may be over
TRAITS = {
    "gift_voucher": {"cadeaubon", "cadeaubonnen", "kadobon", "geschenkbon", "geschenkbonnen", "cadeaucheque", "cadeaucheques", "cheque cadeau"}
    | {"kadobonnen", "kado bon", "cadeau bon", "cadobon", "kadocheque", "kadocheques", "gemeentebon", "stadsbon", "handelaarsbon", "waardebon"}
    | {"cheques cadeau", "cheques cadeaux", "bon cadeau", "bons cadeaux", "gift voucher", "gift vouchers", "gutschein", "geschenkgutschein"},
    "webshop": {"webshop", "webshops", "webwinkel", "webwinkels", "online", "boutique en ligne", "online shop", "onlineshop"},
    "independent": {"zelfstandig", "zelfstandige", "zelfstandigen", "independant", "independante", "independants", "independent", "selbststandig"},
    "step_free": {"zonder trede", "drempelvrij", "rolstoeltoegankelijk", "sans marche", "step free", "stufenlos", "rollstuhlgerecht", "barrierefrei"},
}
LONGEST = 3  # words: "boutique en ligne"
GLUE = {"op", "die", "is", "zijn", "met", "le", "qui", "est", "sont", "avec", "on", "are", "that", "with", "am", "ist", "sind", "mit"}


@dataclass(frozen=True)
class Wishes:
    """at: the pieces of the text that say them."""

    at: frozenset[int] = frozenset()
    is_open: bool = False
    moment: datetime | None = None
    traits: frozenset[str] = frozenset()


def as_filters(query: ShopQuery, at: datetime) -> ShopQuery:
    """The question with its wishes as filters. Asks one query, and only of a text that has some: a shop may be called "Open Boek"."""
    meaning = understand(query.text)
    wishes = read(meaning, at, query.municipality)
    text = meaning.without(wishes.at)
    if not wishes.at or (text and is_beginning_of_a_name(meaning.whole)):
        return query
    asked = replace(query, text=text, traits=tuple(dict.fromkeys((*query.traits, *sorted(wishes.traits)))))
    return replace(asked, open_now=not wishes.moment, moment=wishes.moment) if wishes.is_open else asked


def read(meaning: Meaning, at: datetime, town: str = "") -> Wishes:
    """What the words of `meaning` wish, beside its place; none of those that are quoted, or name a kind or a street together with others.

    town: the slug of the municipality that is asked about, where the text names none.
    """
    together = [term.at for term in terms(meaning, category_tree()) if len(term.words) > 1]
    words = [one for one in meaning.typed if not one.is_quoted and not any(one.at in bound for bound in together)]
    traits = dict(traits_in(words))
    taken = {number for its in traits.values() for number in its}
    if sunday := pieces_that_say(SUNDAYS, words):
        return Wishes(with_glue(taken | sunday, meaning.typed), True, next_sunday(meaning.municipalities, town, at), frozenset(traits))
    is_open = any(one.word in OPEN for one in words)
    if is_open:
        taken |= {one.at for one in words if one.word in OPEN | NOW | TOMORROW or weekday(one.word) is not None}
    return Wishes(with_glue(taken, meaning.typed), is_open, moment_of(words, at) if is_open else None, frozenset(traits))


def traits_in(words: list[Typed]) -> Iterator[tuple[str, set[int]]]:
    """(name of a trait, pieces that say it)."""
    for start, end in stretches(len(words), LONGEST):
        phrase = " ".join(one.word for one in words[start:end])
        yield from ((name, {one.at for one in words[start:end]}) for name, phrases in TRAITS.items() if phrase in phrases)


def pieces_that_say(phrases: set[str], words: list[Typed]) -> set[int]:
    """Of the words that are one of `phrases`; with them those that only say that shops are open then."""
    rows = [words[start:end] for start, end in stretches(len(words), LONGEST)]
    found = {one.at for row in rows if " ".join(one.word for one in row) in phrases for one in row}
    return found | {one.at for one in words if found and one.word in OPEN}


def next_sunday(towns: frozenset[int], town: str, at: datetime) -> datetime | None:
    """When shops open on the next Sunday that was announced, by the town that is asked about if there is one; None while it goes on. Without any
    announced, the next Sunday."""
    announced = SpecialDay.objects.from_day(at.astimezone(BRUSSELS).date()).filter(kind=SUNDAY).in_order()
    if towns:
        announced = announced.filter(municipality__in=towns)
    elif town:
        announced = announced.filter(municipality__slug=town)
    for day in announced[:MOST_SUNDAYS]:
        opens = datetime.combine(day.day, day.opens or SUNDAY_HOUR, BRUSSELS)
        closes = datetime.combine(day.day, day.closes or SUNDAY_END, BRUSSELS)
        if at < max(opens, closes):
            return opens if at < opens else None
    return sunday_after(at)


def sunday_after(at: datetime) -> datetime:
    today = at.astimezone(BRUSSELS).date()
    moment = datetime.combine(today + timedelta(days=6 - today.weekday()), SUNDAY_HOUR, BRUSSELS)
    return moment if moment > at else moment + timedelta(days=7)


def with_glue(taken: set[int], typed: tuple[Typed, ...]) -> frozenset[int]:
    """And the small words that only lead to them: "open op zondag", "die nu open zijn"."""
    found, glue = set(taken), {one.at for one in typed if one.word in GLUE}
    while more := {at for at in glue - found if {at + 1, at - 1} & found}:
        found |= more
    return frozenset(found)


def moment_of(words: list[Typed], at: datetime) -> datetime | None:
    """The next such day at the usual hour; nothing for now, and for a day that has come so far already."""
    today = at.astimezone(BRUSSELS).date()
    for one in words:
        day = weekday(one.word)
        ahead = 0 if one.word in TODAY else 1 if one.word in TOMORROW else None if day is None else (day - today.weekday()) % 7
        if ahead is not None:
            moment = datetime.combine(today + timedelta(days=ahead), USUAL_HOUR, BRUSSELS)
            return moment if moment > at else None
    return None


def weekday(word: str) -> int | None:
    return next((number for number, names in enumerate(WEEKDAYS) if word in names), None)


def is_beginning_of_a_name(words: str) -> bool:
    """words: normalised."""
    return bool(words) and ShopWord.objects.filter(beginning(words), field=ShopWord.Field.CALLED, shop__live=True).exists()
