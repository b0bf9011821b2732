"""What a list is called in a tab, in history, and by who hears a page begin."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from municipalities.places import Town
from shops import chosen_moment, fields
from shops.category_tree import category_tree
from shops.query import ShopQuery
from shops.search import Found


def page_title(query: ShopQuery, found: Found, municipality: Town | None, heading: str, count: str, language: str) -> str:
    """The heading; of a question or a further page also all that is asked, how many answer it (`count`, in words), and which page this is."""
    if not query.narrows and found.page == 1:
        return heading
    return " · ".join([*(asked(query, municipality, language) or [heading]), *around(query, found, language), count, *page_words(found)])


def asked(query: ShopQuery, municipality: Town | None, language: str) -> list[str]:
    """Words, kinds and town; nothing when only a town is asked for, which the heading says."""
    words = [_("“%(text)s”") % {"text": query.text}] if query.text else []
    kinds = [name for slug in query.categories if (name := category_tree().name_of(slug, language))]
    return [*words, *kinds, *([municipality.name_in(language)] if municipality else [])] if words or kinds else []


def around(query: ShopQuery, found: Found, language: str) -> Iterator[str]:
    """When, and near what."""
    if query.open_now:
        yield _("Nu open")
    if query.moment:
        yield _("Open %(moment)s") % {"moment": chosen_moment.in_words(query.moment, language)}
    if found.centre:
        yield fields.near_words(query, found, language)


def page_words(found: Found) -> list[str]:
    return [_("Blad %(page)s van %(pages)s") % {"page": found.page, "pages": found.pages}] if found.page > 1 else []
