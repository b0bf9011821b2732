"""What the story of an ambassador is made of, beside what any story may hold."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks import PLAIN_TEXT, StoryBlock


class CraftBlock(blocks.StructBlock):
    """What the shopkeeper knows better than anybody."""

    title = blocks.CharBlock(label=_("Waar ze alles van weten"), max_length=80, help_text=_("Bijvoorbeeld: Zuurdesem van drie dagen."))
    text = blocks.RichTextBlock(label=_("Hoe dat gaat"), features=PLAIN_TEXT)

    class Meta:
        label = _("Vakkennis")
        icon = "tick-inverse"
        template = "ambassadors/blocks/craft.html"


class SupportBlock(blocks.StructBlock):
    """The club or cause that the shop stands behind."""

    name = blocks.CharBlock(label=_("Wie of wat"), max_length=120, help_text=_("De naam van de club of het doel: KSA Sint-Pieter."))
    text = blocks.RichTextBlock(label=_("Wat ze doen"), features=PLAIN_TEXT, required=False)
    url = blocks.URLBlock(label=_("Hun website"), required=False)

    class Meta:
        label = _("Wat ze steunen")
        icon = "group"
        template = "ambassadors/blocks/support.html"


class TipBlock(blocks.StructBlock):
    """One thing that a customer can do with."""

    title = blocks.CharBlock(label=_("De tip"), max_length=80, help_text=_("Bijvoorbeeld: Vries je brood in sneetjes in."))
    text = blocks.TextBlock(label=_("Waarom, of hoe"), max_length=400, rows=2, required=False)

    class Meta:
        label = _("Tip")
        icon = "help"


class TipsBlock(blocks.StructBlock):
    """A numbered list of tips."""

    title = blocks.CharBlock(label=_("Kop"), max_length=80, default="Tips van de winkel")
    tips = blocks.ListBlock(TipBlock(), label=_("Tips"), min_num=1, max_num=7)

    class Meta:
        label = _("Tips")
        icon = "list-ol"
        template = "ambassadors/blocks/tips.html"


class AmbassadorStory(StoryBlock):
    """The story on an ambassador's page, in the order that the editor gives it."""

    craft = CraftBlock()
    support = SupportBlock()
    tips = TipsBlock()
