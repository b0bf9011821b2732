"""What of the site not everybody can use yet: one block each."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class Why(TextChoices):
    """The three reasons that the law knows (article 7 of Directive (EU) 2016/2102)."""

    NOT_YET = "not yet", _("dit klopt nog niet met de norm")
    BURDEN = "burden", _("dit aanpassen zou een onevenredige last zijn")
    OUT_OF_SCOPE = "out of scope", _("dit valt buiten de wet")


class GapBlock(blocks.StructBlock):
    """why: the same in every language."""

    what = blocks.TextBlock(label=_("Wat werkt niet voor iedereen"), max_length=400, rows=2)
    why = blocks.ChoiceBlock(label=_("Waarom"), choices=Why.choices, default=Why.NOT_YET)
    instead = blocks.TextBlock(
        label=_("Hoe het dan wel kan"), max_length=300, rows=2, required=False, help_text=_("Bijvoorbeeld: “Vraag ons de tekst.”")
    )

    class Meta:
        label = _("Gebrek")
        icon = "warning"


class GapsBlock(blocks.StreamBlock):
    """In the order of the page."""

    gap = GapBlock()

    class Meta:
        required = False
