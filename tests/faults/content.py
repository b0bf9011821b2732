"""What the house of `make faults` holds beside a vote: shops, a picture, an editor who is logged in. Runs in a process of its own."""

from typing import Any

from municipalities.models import Municipality
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.roles import superuser
from tests.factories.shops import ShopFactory
from tests.signing_in import cookies_of


def prepare() -> dict[str, Any]:
    """{"session": of an editor, "shop": address of one}."""
    tielt = MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")
    shops = [ShopFactory(municipality=tielt, name=f"Bakker {number}") for number in range(30)]
    session = cookies_of(superuser("redactie@ikkooplokaal.example"))["sessionid"]
    return {"session": session, "shop": f"/nl/winkels/tielt/{shops[0].slug}/"}


def another_shop() -> None:
    """As the former version of the site stores one: it knows nothing of a new column."""
    ShopFactory(municipality=Municipality.objects.get(slug="tielt"), name="Bakker na de migratie")
