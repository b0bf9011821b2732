"""Shops close to a shop."""

from heapq import nsmallest

from shops.bitmaps import bitmaps
from shops.models.shop import Shop

RINGS_KM = (0.3, 3.0)  # in the middle of a town the first is enough


def neighbours(shop: Shop, number: int) -> list[Shop]:
    """The `number` listed shops nearest to `shop` within the widest ring; those in its street when nobody knows where it stands."""
    if shop.latitude is None or shop.longitude is None:
        return list(same_street(shop)[:number])
    listed = bitmaps()
    near: list[tuple[float, int]] = []
    for ring in RINGS_KM:
        if len(near) < number:
            near = [(away, at) for at, away in listed.near(shop, ring).items() if listed.keys[at] != shop.pk]
    return [found for _, found in listed.shops_at((at for _, at in nsmallest(number, near)), Shop.objects.for_neighbours())]


def same_street(shop: Shop):
    others = Shop.objects.listed().filter(municipality=shop.municipality_id, street=shop.street).exclude(pk=shop.pk)
    return (others if shop.street else others.none()).order_by("name", "pk").for_neighbours()
