"""Where villages and postcodes lie, as far as the shops that stand there tell: the register knows the centre of a municipality only."""

from collections import defaultdict
from statistics import median
from typing import NamedTuple

from django.conf import settings

from content.kept import Kept
from content.words import normalise
from shops.kept import ANSWERS
from shops.models.shop import Shop

ENOUGH = 2  # shops; one may stand anywhere


class Middle(NamedTuple):
    """WGS84 degrees."""

    latitude: float
    longitude: float


def middle_of(municipality: int, *names: str) -> Middle | None:
    """The middle of the listed shops of a municipality (its key) that have the first of `names`, postcodes or places, that ENOUGH have."""
    known = kept.get()
    return next((known[municipality, key] for key in map(normalise, names) if (municipality, key) in known), None)


def read() -> dict[tuple[int, str], Middle]:
    """By municipality and postcode or place (normalised). The median of each axis, which one wrong address does not move."""
    spots: dict[tuple[int, str], list[Middle]] = defaultdict(list)
    placed = Shop.objects.listed().filter(latitude__isnull=False, longitude__isnull=False).order_by()
    for town, postcode, place, *spot in placed.values_list("municipality", "postcode", "place", "latitude", "longitude").iterator():
        for name in {postcode, place} - {""}:
            spots[town, name].append(Middle(*spot))
    named: dict[tuple[int, str], list[Middle]] = defaultdict(list)
    for (town, name), found in spots.items():
        named[town, normalise(name)] += found
    return {key: Middle(*map(median, zip(*found, strict=True))) for key, found in named.items() if len(found) >= ENOUGH}


kept: Kept[dict[tuple[int, str], Middle]] = Kept(ANSWERS, read, share=lambda: settings.DIRECTORY_READ_SHARE)
