"""What any story may hold: a heading, a paragraph, a quote, a picture."""

from typing import Any, ClassVar

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.choosers import PictureChooserBlock
from content.blocks.groups import PICTURES, TEXTS
from content.facades import street

PLAIN_TEXT = ["bold", "italic", "link", "ul"]


class HeadingBlock(blocks.CharBlock):
    """A heading inside a text, one level under the page's own headings."""

    class Meta:
        label = _("Kop")
        icon = "title"
        group = TEXTS
        template = "content/blocks/heading.html"
        description = _("Een regel die zegt wat er volgt. Kort, zonder punt.")
        preview_value = "Zo doe je mee"


class TextBlock(blocks.RichTextBlock):
    """One or more paragraphs."""

    class Meta:
        label = _("Tekst")
        icon = "pilcrow"
        group = TEXTS
        template = "content/blocks/text.html"
        description = _("Eén of meer alinea’s, met links en lijstjes.")
        preview_value = (
            "<p>Koop drie keer bij een winkelier van hier en laat je kaart afstempelen. <b>Een volle kaart</b> is vijf euro waard.</p>"
            "<ul><li>Kaarten liggen in elke winkel die meedoet.</li><li>Inleveren kan tot en met 31 december.</li></ul>"
        )


class QuoteBlock(blocks.StructBlock):
    """What somebody said, large."""

    text = blocks.TextBlock(label=_("Wat er gezegd werd"), max_length=240, rows=2, help_text=_("Zonder aanhalingstekens: die komen vanzelf."))
    by = blocks.CharBlock(label=_("Wie dat zei"), max_length=80, required=False, help_text=_("Bijvoorbeeld: de bakkerin. Liever geen hele naam."))

    class Meta:
        label = _("Citaat")
        icon = "openquote"
        group = TEXTS
        template = "content/blocks/quote.html"
        description = _("Wat iemand zei, groot gezet.")
        preview_value: ClassVar = {"text": "Wie hier binnenkomt, kent na een maand elke naam in de straat.", "by": "de boekhandelaar"}


class PictureBlock(blocks.StructBlock):
    """A picture of the library. Its description and its maker stand with the picture itself."""

    image = PictureChooserBlock(label=_("Beeld"), help_text=_("Geef het beeld een beschrijving: die wordt voorgelezen aan wie niet ziet."))
    caption = blocks.CharBlock(label=_("Bijschrift"), max_length=160, required=False)

    class Meta:
        label = _("Beeld")
        icon = "image"
        group = PICTURES
        template = "content/blocks/picture.html"
        description = _("Een foto of tekening, met wie ze maakte.")
        preview_value: ClassVar = {"image": None, "caption": "De Markt, op een zaterdag om tien uur."}

    def get_preview_context(self, value: Any, parent_context: Any = None) -> Any:
        return super().get_preview_context(value, parent_context) | {"stand_in": stand_in()}


class StoryBlock(blocks.StreamBlock):
    """What any story may hold."""

    heading = HeadingBlock(max_length=80)
    text = TextBlock(features=PLAIN_TEXT)
    quote = QuoteBlock()
    picture = PictureBlock()

    class Meta:
        required = False


def stand_in() -> SafeString:
    """A drawn street where a preview would show somebody's photo."""
    return mark_safe(street("voorbeeld", [(f"voorbeeld-{cloth}", cloth) for cloth in ("brood", "boek", "bloem")], inline=True))  # noqa: S308 - drawn by us


DECONSTRUCT_ALIASES = {cls: f"content.blocks.{cls.__name__}" for cls in (HeadingBlock, TextBlock)}  # for migrations
