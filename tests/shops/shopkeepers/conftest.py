import pytest
from django.test import Client

from municipalities.models import Municipality
from municipalities.onboarding import onboard
from shops.models import Shop
from tests.factories import roles
from tests.factories.shops import CategoryFactory, ShopFactory
from tests.signing_in import sign_in

OLD = {"source": "shopkeeper", "date": "2024-01-01"}


@pytest.fixture
def kroon() -> Shop:
    shop = ShopFactory(name="De Kroon", slug="kroon", email="info@kroon.example", house_number="1", opening_hours="Mo-Fr 09:00-18:00")
    Shop.objects.filter(pk=shop.pk).update(provenance={"name": {"source": "osm", "date": "2026-01-01"}, "opening_hours": OLD})
    return shop


@pytest.fixture
def editor(kroon, wednesday):
    onboard(municipality=kroon.municipality, at=wednesday)
    return roles.editor(kroon.municipality)


@pytest.fixture
def browser(editor) -> Client:
    return sign_in(Client(), editor)


@pytest.fixture
def new(editor) -> dict:
    category = CategoryFactory(slug="boekhandel")
    town = Municipality.objects.get(slug="tielt")
    facts = {"name": "Het Boekenhuis", "category": category.pk, "municipality": town.pk, "street": "Markt", "house_number": "5", "postcode": "8700"}
    return facts | {"opening_hours": "di-za 10u-18u", "phone": "051 40 22 33", "tagline": "Alles over tuinen.", "akkoord": "on"}
