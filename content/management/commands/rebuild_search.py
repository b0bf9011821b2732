"""Make what the search of the whole site knows anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from content import finding


class Command(BaseCommand):
    help = "Brengt de zoekfunctie van de hele site weer gelijk met wat gepubliceerd is. Mag je herhalen; gebeurt ook elke nacht."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{finding.rebuild(at=timezone.now())} bladzijden zijn te vinden.")
