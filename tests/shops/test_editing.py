"""Editing a shop in the tool of the editors."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from municipalities.models import Municipality
from shops.forms import ShopForm
from shops.models import Shop
from shops.panels import SHOP_FORM
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    sign_in(client, get_user_model().objects.create_superuser("beheer@ikkooplokaal.example", "x"))
    return client


@pytest.fixture
def shop() -> Shop:
    return ShopFactory(name="De Kroon", municipality=MunicipalityFactory(name="Tielt", slug="tielt"))


def fields_of(shop: Shop) -> dict[str, str]:
    """What the form sends when nobody touches it."""
    blank = SHOP_FORM.bind_to_model(Shop).get_form_class()(instance=shop)
    data = {name: blank[name].value() for name in blank.fields if blank[name].value() not in (None, [])}
    return data | {"texts-TOTAL_FORMS": "0", "texts-INITIAL_FORMS": "0", "texts-MIN_NUM_FORMS": "0", "texts-MAX_NUM_FORMS": "4"}


def form_for(shop: Shop, **typed: str) -> ShopForm:
    return SHOP_FORM.bind_to_model(Shop).get_form_class()(fields_of(shop) | typed, instance=shop)


@pytest.mark.parametrize("typed", ["0403.170.701", "BE 0403 170 701", "403170701", "0403170701"])
def test_an_enterprise_number_may_be_typed_as_people_write_it(shop, typed):
    form = form_for(shop, enterprise_number=typed)
    assert (form.is_valid(), form.errors.get("enterprise_number")) == (True, None)
    assert form.cleaned_data["enterprise_number"] == "0403170701"


def test_a_number_with_wrong_check_digits_is_refused_at_its_field(shop):
    form = form_for(shop, enterprise_number="0403.170.702", establishment_number="2.147.812.702")
    assert not form.is_valid()
    assert {"enterprise_number", "establishment_number"} <= set(form.errors)


def test_what_an_editor_changes_is_noted_as_confirmed_by_the_municipality(shop):
    form = form_for(shop, opening_hours="ma-vr 9u-18u; za 9u-12u")
    assert form.is_valid(), form.errors
    saved = form.save(commit=False)
    assert saved.opening_hours == "Mo-Fr 09:00-18:00; Sa 09:00-12:00"
    assert saved.provenance["opening_hours"]["source"] == "municipality"


@pytest.mark.usefixtures("laid_out")
def test_a_preview_may_stand_in_a_frame_of_the_tool_and_is_kept_by_nobody(editor, shop):
    address = f"/admin/snippets/shops/shop/preview/{shop.pk}/?mode=nl"
    assert editor.post(address, fields_of(shop)).json() == {"is_valid": True, "is_available": True}
    answer = editor.get(address)
    assert "De Kroon" in answer.content.decode()
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


@pytest.mark.usefixtures("laid_out")
def test_the_shops_of_a_municipality_whose_address_changes_stay_to_be_found(client, shop):
    town = Municipality.objects.get(pk=shop.municipality_id)
    town.slug = "tielt-stad"
    town.save()
    answer = client.get("/nl/winkels/tielt/de-kroon/")
    assert (answer.status_code, answer["Location"]) == (301, "/nl/winkels/tielt-stad/de-kroon/")
    assert client.get("/nl/winkels/tielt/")["Location"] == "/nl/winkels/tielt-stad/"


def test_the_number_of_a_shop_elsewhere_that_is_not_on_the_site_is_refused_at_its_field_without_naming_it(shop):
    ShopFactory(name="Geheime Bakker", municipality=MunicipalityFactory(name="Kortrijk"), establishment_number="2147812701", live=False)
    form = form_for(shop, establishment_number="2.147.812.701")
    assert form.errors == {
        "establishment_number": ["Dit vestigingsnummer staat al bij een winkel in de gids. Klopt het nummer? Vraag het dan aan de provincie."]
    }
