"""What the pages of the shop and of the municipality tell about ambassadors."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalities.models import Municipality
from shops import badges
from shops.models import Shop
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

SHOP, TOWN = "/nl/winkels/tielt/de-kroon/", "/nl/tielt/"


def test_a_shop_shows_each_year_in_which_it_was_chosen(kroon, choose, visit):
    assert visit(SHOP).links(".medal a") == []
    choose(kroon, year=2022), choose(kroon), choose(kroon, year=2018, languages="")
    choose(ShopFactory(name="De Ster", municipality=kroon.municipality))
    assert visit(SHOP).links(".medal a") == [
        ("Ambassadeur van Tielt 2026", "/nl/tielt/ambassadeur-2026-de-kroon/"),
        ("Ambassadeur van Tielt 2022", "/nl/tielt/ambassadeur-2022-de-kroon/"),
    ]
    assert visit(SHOP).facts_for_machines["Store"]["award"] == ["Ambassadeur van Tielt 2026", "Ambassadeur van Tielt 2022"]


def test_a_shop_in_another_language_leads_to_the_page_that_there_is(kroon, choose, visit):
    choose(kroon), choose(kroon, year=2022, languages="nl fr")
    links = visit("/fr/commerces/tielt/de-kroon/").soup.select(".medal a")
    assert [(link["href"], link["hreflang"]) for link in links] == [
        ("/nl/tielt/ambassadeur-2026-de-kroon/", "nl"),
        ("/fr/tielt/ambassadeur-2022-de-kroon/", "fr"),
    ]


def test_a_shop_that_is_not_saved_has_no_badge_and_a_room_is_asked_once(monkeypatch):
    monkeypatch.setattr(badges, "_ASKED", [])
    given = badges.Badge("Winkel van het jaar", "/x/", "nl", "")

    def of_room(shop: Shop, language: str) -> list[badges.Badge]:
        return [given]

    badges.register(of_room)
    badges.register(of_room)
    assert (badges.badges_of(Shop(), "nl"), badges.badges_of(Shop(pk=1), "nl")) == ([], [given])


def test_a_municipality_shows_its_newest_ambassador_large_and_the_earlier_ones_by_name(kroon, choose, visit):
    assert visit(TOWN).texts("#ambassadeur") == []
    choose(kroon, year=2022), choose(kroon)
    page = visit(TOWN)
    assert (page.texts("#ambassadeur"), page.texts(".townamb h3"), page.texts(".townamb__text p:not(:has(a))")) == (
        ["Ambassadeur 2026"],
        ["De Kroon"],
        ["Brood van gisteren bestaat niet."],
    )
    assert page.links(".townamb__text .more") == [("Lees hun verhaal: De Kroon", "/nl/tielt/ambassadeur-2026-de-kroon/")]
    assert (page.text(".earlier"), page.links(".earlier a")) == ("Eerder: De Kroon (2022)", [("De Kroon", "/nl/tielt/ambassadeur-2022-de-kroon/")])


def test_two_that_ended_equal_stand_side_by_side(kroon, choose, visit):
    choose(kroon, is_shared=True), choose(ShopFactory(name="De Ster", municipality=kroon.municipality), is_shared=True)
    page = visit(TOWN)
    assert (page.text("#ambassadeur"), page.texts(".townamb h3")) == ("Ambassadeurs 2026", ["De Kroon", "De Ster"])


def test_a_sentence_that_is_only_there_in_dutch_is_marked_as_such(kroon, choose, visit):
    choose(kroon, languages="nl fr")
    sentence = visit("/fr/tielt/").soup.select_one(".townamb__text p:not(:has(a))")
    assert (sentence["lang"], visit(TOWN).soup.select_one(".townamb__text p:not(:has(a))").get("lang")) == ("nl", None)


def test_ambassadors_of_a_former_municipality_stand_with_the_one_of_today(kroon, choose, visit):
    meulebeke = MunicipalityFactory(nis="37007", name="Meulebeke", slug="meulebeke")
    from home.laying_out import TownWords, lay_out_towns

    lay_out_towns(lambda town, language: TownWords(), [meulebeke])
    choose(ShopFactory(name="De Molen", municipality=meulebeke), year=2022)
    choose(kroon)
    meulebeke.successor = kroon.municipality
    meulebeke.save()
    assert visit(TOWN).text(".earlier") == "Eerder: De Molen (Meulebeke, 2022)"
    assert Municipality.objects.get(slug="meulebeke").successor == kroon.municipality


@pytest.mark.parametrize(("address", "most"), [(SHOP, 13), (TOWN, 17)])
def test_their_pages_ask_as_much_for_30_ambassadors_as_for_one(kroon, choose_many, client, address, most):
    def queries() -> int:
        client.get(address)  # what is kept between requests is read first
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    choose_many(kroon, [2026])
    one = queries()
    choose_many(kroon, range(2030, 2059))
    assert (one, one <= most) == (queries(), True)
