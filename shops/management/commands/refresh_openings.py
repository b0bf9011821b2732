"""manage.py refresh_openings: the daily job that keeps "nu open" filled two weeks ahead."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from content.in_batches import one_by_one
from shops import openings
from shops.models import Shop


class Command(BaseCommand):
    help = "Rekent uit wanneer elke winkel de komende twee weken open is. Laat dit elke nacht lopen."

    def handle(self, *args: Any, **options: Any) -> None:
        shops = Shop.objects.with_any_hours().only("pk", "opening_hours", "special_hours")
        intervals = openings.rebuild(one_by_one(shops, openings.BATCH), timezone.now())
        self.stdout.write(f"{shops.count()} winkels met openingsuren, {intervals} keer open in de komende twee weken.")
