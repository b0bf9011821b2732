"""Hashes that only this site can make: what is looked up by them (a link, a code, a visitor) cannot be read back from the database."""

import hashlib
import hmac
import json

from django.conf import settings


def keyed_hash(purpose: str, *parts: str, key: str = "") -> str:
    """HMAC-SHA256 of `parts` as 64 hexadecimal digits, under a key derived from SECRET_KEY (or `key`) for `purpose` alone.

    The parts are joined as JSON, so that ("a", "bc") and ("ab", "c") differ.
    """
    return hmac.new(key_for(purpose, key or settings.SECRET_KEY), json.dumps(parts).encode(), hashlib.sha256).hexdigest()


def key_for(purpose: str, key: str) -> bytes:
    """32 bytes from a secret key, for one purpose: who learns them learns neither the key nor another purpose's."""
    return hmac.digest(key.encode(), purpose.encode(), "sha256")


def possible_hashes(purpose: str, *parts: str) -> list[str]:
    """What `keyed_hash` gives, or gave before SECRET_KEY was changed (SECRET_KEY_FALLBACKS); today's first."""
    return [keyed_hash(purpose, *parts, key=str(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
