"""From a shopkeeper's form to what it says, and from a shop to how the form begins."""

import json
from typing import Any

from shops.models import OwnerVisit, Shop
from shops.shopkeepers import asked
from shops.shopkeepers.asked import TOLD, Said
from shops.shopkeepers.forms import ShopFactsForm

ASKED = ("name", "category", "street", "house_number", "box", "postcode", "place", "opening_hours", "phone", "email", "website", "webshop")


def initial_of(visit: OwnerVisit) -> dict[str, Any]:
    """What stands there, or what the keeper told before and still waits; for a new shop the mailbox is not offered for the site.

    shown: the same as `Said.shown`, as JSON, so that the form knows later what it began with.
    """
    if visit.shop is None:
        return {}
    shop = asked.drafted(visit.shop, asked.waiting_request(visit.shop))
    texts = {part: asked.told(shop, asked.text_name(visit.language, part)) for part in TOLD}
    shown = {fact: asked.told(shop, fact) for fact in ASKED} | {asked.text_name(visit.language, part): text for part, text in texts.items()}
    return {fact: initial(shop, fact) for fact in ASKED} | texts | {"shown": json.dumps(shown)}


def initial(shop: Shop, fact: str) -> Any:
    return shop.category_id if fact == "category" else getattr(shop, fact)


def said_of(form: ShopFactsForm, visit: OwnerVisit) -> Said:
    given = form.cleaned_data
    facts = {fact: given[fact] for fact in ASKED} | {"category": given["category"].pk}
    if visit.shop is None:
        facts["municipality_id"] = given["municipality"].pk
    picture = (given["photo"], given["photo_description"]) if given["photo"] else None
    return Said(facts, {part: given[part] for part in TOLD}, visit.language, picture, given.get("shown", {}))


def drafted_with(visit: OwnerVisit, said: Said) -> Shop:
    """The shop with what the form says, for a look; nothing is stored."""
    shop: Any = Shop.objects.get(pk=visit.shop.pk) if visit.shop else Shop(live=False, slug="voorbeeld")
    for name, value in said.by_name().items():
        if name == "municipality_id":
            shop.municipality_id = value
        elif asked.told(shop, name) != value:
            asked.tell(shop, name, value)
    return shop  # type: ignore[no-any-return]
