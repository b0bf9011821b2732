"""The page of all ambassadors."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ambassadors.models import AmbassadorPage
from ambassadors.overview import MOST_FRONTS, STREET_FRONTS, side_by_side
from content.facades.fronts import Front
from content.facades.streets import neighbours
from home.laying_out import TownWords, lay_out_towns
from shops.models import Shop
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = pytest.mark.django_db

ALL = "/nl/ambassadeurs/"


@pytest.fixture
def ster(kroon) -> Shop:
    """A shop in Ieper, west of Tielt."""
    ieper = MunicipalityFactory(nis="33011", name="Ieper", slug="ieper", longitude=2.9)
    lay_out_towns(lambda town, language: TownWords(), [ieper])
    return ShopFactory(name="De Ster", municipality=ieper, place="Ieper")


def test_everybody_stands_there_by_year_newest_first_and_by_municipality(kroon, ster, choose, visit):
    choose(kroon), choose(ster), choose(ster, year=2022)
    page = visit(ALL)
    assert (page.status, page.text("h1"), page.text(".townpick__total"), page.texts(".year h2")) == (
        200,
        "Ambassadeurs",
        "3 ambassadeurs",
        ["2026", "2022"],
    )
    assert page.links(".year a") == [
        ("De Ster", "/nl/ieper/ambassadeur-2026-de-ster/"),
        ("De Kroon", "/nl/tielt/ambassadeur-2026-de-kroon/"),
        ("De Ster", "/nl/ieper/ambassadeur-2022-de-ster/"),
    ]
    assert page.texts(".next__text")[0] == "De SterIeper, bakker"


def test_within_a_line_only_german_keeps_the_capital_of_a_kind(kroon, choose, visit):
    CategoryFactory._meta.model.objects.filter(pk=kroon.category_id).update(name_de="Bäcker", name_fr="Boulanger")
    choose(kroon)
    assert visit("/de/botschafter/").text(".next__far") == ", Bäcker"
    assert visit("/fr/ambassadeurs/").text(".next__far") == ", boulanger"


def test_who_was_chosen_for_the_whole_province_stands_first(kroon, ster, choose, visit):
    choose(ster), choose(kroon, is_provincial=True, is_shared=True)
    page = visit(ALL)
    assert [name for name, _ in page.links(".year a")] == ["De Kroon", "De Ster"]
    assert page.texts(".honour") == ["en van heel de provincie", "ex aequo"]


def test_drafts_do_not_stand_there(kroon, choose, visit):
    choose(kroon, languages="")
    assert visit(ALL).links(".year a, .townpick option") == []


def test_in_another_language_the_page_in_that_language_is_linked_else_the_dutch_one(kroon, ster, choose, visit):
    choose(kroon, languages="nl fr"), choose(ster)
    links = visit("/fr/ambassadeurs/").soup.select(".year a")
    assert [(link["href"], link["hreflang"]) for link in links] == [
        ("/nl/ieper/ambassadeur-2026-de-ster/", "nl"),
        ("/fr/tielt/ambassadeur-2026-de-kroon/", "fr"),
    ]


def test_a_municipality_narrows_the_list_and_the_address_keeps_it(kroon, ster, choose, visit):
    choose(kroon), choose(ster)
    page = visit(ALL, gemeente="ieper")
    assert (page.text("h1"), page.texts(".next__text"), page.text(".townpick__total strong")) == (
        "Ambassadeurs van Ieper",
        ["De SterIeper, bakker"],
        "1 ambassadeur",
    )
    assert page.canonical == "http://localhost:8000/nl/ambassadeurs/?gemeente=ieper"
    assert page.soup.select_one("select option[selected]")["value"] == "ieper"
    assert [option["value"] for option in page.soup.select("select option")] == ["", "ieper", "tielt"]
    assert page.links(".townpick .chip") == [("Ieper niet meer filteren", ALL)]


def test_a_former_municipality_counts_with_the_one_it_is_part_of_today(kroon, ster, choose, visit):
    meulebeke = MunicipalityFactory(nis="37007", name="Meulebeke", slug="meulebeke", successor=kroon.municipality)
    lay_out_towns(lambda town, language: TownWords(), [meulebeke])
    choose(ShopFactory(name="De Molen"), town=meulebeke, year=2022)
    choose(kroon)
    for asked in ("tielt", "meulebeke", "37007"):
        assert visit(ALL, gemeente=asked).texts(".next__text") == ["De KroonTielt, bakker", "De MolenMeulebeke, bakker"], asked
    assert [page.shop_name for page in AmbassadorPage.objects.of_municipality(kroon.municipality).told_in("nl")] == ["De Kroon", "De Molen"]
    assert [page.shop_name for page in AmbassadorPage.objects.of_municipality(meulebeke).told_in("nl")] == ["De Molen"]


def test_before_anybody_is_chosen_the_page_is_kind(kroon, visit):
    page = visit(ALL)
    assert (page.status, page.text(".empty__title")) == (200, "De straat staat er al. Nu nog iemand achter de toog.")
    assert page.soup.select(".townpick, .year") == []
    assert page.soup.select_one(".stage__street svg")["aria-hidden"] == "true"


def test_a_municipality_without_an_ambassador_leads_to_the_nearest_that_have_one(kroon, ster, choose, visit):
    choose(kroon), choose(ster)
    MunicipalityFactory(nis="33016", name="Mesen", slug="mesen", longitude=2.95)
    page = visit(ALL, gemeente="mesen")
    assert (page.text(".empty__title"), page.links(".empty__list a")) == (
        "Mesen koos nog geen ambassadeur.",
        [("Ieper", f"{ALL}?gemeente=ieper"), ("Tielt", f"{ALL}?gemeente=tielt")],
    )
    assert page.robots == "noindex, follow"


def test_what_is_no_municipality_is_said_back_as_text(kroon, choose, visit):
    choose(kroon)
    page = visit(ALL, gemeente="<b>nergens</b>")
    assert (page.text("h1"), page.text(".empty__title"), page.robots) == (
        "Ambassadeurs",
        "We vinden geen ambassadeurs in “<b>nergens</b>”.",
        "noindex, follow",
    )


def test_a_year_with_too_many_to_draw_is_a_list_of_names(kroon, choose, visit, monkeypatch):
    monkeypatch.setattr("ambassadors.overview.MOST_FRONTS", 2)
    for name in ("B", "A", "C"):
        choose(ShopFactory(name=name, municipality=kroon.municipality))
    choose(kroon, year=2022)
    page = visit(ALL)
    assert page.texts(".chosen li") == ["Tielt A", "Tielt B", "Tielt C", "Tielt De Kroon"]
    assert (len(page.soup.select(".next svg")), MOST_FRONTS) == (0, 36)


def test_the_street_shows_every_ambassador_with_its_own_face():
    shops = [(f"winkel-{i}", cloth) for i, cloth in enumerate(["brood", "vlees", "boek", "mode"] * 6)]
    row = side_by_side(shops, [])
    assert (len(row), len(set(row)), set(row) <= set(shops)) == (STREET_FRONTS, STREET_FRONTS, True)
    assert [front.draw.seed for front in neighbours(row, small=True)] == [seed for seed, _ in row]
    assert [Front(*shop).draw.seed for shop in side_by_side(shops, row[:2])][:2] == [seed for seed, _ in row[:2]]


def test_a_page_asks_as_much_for_30_ambassadors_as_for_one(kroon, choose_many, client):
    def queries() -> int:
        client.get(ALL)  # what is kept between requests is read first
        with CaptureQueriesContext(connection) as asked:
            assert client.get(ALL).status_code == 200
        return len(asked)

    choose_many(kroon, [2026])
    one = queries()
    choose_many(ShopFactory(name="De Ster", municipality=kroon.municipality, category=CategoryFactory(slug="slager")), range(2030, 2059))
    assert (one, one <= 10) == (queries(), True)
