"""What of a page is offered for translation. Each page model says it in `translatable_fields`, and what stands in neither list stays out of it.

A field that nobody named is neither offered nor copied: a street or a telephone number that comes later does not end up with a translator.
"""

from wagtail_localize.fields import SynchronizedField, TranslatableField

FOR_SEARCH_ENGINES = ("seo_title", "search_description")


def words(*names: str) -> list[TranslatableField]:
    """Texts, told in each language. A slug among them is translated on purpose only (ikkooplokaal.translating)."""
    return [TranslatableField(name) for name in names]


def facts(*names: str) -> list[SynchronizedField]:
    """The same in every language: copied from the Dutch page when the translation is published, and not to be overridden there."""
    return [SynchronizedField(name, overridable=False) for name in names]


def facts_of(model: type) -> list[str]:
    """Names of the fields of one value that are copied; rows that hang on the page (the moments of an event) are not among them."""
    named = [field for field in getattr(model, "translatable_fields", []) if isinstance(field, SynchronizedField)]
    return [field.field_name for field in named if field.get_field(model).concrete]
