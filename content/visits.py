"""Visits, counted without a cookie and without anything that tells one visitor from another, behind any cache.

A page names itself by a signed token, the same for everybody, so that caches keep it and nobody can count a page that is not there. The
browser sends it back from where it shows the page (static/js/visit.js; a picture inside <noscript> for who has no scripts). Counted are
the day, the kind of page, which one, and its municipality. Not counted: robots, pages fetched ahead, whoever has a session
(editors at work; their pages carry no token), and what one network sends beyond measure.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db import connection, transaction
from django.db.models import QuerySet, Sum

from content.freshness import BRUSSELS
from content.models import PageVisits
from gate.throttle import Rule, TooMany, spend

KEPT_MONTHS = 26
TOKEN_LENGTH = 200
SAME_PAGE = Rule("bezoek aan een bladzijde", 12, timedelta(hours=1))
ANY_PAGE = Rule("bezoek", 600, timedelta(minutes=10))
ROBOTS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|headless|lighthouse|preview|scan|monitor|uptime|pingdom|facebookexternalhit|whatsapp|telegram|"
    r"curl|wget|python|java/|okhttp|go-http|libwww|axios|node-fetch|scrapy|phantomjs|selenium|archiver|validator",
    re.IGNORECASE,
)
# One statement: two processes that read, add and write would lose a visit.
COUNT = """
INSERT INTO content_pagevisits (day, kind, key, municipality_slug, count) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (day, kind, key, municipality_slug) DO UPDATE SET count = content_pagevisits.count + 1
"""


@dataclass(frozen=True)
class Counter:
    """How a kind of page is counted that a room counts itself. rule: how often one network may count the same page."""

    count: Callable[["Seen", datetime], None]
    rule: Rule


_COUNTERS: dict[str, Counter] = {}


def register(kind: str, count: Callable[["Seen", datetime], None], rule: Rule) -> None:
    """Have pages of `kind` counted by `count` instead of here."""
    _COUNTERS[kind] = Counter(count, rule)


class NotCounted(Exception):
    """A visit that does not count; the text says why."""


@dataclass(frozen=True)
class Seen:
    """A page as the counter knows it. kind: "shop". key: which of its kind. town: the municipality's name in addresses, or ""."""

    kind: str
    key: str = ""
    town: str = ""


def token(seen: Seen) -> str:
    """What a page carries: "shop.12.tielt" with a signature; nothing in it is secret, it only cannot be made up."""
    return signer().sign(f"{seen.kind}.{seen.key}.{seen.town}")


def read(text: str) -> Seen:
    """The page that a token names. Raises NotCounted for one that we did not make."""
    try:
        kind, key, town = signer().unsign(text).split(".")
    except (BadSignature, ValueError):
        raise NotCounted("not a token of this site") from None
    return Seen(kind, key, town)


def signer() -> Signer:
    return Signer(salt="content.visits")


def count_visit(*, text: str, headers: Mapping[str, str], network: str, at: datetime) -> Seen:
    """Count one visit to the page of token `text`. headers: of the request, as request.headers. network: as gate.visitor says.

    Raises NotCounted. Call it outside a transaction: the throttle counts for good.
    """
    seen = read(text[:TOKEN_LENGTH])
    if not from_a_person_looking(headers):
        raise NotCounted("nobody is looking")
    counter = _COUNTERS.get(seen.kind) or Counter(add_one, SAME_PAGE)
    try:
        spend(counter.rule, f"{network} {seen}", at=at)
        spend(ANY_PAGE, network, at=at)
    except TooMany:
        raise NotCounted("too many from one network") from None
    counter.count(seen, at)
    return seen


def from_a_person_looking(headers: Mapping[str, str]) -> bool:
    """Whether a browser sends this of a page of ours that it shows: no robot, nothing fetched ahead, no other site's page."""
    agent = headers.get("User-Agent", "")
    ahead = " ".join(headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")).lower()
    return bool(agent) and not ROBOTS.search(agent) and "pre" not in ahead and headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def add_one(seen: Seen, at: datetime) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COUNT, [day_of(at).isoformat(), seen.kind, seen.key, seen.town])


def prune(at: datetime) -> int:
    """Delete what is older than 26 months; returns how many rows."""
    today = day_of(at)
    months = today.year * 12 + today.month - 1 - KEPT_MONTHS
    return PageVisits.objects.filter(day__lt=date(months // 12, months % 12 + 1, min(today.day, 28))).delete()[0]


def day_of(at: datetime) -> date:
    return at.astimezone(BRUSSELS).date()


def per_day(first: date, last: date, towns: Collection[str] | None) -> dict[date, int]:
    """Visits of each day from `first` to `last`, zeros included; of the municipalities with these names in addresses, or of all (None)."""
    counted = dict(of(towns).filter(day__range=(first, last)).values_list("day").annotate(Sum("count")))
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {day: counted.get(day, 0) for day in days}


def most_seen(kind: str, first: date, last: date, towns: Collection[str] | None, limit: int) -> list[tuple[str, int]]:
    """(key, visits) of the pages of `kind` that were looked at most, the most first."""
    rows = of(towns).filter(kind=kind, day__range=(first, last)).values("key").annotate(total=Sum("count")).order_by("-total", "key")
    return [(row["key"], row["total"]) for row in rows[:limit]]


def of(towns: Collection[str] | None) -> QuerySet[PageVisits]:
    rows = PageVisits.objects.all()
    return rows if towns is None else rows.filter(municipality_slug__in=towns)
