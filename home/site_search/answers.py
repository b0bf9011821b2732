"""What answers a question to the whole site: shops, what is on, municipalities, ambassadors and pages.

The number of queries does not depend on how much answers. The order is the same on every database.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, Subquery

from ambassadors.lines import Line, line_of
from ambassadors.models import AmbassadorPage
from content.finding import TOWN
from content.models import SearchEntry
from content.querysets import SearchEntryQuerySet, Wanted
from events.cards import Card, cards
from events.models import EventPage, Occurrence
from home.site_search.query import SiteQuery
from shops.query import ShopQuery
from shops.search import Found, search_shops
from shops.wishes import as_filters

FIRST = 6  # of each group
PER_PAGE = 24  # of a group alone


@dataclass
class Answers:
    """entries: by kind, in order, at most FIRST of each, or one page of the one asked for. totals: by kind. shops: None where they are not asked.
    page, pages: of the one group."""

    entries: dict[str, list[SearchEntry]] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    shops: Found | None = None
    page: int = 1
    pages: int = 1

    @property
    def total(self) -> int:
        return sum(self.totals.values()) + (self.shops.total if self.shops else 0)


def answers(query: SiteQuery, wanted: Wanted, language: str, at: datetime) -> Answers:
    """wanted: what `query` asks for."""
    rows = SearchEntry.objects.told_in(language).answering(wanted, TOWN).ranked(wanted, language, TOWN, at)
    if query.kind:
        return of_one_kind(rows.filter(kind=query.kind), query)
    first = dict(rows.first_of_each_kind(FIRST))
    found: dict[str, list[SearchEntry]] = defaultdict(list)
    totals = {}
    for entry in rows.filter(pk__in=first).with_pages():
        found[entry.kind].append(entry)
        totals[entry.kind] = first[entry.pk]
    return Answers(dict(found), totals, search_shops(as_filters(ShopQuery(text=query.text), at), at))


def of_one_kind(rows: SearchEntryQuerySet, query: SiteQuery) -> Answers:
    """A page behind the last one is the last."""
    total = rows.count()
    pages = max(1, -(-total // PER_PAGE))
    page = min(query.page, pages)
    shown = rows.with_pages()[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Answers({query.kind: list(shown)}, {query.kind: total}, None, page, pages)


def event_cards(entries: Iterable[SearchEntry], language: str, at: datetime) -> dict[int, Card]:
    """The line of each event, by the key of the page that was found: its next time, or its last when it is over."""
    pages = {entry.translation_key: entry.page_id for entry in entries}
    if not pages:
        return {}
    its = Occurrence.objects.filter(event=OuterRef("pk"))
    following = Subquery(its.from_now(at).in_order().values("pk")[:1])
    last = Subquery(its.in_order().reverse().values("pk")[:1])
    events = EventPage.objects.live().dutch().filter(translation_key__in=pages).annotate(following=following, last=last)
    chosen = {following or last: key for key, following, last in events.values_list("translation_key", "following", "last") if following or last}
    rows = Occurrence.objects.filter(pk__in=chosen).order_by("pk")
    made = cards(rows, language, at)
    return {pages[chosen[card.occurrence.pk]]: card for card in made}


def ambassador_lines(entries: Iterable[SearchEntry], language: str) -> dict[int, Line]:
    """The front of each ambassador, by the key of the page that was found."""
    pages = {entry.translation_key: entry.page_id for entry in entries}
    if not pages:
        return {}
    found = AmbassadorPage.objects.filter(translation_key__in=pages).told_in(language)
    return {pages[page.translation_key]: line_of(page, language) for page in found}
