"""manage.py account_data somebody@example.org: all that is kept of a login, as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.account_data import data_of
from accounts.models import User


class Command(BaseCommand):
    help = "Toont als JSON wat er van iemand met een login bewaard wordt: de gegevens zelf, en wat die deed, met nummers en momenten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="het mailadres van de login")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError("Met dit mailadres is er geen login.")
        self.stdout.write(json.dumps(data_of(user), ensure_ascii=False, indent=2))
