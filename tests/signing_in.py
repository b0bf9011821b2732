"""Logging in for tests: the session as it is after both steps, without walking through them."""

import time

from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as STEPS
from django.test import Client

from accounts.models import User


def sign_in(client: Client, user: User) -> Client:
    """`client` is logged in as `user`, by password and a code of an app. Without these the admin opens for nobody."""
    return sign_in_by(client, user, {"method": "password", "email": user.email}, {"method": "mfa", "type": "totp", "id": 0})


def sign_in_by_password_only(client: Client, user: User) -> Client:
    """One step: the admin sends such a session to the second."""
    return sign_in_by(client, user, {"method": "password", "email": user.email})


def sign_in_by(client: Client, user: User, *steps: dict) -> Client:
    """steps: as allauth keeps them in the session."""
    client.force_login(user)
    session = client.session
    session[STEPS] = [{"at": time.time(), **step} for step in steps]
    session[WHOSE] = str(user.pk)
    session.save()
    return client


def cookies_of(user: User) -> dict[str, str]:
    """The session of somebody who is logged in, for a browser: {name: value}."""
    client = sign_in(Client(), user)
    return {name: morsel.value for name, morsel in client.cookies.items()}
