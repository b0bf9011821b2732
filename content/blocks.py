"""Pieces of a text that an editor puts in any order: a heading, a paragraph, a quote, a picture. Rooms add their own beside them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

PLAIN_TEXT = ["bold", "italic", "link", "ul"]


class HeadingBlock(blocks.CharBlock):
    """A heading inside a text, one level under the page's own headings."""

    class Meta:
        label = _("Kop")
        icon = "title"
        template = "content/blocks/heading.html"


class TextBlock(blocks.RichTextBlock):
    """One or more paragraphs."""

    class Meta:
        label = _("Tekst")
        icon = "pilcrow"
        template = "content/blocks/text.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said, large."""

    text = blocks.TextBlock(label=_("Wat er gezegd werd"), max_length=240, rows=2, help_text=_("Zonder aanhalingstekens: die komen vanzelf."))
    by = blocks.CharBlock(label=_("Wie dat zei"), max_length=80, required=False, help_text=_("Bijvoorbeeld: de bakkerin. Liever geen hele naam."))

    class Meta:
        label = _("Citaat")
        icon = "openquote"
        template = "content/blocks/quote.html"


class PictureChooserBlock(ImageChooserBlock):
    """A chooser that takes no words for a key: Wagtail's own fails on them."""

    def value_from_form(self, value: Any) -> Any:
        return super().value_from_form(value if str(value).isdecimal() or isinstance(value, self.model_class) else None)


class PictureBlock(blocks.StructBlock):
    """A picture of the library. Its description and its maker stand with the picture itself."""

    image = PictureChooserBlock(label=_("Beeld"), help_text=_("Geef het beeld een beschrijving: die wordt voorgelezen aan wie niet ziet."))
    caption = blocks.CharBlock(label=_("Bijschrift"), max_length=160, required=False)

    class Meta:
        label = _("Beeld")
        icon = "image"
        template = "content/blocks/picture.html"


class StoryBlock(blocks.StreamBlock):
    """What any story may hold."""

    heading = HeadingBlock(max_length=80)
    text = TextBlock(features=PLAIN_TEXT)
    quote = QuoteBlock()
    picture = PictureBlock()

    class Meta:
        required = False
