"""All that is known of a shop, as a shopkeeper reads it."""

import json
from dataclasses import dataclass
from hashlib import sha256

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from shops.differences import FACTS, TOLD, label_of, label_of_text, said, value_of
from shops.importing.facts import DOOR
from shops.models import Shop

OF_THE_SITE = frozenset([*DOOR, "postcode", "place", "municipality", "slug", "latitude", "longitude"])  # told in one line, or not its own words


@dataclass(frozen=True)
class KnownFact:
    """label: "Openingsuren". text: in words."""

    label: str
    text: str


def known_facts(shop: Shop) -> list[KnownFact]:
    """What is filled, in the order of the form; the address in one line."""
    facts = [
        KnownFact(capfirst(label_of(fact)), said(fact, value_of(shop, fact))) for fact in FACTS if fact not in OF_THE_SITE and is_filled(shop, fact)
    ]
    place = KnownFact(_("Adres"), shop.full_address())
    return [*facts[:1], place, *facts[1:], *told(shop)]


def seal(facts: list[KnownFact]) -> str:
    """The same for the same words in the same language; 64 hexadecimal digits."""
    return sha256(json.dumps([[fact.label, fact.text] for fact in facts]).encode()).hexdigest()


def is_filled(shop: Shop, fact: str) -> bool:
    value = value_of(shop, fact)
    return value not in (None, "", [], ()) and not (fact == "kind" and value == Shop.Kind.UNKNOWN)


def told(shop: Shop) -> list[KnownFact]:
    """What it tells, in each language."""
    parts = [(text, part) for text in shop.texts.all() for part in TOLD if getattr(text, part)]
    return [KnownFact(f"{capfirst(label_of_text(part))} ({text.language})", getattr(text, part)) for text, part in parts]
