"""Shops close to a spot, and how far."""

from types import SimpleNamespace

import pytest

from shops.cards import card
from shops.distance import kilometres
from shops.models import Shop
from shops.near import neighbours
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db


def spot(latitude: float, longitude: float) -> SimpleNamespace:
    return SimpleNamespace(latitude=latitude, longitude=longitude)


def names(shops: list[Shop]) -> list[str]:
    return [shop.name for shop in shops]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (spot(51.2085, 3.2250), spot(50.8278, 3.2647), 42.4),  # Brugge, Kortrijk
        (spot(51.2154, 2.9287), spot(48.8566, 2.3522), 265.5),  # Oostende, Paris
        (spot(51.0, 3.3), spot(51.0, 3.3), 0.0),
        (spot(0.0, 179.5), spot(0.0, -179.5), 111.2),
    ],
)
def test_kilometres_as_the_crow_flies(one, other, expected):
    assert kilometres(one, other) == pytest.approx(kilometres(other, one))
    assert round(kilometres(one, other), 1) == pytest.approx(expected, abs=0.2)


def test_the_nearest_come_first_and_the_shop_itself_is_none_of_them():
    here = ShopFactory(name="Hier", latitude=51.0, longitude=3.3)
    for name, latitude, longitude in [("Oost", 51.0, 3.302), ("Noord", 51.001, 3.3), ("Ver", 51.02, 3.3), ("Naast", 51.0, 3.3)]:
        ShopFactory(name=name, latitude=latitude, longitude=longitude)
    assert names(neighbours(here, 5)) == ["Naast", "Noord", "Oost", "Ver"]
    assert names(neighbours(here, 2)) == ["Naast", "Noord"]


def test_three_kilometres_is_near_and_four_is_not_in_any_direction():
    here = ShopFactory(name="Hier", latitude=51.0, longitude=3.3)
    ShopFactory(name="Noord 2,9", latitude=51.026, longitude=3.3)
    ShopFactory(name="Oost 2,9", latitude=51.0, longitude=3.3414)
    ShopFactory(name="Noord 4", latitude=51.036, longitude=3.3)
    ShopFactory(name="Oost 4", latitude=51.0, longitude=3.357)
    assert sorted(names(neighbours(here, 9))) == ["Noord 2,9", "Oost 2,9"]


def test_a_neighbour_may_stand_in_another_municipality():
    here = ShopFactory(name="Hier", latitude=51.0, longitude=3.3)
    ShopFactory(name="Over de grens", latitude=51.0, longitude=3.301, municipality=MunicipalityFactory(nis="31005", name="Brugge", slug="brugge"))
    assert names(neighbours(here, 5)) == ["Over de grens"]


def test_a_draft_and_a_shop_without_a_spot_are_nobodys_neighbour():
    here = ShopFactory(name="Hier", latitude=51.0, longitude=3.3)
    ShopFactory(name="Concept", latitude=51.0, longitude=3.3, live=False)
    ShopFactory(name="Ergens", latitude=None, longitude=None)
    ShopFactory(name="Half", latitude=51.0, longitude=None)
    assert neighbours(here, 5) == []


def test_without_a_spot_the_street_counts_in_its_own_municipality():
    here = ShopFactory(name="Hier", latitude=None, longitude=None, street="Markt")
    for name, facts in {
        "B": {},
        "A": {},
        "Elders": {"municipality": MunicipalityFactory(nis="31005", name="Brugge", slug="brugge")},
        "Weg": {"live": False},
    }.items():
        ShopFactory(name=name, **{"street": "Markt"} | facts)
    ShopFactory(name="Zijstraat", street="Kaai")
    assert names(neighbours(here, 5)) == ["A", "B"]


def test_without_spot_and_street_there_are_no_neighbours():
    ShopFactory(street="")
    assert neighbours(ShopFactory(latitude=None, longitude=None, street=""), 5) == []


def test_neighbours_cost_one_query(django_assert_num_queries):
    here = ShopFactory()
    ShopFactory.create_batch(6)
    neighbours(here, 5)  # reads what is kept
    with django_assert_num_queries(1):
        assert len({(shop.category.slug, shop.municipality.slug, shop.pk) for shop in neighbours(here, 5)}) == 5


def test_what_a_small_card_shows_of_a_neighbour_is_read_with_it(wednesday, django_assert_num_queries):
    here = ShopFactory()
    ShopFactory(name="Naast", house_number="14", opening_hours="Mo-Su 09:00-18:00")
    neighbours(here, 5)  # reads what is kept
    with django_assert_num_queries(1):
        (near,) = neighbours(here, 5)
        shown = card(near, "", wednesday, "nl")
        assert (shown.shop.name, shown.where, shown.status.kind, near.is_from_osm, near.is_demo) == (
            "Naast",
            "Bruggestraat 14, Tielt",
            "open",
            False,
            False,
        )


def test_the_page_of_a_shop_leads_to_its_neighbours(wednesday, laid_out, visit):
    ShopFactory(name="Hier", slug="hier", opening_hours="24/7")
    ShopFactory(name="Naast", slug="naast")
    page = visit("/nl/winkels/tielt/hier/")
    assert (page.links(".next a"), page.text("#straat")) == ([("Naast", "/nl/winkels/tielt/naast/")], "Verder in de straat")
    Shop.objects.filter(slug="naast").update(street="Kaai")
    assert visit("/nl/winkels/tielt/hier/").text("#straat") == "In de buurt"
    Shop.objects.filter(slug="naast").update(live=False)
    assert visit("/nl/winkels/tielt/hier/").texts("#straat") == []
