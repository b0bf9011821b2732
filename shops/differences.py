"""What differs between two versions of a shop, in words that an editor reads aloud: "telefoon: was 051 40 11 22, wordt 051 40 11 23"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import PhoneNumber

from municipalities import places
from shops import hours
from shops.category_tree import category_tree
from shops.models.shop import LANGUAGES, PAYMENT, Shop, ShopText

FACTS = (
    *("name", "municipality", "category", "more_categories", "kind", "chain_name", "since", "photo", "opening_hours"),
    *("street", "house_number", "box", "postcode", "place", "latitude", "longitude", "phone", "email", "website", "webshop"),
    *("step_free", "door_width_cm", "accessible_toilet", "gift_voucher", "delivers", "payment"),
    *("establishment_number", "enterprise_number", "slug"),
)
TOLD = ("tagline", "description")
BY_DATE = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|week|easter|SH|\d{4})\b", re.IGNORECASE)
YES_OR_NO = frozenset(["accessible_toilet", "gift_voucher", "delivers"])
ANY_WEEK = date(2026, 6, 1)  # only where texts need a day; an ordinary week is the same in each


@dataclass(frozen=True, slots=True)
class Difference:
    """fact: the field of Shop, "texts.nl.tagline" for a text. was, becomes: in words, "niets" for what is not filled."""

    fact: str
    label: str
    was: str
    becomes: str

    def __str__(self) -> str:
        return gettext("%(label)s: was %(was)s, wordt %(becomes)s") % {"label": self.label, "was": self.was, "becomes": self.becomes}


def differences(before: Shop, after: Shop) -> list[Difference]:
    """What an editor would call different, in the order of the form. Numbers, dates and sources that go along by themselves are left out."""
    facts = [difference(fact, value_of(before, fact), value_of(after, fact)) for fact in FACTS if value_of(before, fact) != value_of(after, fact)]
    return [*facts, *text_differences(before.texts.all(), after.texts.all())]


def difference(fact: str, was: Any, becomes: Any) -> Difference:
    """was, becomes: as they are stored; a category, municipality or photo as its key, or as `value_of` gives it."""
    words = (said(fact, was), said(fact, becomes))
    if words[0] == words[1]:
        words = (str(was), str(becomes))
    return Difference(fact, label_of(fact), *words)


def value_of(shop: Shop, fact: str) -> Any:
    """A plain value that can be compared: keys for what is linked, a sorted list of keys for the other kinds."""
    if fact == "more_categories":
        return sorted(category.pk for category in shop.more_categories.all())
    if fact == "photo":
        return (shop.photo_id, shop.photo.title) if shop.photo_id and shop.photo else None
    if fact in ("category", "municipality"):
        return getattr(shop, f"{fact}_id")
    return plain(getattr(shop, fact))


def plain(value: Any) -> Any:
    """A telephone number as it is stored; anything else as it is."""
    if not isinstance(value, PhoneNumber):
        return value
    return value.as_e164 if value.is_valid() else str(value)


def label_of(fact: str) -> str:
    field: Any = Shop._meta.get_field(fact)
    return str(field.verbose_name)


def said(fact: str, value: Any) -> str:
    """A stored value in words; "niets" for what is not known."""
    if value is None or value in ("", [], ()) or (fact == "kind" and value == Shop.Kind.UNKNOWN):
        return gettext("niets")
    return str(WORDS[fact](value)) if fact in WORDS else str(value)


def said_together(facts: Iterable[str], values: Mapping[str, Any]) -> str:
    """Facts that belong together in one line, in this order (a database keeps none): "Markt 3 8700 Tielt"; "niets" when none is known."""
    known = [fact for fact in facts if fact in values and values[fact] not in (None, "", [], Shop.Kind.UNKNOWN)]
    return " ".join(said(fact, values[fact]) for fact in known) or gettext("niets")


def said_hours(text: str) -> str:
    """ "ma–vr 9–18 u., za en zo gesloten"; where the date plays a part, the text itself stands behind it."""
    try:
        week = hours.summary(hours.regular_week(text, ANY_WEEK), get_language() or "nl")
    except hours.NotUnderstood:
        return text
    return f"{week} ({text})" if BY_DATE.search(text) else week


def said_category(key: int) -> str:
    node = category_tree().by_id.get(key)
    return node.name_in(get_language() or "nl") if node else gettext("een soort die niet meer bestaat")


def said_municipality(key: int) -> str:
    town = places.index().towns.get(key)
    return town.name if town else gettext("een andere gemeente")


def said_phone(number: str) -> str:
    known = PhoneNumber.from_string(number) if number else None
    if known is None or not known.is_valid():
        return number
    return known.as_national if known.country_code == 32 else known.as_international


def said_list(names: Iterable[Any]) -> str:
    return ", ".join(map(str, names))


def yes_or_no(value: bool) -> str:
    return gettext("ja") if value else gettext("nee")


WORDS: Mapping[str, Any] = {
    "opening_hours": said_hours,
    "category": said_category,
    "municipality": said_municipality,
    "more_categories": lambda keys: said_list(map(said_category, keys)),
    "phone": said_phone,
    "photo": lambda photo: f"“{photo[1]}”" if isinstance(photo, tuple) else photo,
    "kind": lambda value: Shop.Kind(value).label if value in Shop.Kind.values else value,
    "step_free": lambda value: Shop.StepFree(value).label if value in Shop.StepFree.values else value,
    "payment": lambda codes: said_list(PAYMENT.get(code, code) for code in codes),
    "door_width_cm": lambda width: f"{width} cm",
    **dict.fromkeys(YES_OR_NO, yes_or_no),
}


def text_differences(before: Iterable[ShopText], after: Iterable[ShopText]) -> list[Difference]:
    """Of each language in turn the line and the story."""
    was, becomes = by_language(before), by_language(after)
    return [
        Difference(f"texts.{code}.{part}", f"{label_of_text(part)} ({language})", quoted(was, code, part), quoted(becomes, code, part))
        for code, language in LANGUAGES
        for part in TOLD
        if told(was, code, part) != told(becomes, code, part)
    ]


def by_language(texts: Iterable[ShopText]) -> dict[str, ShopText]:
    return {text.language: text for text in texts}


def told(texts: Mapping[str, ShopText], language: str, part: str) -> str:
    return getattr(texts[language], part).replace("\r\n", "\n") if language in texts else ""


def quoted(texts: Mapping[str, ShopText], language: str, part: str) -> str:
    text = told(texts, language, part)
    return f"“{text}”" if text else gettext("niets")


def label_of_text(part: str) -> str:
    field: Any = ShopText._meta.get_field(part)
    return str(field.verbose_name)


NOT_UNDERSTOOD = _("%(label)s (niet begrepen)")


def stored_difference(told: Mapping[str, Any]) -> Difference:
    """Of a row of an import ({"fact", "was", "becomes"}, "raw" for a text that was not understood): the same words, put when it is shown."""
    fact = told["fact"]
    if not told.get("raw"):
        return difference(fact, told["was"], told["becomes"])
    label = label_of(fact) if fact in FACTS else gettext("ligging") if fact == "coordinates" else fact
    words = [f"“{text}”" if text else gettext("niets") for text in (told["was"], told["becomes"])]
    return Difference(fact, str(NOT_UNDERSTOOD) % {"label": label}, *words)


def as_lines(before: Shop, after: Shop) -> list[tuple[str, str, str]]:
    """The same for whoever approves: (label, was, becomes)."""
    return [(difference.label, difference.was, difference.becomes) for difference in differences(before, after)]
