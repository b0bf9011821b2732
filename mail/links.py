"""One-time links. The token stands in the mail; the database holds a keyed hash of it, from which nobody makes a link.

Mail scanners open links: a page that is opened calls `look_at`, its button calls `use`.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from gate.keyed_hash import keyed_hash, possible_hashes
from mail.models import OneTimeLink

HASH = "mail.links"
TOKEN_BYTES = 32
KEPT = timedelta(days=30)  # for "this link has been used", then it is unknown


class NotValid(Exception):
    """The link does nothing (any more)."""


class Unknown(NotValid):
    """No link of this purpose has this token."""


class Expired(NotValid):
    """Too late, or withdrawn."""


class Used(NotValid):
    """It did its work before."""


def make_link(*, purpose: str, user_id: int | None, at: datetime, valid_for: timedelta, data: dict[str, Any] | None = None) -> str:
    """A new token of 43 characters that fit in an address. `data` is stored as JSON and given back; put no secret in it."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    OneTimeLink.objects.create(
        purpose=purpose, token_hash=hashed(purpose, token), user_id=user_id, data=data or {}, created_at=at, expires_at=at + valid_for
    )
    return token


def look_at(*, purpose: str, token: str, at: datetime) -> OneTimeLink:
    """The link, still to be used; nothing changes. Raises Unknown, Used or Expired."""
    link = OneTimeLink.objects.filter(purpose=purpose, token_hash__in=possible_hashes(HASH, purpose, token)).first()
    if link is None:
        raise Unknown
    if link.used_at:
        raise Used
    if link.has_expired(at):
        raise Expired
    return link


def use(*, purpose: str, token: str, at: datetime) -> OneTimeLink:
    """The link, used now: of two who use it at once, one gets it. Raises like `look_at`.

    In the caller's transaction: when what the link is for fails, the link is unused.
    """
    link = look_at(purpose=purpose, token=token, at=at)
    if not OneTimeLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=at).update(used_at=at):
        look_at(purpose=purpose, token=token, at=at)
        raise Used
    link.used_at = at
    return link


def withdraw(*, purpose: str, user_id: int, at: datetime) -> int:
    """Let the unused links of a user expire now; returns how many."""
    return OneTimeLink.objects.filter(purpose=purpose, user_id=user_id, used_at=None, expires_at__gt=at).update(expires_at=at)


def prune(at: datetime) -> int:
    """Delete links that ended a month ago; returns how many."""
    return OneTimeLink.objects.filter(expires_at__lte=at - KEPT).delete()[0]


def hashed(purpose: str, token: str) -> str:
    return keyed_hash(HASH, purpose, token)
