"""Bring the categories of categories.json into the database, where editors may change them."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from shops import category_table
from shops.category_table import Group, Leaf
from shops.kept import forget_categories
from shops.models.category import Category

# What stays as editors left it, and what follows the file: how other lists are translated into ours.
MAPPING = ("cloth", "schema_type", "osm_tags", "nace_codes")


@dataclass(frozen=True)
class Loaded:
    """made: new categories. mended: those whose mapping to other lists followed the file."""

    made: int
    mended: int


@transaction.atomic
def load_categories() -> Loaded:
    """Make the groups and kinds that are missing, and let the mapping of the others follow the file. Safe to repeat.

    Names, synonyms, group and order of a category that stands there already are the editors' and stay.
    """
    table = category_table.load()
    standing = {category.slug: category for category in Category.objects.all()}
    entries: list[Group | Leaf] = [*table.groups, *table.leaves]
    mended = sum(mend(standing[entry.slug], facts_of(entry)) for entry in entries if entry.slug in standing)
    new_groups = [Category(slug=entry.slug, **facts_of(entry)) for entry in table.groups if entry.slug not in standing]
    standing |= {group.slug: group for group in Category.objects.bulk_create(new_groups)}
    new_leaves = [Category(slug=entry.slug, parent=standing[entry.group], **facts_of(entry)) for entry in table.leaves if entry.slug not in standing]
    Category.objects.bulk_create(new_leaves)
    forget_categories()
    return Loaded(len(new_groups) + len(new_leaves), mended)


def facts_of(entry: Group | Leaf) -> dict[str, Any]:
    facts: dict[str, Any] = {f"name_{language}": entry.names[language] for language in category_table.LANGUAGES} | {"order": entry.order}
    if isinstance(entry, Group):
        return facts | {"cloth": entry.slug}
    synonyms = {language: list(words) for language, words in entry.synonyms.items()}
    mapping = {"cloth": entry.cloth, "schema_type": entry.schema_type, "osm_tags": list(entry.osm_tags), "nace_codes": list(entry.nace_codes)}
    return facts | mapping | {"synonyms": synonyms}


def mend(category: Category, facts: dict[str, Any]) -> bool:
    """Write the mapping where it differs; returns whether it did."""
    different = {fact: facts[fact] for fact in MAPPING if fact in facts and getattr(category, fact) != facts[fact]}
    if different:
        Category.objects.filter(pk=category.pk).update(**different)
    return bool(different)
