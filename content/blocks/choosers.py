"""Choosers that take no words for a key: Wagtail's own fail on them."""

from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class KeysOnly:
    """Mixed in front of a chooser."""

    model_class: type

    def value_from_form(self, value: Any) -> Any:
        return super().value_from_form(value if str(value).isdecimal() or isinstance(value, self.model_class) else None)  # type: ignore[misc]


class PictureChooserBlock(KeysOnly, ImageChooserBlock):
    """A picture of the library."""


class DocumentBlock(KeysOnly, DocumentChooserBlock):
    """A document of the library."""


class LinkedPageBlock(KeysOnly, blocks.PageChooserBlock):
    """A page of the site."""


DECONSTRUCT_ALIASES = {cls: f"content.blocks.{cls.__name__}" for cls in (PictureChooserBlock, DocumentBlock, LinkedPageBlock)}  # for migrations
