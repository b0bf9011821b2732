"""Let a municipality leave."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from municipalities.management.commands.onboard_municipality import asked_for
from municipalities.onboarding import Refused, offboard


class Command(BaseCommand):
    help = "Laat een gemeente uitstappen: haar redacteurs verliezen hun rechten; wat gepubliceerd is, blijft staan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("municipality", help="naam in het adres (slug) of NIS-code")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            left = offboard(municipality=asked_for(options["municipality"]), at=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{left.municipality} doet niet meer mee.")
