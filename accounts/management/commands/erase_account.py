"""manage.py erase_account somebody@example.org: leave nothing of a login but a number."""

from accounts.actions import erase
from accounts.management.of_a_login import CommandOfALogin
from accounts.models import User


class Command(CommandOfALogin):
    help = "Wist naam, mailadres, wachtwoord en tweede stap van een login. Wat die persoon deed, blijft staan onder een nummer. Kan niet terug."

    def handle_login(self, user: User) -> None:
        erase(user=user)
        self.stdout.write(f"Gewist. Wat er nog staat, is van gebruiker {user.pk}.")
