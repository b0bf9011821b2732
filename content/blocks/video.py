"""A video that stands with somebody else. Nothing is loaded from there: a still of our own, and a link that says who will follow you."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.choosers import PictureChooserBlock
from content.blocks.groups import PICTURES
from content.blocks.story import PLAIN_TEXT, stand_in

SITES = {"youtube.com": "YouTube", "youtu.be": "YouTube", "youtube-nocookie.com": "YouTube", "vimeo.com": "Vimeo"}


class VideoValue(blocks.StructValue):
    @property
    def site(self) -> str:
        """Who shows it: "YouTube"."""
        return site_of(self.get("url") or "")


class VideoBlock(blocks.StructBlock):
    """On one of SITES."""

    title = blocks.CharBlock(label=_("Wat je te zien krijgt"), max_length=120)
    url = blocks.URLBlock(label=_("Adres van de video"), help_text=_("Op YouTube of Vimeo."))
    length = blocks.CharBlock(label=_("Hoe lang"), max_length=20, required=False, help_text=_("Bijvoorbeeld: 2 minuten."))
    still = PictureChooserBlock(
        label=_("Beeld"), required=False, help_text=_("Een beeld uit de video, uit onze eigen beelden. Van YouTube laden we er geen.")
    )
    words = blocks.RichTextBlock(
        label=_("Wat er gezegd wordt"), features=PLAIN_TEXT, required=False, help_text=_("Voor wie niet hoort of niet wil klikken. Staat ingeklapt.")
    )

    class Meta:
        label = _("Video")
        icon = "media"
        group = PICTURES
        value_class = VideoValue
        template = "content/blocks/video.html"
        description = _("Een eigen beeld met een link naar YouTube of Vimeo. Wie niet klikt, wordt niet gevolgd.")
        preview_value: ClassVar = {
            "title": "Een dag in de bakkerij",
            "url": "https://www.youtube.com/watch?v=voorbeeld",
            "length": "2 minuten",
            "still": None,
            "words": "<p>Om drie uur steekt ze de oven aan.</p>",
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not site_of(cleaned["url"]):
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(_("Dit is geen adres van YouTube of Vimeo."))})
        return cleaned

    def get_preview_context(self, value: Any, parent_context: Any = None) -> Any:
        return super().get_preview_context(value, parent_context) | {"stand_in": stand_in()}


def site_of(url: str) -> str:
    """ "YouTube", "Vimeo", or "" for any other."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return next((name for domain, name in SITES.items() if host == domain or host.endswith(f".{domain}")), "")
