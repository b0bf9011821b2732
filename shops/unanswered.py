"""Searches that find nothing, counted per municipality, with nothing of who searched.

The page that says "niets gevonden" names itself by a signed word, as every page that is counted does (content.visits): so it counts behind
any cache, once a day per network, and no robot. Kept are words of letters alone, per month; what looks like an address, a number or a
name of somebody is not, and nothing is shown before it was asked on several days or by several.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db import connection, transaction
from django.db.models import QuerySet, Sum

from content import visits
from content.visits import Seen
from gate.throttle import Rule, TooMany, spend
from municipalities import places
from municipalities.places import Town
from shops.meaning import FILLERS, Meaning
from shops.models.words import UnansweredSearch
from shops.query import ShopQuery

KIND = "unanswered"
MOST_WORDS, SHORTEST, LONGEST, LONGEST_OF_ALL = 4, 3, 24, 60  # words; letters; bytes of all together
SHOWN_FROM = 3  # times
KEPT_MONTHS = 6
ONCE = Rule("niets gevonden", 1, timedelta(days=1))
ALL_TOGETHER = Rule("niets gevonden, iedereen", 3_000, timedelta(days=1))
SIGNS_OF_PERSONS = frozenset("@/\\0123456789")
# One statement: two processes that read, add and write would lose one.
COUNT = """
INSERT INTO shops_unansweredsearch (month, municipality_slug, words, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (month, municipality_slug, words) DO UPDATE SET count = shops_unansweredsearch.count + 1
"""


def seen_of(query: ShopQuery, meaning: Meaning, municipality: Town | None) -> Seen:
    """How the page of this question, which found nothing, names itself: by its words, or just as a page of the directory."""
    town = municipality.slug if municipality else town_of(meaning)
    words = "" if query.categories or query.asks_open or query.traits or query.is_near else words_of(query.text, meaning)
    return Seen(KIND, words, town) if words else Seen("directory", town=municipality.slug if municipality else "")


def town_of(meaning: Meaning) -> str:
    """The slug of the one municipality that the text names, or ""."""
    towns = places.index().towns
    named = [towns[key].slug for key in meaning.municipalities if key in towns]
    return named[0] if len(named) == 1 else ""


def words_of(text: str, meaning: Meaning) -> str:
    """What is counted of a text, without its place; "" for what is nobody's business, or too long to be a word for goods."""
    if SIGNS_OF_PERSONS.intersection(text) or looks_like_a_name(meaning):
        return ""
    words = [word for word in meaning.words if word not in FILLERS]
    is_fit = 0 < len(words) <= MOST_WORDS and all(word.isalpha() and SHORTEST <= len(word) <= LONGEST for word in words)
    joined = " ".join(words)
    return joined if is_fit and len(joined.encode()) <= LONGEST_OF_ALL else ""


def looks_like_a_name(meaning: Meaning) -> bool:
    """Whether two pieces in a row begin with a capital, beside the place: "Jan Peeters", and "Verse Mosterd" with it."""
    capitals = [piece[:1].isupper() for number, piece in enumerate(meaning.pieces) if number not in meaning.at]
    return any(one and other for one, other in pairwise(capitals))


def count(seen: Seen, at: datetime) -> None:
    """Count the page itself, and its words; those not when there are more than anybody types in a day. Called by content.visits."""
    visits.add_one(Seen("directory", town=seen.town), at)
    try:
        spend(ALL_TOGETHER, "", at=at)
    except TooMany:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COUNT, [month_of(at).isoformat(), seen.town, seen.key])


def most_asked(at: datetime, towns: Collection[str] | None, limit: int) -> list[tuple[str, int]]:
    """(words, times) of this month and the one before, the most first, that were asked often enough; of these municipalities, or of all (None)."""
    rows = UnansweredSearch.objects.filter(month__gte=months_before(month_of(at), 1))
    rows = rows if towns is None else rows.filter(municipality_slug__in=towns)
    return list(often(rows)[:limit])


def often(rows: QuerySet[UnansweredSearch]) -> "QuerySet[UnansweredSearch, tuple[str, int]]":
    summed = rows.values("words").annotate(times=Sum("count")).filter(times__gte=SHOWN_FROM)
    return summed.order_by("-times", "words").values_list("words", "times")


def prune(at: datetime) -> int:
    """Delete what is older than six months; returns how many rows."""
    return UnansweredSearch.objects.filter(month__lt=months_before(month_of(at), KEPT_MONTHS)).delete()[0]


def month_of(at: datetime) -> date:
    return visits.day_of(at).replace(day=1)


def months_before(month: date, number: int) -> date:
    """month: its first day."""
    months = month.year * 12 + month.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)
