"""A shop that its owner wants to see nowhere: it goes, and no import brings it back.

What is kept are HMAC-SHA256 hashes of how it would be recognised, with a key made from SECRET_KEY, so that nobody can read from them who
asked. When SECRET_KEY changes, the old one must stay in SECRET_KEY_FALLBACKS for as long as these wishes must hold.
"""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.encoding import force_bytes
from wagtail.models import ModelLogEntry

from shops import kept
from shops.importing.matching import cells_around, cells_of, name_key, number_key, street_key
from shops.models import Shop, ShopSource, Suppression
from shops.shopkeepers.pictures import forget_picture, pictures_of

PURPOSE = b"shops.removal"


@dataclass(frozen=True, slots=True)
class Traces:
    """How a shop would be recognised in a file. refs: (source, number in it); name, street, number as `matching` writes them."""

    refs: tuple[tuple[str, str], ...]
    name: str
    nis: str
    street: str = ""
    number: str = ""
    phone: str = ""
    establishment: str = ""
    latitude: float | None = None
    longitude: float | None = None


@transaction.atomic
def remove_at_owners_request(*, shop: Shop, at: datetime) -> None:
    """Delete the shop with its texts, drafts, pictures, addresses and log, and keep it away from every later import.

    A picture that something else shows too stays.
    """
    hashes = {keyed(words, settings.SECRET_KEY) for words in kept_words(traces_of(shop))}
    Suppression.objects.bulk_create([Suppression(key_hash=key, removed_at=at) for key in sorted(hashes)], ignore_conflicts=True)
    ModelLogEntry.objects.for_instance(shop).delete()
    municipality, former, pictures = shop.municipality_id, Shop(pk=shop.pk), pictures_of(shop)
    shop.delete()
    for picture in pictures:
        forget_picture(picture, former)
    kept.forget_counts(municipality)


class Suppressed:
    """The wishes to stay away, read once for a whole import."""

    def __init__(self) -> None:
        self.hashes = frozenset(Suppression.objects.values_list("key_hash", flat=True))
        self.keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)

    def holds(self, traces: Traces) -> bool:
        """Whether the owner of this shop asked that it stays away."""
        return bool(self.hashes) and any(keyed(words, key) in self.hashes for words in sought_words(traces) for key in self.keys)


def traces_of(shop: Shop) -> Traces:
    return Traces(
        refs=tuple(ShopSource.objects.filter(shop=shop).values_list("source", "ref")),
        name=name_key(shop.name),
        nis=shop.municipality.nis,
        street=street_key(shop.street),
        number=number_key(shop.house_number),
        phone=str(shop.phone),
        establishment=shop.establishment_number,
        latitude=shop.latitude,
        longitude=shop.longitude,
    )


def kept_words(traces: Traces) -> Iterator[str]:
    """What is hashed and kept of a removed shop."""
    yield from common_words(traces)
    yield from spots(traces, cells_of(traces.latitude, traces.longitude))


def sought_words(traces: Traces) -> Iterator[str]:
    """What is looked for of a row: as kept, and in the cells of the map around it, since two sources never agree on the spot."""
    yield from common_words(traces)
    yield from spots(traces, cells_around(traces.latitude, traces.longitude))


def common_words(traces: Traces) -> Iterator[str]:
    yield from ("\n".join(("ref", source, ref)) for source, ref in traces.refs)
    if traces.establishment:
        yield f"establishment\n{traces.establishment}"
    if traces.phone:
        yield "\n".join(("phone", traces.phone, traces.name))
    if traces.street and traces.number:
        yield "\n".join(("door", traces.name, traces.street, traces.number, traces.nis))


def spots(traces: Traces, cells: Iterable[tuple[int, int]]) -> Iterator[str]:
    yield from ("\n".join(("spot", traces.name, str(row), str(column))) for row, column in cells)


def keyed(words: str, secret: str | bytes) -> str:
    return hmac.digest(hashing_key(secret), words.encode(), "sha256").hex()


@lru_cache(maxsize=8)
def hashing_key(secret: str | bytes) -> bytes:
    return sha256(PURPOSE + force_bytes(secret)).digest()
