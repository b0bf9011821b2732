"""The municipality and the kind of each shop of a list: read once by a process, and shared by all shops that refer to them.

To make those rows anew for every shop, three texts of JSON in each, was a fifth of what a list cost. They are for looking at: whoever changes a
municipality or a category fetches its own.
"""

from collections.abc import Iterator
from typing import Any, cast

from django.db.models import ForeignKey, Model
from django.db.models.query import ModelIterable

from content.kept import Kept
from municipalities import places
from municipalities.models import Municipality
from shops.kept import TREE
from shops.models.category import Category

Rows = dict[int, Model]


def read_towns() -> Rows:
    return dict(Municipality.objects.in_bulk())


def read_kinds() -> Rows:
    return dict(Category.objects.in_bulk())


# Under the names of the structures that are made of them, so that they are read anew whenever those are.
SHARED = {"municipality": Kept(places.KEPT, read_towns), "category": Kept(TREE, read_kinds)}


class SharedRows(ModelIterable):
    """Shops with both; what is newer than what is kept is asked for when somebody looks at it."""

    def __iter__(self) -> Iterator[Any]:
        known = [(cast(ForeignKey, self.queryset.model._meta.get_field(name)), kept.get()) for name, kept in SHARED.items()]
        for shop in super().__iter__():
            for field, rows in known:
                found = rows.get(getattr(shop, field.attname))
                if found is not None:
                    field.set_cached_value(shop, found)
            yield shop
