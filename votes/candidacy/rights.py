"""What roles may do with submissions; of which municipality is asked by a policy."""

from municipalities import roles
from municipalities.models import Role

DECIDING = frozenset({Role.EDITOR, Role.PROVINCE})


def allow() -> None:
    """Called when the room starts: authors look, editors and the province decide."""
    for model in ("application", "nomination"):
        roles.allow(Role.AUTHOR, f"votes.view_{model}")
        for role in DECIDING:
            roles.allow(role, f"votes.view_{model}", f"votes.change_{model}")
