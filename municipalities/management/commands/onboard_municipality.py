"""Let municipalities take part."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from municipalities.models import Municipality
from municipalities.onboarding import Refused, onboard, open_province


class Command(BaseCommand):
    help = "Laat gemeenten meedoen: pagina's in elke taal, groepen, rechten, verzamelingen en goedkeuring. Mag je herhalen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("municipality", nargs="*", help="naam in het adres (slug) of NIS-code; niets: alleen de rollen van de provincie")

    def handle(self, *args: Any, **options: Any) -> None:
        open_province()
        for named in options["municipality"]:
            try:
                standing = onboard(municipality=asked_for(named), at=timezone.now())
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(f"{standing.municipality} doet mee.")


def asked_for(named: str) -> Municipality:
    """By slug or NIS code. Raises CommandError."""
    found = Municipality.objects.filter(slug=named).first() or Municipality.objects.filter(nis=named).first()
    if found is None:
        raise CommandError(f"Het register kent geen gemeente “{named}”.")
    return found
