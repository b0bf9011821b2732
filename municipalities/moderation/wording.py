"""A stored value in words, in the active language: plain text for rich text, the title of an image, the words of a text made of blocks."""

from collections.abc import Iterable
from datetime import date, datetime
from html import unescape
from re import IGNORECASE
from re import compile as pattern
from typing import Any

from django.db.models import Field, Manager
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext
from wagtail.blocks import ListBlock, StreamBlock, StreamValue, StructBlock
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.rich_text import RichText

END_OF_LINE = pattern(r"<br\s*/?>|</(?:p|li|h[1-6]|blockquote|pre)>", IGNORECASE)
POINT = pattern(r"<li\b[^>]*>", IGNORECASE)
LINK = pattern(r"<a\b([^>]*)>(.*?)</a>", IGNORECASE)
EMBED = pattern(r"<embed\b([^>]*)/?>", IGNORECASE)
ATTRIBUTE = pattern(r'([\w-]+)="([^"]*)"')


def said(field: Field | None, value: Any) -> str:
    """A value of `field` in words; "niets" for what is not filled."""
    if isinstance(field, RichTextField):
        value = RichText(value or "")
    elif getattr(field, "choices", None):
        value = dict(field.flatchoices).get(value, value)  # type: ignore[union-attr]
    return words_of(value) or gettext("niets")


def words_of(value: Any) -> str:
    """Any value, "" for an empty one."""
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nee")
    if isinstance(value, RichText):
        return plain(value.source)
    if isinstance(value, StreamValue):
        return "\n".join(text for _, text in blocks_of(value))
    if isinstance(value, Manager):
        return ", ".join(sorted(map(str, value.all())))
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), gettext("j F Y, G.i \\u\\u\\r"))
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, dict):
        return ", ".join(f"{key}: {words_of(part)}" for key, part in value.items())
    if isinstance(value, list | tuple | set):
        return ", ".join(map(words_of, value))
    return "" if value is None else str(value)


def plain(html: str) -> str:
    """Rich text as it is stored, as text: a line per paragraph, "• " before a point of a list, behind a link where it leads."""
    text = EMBED.sub(lambda found: f"[{dict(ATTRIBUTE.findall(found[1])).get('alt', '')}]", html)
    text = LINK.sub(lambda found: f"{found[2]} ({target_of(dict(ATTRIBUTE.findall(found[1])))})", text)
    lines = unescape(strip_tags(END_OF_LINE.sub("\n", POINT.sub("• ", text)))).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def target_of(attributes: dict[str, str]) -> str:
    """Where a link leads: its address, or the title of the page once it is on the site: somebody may link to a draft of a neighbour."""
    if attributes.get("linktype") != "page":
        return attributes.get("href", "") or f"{attributes.get('linktype', '')} {attributes.get('id', '')}".strip()
    page = Page.objects.filter(pk=attributes.get("id") or None).first()
    if page and not page.live:
        return gettext("een pagina die niet op de site staat")
    return page.title if page else gettext("een pagina die niet meer bestaat")


def blocks_of(stream: StreamValue) -> list[tuple[str, str]]:
    """Each block of a text, as what kind it is and its words."""
    return [(str(part.block.label), words_of_block(part.block, part.value)) for part in stream]


def words_of_block(block: Any, value: Any) -> str:
    """The words of a block and of what stands in it, a line each."""
    if isinstance(block, StructBlock):
        return lines(words_of_block(child, value.get(name)) for name, child in block.child_blocks.items())
    if isinstance(block, StreamBlock):
        return lines(text for _, text in blocks_of(value))
    if isinstance(block, ListBlock):
        return lines(words_of_block(block.child_block, part) for part in value)
    return words_of(value)


def lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)
