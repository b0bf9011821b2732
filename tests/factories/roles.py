"""People with a role, for tests."""

from django.contrib.auth import get_user_model

from accounts.models import User
from municipalities.models import Municipality, Role
from municipalities.roles import give


def superuser(email: str = "beheer@ikkooplokaal.example") -> User:
    return get_user_model().objects.create_superuser(email, "lokaal-kopen-test")


def somebody(role: Role | None, municipality: Municipality | None = None, email: str = "") -> User:
    """A user with one role, of `municipality` when the role is local; None for a user without any."""
    where = municipality.slug if municipality else "provincie"
    user = get_user_model().objects.create_user(email or f"{role or 'niemand'}.{where}@ikkooplokaal.example", "lokaal-kopen-test")
    if role:
        give(user=user, role=role, municipality=municipality)
    return user


def editor(municipality: Municipality) -> User:
    return somebody(Role.EDITOR, municipality)


def author(municipality: Municipality) -> User:
    return somebody(Role.AUTHOR, municipality)


def province() -> User:
    return somebody(Role.PROVINCE)
