"""Text that a column holds encrypted: a copy of the database without SECRET_KEY does not tell it."""

import logging
from base64 import urlsafe_b64encode
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact, IsNull, Lookup

from gate.keyed_hash import key_for

logger = logging.getLogger(__name__)

PURPOSE = "gate.sealed_text"


class Unreadable(ValueError):
    """Sealed under a key that is neither SECRET_KEY nor one of SECRET_KEY_FALLBACKS, or damaged. The message holds nothing of it."""


def seal(text: str) -> str:
    """`text` encrypted and signed (Fernet, under a key derived from SECRET_KEY), another writing each time; "" stays ""."""
    return ring().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """What `seal` got, under today's key or a former one that is still listed. Raises Unreadable."""
    try:
        return ring().decrypt(sealed).decode() if sealed else ""
    except (InvalidToken, ValueError):  # a ValueError: what is not even base64
        raise Unreadable from None


def ring() -> MultiFernet:
    return ring_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@cache
def ring_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(key_for(PURPOSE, str(key)))) for key in keys])


class SealedTextField(models.TextField):
    """Text that is sealed on its way into the database and read on its way out; what a dump writes is in plain, as it is read.

    What cannot be read is "" to whoever asks, and the log says so once per process: a key that was changed in haste must not break
    every list. The database can only be asked whether it is "" (exact) or NULL; every other question raises FieldError, as the same text
    is written differently each time.
    """

    description = "encrypted text"

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        prepared = super().get_db_prep_save(value, connection)
        return seal(prepared) if isinstance(prepared, str) else prepared

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        try:
            return value and unseal(value)
        except Unreadable:
            say_unreadable(str(self))
            return ""

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]] | None:
        allowed: dict[str, type[Lookup[Any]]] = {"exact": IsEmpty, "isnull": IsNull}
        if lookup_name not in allowed:
            raise FieldError(f"{self} is sealed: the database cannot be asked for its {lookup_name}")
        return allowed[lookup_name]

    def get_transform(self, lookup_name: str) -> None:
        raise FieldError(f"{self} is sealed: the database cannot be asked for its {lookup_name}")


class IsEmpty(Exact):
    """The one comparison that sealed text allows: with ""."""

    def get_prep_lookup(self) -> Any:
        if self.rhs not in ("", None):
            raise FieldError(f"{self.lhs.output_field} is sealed: it can only be compared with an empty text")
        return self.rhs


@cache
def say_unreadable(field: str) -> None:
    logger.error("%s holds text that no known key opens: is the former SECRET_KEY missing in SECRET_KEY_FALLBACKS?", field)
