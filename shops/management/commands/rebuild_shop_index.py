"""manage.py rebuild_shop_index: the nightly job that makes the words by which shops are found anew."""

from typing import Any

from django.core.management.base import BaseCommand

from shops import indexing
from shops.models import Shop


class Command(BaseCommand):
    help = "Maakt de woorden opnieuw waarmee winkels gevonden worden. Nodig na een update; loopt verder elke nacht."

    def handle(self, *args: Any, **options: Any) -> None:
        words = indexing.rebuild_all()
        self.stdout.write(f"{Shop.objects.listed().count()} winkels, {words} woorden.")
