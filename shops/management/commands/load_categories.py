"""manage.py load_categories: the kinds of shops, from the table that comes with the site."""

from typing import Any

from django.core.management.base import BaseCommand

from shops import categories


class Command(BaseCommand):
    help = "Zet de soorten winkels in de databank. Herhalen mag: namen en zoekwoorden die iemand veranderde, blijven."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = categories.load_categories()
        self.stdout.write(f"{loaded.made} soorten toegevoegd, {loaded.mended} bijgewerkt.")
