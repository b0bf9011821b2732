"""To a page of the site, or to an address elsewhere."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from content.blocks.choosers import LinkedPageBlock
from content.blocks.groups import LEADING_ON

NOTHING, BOTH = _("Kies een pagina, of vul een adres in."), _("Kies een pagina of vul een adres in, niet allebei.")


class LinkValue(blocks.StructValue):
    """own: the same page in the language of the reader, where there is one (content.blocks.living)."""

    own: Page | None = None

    @property
    def page(self) -> Page | None:
        chosen = self.get("page")
        return self.own or (chosen if chosen and chosen.live else None)

    @property
    def url(self) -> str:
        """ "" for a page that is not published (any more)."""
        return (self.page.url or "") if self.page else self.get("address") or ""

    @property
    def leaves_site(self) -> bool:
        return bool(not self.page and self.url)


class LinkBlock(blocks.StructBlock):
    """One of the two. needed: whether it may be left empty."""

    page = LinkedPageBlock(label=_("Pagina van deze site"), required=False)
    address = blocks.URLBlock(label=_("Of een adres elders"), required=False, help_text=_("Voluit: https://www.voorbeeld.be"))

    class Meta:
        label = _("Waarheen")
        icon = "link"
        value_class = LinkValue
        needed = True

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        given = [name for name in ("page", "address") if cleaned.get(name)]
        if len(given) == 2:
            raise blocks.StructBlockValidationError(block_errors={"address": ValidationError(BOTH)})
        if self.meta.needed and not given:
            raise blocks.StructBlockValidationError(block_errors={"page": ValidationError(NOTHING)})
        return cleaned


class OptionalLinkBlock(LinkBlock):
    """May stay empty."""

    class Meta:
        needed = False


class CallBlock(blocks.StructBlock):
    """What one can do now, and the button that does it."""

    title = blocks.CharBlock(label=_("Kop"), max_length=80)
    text = blocks.TextBlock(label=_("Waarom, in één of twee zinnen"), max_length=240, rows=2, required=False)
    label = blocks.CharBlock(label=_("Op de knop"), max_length=40, help_text=_("Wat er gebeurt: Stem op jouw winkel."))
    link = LinkBlock()

    class Meta:
        label = _("Knop")
        icon = "redirect"
        group = LEADING_ON
        template = "content/blocks/call.html"
        description = _("Eén ding dat iemand nu kan doen, met een knop. Eén per pagina is genoeg.")
        preview_value: ClassVar = {
            "title": "Kies jouw winkelier",
            "text": "Stemmen duurt een minuut. Je hebt alleen je mailadres nodig.",
            "label": "Naar de kandidaten",
            "link": {"page": None, "address": "https://voorbeeld.example/"},
        }
