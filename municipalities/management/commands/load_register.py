"""manage.py load_register: the municipalities of West Flanders, from the register that comes with the site."""

from typing import Any

from django.core.management.base import BaseCommand

from municipalities import actions


class Command(BaseCommand):
    help = "Zet de gemeenten van West-Vlaanderen in de databank, met hun postcodes, deelgemeenten en vroegere gemeenten. Herhalen mag."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = actions.load_register()
        self.stdout.write(f"{loaded.made} gemeenten toegevoegd, {loaded.known} stonden er al.")
