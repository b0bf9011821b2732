"""A list says in its title what it answers, so that tabs, history and what one hears first can be told apart."""

import pytest

from shops import spots
from shops.spots import Spot
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out")]
LIST = "/nl/winkels/"


@pytest.fixture(autouse=True)
def shops(wednesday):
    ShopFactory.create_batch(25, latitude=51.0, opening_hours="24/7")
    brugge = MunicipalityFactory(nis="31005", name="Brugge", slug="brugge", name_fr="Bruges", longitude=3.22, latitude=51.2, postcodes=["8000"])
    ShopFactory(name="De Kelder", municipality=brugge, place="", category=CategoryFactory(slug="wijn"))


@pytest.mark.parametrize(
    ("path", "asked", "title"),
    [
        ("", {}, "Winkels van hier"),
        ("brugge/", {}, "Winkels in Brugge"),
        ("", {"pagina": "2"}, "Winkels van hier · 26 winkels · Blad 2 van 2"),
        ("", {"q": "bakker"}, "“bakker” · 25 winkels"),
        ("", {"q": "bakker", "pagina": "2"}, "“bakker” · 25 winkels · Blad 2 van 2"),
        ("brugge/", {"q": "kelder", "categorie": "wijn"}, "“kelder” · Wijn · Brugge · 1 winkel"),
        ("brugge/", {"q": "hamer"}, "“hamer” · Brugge · 0 winkels"),
        ("brugge/", {"open": "nu"}, "Winkels in Brugge · Nu open · 0 winkels"),
        ("", {"open": "2026-11-29T10:00"}, "Winkels van hier · Open zondag 29 november om 10 u. · 25 winkels"),
        ("", {"categorie": "bakker", "bij": "8700", "straal": "1"}, "Bakker · Binnen 1 km van Tielt · 25 winkels"),
        ("", {"bon": "ja"}, "Winkels van hier · 0 winkels"),
    ],
)
def test_the_title_says_what_is_asked_how_many_there_are_and_which_page_it_is(visit, path, asked, title):
    assert visit(LIST + path, **asked).text("title").replace("\u00a0", " ") == f"{title} · Ik koop lokaal"


def test_switching_language_keeps_the_question_and_the_page(visit):
    page = visit(LIST, q="bakker", open="2026-11-29T10:00", bon="nee", pagina="2")
    assert [url for _, url in page.links("header .langs a")] == [
        f"/{path}?q=bakker&open=2026-11-29T10:00&pagina=2" for path in ("nl/winkels/", "fr/commerces/", "en/shops/", "de/geschaefte/")
    ]
    assert page.links("footer [hreflang=fr]")[0][1] == "/fr/commerces/?q=bakker&open=2026-11-29T10:00&pagina=2"
    assert page.canonical.endswith(LIST)


def test_switching_language_keeps_the_town_and_where_one_stands(visit, wednesday):
    assert visit(f"{LIST}brugge/", categorie="wijn").links("header .langs a")[1][1] == "/fr/commerces/brugge/?categorie=wijn"
    sealed = spots.sealed(Spot(51.0, 3.3), wednesday)
    french = visit(LIST, plek=sealed).links("header .langs a")[1][1]
    assert french.startswith("/fr/commerces/?plek=") and visit(french).total == visit(LIST, plek=sealed).total > 0


def test_a_plain_list_names_plain_addresses_in_other_languages(visit):
    assert [url for _, url in visit(LIST).links("header .langs a")][:2] == [LIST, "/fr/commerces/"]


def test_the_number_that_is_open_leads_to_those(visit):
    assert visit(LIST, q="bakker", sorteer="naam").links(".listhead a") == [("25 nu open", f"{LIST}?q=bakker&open=nu&sorteer=naam")]
    assert visit(LIST, open="nu").links(".listhead a") == []


def test_the_filters_say_how_many_are_on(visit):
    asked = {"categorie": ["bakker", "wijn"], "open": "nu", "bij": "8700", "bon": "ja"}
    said = [visit(LIST), visit(LIST, q="bakker", sorteer="naam"), visit(f"{LIST}tielt/", **asked)]
    assert [page.text("[data-filters] summary") for page in said] == ["Verfijnen", "Verfijnen", "Verfijnen (6)"]
