"""manage.py erase_account somebody@example.org: leave nothing of a login but a number."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions import erase
from accounts.models import User


class Command(BaseCommand):
    help = "Wist naam, mailadres, wachtwoord en tweede stap van een login. Wat die persoon deed, blijft staan onder een nummer. Kan niet terug."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="het mailadres van de login")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError("Met dit mailadres is er geen login.")
        erase(user=user)
        self.stdout.write(f"Gewist. Wat er nog staat, is van gebruiker {user.pk}.")
