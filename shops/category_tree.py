"""The categories as one small structure, kept between requests: menus, filters and search ask it instead of the database."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from content.kept import Kept
from content.words import normalise
from shops.kept import TREE
from shops.models.category import Category
from shops.stems import stem

LANGUAGES = ("nl", "fr", "en", "de")
SHORTEST_GOODS = 3  # signs: "ijs"
TRADES = (
    *("speciaalzaken", "speciaalzaak", "winkeltje", "winkels", "winkel", "zaken", "zaak", "handelaars", "handelaar", "handel", "verkopers"),
    *("verkoper", "verkoop", "herstellingen", "herstelling", "herstellers", "hersteller", "herstel", "reparaties", "reparatie", "makers", "maker"),
    *("makerij", "ateliers", "atelier", "boetiek", "shops", "shop", "verhuur", "service", "laden", "geschaft"),
)  # what may stand behind goods in one word, the longest of a kind first


@dataclass(frozen=True)
class Node:
    """One category. group: the key of its group, its own for a group. words: synonyms in all languages, words_in: by language."""

    id: int
    slug: str
    group: int
    names: dict[str, str]
    words: tuple[str, ...]
    cloth: str
    words_in: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def name_in(self, language: str) -> str:
        return self.names.get(language) or self.names["nl"]

    @property
    def is_group(self) -> bool:
        return self.group == self.id


@dataclass
class CategoryTree:
    nodes: list[Node] = field(default_factory=list)

    @cached_property
    def by_id(self) -> dict[int, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def by_slug(self) -> dict[str, Node]:
        return {node.slug: node for node in self.nodes}

    @cached_property
    def groups(self) -> list[Node]:
        return [node for node in self.nodes if node.is_group]

    @cached_property
    def by_word(self) -> dict[str, frozenset[int]]:
        """Kinds that a name or synonym stands for; the name of a group stands for all of its kinds."""
        found: dict[str, set[int]] = defaultdict(set)
        for node in self.nodes:
            for word in {normalise(word) for word in (*node.names.values(), *node.words, node.slug)}:
                found[word] |= self.ids_of([node.slug])
        return {word: frozenset(ids) for word, ids in found.items() if word}

    def kinds_of(self, group: Node) -> list[Node]:
        return [node for node in self.nodes if node.group == group.id and not node.is_group]

    def group_of(self, category: int) -> int:
        """Its own key for one that is newer than what is kept."""
        return self.by_id[category].group if category in self.by_id else category

    def ids_of(self, slugs: Iterable[str]) -> set[int]:
        """Keys of the categories called `slugs`, with all kinds of a group; unknown slugs are nothing."""
        chosen = [self.by_slug[slug] for slug in slugs if slug in self.by_slug]
        return {node.id for choice in chosen for node in (choice, *(self.kinds_of(choice) if choice.is_group else ()))}

    def narrowest(self, slugs: tuple[str, ...]) -> tuple[str, ...]:
        """`slugs` without the groups of which a kind is among them: who ticks a kind under its group means that kind."""
        opened = {self.group_of(node.id) for slug in slugs if (node := self.by_slug.get(slug)) and not node.is_group}
        return tuple(slug for slug in slugs if not (slug in self.by_slug and self.by_slug[slug].id in opened))

    @cached_property
    def by_own_word(self) -> dict[str, dict[str, frozenset[int]]]:
        """By language: as `by_word`, of its own names and synonyms alone."""
        found: dict[str, dict[str, set[int]]] = {language: defaultdict(set) for language in LANGUAGES}
        for node in self.nodes:
            for language, words in node.words_in.items():
                for word in {normalise(word) for word in (node.name_in(language), *words)}:
                    found[language][word] |= self.ids_of([node.slug])
        return {language: {word: frozenset(ids) for word, ids in words.items() if word} for language, words in found.items()}

    def ids_named(self, phrase: str, language: str = "") -> frozenset[int]:
        """Categories that `phrase` (normalised) names: as it stands or in the other number (`forms_of`), by its stem ("broodjes"), or as what is
        sold or mended in a word for a trade ("wijnhandelaar"). What it means in `language` wins over what it means in another."""
        if own := self.by_own_word.get(language, {}).get(phrase):
            return own
        named = next((self.by_word[form] for form in forms_of(phrase) if form in self.by_word), frozenset[int]())
        return named or self.by_stem.get(stem_of(phrase), frozenset()) or self.ids_of_trade(phrase)

    @cached_property
    def by_stem(self) -> dict[str, frozenset[int]]:
        """The kinds by the stem of their words, for those that only one word has."""
        found: dict[str, set[frozenset[int]]] = defaultdict(set)
        for word, ids in self.by_word.items():
            found[stem_of(word)].add(ids)
        return {root: min(ids) for root, ids in found.items() if len(ids) == 1}

    def ids_of_trade(self, word: str) -> frozenset[int]:
        """The kinds of what stands before the trade: "fietsen" in "fietsenhandel"."""
        trade = next((trade for trade in TRADES if word.endswith(trade)), "")
        goods = word.removesuffix(trade) if trade and " " not in word else ""
        if len(goods) < SHORTEST_GOODS:
            return frozenset()
        return next((self.by_word[form] for form in forms_of(goods) if form in self.by_word), frozenset())

    def name_of(self, slug: str, language: str) -> str:
        node = self.by_slug.get(slug)
        return node.name_in(language) if node else ""


def stem_of(phrase: str) -> str:
    return " ".join(map(stem, phrase.split()))


def forms_of(phrase: str) -> Iterator[str]:
    """The phrase, then what may be its singular ("bakkers", "pizza's", "fietsen", "bakeries"), then what may be its plural ("croissant")."""
    yield phrase
    if phrase:
        yield from (phrase.removesuffix(" s"), phrase.removesuffix("s"), phrase.removesuffix("en"), re.sub("ies$", "y", phrase))
        yield from (f"{phrase}s", f"{phrase}en", f"{phrase} s")


def category_tree() -> CategoryTree:
    """The tree of today; asks the database only after a category changed."""
    return kept.get()


def read_tree() -> CategoryTree:
    return CategoryTree([node_of(category) for category in Category.objects.order_by("order", "name_nl", "pk")])


def node_of(category: Category) -> Node:
    words_in = {language: tuple(category.synonyms.get(language, ())) for language in LANGUAGES}
    words = tuple(word for language in LANGUAGES for word in words_in[language])
    names = {language: category.name_in(language) for language in LANGUAGES}
    return Node(category.pk, category.slug, category.parent_id or category.pk, names, words, category.cloth, words_in)


kept = Kept(TREE, read_tree)
