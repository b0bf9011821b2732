"""A few things side by side."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.choosers import PictureChooserBlock
from content.blocks.groups import LEADING_ON
from content.blocks.links import OptionalLinkBlock

MOST = 12


class CardBlock(blocks.StructBlock):
    """One of them. With somewhere to go, its title is the link."""

    picture = PictureChooserBlock(label=_("Beeld"), required=False)
    title = blocks.CharBlock(label=_("Titel"), max_length=80)
    text = blocks.TextBlock(label=_("In één of twee zinnen"), max_length=240, rows=2, required=False)
    link = OptionalLinkBlock(required=False)

    class Meta:
        label = _("Kaart")
        icon = "doc-full"


class CardsBlock(blocks.StructBlock):
    """Under a heading, or without."""

    title = blocks.CharBlock(label=_("Kop"), max_length=80, required=False)
    cards = blocks.ListBlock(CardBlock(), label=_("Kaarten"), min_num=1, max_num=MOST)

    class Meta:
        label = _("Kaarten")
        icon = "grip"
        group = LEADING_ON
        template = "content/blocks/cards.html"
        description = _("Een paar dingen naast elkaar, elk met een titel, een zin en ergens om naartoe te gaan.")
        preview_value: ClassVar = {
            "title": "Doe mee",
            "cards": [
                {"picture": None, "title": title, "text": text, "link": {"page": None, "address": "https://voorbeeld.example/"}}
                for title, text in (
                    ("Als klant", "Koop in je eigen straat, en stem op wie je graag ziet blijven."),
                    ("Als winkelier", "Zet je winkel in de gids. Dat duurt twee minuten."),
                    ("Als gemeente", "Kondig je koopzondag aan, en nodig je winkels uit."),
                )
            ],
        }
