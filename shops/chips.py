"""What a text was understood as, each part to be taken back on its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from content.words import normalise
from municipalities import places
from shops import vocabulary
from shops.category_tree import CategoryTree, category_tree
from shops.indexing import street_key
from shops.meaning import Meaning, Term, terms
from shops.query import ShopQuery

if TYPE_CHECKING:
    from shops.models.directory import ShopDirectoryPage

MOST_NAMES = 3  # of kinds or municipalities that one word names


@dataclass(frozen=True)
class Chip:
    """One thing that the list is narrowed by, and the address without it."""

    label: str
    url: str


def text_chips(page: "ShopDirectoryPage", query: ShopQuery, meaning: Meaning, language: str) -> Iterator[Chip]:
    """The place, streets and kinds that the text names, then its other words. A place goes away; a street or a kind becomes a word, unless it
    is all that the text says. None for signs that are no words."""
    tree = category_tree()
    asked = terms(meaning, tree)
    recognised = [term for term in asked if term.is_street or term.ids]
    if not meaning.typed and not meaning.municipalities:
        return
    if not recognised and not meaning.municipalities:
        is_quoted = bool(meaning.typed) and all(typed.is_quoted for typed in meaning.typed)
        yield Chip(_("“%(text)s”") % {"text": " ".join(meaning.pieces) if is_quoted else query.text}, query.url(page.url, text=""))
        return
    if meaning.municipalities:
        yield Chip(_("Waar: %(place)s") % {"place": place_label(meaning, language)}, query.url(page.url, text=meaning.without(meaning.at)))
    is_all = len(asked) == 1 and not meaning.municipalities
    for term in recognised:
        yield Chip(term_label(term, tree, language), query.url(page.url, text="" if is_all else meaning.quoted(term.at)))
    others = frozenset[int]().union(*(term.at for term in asked if term not in recognised))
    if others:
        text = " ".join(piece for number, piece in enumerate(meaning.pieces) if number in others)
        yield Chip(_("“%(text)s”") % {"text": text}, query.url(page.url, text=meaning.without(others)))


def place_label(meaning: Meaning, language: str) -> str:
    """ "Meulebeke (Tielt)", "Tielt", "Beveren (Alveringem, Roeselare, Waregem)"."""
    towns = sorted(places.index().towns[key].name_in(language) for key in meaning.municipalities if key in places.index().towns)
    via = next((hit.via for hit in places.find(meaning.place)), meaning.place)
    is_itself = len(towns) == 1 and f" {normalise(towns[0])} " in f" {normalise(via)} "
    return via if is_itself else f"{via} ({', '.join(towns[:MOST_NAMES])})"


def term_label(term: Term, tree: CategoryTree, language: str) -> str:
    if term.is_street:
        return _("Straat: %(street)s") % {"street": street_name(term)}
    return _("Soort: %(kind)s") % {"kind": kinds_label(term.ids, tree, language)}


def street_name(term: Term) -> str:
    """As it is written in addresses."""
    return vocabulary.known().streets.get(street_key(term.phrase), term.phrase)


def kinds_label(ids: frozenset[int], tree: CategoryTree, language: str) -> str:
    """The name of the group that holds just these, else the names of the first few."""
    whole = next((node for node in tree.groups if tree.ids_of([node.slug]) == ids), None)
    nodes = [whole] if whole else [node for node in tree.nodes if node.id in ids]
    names = [node.name_in(language) for node in nodes]
    return ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
