"""Choosers that take no words for a key: Wagtail's own fail on them."""

from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

LONGEST_KEY = 18  # figures


class KeysOnly:
    """Mixed in front of a chooser."""

    model_class: type

    def value_from_form(self, value: Any) -> Any:
        return super().value_from_form(value if isinstance(value, self.model_class) or is_key(str(value)) else None)  # type: ignore[misc]


def is_key(text: str) -> bool:
    """Whether a database may be asked for it: plain figures, no more than a key has."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY


class PictureChooserBlock(KeysOnly, ImageChooserBlock):
    """A picture of the library."""


class DocumentBlock(KeysOnly, DocumentChooserBlock):
    """A document of the library."""


class LinkedPageBlock(KeysOnly, blocks.PageChooserBlock):
    """A page of the site."""


DECONSTRUCT_ALIASES = {cls: f"content.blocks.{cls.__name__}" for cls in (PictureChooserBlock, DocumentBlock, LinkedPageBlock)}  # for migrations
