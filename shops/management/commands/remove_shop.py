"""manage.py remove_shop GEMEENTE/WINKEL --at-owners-request: take a shop away for good."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from municipalities import places
from shops.models import Shop, ShopSlug
from shops.removal import remove_at_owners_request


class Command(BaseCommand):
    help = "Verwijdert een winkel op vraag van wie hem uitbaat. Geen enkele latere import brengt hem terug."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", metavar="GEMEENTE/WINKEL", help="zoals in het adres op de site, bijvoorbeeld tielt/bakkerij-de-kroon")
        parser.add_argument("--at-owners-request", action="store_true", required=True, help="bevestigt dat de uitbater het vroeg")

    def handle(self, *args: Any, **options: Any) -> None:
        shop = shop_at(options["address"])
        if shop is None:
            raise CommandError(f"Op {options['address']} staat geen winkel.")
        name, town = shop.name, shop.municipality.name
        remove_at_owners_request(shop=shop, at=timezone.now())
        self.stdout.write(f"{name} in {town} is weg en blijft weg.")


def shop_at(address: str) -> Shop | None:
    """The shop at the end of an address on the site, present or former: "tielt/de-kroon", "https://.../nl/winkels/tielt/de-kroon/"."""
    *_, town, slug = ["", "", *address.strip("/ ").split("/")]
    municipality = places.municipality_for(town)
    found = ShopSlug.objects.filter(municipality=municipality, slug=slug).select_related("shop__municipality").first() if municipality else None
    return found.shop if found else Shop.objects.filter(municipality=municipality, slug=slug).select_related("municipality").first()
