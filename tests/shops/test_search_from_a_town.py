"""Searching from the list of one municipality stays there, unless the words name another place."""

import pytest

from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out", "wednesday")]


@pytest.fixture(autouse=True)
def bakers_in_two_towns():
    for name in ("Tielt", "Ieper"):
        town = MunicipalityFactory(name=name, slug=name.lower(), nis=f"9{len(name)}{ord(name[0])}")
        ShopFactory(name=f"Broodje {name}", municipality=town, category=CategoryFactory())


def test_the_search_field_of_a_town_searches_that_town(visit):
    page = visit("/nl/winkels/tielt/")
    assert page.soup.select_one("form.search")["action"] == "/nl/winkels/tielt/"
    assert visit("/nl/winkels/tielt/", q="broodje").shops == ["Broodje Tielt"]


def test_words_that_name_another_place_lead_out_of_the_town(client):
    answer = client.get("/nl/winkels/tielt/", {"q": "broodje ieper"})
    assert (answer.status_code, answer["Location"]) == (302, "/nl/winkels/?q=broodje+ieper")


def test_words_that_name_the_town_itself_stay(visit):
    assert visit("/nl/winkels/tielt/", q="broodje tielt").shops == ["Broodje Tielt"]
