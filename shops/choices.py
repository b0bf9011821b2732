"""What a list can be narrowed by and in which orders it can stand, with how many answers each choice would leave."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from municipalities.places import Town
from shops.category_tree import category_tree
from shops.query import ShopQuery
from shops.search import Found
from shops.traits import TRAITS


@dataclass(frozen=True)
class Choice:
    """One thing to filter by. count: how many answers it would leave."""

    value: str
    label: str
    count: int
    chosen: bool
    cloth: str = ""
    under: tuple["Choice", ...] = ()


@dataclass(frozen=True)
class TraitChoice:
    """One box of its own: `name` is the parameter that it stands for."""

    name: str
    value: str
    label: str
    count: int
    chosen: bool


def category_choices(query: ShopQuery, found: Found, language: str) -> list[Choice]:
    """Groups with their counts; the kinds of a group show once something in it is chosen, and the group is ticked then, so that unticking its
    last kind leads back to all of it. What would leave nothing is left out."""
    tree = category_tree()
    return [
        group for group in (group_choice(tree, group, query, found, language) for group in tree.groups) if group.count or group.chosen or group.under
    ]


def group_choice(tree: Any, group: Any, query: ShopQuery, found: Found, language: str) -> Choice:
    kinds = [Choice(kind.slug, kind.name_in(language), found.by_category[kind.id], kind.slug in query.categories) for kind in tree.kinds_of(group)]
    opened = group.slug in query.categories or any(kind.chosen for kind in kinds)
    under = tuple(kind for kind in kinds if kind.count or kind.chosen) if opened else ()
    return Choice(group.slug, group.name_in(language), found.by_category[group.id], opened, group.cloth, under)


def town_choices(query: ShopQuery, found: Found, towns: list[Town], language: str) -> list[Choice]:
    choices = [Choice(town.slug, town.name_in(language), found.by_municipality[town.id], town.slug == query.municipality) for town in towns]
    return sorted((choice for choice in choices if choice.count or choice.chosen), key=lambda choice: choice.label)


def trait_choices(query: ShopQuery, found: Found) -> list[TraitChoice]:
    """What would leave nothing is left out."""
    rows = [TraitChoice(trait.parameter, trait.value, str(trait.label), found.by_trait[name], name in query.traits) for name, trait in TRAITS.items()]
    return [row for row in rows if row.count or row.chosen]


def sort_labels(query: ShopQuery, found: Found) -> list[tuple[str, str]]:
    """The usual order first: the nearest, else what fits the words best, else by name."""
    fits, name, opened = ("past", _("Wat best past")), ("naam", _("Naam")), ("open", _("Dan open eerst") if query.moment else _("Nu open eerst"))
    orders = [*([("afstand", _("Dichtst bij"))] if found.centre else []), *([fits] if query.text else []), name]
    first, *others = orders
    return [("", first[1]), *others, opened, ("nieuw", _("Nieuwste eerst"))]
