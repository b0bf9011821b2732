"""What somebody who is typing may mean: kinds, shops, places and streets that begin with it, or the nearest spelling. At most eight."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from content.words import normalise
from municipalities import places
from municipalities.places import PlaceHit, Town
from shops import chosen_moment, vocabulary, wishes
from shops.bitmaps import bitmaps
from shops.category_tree import Node, category_tree, stem_of
from shops.correcting import corrections_of
from shops.counts import counts
from shops.matching import answering
from shops.meaning import understand
from shops.models.shop import Shop
from shops.models.words import ShopWord, beginning
from shops.query import ShopQuery
from shops.traits import TRAITS

if TYPE_CHECKING:
    from shops.models.directory import ShopDirectoryPage

MOST = 8
MOST_OF_EACH = 3
SHORTEST = 2  # signs, from which anything is suggested
SHORTEST_ROOT = 4  # signs of a stem: fewer are the beginning of too much


@dataclass(frozen=True)
class Suggestion:
    """note: what tells it from another, "Tielt" or "12"."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    label: str
    items: list[Suggestion]


def suggestions(page: "ShopDirectoryPage", text: str, town: Town | None, at: datetime, language: str) -> list[Group]:
    """Grouped, in the order in which they are shown; shops of `town` alone, when given."""
    typed = normalise(text)
    if len(typed) < SHORTEST:
        return []
    query = ShopQuery(municipality=town.slug if town else "")
    found = [
        (_("Bedoelde je"), wished(page, replace(query, text=text), at, language)),
        (_("Soort winkel"), kinds(page, query, typed, town, at, language)),
        (_("Winkel"), shops(page, typed, town)),
        (_("Plaats"), chain(towns(page, typed, language), in_towns(page, text.split(), language))),
        (_("Straat"), streets(page, query, typed)),
    ]
    groups = [Group(label, list(islice(items, MOST_OF_EACH))) for label, items in found]
    groups = list(at_most(MOST, groups))
    return groups or [Group(label, items) for label, items in [(_("Bedoelde je"), meant(page, text, query, at))] if items]


def at_most(number: int, groups: list[Group]) -> Iterator[Group]:
    """The first `number` of all items; groups that hold none fall away."""
    for group in groups:
        items = group.items[:number]
        number -= len(items)
        if items:
            yield Group(group.label, items)


def kinds(page: "ShopDirectoryPage", query: ShopQuery, typed: str, town: Town | None, at: datetime, language: str) -> Iterator[Suggestion]:
    """Those that have a shop here: by their name in the language of the reader first, then by any word for them."""
    tree, number = category_tree(), counts(at, town.id if town else None).by_category
    named = tree.ids_named(typed)

    def rank(node: Node) -> int:
        if normalise(node.name_in(language)).startswith(typed):
            return 0
        return 1 if node.id in named else 2

    fitting = [node for node in tree.nodes if number[node.id] and (rank(node) < 2 or has_beginning(node, typed))]
    for node in sorted(fitting, key=rank):
        yield Suggestion(node.name_in(language), query.url(page.url, categories=(node.slug,)), str(number[node.id]))


def has_beginning(node: Node, typed: str) -> bool:
    root = stem_of(typed)
    beginnings = (typed, root) if len(root) >= SHORTEST_ROOT else (typed,)
    return any(word.startswith(beginnings) for word in map(normalise, (*node.names.values(), *node.words)))


def shops(page: "ShopDirectoryPage", typed: str, town: Town | None) -> Iterator[Suggestion]:
    """Listed ones whose name begins so, or has a word that does, in the order of those words."""
    rows = ShopWord.objects.filter(beginning(typed), field__in=(ShopWord.Field.CALLED, ShopWord.Field.NAME), shop__live=True)
    rows = rows.filter(shop__municipality=town.id) if town else rows
    keys = dict.fromkeys(rows.order_by("word", "field", "shop").values_list("shop", flat=True)[: MOST_OF_EACH * 2])
    named = Shop.objects.select_related("municipality").in_bulk(list(keys)[:MOST_OF_EACH])
    for key in list(keys)[:MOST_OF_EACH]:
        if key in named:
            yield Suggestion(named[key].name, page.shop_url(named[key]), named[key].municipality.name)


def towns(page: "ShopDirectoryPage", typed: str, language: str) -> Iterator[Suggestion]:
    """Municipalities by their own names first, then by villages, former municipalities and postcodes; each once."""
    index, shown = places.index(), set()
    for hit in (hit for names in (index.by_own_name, index.by_other_name, index.by_postcode) for hit in hits(names, typed)):
        if hit.slug not in shown and hit.municipality_id in index.towns:
            shown.add(hit.slug)
            name = index.towns[hit.municipality_id].name_in(language)
            is_own = normalise(name).startswith(typed)
            yield Suggestion(name if is_own else hit.via, ShopQuery(municipality=hit.slug).url(page.url), "" if is_own or hit.via == name else name)


def in_towns(page: "ShopDirectoryPage", pieces: list[str], language: str) -> Iterator[Suggestion]:
    """ "bakker k": what the first words ask for, in the municipalities that begin with the last and have it, the most first. One query at most."""
    asked, begun = understand(" ".join(pieces[:-1])), normalise(pieces[-1])
    begins = [town for town in places.index().towns.values() if normalise(town.name_in(language)).startswith(begun)] if begun else []
    if not begins or not asked.words or asked.municipalities:
        return
    listed = bitmaps()
    anywhere = answering(asked, category_tree(), listed).anywhere
    having = [(-total, town.name_in(language)) for town in begins if (total := (anywhere & listed.in_towns([town.id])).bit_count())]
    for total, name in sorted(having):
        text = " ".join((*asked.pieces, name))
        yield Suggestion(text, ShopQuery(text=text).url(page.url), str(-total))


def wished(page: "ShopDirectoryPage", query: ShopQuery, at: datetime, language: str) -> Iterator[Suggestion]:
    """The filters that the words ask for: "Nu open: bakker"."""
    asked = wishes.as_filters(query, at)
    said = [str(TRAITS[name].label) for name in asked.traits]
    said += [_("Nu open")] if asked.open_now else []
    said += [_("Open %(moment)s") % {"moment": chosen_moment.in_words(asked.moment, language)}] if asked.moment else []
    if said:
        yield Suggestion(f"{', '.join(said)}: {asked.text}" if asked.text else ", ".join(said), asked.url(page.url))


def hits(names: dict[str, tuple[PlaceHit, ...]], typed: str) -> Iterator[PlaceHit]:
    return (hit for name in sorted(names) if name.startswith(typed) for hit in names[name])


def streets(page: "ShopDirectoryPage", query: ShopQuery, typed: str) -> Iterator[Suggestion]:
    for phrase, label in vocabulary.known().streets.items():
        if phrase.startswith(typed):
            yield Suggestion(label, query.url(page.url, text=label))


def meant(page: "ShopDirectoryPage", text: str, query: ShopQuery, at: datetime) -> list[Suggestion]:
    asked = ShopQuery(text=text, municipality=query.municipality)
    return [Suggestion(near.text, query.url(page.url, text=near.text), str(near.total)) for near in corrections_of(asked, at)]


def address(directory_url: str, town: str = "") -> str:
    """Where suggestions are asked for. town: slug of a municipality, for its shops alone."""
    return f"{directory_url}suggesties/?gemeente={town}" if town else f"{directory_url}suggesties/"
