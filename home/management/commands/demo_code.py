"""The second step of the demo's logins."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.demo.logins import codes_at


class Command(BaseCommand):
    help = "Toont de code van 6 cijfers waarmee elke demologin nu zijn tweede stap zet."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("Dit is geen demo: DEMO_ALLOWED staat uit.")
        for code in codes_at(timezone.now()):
            self.stdout.write(f"{code.owner}  {code.code}  (nog {code.seconds_left} s)")
