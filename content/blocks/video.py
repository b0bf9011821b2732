"""A video that stands with somebody else. Until somebody clicks nothing comes from there: our own picture, and who will hear of it."""

import re
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.choosers import PictureChooserBlock
from content.blocks.groups import PICTURES
from content.blocks.living import Around, Found, LivingBlock, LivingValue
from content.blocks.story import PLAIN_TEXT, stand_in

SITES = {"youtube.com": "YouTube", "youtu.be": "YouTube", "youtube-nocookie.com": "YouTube", "vimeo.com": "Vimeo"}
# The players that follow least: YouTube's keeps no cookie before somebody watches, Vimeo's none at all when asked not to (`dnt`).
PLAYERS = {"YouTube": "https://www.youtube-nocookie.com", "Vimeo": "https://player.vimeo.com"}
YOUTUBE_PATH = re.compile(r"/(?:(?:embed|shorts|live|v)/)?(?P<key>[\w-]{11})/?")
VIMEO_PATH = re.compile(
    r"/(?:(?:video|channels/[\w-]+|groups/[\w-]+/videos|showcase/\d+/video)/)?(?P<key>\d{1,12})(?:/(?P<secret>[0-9a-f]{6,20}))?/?"
)
SECRET = re.compile(r"[0-9a-f]{6,20}")  # of a video that stands in no list


class VideoValue(LivingValue):
    @property
    def site(self) -> str:
        """Who shows it: "YouTube"."""
        return site_of(self.get("url") or "")

    @property
    def player_url(self) -> str:
        return player_url(self.get("url") or "")


class VideoBlock(LivingBlock):
    """On one of SITES. A page that shows it may frame the player of that site (content.frames); elsewhere, as in a preview, it is a link."""

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
        description = _("Een eigen beeld; de video van YouTube of Vimeo komt pas als iemand klikt. Wie niet klikt, wordt niet gevolgd.")
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

    def look_up(self, value: Any, around: Around) -> Found:
        return Found(frames=(PLAYERS[value.site],) if value.player_url else ())

    def get_preview_context(self, value: Any, parent_context: Any = None) -> Any:
        return super().get_preview_context(value, parent_context) | {"stand_in": stand_in()}


def site_of(url: str) -> str:
    """ "YouTube", "Vimeo", or "" for any other."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    return next((name for domain, name in SITES.items() if host == domain or host.endswith(f".{domain}")), "")


def player_url(url: str) -> str:
    """What a frame shows to play the video at `url`; "" where the address names no single video (a channel, a list), or none of SITES."""
    site = site_of(url)
    if not site:
        return ""
    parts = urlsplit(url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if site == "YouTube":
        found = YOUTUBE_PATH.fullmatch(f"/{asked['v']}" if parts.path == "/watch" and "v" in asked else parts.path)
        return f"{PLAYERS[site]}/embed/{found['key']}?autoplay=1&rel=0" if found else ""
    found = VIMEO_PATH.fullmatch(parts.path)
    secret = next((one for one in (found["secret"], asked.get("h", "")) if one and SECRET.fullmatch(one)), "") if found else ""
    return f"{PLAYERS[site]}/video/{found['key']}?autoplay=1&dnt=1{f'&h={secret}' if secret else ''}" if found else ""
