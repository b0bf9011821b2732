"""Pieces of a town's page: its quarters, and the ways to get there."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks import AddressBlock, PictureChooserBlock
from content.facades import CLOTHS

IN_A_SENTENCE = ["bold", "link"]
CLOTH_CHOICES = [(name, cloth.label) for name, cloth in CLOTHS.items()]


class FactBlock(AddressBlock):
    """A name, a street or a code: the same in every language, and never offered for translation."""


class QuarterBlock(blocks.StructBlock):
    """A street, a square or a village with a character of its own."""

    name = blocks.CharBlock(label=_("Hoe mensen de buurt noemen"), max_length=60, help_text=_("Bijvoorbeeld: Overleie, de Statie, Meulebeke-dorp."))
    character = blocks.RichTextBlock(
        label=_("Wat voor buurt het is"),
        features=IN_A_SENTENCE,
        max_length=240,
        help_text=_(
            "Eén of twee zinnen: “Vier slagers, een orgelbouwer en de beste frituur. Op donderdag markt.” Liever niet: “Een gezellige buurt.”"
        ),
    )
    query = FactBlock(
        label=_("Zoek de winkels met"),
        max_length=60,
        required=False,
        help_text=_("Een straat of een dorp, zoals je ze in de winkelgids zoekt: Overleiestraat. Dan komt er een link naar die winkels."),
    )
    picture = PictureChooserBlock(label=_("Foto"), required=False, help_text=_("Liggend, van de straat zelf. Zonder foto komt er een luifel."))
    cloth = blocks.ChoiceBlock(label=_("Kleur van de luifel"), choices=CLOTH_CHOICES, required=False)

    class Meta:
        label = _("Buurt")
        icon = "home"


class QuartersBlock(blocks.StreamBlock):
    """The quarters, in the order of the page."""

    quarter = QuarterBlock()

    class Meta:
        required = False
        max_num = 8


class WayBlock(blocks.StructBlock):
    """One way to get there, and maybe the place where one arrives."""

    text = blocks.RichTextBlock(label=_("Wat moet iemand weten"), features=IN_A_SENTENCE, max_length=300)
    place = FactBlock(
        label=_("Naam van de plek op het kaartje"), max_length=60, required=False, help_text=_("Bijvoorbeeld: Station Tielt, Parking Stadspark.")
    )
    latitude = blocks.FloatBlock(
        label=_("Breedtegraad"), min_value=-90, max_value=90, required=False, help_text=_("Zoals 50,9993. Leeg: niet op het kaartje.")
    )
    longitude = blocks.FloatBlock(label=_("Lengtegraad"), min_value=-180, max_value=180, required=False, help_text=_("Zoals 3,3266."))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        refuse_half_a_place(cleaned)
        return cleaned


def refuse_half_a_place(value: Any) -> None:
    """A place has a name and both coordinates, or none of the three."""
    given = {name: value.get(name) not in (None, "") for name in ("place", "latitude", "longitude")}
    if any(given.values()) and not all(given.values()):
        said = ValidationError(gettext("Een plek op het kaartje heeft een naam, een breedtegraad en een lengtegraad. Vul alle drie in, of geen."))
        raise blocks.StructBlockValidationError(block_errors={name: said for name, is_given in given.items() if not is_given})


def way(label: Any, icon: str, good: Any) -> WayBlock:
    """good: an example of a sentence that helps."""
    return WayBlock(label=label, icon=icon, help_text=good)


class ReachBlock(blocks.StreamBlock):
    """How one gets there, each way as often as there are places to arrive."""

    train = way(_("Trein"), "arrow-right", _("“Station Tielt, negen minuten te voet van de Markt.”"))
    bus = way(_("Bus"), "arrow-right", _("“Halte Markt, lijnen 72 en 75. ’s Zondags om het uur.”"))
    car = way(_("Auto en parking"), "arrow-right", _("“Blauwe zone op de Markt, twee uur. Gratis aan het Stadspark, vijf minuten te voet.”"))
    bicycle = way(_("Fiets"), "arrow-right", _("“Overdekt rek achter het stadhuis, met een pomp.”"))
    step_free = way(_("Rolstoel en buggy"), "arrow-right", _("“Zes plaatsen rond de Markt. De Kortrijkstraat heeft kasseien, de stoep is vlak.”"))

    class Meta:
        required = False
        max_num = 16
