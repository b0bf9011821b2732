"""What somebody probably meant who finds nothing: the nearest spelling that does lead somewhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from content.finding import TOWN
from content.models import SearchEntry
from content.querysets import Wanted
from content.spelling import SHORTEST, corrected
from content.words import normalise
from events.kinds import Kind
from home.site_search.query import SiteQuery
from municipalities import places
from shops.category_tree import category_tree
from shops.models import Shop
from shops.query import ShopQuery
from shops.search import search_shops

MOST_TITLES = 1_500


def likely(query: SiteQuery, wanted: Wanted, language: str, at: datetime) -> str:
    """The text with its unknown words replaced, when that has an answer; "" otherwise."""
    text = corrected(wanted.words, dict.fromkeys(known_words(wanted.words, language)))
    return text if text and has_answer(replace(query, text=text), language, at) else ""


def known_words(words: tuple[str, ...], language: str) -> Iterator[str]:
    """The words of categories, places and kinds of events, and of titles and names of shops that have a word with the beginning of one of `words`."""
    kinds = [normalise(str(kind)) for kind in Kind.labels]
    for phrase in (*category_tree().by_word, *place_names(), *kinds):
        yield from phrase.split()
    beginnings = {word[:2] for word in words if len(word) >= SHORTEST}
    if not beginnings:
        return
    titles = SearchEntry.objects.told_in(language).filter(beginning("title_words", beginnings)).order_by("pk")
    names = Shop.objects.listed().filter(beginning("search_words", beginnings)).order_by("pk")
    for title in titles.values_list("title_words", flat=True)[:MOST_TITLES]:
        yield from title.split()
    for name in names.values_list("name", flat=True)[:MOST_TITLES]:
        yield from normalise(name).split()


def place_names() -> list[str]:
    index = places.index()
    return [*index.by_own_name, *index.by_other_name]


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
