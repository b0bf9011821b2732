"""Where something is, on a small map of our own. Nobody else's map is loaded; a link leads to one, and only who clicks goes there."""

from itertools import count
from typing import Any, ClassVar
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.groups import PICTURES
from content.blocks.living import Around, Found, LivingBlock, LivingValue
from content.small_map import WORLD, Spot, draw, world_map_url

MOST = 12
BOTH = _("Vul de twee coördinaten in, of geen van beide.")


class AddressBlock(blocks.CharBlock):
    """The same in every language, so no translator gets it."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        return []


class PlaceValue(blocks.StructValue):
    @property
    def spot(self) -> Spot | None:
        latitude, longitude = self.get("latitude"), self.get("longitude")
        return None if latitude is None or longitude is None else Spot(latitude, longitude)

    @property
    def map_url(self) -> str:
        """The place itself where its coordinates are known, else what a search for the address finds."""
        return world_map_url(self.spot) if self.spot else f"{WORLD}/search?query={quote(self.get('address') or '')}"


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


class MapValue(LivingValue):
    @property
    def spots(self) -> list[Spot]:
        return [place.spot for place in self["places"] if place.spot]

    @property
    def numbered(self) -> list[tuple[int, PlaceValue]]:
        """Each place with its number on the map, 0 where it stands on none."""
        numbers = count(1)
        return [(next(numbers) if self.found.drawn and place.spot else 0, place) for place in self["places"]]


class MapBlock(LivingBlock):
    """One or more addresses, drawn when the coordinates of two are known: one sign on an empty sheet tells nothing."""

    title = blocks.CharBlock(label=_("Kop"), max_length=80, required=False)
    places = blocks.ListBlock(PlaceBlock(), label=_("Plaatsen"), min_num=1, max_num=MOST)

    class Meta:
        label = _("Plaats op de kaart")
        icon = "globe"
        group = PICTURES
        value_class = MapValue
        template = "content/blocks/map.html"
        description = _("Eén of meer adressen, getekend op een kaartje als je hun coördinaten kent. Een link leidt naar een grote kaart.")
        preview_value: ClassVar = {
            "title": "Hier haal je je tas",
            "places": [
                {"name": "Oud stadhuis", "address": "Markt 1, 8700 Tielt", "note": "Alleen op zaterdag.", "latitude": 50.9995, "longitude": 3.3265},
                {"name": "Station", "address": "Stationsplein 1, 8700 Tielt", "note": "", "latitude": 50.9938, "longitude": 3.3277},
            ],
        }

    def look_up(self, value: Any, around: Around) -> Found:
        return Found(drawn=draw(value.spots) if len(value.spots) > 1 else None)

    def get_preview_value(self) -> Any:
        value = self.normalize(self.meta.preview_value)
        value.found = self.look_up(value, Around("nl", timezone.now()))
        return value


DECONSTRUCT_ALIASES = {AddressBlock: "content.blocks.AddressBlock"}  # for migrations
