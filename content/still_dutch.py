"""Dutch words that stand among those of another language, marked for readers, screen readers and search engines.

wagtail-localize leaves the Dutch words in a heading, a quote or a card that nobody translated. Each text of each block is held against the one
in its place on the Dutch page; where both say the same, it is shown as Dutch. A word that is the same in both languages is marked too.
"""

import re
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

TEXTS = (blocks.CharBlock, blocks.TextBlock)
PARAGRAPH = re.compile(r"<(p|ul|ol|h[2-4])(?=[\s>])")  # what stands at the top of a formatted text


class Dutch(str):
    """Words that a template shows with their language; for all else they are words."""

    __slots__ = ()

    def __html__(self) -> SafeString:
        return format_html('<span lang="nl">{}</span>', str(self))


def marked(body: blocks.StreamValue, dutch: blocks.StreamValue) -> blocks.StreamValue:
    """`body` itself, in which the texts that `dutch` has too are marked. `dutch` is not read in: that would ask the database for its pictures."""
    return mark(body.stream_block, body, dutch.raw_data)


def mark(block: Any, value: Any, dutch: Any) -> Any:
    """dutch: what stands there on the Dutch page, as the database keeps it."""
    if isinstance(value, blocks.StreamValue | ListValue):
        mark_each(value, {one["id"]: one["value"] for one in dutch or () if "id" in one})
    elif isinstance(value, blocks.StructValue):
        for name, child in block.child_blocks.items():
            value[name] = mark(child, value.get(name), (dutch or {}).get(name))
    elif isinstance(value, RichText):
        return RichText(PARAGRAPH.sub(r'<\1 lang="nl"', value.source)) if value.source == dutch else value
    elif isinstance(block, TEXTS) and is_offered(block, value) and value == dutch:
        return Dutch(value)
    return value


def mark_each(value: Any, dutch: dict[str, Any]) -> None:
    """dutch: by the key of a block, which is the same in every language."""
    for child in value.bound_blocks if isinstance(value, ListValue) else value:
        if child.id in dutch:
            child.value = mark(child.block, child.value, dutch[child.id])


def is_offered(block: Any, value: Any) -> bool:
    """Whether a translator gets it: a street has no language."""
    return bool(value) and bool(not hasattr(block, "get_translatable_segments") or block.get_translatable_segments(value))
