"""From a shopkeeper's form to what it says, and from a shop to how the form begins."""

from typing import Any

from shops.importing.facts import put, value_of
from shops.models import OwnerRequest, OwnerVisit, Shop
from shops.shopkeepers import proposing
from shops.shopkeepers.forms import ShopFactsForm
from shops.shopkeepers.proposing import TOLD, Said

ASKED = ("name", "category", "street", "house_number", "box", "postcode", "place", "opening_hours", "phone", "email", "website", "webshop")


def initial_of(visit: OwnerVisit) -> dict[str, Any]:
    """What stands there, or what the keeper told before and still waits; for a new shop the mailbox is not offered for the site."""
    if visit.shop is None:
        return {}
    shop = drafted(visit.shop)
    text = next((text for text in shop.texts.all() if text.language == visit.language), None)
    return {fact: shown(shop, fact) for fact in ASKED} | {part: getattr(text, part, "") for part in TOLD}


def shown(shop: Shop, fact: str) -> Any:
    return shop.category_id if fact == "category" else getattr(shop, fact)


def drafted(shop: Shop) -> Any:
    """The draft that a request of its keeper waits with, else the shop as visitors see it."""
    waits = OwnerRequest.objects.filter(shop=shop, state=OwnerRequest.State.WAITING).exclude(kind=OwnerRequest.Kind.CLAIM).exists()
    return shop.get_latest_revision_as_object() if waits else shop


def said_of(form: ShopFactsForm, visit: OwnerVisit) -> Said:
    given = form.cleaned_data
    facts = {fact: given[fact] for fact in ASKED} | {"category": given["category"].pk}
    if visit.shop is None:
        facts["municipality_id"] = given["municipality"].pk
    picture = (given["photo"], given["photo_description"]) if given["photo"] else None
    return Said(facts, {part: given[part] for part in TOLD}, visit.language, picture)


def drafted_with(visit: OwnerVisit, said: Said) -> Shop:
    """The shop with what the form says, for a look; nothing is stored."""
    shop: Any = visit.shop.get_latest_revision_as_object() if visit.shop else Shop(live=False, slug="voorbeeld")
    for fact, value in said.facts.items():
        if fact == "municipality_id":
            shop.municipality_id = value
        elif value_of(shop, fact) != value:
            put(shop, fact, value)
    proposing.tell(shop, said)
    return shop  # type: ignore[no-any-return]
