"""A shop that nobody knows the place of: on the desk, in the list, and put on the map by an editor."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from municipalities.onboarding import onboard, open_province
from municipalities.rights import reach
from shops import spots
from shops.models import Shop
from shops.placing import actions
from shops.placing.desk import shops_to_place
from shops.query import ShopQuery
from shops.search import search_shops
from shops.spots import Spot
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out")]
LIST = "/admin/winkels/op-de-kaart/"
NOWHERE = {"latitude": None, "longitude": None}
DOOR = Spot(51.00123, 3.30456)


@pytest.fixture
def kroon() -> Shop:
    return ShopFactory(name="De Kroon", slug="kroon", street="Markt", house_number="1", postcode="8700", **NOWHERE)


@pytest.fixture
def editor(kroon, wednesday):
    open_province()
    onboard(municipality=kroon.municipality, at=wednesday)
    return roles.editor(kroon.municipality)


def paste(browser: Client, shop: Shop, text: str):
    return browser.post(f"{LIST}{shop.pk}/", {"plek": text})


def test_what_waits_is_listed_without_a_place_and_of_ones_own_town(kroon, editor):
    half = ShopFactory(name="Half", street="Zandstraat", latitude=51.0, longitude=None, municipality=kroon.municipality)
    ShopFactory(name="Concept", live=False, municipality=kroon.municipality, **NOWHERE)
    ShopFactory(name="Op de kaart", municipality=kroon.municipality)
    other = ShopFactory(name="Elders", municipality=MunicipalityFactory(name="Wielsbeke", slug="wielsbeke", nis="37017"), **NOWHERE)
    assert list(actions.waiting(reach(editor))) == [kroon, half]
    assert list(actions.waiting(reach(roles.province()))) == [kroon, half, other]
    assert list(actions.waiting(reach(roles.author(kroon.municipality)))) == []


def test_the_desk_names_the_first_and_counts_the_rest(kroon, editor, wednesday):
    one = shops_to_place(editor, None, wednesday)
    assert (one.count, one.label, one.url) == (1, "winkel staat nog niet op de kaart", LIST)
    assert one.first == (("De Kroon", f"{LIST}{kroon.pk}/"),)
    ShopFactory.create_batch(4, municipality=kroon.municipality, **NOWHERE)
    more = shops_to_place(editor, None, wednesday)
    assert (more.count, more.label, len(more.first)) == (5, "winkels staan nog niet op de kaart", 3)
    Shop.objects.update(latitude=51.0, longitude=3.3)
    assert shops_to_place(editor, None, wednesday) is None


def test_an_editor_pastes_the_spot_and_the_shop_stands_on_the_map_and_near(kroon, editor, wednesday):
    browser = sign_in(Client(), editor)
    page = browser.get(f"{LIST}{kroon.pk}/")
    assert page.context["map_url"] == "https://www.openstreetmap.org/search?query=Markt+1%2C+8700+Tielt"
    answer = paste(browser, kroon, "https://www.openstreetmap.org/#map=19/51.00123/3.30456")
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    kroon.refresh_from_db()
    assert (kroon.latitude, kroon.longitude) == (51.00123, 3.30456)
    assert {kroon.provenance[fact]["source"] for fact in actions.FACTS} == {"municipality"}
    assert [shop.name for shop in search_shops(ShopQuery(spot=spots.sealed(DOOR, wednesday), radius_km=1), wednesday).shops] == ["De Kroon"]
    assert "Al je winkels staan op de kaart." in browser.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Plak hier de plek."),
        ("Markt 1", "Hier lezen we geen plek in."),
        ("51.0, 3.3", "Dat is nog niet precies genoeg."),
        ("48.85661, 2.35222", "Dat ligt ver buiten Tielt."),
        ("x" * 3000, "3000"),
    ],
)
def test_what_is_no_door_in_town_is_said_at_the_field_and_nothing_is_lost(kroon, editor, text, says):
    answer = paste(sign_in(Client(), editor), kroon, text)
    said = answer.context["form"].errors["plek"]
    assert (answer.status_code, len(said), says in said[0]) == (200, 1, True)
    assert answer.context["form"]["plek"].value() == text
    kroon.refresh_from_db()
    assert kroon.latitude is None


def test_the_second_editor_finds_it_placed_and_changes_nothing(kroon, editor, wednesday):
    actions.place(shop=kroon.pk, spot=DOOR, by=editor, at=wednesday)
    answer = paste(sign_in(Client(), editor), kroon, "51.00999, 3.30999")
    assert [str(told) for told in get_messages(answer.wsgi_request)] == ["Een collega was je voor: “De Kroon” staat al op de kaart."]
    kroon.refresh_from_db()
    assert kroon.latitude == DOOR.latitude


def test_an_author_and_an_editor_of_elsewhere_may_not(kroon, editor, wednesday):
    ypres = MunicipalityFactory(name="Ieper", slug="ieper", nis="33011")
    onboard(municipality=ypres, at=wednesday)
    for user in (roles.author(kroon.municipality), roles.editor(ypres)):
        assert paste(sign_in(Client(), user), kroon, "51.00123, 3.30456").status_code in {302, 403}
        with pytest.raises(actions.NotYours):
            actions.place(shop=kroon.pk, spot=DOOR, by=user, at=wednesday)
    kroon.refresh_from_db()
    assert kroon.latitude is None


def test_a_draft_that_somebody_has_open_gets_the_place_and_keeps_its_words(kroon, editor, wednesday):
    kroon.name = "De Kroon en Co"
    kroon.save_revision(user=editor)
    actions.place(shop=kroon.pk, spot=DOOR, by=editor, at=wednesday)
    kept = Shop.objects.get(pk=kroon.pk)
    assert (kept.name, kept.latitude) == ("De Kroon", DOOR.latitude)
    draft = kept.get_latest_revision_as_object()
    assert (draft.name, draft.latitude, draft.longitude) == ("De Kroon en Co", DOOR.latitude, DOOR.longitude)


def test_the_list_asks_as_much_for_thirty_as_for_one(kroon, editor):
    browser = sign_in(Client(), editor)
    address = reverse("shops_placing:list")
    browser.get(address)
    with CaptureQueriesContext(connection) as one:
        browser.get(address)
    ShopFactory.create_batch(29, municipality=kroon.municipality, **NOWHERE)
    with CaptureQueriesContext(connection) as thirty:
        page = browser.get(address).content.decode()
    assert len(thirty) == len(one)
    assert page.count("op-de-kaart/") >= 30
