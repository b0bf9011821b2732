"""Where something is. Nobody's map is loaded; a link leads to one, and only who clicks goes there."""

from typing import Any, ClassVar
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.groups import PICTURES

MAP = "https://www.openstreetmap.org"
ZOOM = 17  # a street and its corners
MOST = 12
BOTH = _("Vul de twee coördinaten in, of geen van beide.")


class AddressBlock(blocks.CharBlock):
    """The same in every language, so no translator gets it."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        return []


class PlaceValue(blocks.StructValue):
    @property
    def map_url(self) -> str:
        """The place itself where its coordinates are known, else what a search for the address finds."""
        latitude, longitude = self.get("latitude"), self.get("longitude")
        if latitude is not None and longitude is not None:
            point = f"{latitude:.5f}", f"{longitude:.5f}"
            return f"{MAP}/?mlat={point[0]}&mlon={point[1]}#map={ZOOM}/{point[0]}/{point[1]}"
        return f"{MAP}/search?query={quote(self.get('address') or '')}"


class PlaceBlock(blocks.StructBlock):
    """One address. Coordinates in WGS84 degrees, both or none."""

    name = blocks.CharBlock(label=_("Hoe men het noemt"), max_length=80, help_text=_("Bijvoorbeeld: het oud stadhuis."))
    address = AddressBlock(label=_("Adres"), max_length=160, help_text=_("Markt 1, 8700 Tielt"))
    note = blocks.CharBlock(label=_("Goed om te weten"), max_length=160, required=False, help_text=_("Bijvoorbeeld: de ingang is langs de kerk."))
    latitude = blocks.FloatBlock(label=_("Breedtegraad"), min_value=-90, max_value=90, required=False, help_text=_("Zoals 50,9996."))
    longitude = blocks.FloatBlock(label=_("Lengtegraad"), min_value=-180, max_value=180, required=False, help_text=_("Zoals 3,3266."))

    class Meta:
        label = _("Plaats")
        icon = "site"
        value_class = PlaceValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            raise blocks.StructBlockValidationError(block_errors={"longitude": ValidationError(BOTH)})
        return cleaned


class MapBlock(blocks.StructBlock):
    """One or more addresses."""

    title = blocks.CharBlock(label=_("Kop"), max_length=80, required=False)
    places = blocks.ListBlock(PlaceBlock(), label=_("Plaatsen"), min_num=1, max_num=MOST)

    class Meta:
        label = _("Plaats op de kaart")
        icon = "globe"
        group = PICTURES
        template = "content/blocks/map.html"
        description = _("Eén of meer adressen, met een link naar een kaart. De kaart opent pas als iemand klikt.")
        preview_value: ClassVar = {
            "title": "Hier haal je je tas",
            "places": [
                {"name": "Oud stadhuis", "address": "Markt 1, 8700 Tielt", "note": "Alleen op zaterdag.", "latitude": None, "longitude": None},
                {"name": "Bibliotheek", "address": "Kortrijkstraat 8, 8700 Tielt", "note": "", "latitude": 50.9996, "longitude": 3.3266},
            ],
        }


DECONSTRUCT_ALIASES = {AddressBlock: "content.blocks.AddressBlock"}  # for migrations
