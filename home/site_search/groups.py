"""The answers of each room under its own heading, as the search page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ambassadors.lines import Line
from content import navigation
from content.finding import AMBASSADOR, EVENT, PAGE, TOWN
from content.models import SearchEntry
from content.numbers import grouped
from events.cards import Card as EventCard
from home.site_search.answers import FIRST, Answers, ambassador_lines, event_cards
from home.site_search.query import GROUPS, SiteQuery
from shops.cards import Card as ShopCard
from shops.cards import card
from shops.models import ShopDirectoryPage
from shops.query import ShopQuery

SHOPS = "winkels"
KEYS = {kind: key for key, kind in GROUPS.items()}


@dataclass(frozen=True)
class Row:
    """One answer. entry: None for a shop. event, line, shop: how its room shows it, where that does."""

    entry: SearchEntry | None = None
    is_dutch: bool = False
    event: EventCard | None = None
    line: Line | None = None
    shop: ShopCard | None = None

    @property
    def is_demo(self) -> bool:
        return bool((self.shop and self.shop.shop.is_demo) or (self.event and self.event.event.is_demo))


@dataclass(frozen=True)
class Group:
    """key: its name in the address and on the page. count: "42 winkels". more_url, more: to all of them, "" when all stand here."""

    key: str
    title: str
    count: str
    rows: list[Row] = field(default_factory=list)
    more_url: str = ""
    more: str = ""


def groups_of(query: SiteQuery, answered: Answers, directory: ShopDirectoryPage | None, language: str, at: datetime) -> Iterator[Group]:
    """Those that hold anything, in the order of the page."""
    if answered.shops and answered.shops.total and directory:
        yield shop_group(query, answered, directory, language, at)
    for kind in (EVENT, TOWN, AMBASSADOR, PAGE):
        if answered.entries.get(kind):
            yield entry_group(query, kind, answered, language, at)


def shop_group(query: SiteQuery, answered: Answers, directory: ShopDirectoryPage, language: str, at: datetime) -> Group:
    total = answered.shops.total if answered.shops else 0
    shown = answered.shops.shops[:FIRST] if answered.shops else []
    number = grouped(total, language)
    return Group(
        SHOPS,
        _("Winkels"),
        ngettext("%(number)s winkel", "%(number)s winkels", total) % {"number": number},
        [Row(shop=card(shop, directory.shop_url(shop), at, language)) for shop in shown],
        ShopQuery(text=query.text).url(directory.url),
        ngettext("Bekijk hem in de gids", "Alle %(number)s in de gids", total) % {"number": number},
    )


def entry_group(query: SiteQuery, kind: str, answered: Answers, language: str, at: datetime) -> Group:
    entries, total = answered.entries[kind], answered.totals[kind]
    events = event_cards(entries, language, at) if kind == EVENT else {}
    lines = ambassador_lines(entries, language) if kind == AMBASSADOR else {}
    rows = [Row(entry, entry.language != language, events.get(entry.page_id), lines.get(entry.page_id)) for entry in entries]
    there_is_more = total > len(rows) and not query.kind
    return Group(
        KEYS[kind],
        title_of(kind),
        count_of(kind, total, language),
        rows,
        query.url(navigation.search_url(language), group=KEYS[kind]) if there_is_more else "",
        _("Alle %(count)s") % {"count": count_of(kind, total, language)} if there_is_more else "",
    )


def title_of(kind: str) -> str:
    return {EVENT: _("Te doen"), TOWN: _("Gemeenten"), AMBASSADOR: _("Ambassadeurs"), PAGE: _("Pagina’s")}[kind]


def count_of(kind: str, total: int, language: str) -> str:
    said = {
        EVENT: ngettext("%(number)s in de agenda", "%(number)s in de agenda", total),
        TOWN: ngettext("%(number)s gemeente", "%(number)s gemeenten", total),
        AMBASSADOR: ngettext("%(number)s ambassadeur", "%(number)s ambassadeurs", total),
        PAGE: ngettext("%(number)s pagina", "%(number)s pagina’s", total),
    }
    return said[kind] % {"number": grouped(total, language)}
