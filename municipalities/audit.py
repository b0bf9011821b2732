"""Who changed whose role stands in Wagtail's audit log, with the municipality. People are named by their key there, never by address."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.log_actions import log as write

from accounts.models import User
from municipalities.models import Municipality, Role

INVITE, INVITE_AGAIN = "municipalities.invite", "municipalities.invite_again"
CHANGE_ROLE, TAKE_AWAY = "municipalities.change_role", "municipalities.take_away"
RESET_SECOND_FACTOR = "municipalities.reset_second_factor"
JOIN, LEAVE = "municipalities.join", "municipalities.leave"


def record(action: str, *, by: User | None, municipality: Municipality | None = None, user: User | None = None, role: str = "") -> None:
    """Write down that `by` (None: a command) did `action`; under the municipality's history, else under that of `user`."""
    about = municipality or user
    data: dict[str, Any] = {"role": str(role)} | ({"user": user.pk} if user else {})
    write(instance=about, action=action, user=by, data=data, title=municipality.name if municipality else f"gebruiker {data.get('user')}")


class OfAPerson(LogFormatter):
    """A sentence that names the role and the key of whom it is about."""

    def format_message(self, log_entry: Any) -> str:
        role = log_entry.data.get("role")
        return self.message % {"role": Role(role).label if role else "", "user": log_entry.data.get("user", "")}


SENTENCES = {
    INVITE: (_("Uitnodigen"), _("Gaf gebruiker %(user)s de rol %(role)s")),
    INVITE_AGAIN: (_("Opnieuw uitnodigen"), _("Nodigde gebruiker %(user)s opnieuw uit")),
    CHANGE_ROLE: (_("Rol veranderen"), _("Maakte gebruiker %(user)s %(role)s")),
    TAKE_AWAY: (_("Toegang afnemen"), _("Nam gebruiker %(user)s de toegang af")),
    RESET_SECOND_FACTOR: (_("Tweede stap wissen"), _("Wiste de tweede stap van gebruiker %(user)s")),
    JOIN: (_("Laten meedoen"), _("Liet de gemeente meedoen")),
    LEAVE: (_("Laten uitstappen"), _("Liet de gemeente uitstappen")),
}


def register_sentences(actions: LogActionRegistry) -> None:
    for action, (label, message) in SENTENCES.items():
        formatter = type("Sentence", (OfAPerson,), {"label": label, "message": message})
        actions.register_action(action)(formatter)
