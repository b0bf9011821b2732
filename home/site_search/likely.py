"""What somebody probably meant who finds nothing: the nearest spelling that does lead somewhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from content.finding import TOWN
from content.models import SearchEntry
from content.querysets import Wanted
from content.spelling import SHORTEST, Spelling, slips
from content.words import normalise
from events.kinds import Kind
from home.site_search.query import SiteQuery
from shops import vocabulary
from shops.query import ShopQuery
from shops.search import search_shops

MOST_TITLES = 1_500


def likely(query: SiteQuery, wanted: Wanted, language: str, at: datetime) -> str:
    """The text with its unknown words replaced, when that has an answer; "" otherwise."""
    shops, titles = vocabulary.known().spelling, Spelling(words_of_titles(wanted.words, language))
    changed = [word if word in shops or word in titles else nearest(word, titles, shops) for word in wanted.words]
    text = " ".join(changed) if changed != list(wanted.words) else ""
    return text if text and has_answer(replace(query, text=text), language, at) else ""


def nearest(word: str, *spellings: Spelling) -> str:
    """The nearest word that any of them knows, of the first when two are equally near; the word itself when none is."""
    found = [near for spelling in spellings for near in spelling.nearest(word)]
    return min(found, key=lambda near: slips(word, near)) if found else word


def words_of_titles(words: tuple[str, ...], language: str) -> Iterator[str]:
    """The words of kinds of events, and of titles that have a word with the beginning of one of `words`."""
    for kind in Kind.labels:
        yield from normalise(str(kind)).split()
    beginnings = {word[:2] for word in words if len(word) >= SHORTEST}
    if not beginnings:
        return
    titles = SearchEntry.objects.told_in(language).filter(beginning("title_words", beginnings)).order_by("pk")
    for title in titles.values_list("title_words", flat=True)[:MOST_TITLES]:
        yield from title.split()


def beginning(field: str, beginnings: set[str]) -> Q:
    """A word in `field` begins with one of these."""
    asked = Q()
    for two in sorted(beginnings):
        asked |= Q(**{f"{field}__contains": f" {two}"})
    return asked


def has_answer(query: SiteQuery, language: str, at: datetime) -> bool:
    wanted = query.wanted()
    if wanted is None:
        return False
    if SearchEntry.objects.told_in(language).answering(wanted, TOWN).exists():
        return True
    return bool(search_shops(ShopQuery(text=query.text), at).total)
