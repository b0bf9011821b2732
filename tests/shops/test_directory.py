"""The list of shops, as a visitor walks through it."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalities.actions import load_register
from municipalities.models import Municipality
from shops.models import ShopDirectoryPage
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, GroupFactory, ShopFactory

pytestmark = pytest.mark.django_db

LIST = "/nl/winkels/"


@pytest.fixture
def tielt_and_brugge(wednesday, laid_out):
    """A baker in each; a wine shop in Brugge. The baker of Tielt is open, the others say nothing about it."""
    ShopFactory(name="De Kroon", category=CategoryFactory(), opening_hours="We 09:00-18:00")
    brugge = MunicipalityFactory(nis="31005", name="Brugge", slug="brugge", name_fr="Bruges", longitude=3.22, latitude=51.2, postcodes=["8000"])
    ShopFactory(name="De Ster", category=CategoryFactory(), municipality=brugge, place="", postcode="8000")
    drank = GroupFactory(slug="drank", name_nl="Drank en proeven", name_fr="Boissons", cloth="drank")
    ShopFactory(name="De Kelder", category=CategoryFactory(slug="wijn", parent=drank), municipality=brugge, place="", postcode="8000")


def test_the_list_shows_every_shop_with_what_it_is_where_it_is_and_whether_it_is_open(tielt_and_brugge, visit):
    page = visit(LIST)
    assert page.text("h1") == "Winkels van hier"
    assert (page.total, page.open_total, page.text(".listhead .soft")) == (3, 1, "Woensdag 25 november, 11.40 u.")
    assert page.statuses == {"De Kelder": "Uren onbekend", "De Kroon": "Open tot 18 u.", "De Ster": "Uren onbekend"}
    assert page.texts(".shop__kind") == ["Wijn", "Bakker", "Bakker"]
    assert [line.partition(", ")[2] for line in page.texts(".shop__where")] == ["Brugge", "Tielt", "Brugge"]
    assert page.links(".shop__name a")[1] == ("De Kroon", "/nl/winkels/tielt/de-kroon/")


def test_the_list_speaks_the_language_of_its_address(tielt_and_brugge, visit):
    page = visit(laid_out_list("fr"))
    assert page.texts(".shop__kind") == ["Wijn (fr)", "Bakker (fr)", "Bakker (fr)"]
    assert page.statuses["De Kroon"] == "Ouvert jusqu’à 18 h"
    assert [line.partition(", ")[2] for line in page.texts(".shop__where")] == ["Bruges", "Tielt", "Bruges"]


def laid_out_list(language: str) -> str:
    return ShopDirectoryPage.objects.get(locale__language_code=language).url


def test_filters_narrow_the_list_together(tielt_and_brugge, visit):
    assert visit(LIST, categorie="bakker").shops == ["De Kroon", "De Ster"]
    assert visit(LIST, categorie=["wijn", "bakker"]).shops == ["De Kelder", "De Kroon", "De Ster"]
    assert visit(LIST, categorie="drank").shops == ["De Kelder"]
    assert visit(LIST, open="nu").shops == ["De Kroon"]
    assert visit(f"{LIST}brugge/", categorie="bakker").shops == ["De Ster"]
    assert visit(LIST, q="brugge", categorie="wijn").shops == ["De Kelder"]


def test_a_kind_under_its_ticked_group_narrows_and_unticking_it_leads_back(tielt_and_brugge, visit):
    CategoryFactory(slug="chocolade")
    ShopFactory(name="De Boon", category=CategoryFactory(slug="chocolade"))
    assert visit(LIST, categorie="brood").shops == ["De Boon", "De Kroon", "De Ster"]
    page = visit(LIST, categorie=["brood", "chocolade"])
    assert (page.shops, page.text("h1"), page.links(".chip")) == (["De Boon"], "Chocolade", [("Chocolade", LIST)])
    ticked = [box["value"] for box in page.soup.select("input[name=categorie][checked]")]
    assert ticked == ["brood", "chocolade"]
    assert visit(LIST, categorie=["brood", "chocolade"], uur="").goes_to == f"{LIST}?categorie=chocolade"


def test_the_heading_says_what_is_asked(tielt_and_brugge, visit):
    assert visit(f"{LIST}brugge/").text("h1") == "Winkels in Brugge"
    assert visit(LIST, categorie="bakker").text("h1") == "Bakker"
    assert visit(f"{LIST}brugge/", categorie="bakker").text("h1") == "Bakker, Brugge"
    assert visit(f"{LIST}brugge/", categorie=["bakker", "wijn"]).text("h1") == "Winkels in Brugge"
    assert visit(LIST, categorie="onbekend").text("h1") == "Winkels van hier"


def test_each_choice_can_be_taken_back_alone(tielt_and_brugge, visit):
    page = visit(f"{LIST}brugge/", q="ster", categorie=["bakker", "wijn"], open="nu")
    assert page.links(".chip") == [
        ("“ster”", "/nl/winkels/brugge/?categorie=bakker&categorie=wijn&open=nu"),
        ("Brugge", "/nl/winkels/?q=ster&categorie=bakker&categorie=wijn&open=nu"),
        ("Bakker", "/nl/winkels/brugge/?q=ster&categorie=wijn&open=nu"),
        ("Wijn", "/nl/winkels/brugge/?q=ster&categorie=bakker&open=nu"),
        ("Nu open", "/nl/winkels/brugge/?q=ster&categorie=bakker&categorie=wijn"),
    ]


def test_a_new_search_forgets_the_old_words(tielt_and_brugge, visit):
    form = visit(f"{LIST}brugge/", q="ster", categorie="bakker").soup.select_one("form.search")
    assert [(field["name"], field["value"]) for field in form.select("input")] == [("q", "ster")]


def test_filters_keep_the_words_and_show_what_is_chosen(tielt_and_brugge, visit):
    form = visit(f"{LIST}brugge/", q="ster", categorie="bakker", open="nu", sorteer="nieuw").soup.select_one("form[data-filters]")
    chosen = [(field["name"], field["value"]) for field in form.select("input[type=hidden], input[checked]")]
    assert chosen == [("q", "ster"), ("open", "nu"), ("categorie", "brood"), ("categorie", "bakker")]
    assert [option["value"] for option in form.select("option[selected]")] == ["brugge", "nieuw"]
    assert form["action"] == f"{LIST}#lijst"


@pytest.mark.parametrize(
    "asked",
    [{"pagina": "abc"}, {"pagina": "0"}, {"pagina": "-1"}, {"pagina": "99999999999999999999"}, {"sorteer": "foo"}, {"open": "ja"}, {"zus": "zo"}],
)
def test_what_an_address_cannot_mean_is_left_aside(tielt_and_brugge, visit, asked):
    assert visit(LIST, **asked).shops == ["De Kelder", "De Kroon", "De Ster"]


def test_an_unknown_kind_gives_an_empty_list_with_ways_on(tielt_and_brugge, visit):
    page = visit(LIST, categorie="onbekend")
    assert (page.status, page.shops) == (200, [])
    assert page.ways_out == [("Alle soorten winkels", "/nl/winkels/"), ("Alle winkels", "/nl/winkels/")]
    assert page.links(".chip") == [("onbekend", "/nl/winkels/")]
    assert visit(LIST, categorie=["onbekend", "wijn"]).shops == ["De Kelder"]


def test_an_empty_list_leads_to_the_nearest_municipalities_that_have_it(tielt_and_brugge, visit):
    page = visit(f"{LIST}tielt/", categorie="wijn", open="nu")
    assert page.ways_out == [
        ("Ook wat nu gesloten is", "/nl/winkels/tielt/?categorie=wijn"),
        ("Alle soorten winkels", "/nl/winkels/tielt/?open=nu"),
        ("Alle winkels", "/nl/winkels/"),
    ]
    page = visit(f"{LIST}tielt/", categorie="wijn")
    assert page.ways_out[0] == ("Brugge, 23 km verder (1)", "/nl/winkels/brugge/?categorie=wijn")


def test_a_municipality_in_a_parameter_moves_to_the_path(tielt_and_brugge, visit):
    assert visit(LIST, gemeente="brugge", categorie="wijn", pagina="1").goes_to == "/nl/winkels/brugge/?categorie=wijn"
    assert visit(LIST, gemeente=" Brugge ").goes_to == "/nl/winkels/brugge/"
    assert visit(LIST, gemeente="").status == 200


def test_a_former_municipality_and_a_village_lead_to_the_municipality_of_today(wednesday, laid_out, visit):
    load_register()
    moves = {text: visit(LIST, gemeente=text).goes_to for text in ("meulebeke", "Meulebeke", "37007", "aarsele", "8760", "courtrai")}
    assert moves == {
        "meulebeke": "/nl/winkels/tielt/",
        "Meulebeke": "/nl/winkels/tielt/",
        "37007": "/nl/winkels/tielt/",
        "aarsele": "/nl/winkels/tielt/",
        "8760": "/nl/winkels/tielt/",
        "courtrai": "/nl/winkels/kortrijk/",
    }
    assert [visit(f"{LIST}{path}/", categorie="wijn").goes_to for path in ("meulebeke", "aarsele", "Tielt")] == [
        "/nl/winkels/tielt/?categorie=wijn"
    ] * 3


def test_a_place_that_is_unknown_or_in_three_municipalities_becomes_a_search(wednesday, laid_out, visit):
    load_register()
    assert visit(LIST, gemeente="gent", q="brood").goes_to == "/nl/winkels/?q=brood+gent"
    assert visit(LIST, gemeente="beveren").goes_to == "/nl/winkels/?q=beveren"
    assert visit(LIST, gemeente="//evil.example/x").goes_to == "/nl/winkels/?q=%2F%2Fevil.example%2Fx"
    assert [visit(f"{LIST}{path}/").status for path in ("gent", "beveren")] == [404, 404]


def test_a_list_without_any_shop_says_so(wednesday, laid_out, visit):
    page = visit(LIST)
    assert (page.status, page.total, page.text(".empty__title"), page.ways_out) == (200, 0, "Niets gevonden.", [("Alle winkels", LIST)])


def test_the_pages_lead_on_and_back_and_keep_the_question(wednesday, laid_out, visit):
    ShopFactory.create_batch(50)
    first, second, third = (visit(LIST, q="bakker", pagina=str(page)) for page in (1, 2, 3))
    assert first.links("nav.listfoot a") == [("Toon de volgende 24", "/nl/winkels/?q=bakker&pagina=2")]
    assert second.links("nav.listfoot a") == [("Toon de volgende 2", "/nl/winkels/?q=bakker&pagina=3"), ("Vorige", "/nl/winkels/?q=bakker")]
    assert third.links("nav.listfoot a") == [("Vorige", "/nl/winkels/?q=bakker&pagina=2")]
    assert (second.text(".listfoot .soft"), second.soup.select_one("ol.shops")["start"]) == ("Blad 2 van 3", "25")
    assert len({*first.shops, *second.shops, *third.shops}) == 50


def test_a_draft_stands_in_no_list(wednesday, laid_out, visit):
    ShopFactory(name="De Kroon", opening_hours="24/7", live=False)
    page = visit(LIST)
    assert (page.total, page.shops, page.kinds, page.towns) == (0, [], {}, {})
    assert visit(LIST, q="kroon").total == visit(LIST, open="nu").total == visit(f"{LIST}tielt/").total == 0


@pytest.mark.parametrize("address", [LIST, f"{LIST}tielt/", f"{LIST}?q=bakker", f"{LIST}?open=nu&categorie=brood&sorteer=open"])
def test_a_list_asks_as_much_for_30_shops_as_for_one(wednesday, laid_out, client, address):
    def queries() -> int:
        client.get(address)  # what is kept between requests (tree, places, menus) is read first
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    ShopFactory(opening_hours="24/7")
    one = queries()
    ShopFactory.create_batch(29, opening_hours="24/7")
    assert (one, one <= 12) == (queries(), True)


def test_the_first_visit_after_a_start_asks_no_more_for_30_shops_either(wednesday, laid_out, client, django_assert_max_num_queries):
    ShopFactory.create_batch(30, opening_hours="24/7")
    cache.clear()
    with django_assert_max_num_queries(28):
        client.get(LIST)


def test_all_municipalities_of_today_with_shops_can_be_chosen(wednesday, laid_out, visit):
    load_register()
    for town in Municipality.objects.current().order_by("name")[:5]:
        ShopFactory(municipality=town)
    assert visit(LIST).towns == {"alveringem": 1, "anzegem": 1, "ardooie": 1, "avelgem": 1, "beernem": 1}
