"""What the commands about one login share."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User


class CommandOfALogin(BaseCommand):
    """Takes an address of mail, and refuses one that nobody logs in with."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="het mailadres van de login")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError("Met dit mailadres is er geen login.")
        self.handle_login(user)

    def handle_login(self, user: User) -> None:
        raise NotImplementedError
