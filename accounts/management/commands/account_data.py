"""manage.py account_data somebody@example.org: all that is kept of a login, as JSON."""

import json

from accounts.account_data import data_of
from accounts.management.of_a_login import CommandOfALogin
from accounts.models import User


class Command(CommandOfALogin):
    help = "Toont als JSON wat er van iemand met een login bewaard wordt: de gegevens zelf, en wat die deed, met nummers en momenten."

    def handle_login(self, user: User) -> None:
        self.stdout.write(json.dumps(data_of(user), ensure_ascii=False, indent=2))
