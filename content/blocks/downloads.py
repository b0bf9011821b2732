"""Files to take along."""

from typing import Any, ClassVar

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.choosers import DocumentBlock, PictureChooserBlock
from content.blocks.groups import LEADING_ON
from content.numbers import decimal

MOST = 30
KB, MB = 1_000, 1_000_000


class FileValue(blocks.StructValue):
    @property
    def name(self) -> str:
        document = self.get("document")
        return self.get("title") or (document.title if document else "")

    @property
    def kind_and_size(self) -> str:
        """ "PDF, 1,2 MB"; without the size where nobody knows it."""
        document = self.get("document")
        if document is None:
            return ""
        known = [document.file_extension.upper(), size_in_words(document.file_size, get_language() or "nl")]
        return ", ".join(part for part in known if part)


class FileBlock(blocks.StructBlock):
    """A document, under its own title or another one."""

    document = DocumentBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Titel"), max_length=120, required=False, help_text=_("Leeg: de titel van het document."))
    note = blocks.CharBlock(label=_("Waarvoor het dient"), max_length=160, required=False, help_text=_("Bijvoorbeeld: voor achter je raam, A3."))
    picture = PictureChooserBlock(label=_("Hoe het eruitziet"), required=False)

    class Meta:
        label = _("Bestand")
        icon = "doc-full-inverse"
        value_class = FileValue


class DownloadsBlock(blocks.StructBlock):
    """Under a heading, or without."""

    title = blocks.CharBlock(label=_("Kop"), max_length=80, required=False)
    files = blocks.ListBlock(FileBlock(), label=_("Bestanden"), min_num=1, max_num=MOST)

    class Meta:
        label = _("Om te downloaden")
        icon = "download"
        group = LEADING_ON
        template = "content/blocks/downloads.html"
        description = _("Affiches, logo’s, reglementen: met hun soort en hoe groot ze zijn.")
        preview_value: ClassVar = {"title": "Voor achter je raam", "files": []}

    def get_preview_context(self, value: Any, parent_context: Any = None) -> Any:
        examples = [("Affiche", "PDF, 1,2 MB", "Voor achter je raam, A3."), ("Sticker", "PDF, 240 kB", "Voor op de toog.")]
        return super().get_preview_context(value, parent_context) | {"examples": examples}


def size_in_words(size: int | None, language: str) -> str:
    """ "240 kB", "1,2 MB"; "" where it is not known. size: in bytes."""
    if not size:
        return ""
    return f"{decimal(size / MB, language)} MB" if size >= MB else f"{max(1, round(size / KB))} kB"
