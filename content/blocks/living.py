"""Blocks that show what the site knows at this moment: shops, events. And links, which lead to the page in the reader's language.

The view of a page calls `bring_to_life` before its template, which only shows what was found.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wagtail import blocks
from wagtail.models import Page

from content.blocks.links import LinkValue
from content.small_map import SmallMap


@dataclass(frozen=True)
class Around:
    """For whom and when. town: slug of the municipality whose page it is, "" for the whole province."""

    language: str
    at: datetime
    town: str = ""


@dataclass(frozen=True)
class Found:
    """What such a block shows. url: where the rest stands. until: when it may no longer be so. drawn: of a block with a map.
    frames: of which other sites it may show a frame, "https://player.example"."""

    cards: list[Any] = field(default_factory=list)
    language: str = ""
    url: str = ""
    until: datetime | None = None
    has_demo: bool = False
    has_osm: bool = False
    drawn: SmallMap | None = None
    frames: tuple[str, ...] = ()


class LivingValue(blocks.StructValue):
    """found: nothing until it is looked up."""

    found = Found()


class LivingBlock(blocks.StructBlock):
    """Looks up what it shows."""

    class Meta:
        value_class = LivingValue

    def look_up(self, value: Any, around: Around) -> Found:
        raise NotImplementedError


def bring_to_life(stream: Any, around: Around) -> list[Found]:
    """Look up what each living block of `stream` shows, and where its links lead in the language of `around`."""
    every = list(values_in(stream))
    lead_to_own_language([value for value in every if isinstance(value, LinkValue)], around.language)
    living = [value for value in every if isinstance(value.block, LivingBlock)]
    for value in living:
        value.found = value.block.look_up(value, around)
    return [value.found for value in living]


def values_in(value: Any) -> Iterator[Any]:
    """Every value of a StructBlock in `value`, however deep."""
    if isinstance(value, blocks.StructValue):
        yield value
    for part in parts(value):
        yield from values_in(part)


def parts(value: Any) -> Iterable[Any]:
    if isinstance(value, blocks.StreamValue):
        return [child.value for child in value]
    if isinstance(value, blocks.StructValue):
        return list(value.values())
    return list(value) if isinstance(value, blocks.list_block.ListValue) else []


def lead_to_own_language(links: list[LinkValue], language: str) -> None:
    """One query, where any of them leads to a page."""
    keys = {link["page"].translation_key for link in links if link.get("page")}
    own = Page.objects.live().filter(translation_key__in=keys, locale__language_code=language) if keys else ()
    pages = {page.translation_key: page for page in own}
    for link in links:
        link.own = pages.get(link["page"].translation_key) if link.get("page") else None
