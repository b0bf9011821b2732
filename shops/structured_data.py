"""What search engines are told about a shop: only what is known, in the words of schema.org.

Sources: https://schema.org/LocalBusiness and https://developers.google.com/search/docs/appearance/structured-data/local-business
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from shops import hours
from shops.models import Shop, ShopText

PAYMENT_WORDS = {
    "cash": "Cash",
    "bancontact": "Bancontact",
    "credit": "Credit Card",
    "app": "Mobile payment",
    "meal_voucher": "Meal voucher",
    "eco_voucher": "Eco voucher",
}
STEP_FREE: dict[str, bool] = {Shop.StepFree.YES: True, Shop.StepFree.NO: False}
BELGIAN_NIS = re.compile(r"[1-9]\d{4}")
BELGIAN_POSTCODE = re.compile(r"[1-9]\d{3}")


def shop_json_ld(shop: Shop, *, url: str, image_url: str, language: str, at: datetime, awards: Sequence[str] = ()) -> dict[str, Any]:
    """The facts of one shop, to be written by content.structured_data.json_ld.

    url, image_url: absolute addresses. language: of the page; a text that stands only in Dutch is marked as Dutch.
    at: aware; the special opening hours are those of the two weeks from its day in Brussels. awards: what it was chosen for, in words.
    """
    known = identity(url=url, name=shop.name, schema_type=shop.category.schema_type) | {
        "image": image_url,
        "address": address(shop),
        "geo": geo(shop),
        "telephone": telephone(shop),
        "sameAs": [link for link in (shop.website, shop.webshop) if link.startswith(("https://", "http://"))],
        "description": description(shop.text_in(language), language),
        "foundingDate": str(shop.since or ""),
        "brand": {"@type": "Brand", "name": shop.chain_name} if shop.chain_name else None,
        "paymentAccepted": ", ".join(PAYMENT_WORDS[code] for code in shop.payment if code in PAYMENT_WORDS),
        "amenityFeature": amenities(shop, language),
        "award": list(awards),
    }
    return {name: fact for name, fact in known.items() if fact} | opening(shop, at)


def identity(*, url: str, name: str, schema_type: str = "") -> dict[str, Any]:
    """Who a shop is, the same on every page that tells of it. url: of its page in the directory, absolute; "" when it has none (any more).

    The shop is not its page, so that its name for machines is a part of that address: <url>#shop.
    """
    known = {"@type": schema_type or "Store", "@id": f"{url}#shop" if url else "", "url": url, "name": name}
    return {key: fact for key, fact in known.items() if fact}


def address(shop: Shop) -> dict[str, str]:
    number = f"{shop.house_number} bus {shop.box}" if shop.box else shop.house_number
    parts = {
        "@type": "PostalAddress",
        "streetAddress": f"{shop.street} {number}".strip() if shop.street else "",
        "postalCode": shop.postcode,
        "addressLocality": shop.place or shop.municipality.name,
        "addressCountry": "BE" if is_belgian(shop) else "",
    }
    return {name: part for name, part in parts.items() if part}


def is_belgian(shop: Shop) -> bool:
    """Both the code of the municipality and the postcode look Belgian (French codes have five digits too, and so have their postcodes)."""
    return bool(BELGIAN_NIS.fullmatch(shop.municipality.nis) and BELGIAN_POSTCODE.fullmatch(shop.postcode))


def geo(shop: Shop) -> dict[str, Any]:
    if shop.latitude is None or shop.longitude is None:
        return {}
    return {"@type": "GeoCoordinates", "latitude": round(shop.latitude, 6), "longitude": round(shop.longitude, 6)}


def telephone(shop: Shop) -> str:
    number = shop.telephone
    return "" if number is None else number.as_e164


def description(text: ShopText | None, language: str) -> str | dict[str, str]:
    told = (text.description or text.tagline) if text else ""
    if not text or not told or text.language == language:
        return told
    return {"@value": told, "@language": text.language}


def amenities(shop: Shop, language: str) -> list[dict[str, Any]]:
    """Getting in, where it is a plain yes or no: a small step is neither."""
    with translation.override(language):
        answers = {
            str(Shop.StepFree.YES.label): STEP_FREE.get(shop.step_free),
            _("toegankelijk toilet"): shop.accessible_toilet,
        }
    return [{"@type": "LocationFeatureSpecification", "name": name, "value": value} for name, value in answers.items() if value is not None]


def opening(shop: Shop, at: datetime) -> dict[str, Any]:
    try:
        return hours.schema_org(shop.effective_hours, at.astimezone(hours.BRUSSELS).date(), usual=shop.opening_hours)
    except hours.NotUnderstood:
        return {}
