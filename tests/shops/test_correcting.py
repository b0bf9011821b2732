"""Who mistypes is helped: a clear correction is answered at once and says so, an unclear one is offered, and what was typed stays within reach."""

from urllib.parse import quote

import pytest

from municipalities.actions import load_register
from municipalities.models import Municipality
from shops.categories import load_categories
from shops.models import Category
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

LIST = "/nl/winkels/"


@pytest.fixture
def shop(wednesday, laid_out):
    """Makes a shop in Tielt: shop("Velo", "fietsen")."""
    load_register()
    load_categories()
    tielt = Municipality.objects.get(slug="tielt")

    def make(name: str, kind: str = "andere", **facts):
        facts = {"municipality": tielt, "street": "", "place": "", "postcode": "", "house_number": ""} | facts
        return ShopFactory(name=name, category=Category.objects.get(slug=kind), **facts)

    return make


def test_one_clear_correction_is_answered_with_a_way_back(shop, visit):
    shop("Velo", "fietsen")
    page = visit(LIST, q="fietshertseling")
    assert page.shops == ["Velo"]
    assert page.text(".notice") == "Niets voor “fietshertseling”. Dit is “fietsherstelling”. Toch zoeken naar “fietshertseling”"
    assert page.links(".notice a") == [("Toch zoeken naar “fietshertseling”", "/nl/winkels/?q=%22fietshertseling%22")]
    assert page.soup.select_one("#zoek")["value"] == "fietsherstelling"
    assert 'name="robots" content="noindex' in page.answer.content.decode()


def test_the_way_back_finds_nothing_and_offers_the_correction(shop, visit):
    shop("Velo", "fietsen")
    page = visit(LIST, q='"fietshertseling"')
    assert (page.shops, page.texts(".notice")) == ([], [])
    assert page.ways_out[0] == ("fietsherstelling (1)", "/nl/winkels/?q=fietsherstelling")


def test_two_that_are_equally_near_are_both_offered(shop, visit):
    shop("Kaarsenhuis Zondor")
    shop("Zonder")
    shop("Zondir")
    page = visit(LIST, q="zondur")
    assert page.shops == []
    assert page.ways_out[:2] == [("zonder (1)", "/nl/winkels/?q=zonder"), ("zondir (1)", "/nl/winkels/?q=zondir")]


def test_names_streets_and_places_are_known_words(shop, visit):
    shop("Krokantje", street="Bruggestraat")
    for typed, meant in [("krokkantje", "krokantje"), ("brugestraat", "bruggestraat"), ("krokantje tieltt", "krokantje tielt")]:
        page = visit(LIST, q=typed)
        assert (page.shops, page.soup.select_one("#zoek")["value"]) == (["Krokantje"], meant)


def test_a_correction_that_leads_nowhere_here_is_not_offered(shop, visit):
    shop("Krokantje", municipality=Municipality.objects.get(slug="brugge"))
    page = visit(f"{LIST}tielt/", q="krokkantje")
    assert (page.shops, page.texts(".notice")) == ([], [])
    assert ("krokantje (1)", "/nl/winkels/tielt/?q=krokantje") not in page.ways_out


def test_a_word_of_a_shop_that_is_not_listed_is_never_offered(shop, visit):
    shop("Krokantje")
    shop("Zonnebloem").unpublish()
    assert "zonnebloem" not in visit(LIST, q="zonebloem").answer.content.decode()


def test_what_is_found_is_never_corrected(shop, visit):
    shop("Kroon")
    shop("Kroom")
    assert visit(LIST, q="kroo").shops == ["Kroom", "Kroon"]
    assert visit(LIST, q="kroom").texts(".notice") == []


def test_a_correction_goes_on_to_the_next_page(shop, visit):
    for _ in range(25):
        shop("Velo", "fietsen")
    page = visit(LIST, q="fietshertseling")
    assert page.total == 25
    assert [link for _, link in page.links("a[rel=next]")] == ["/nl/winkels/?q=fietsherstelling&pagina=2"]


@pytest.mark.parametrize(("typed", "near"), [("dokter", "Döner"), ("geldautomaat", "melkautomaat"), ("gade", "kade"), ("kaperr", "kapper")])
def test_another_word_that_is_only_near_is_offered_and_not_answered(shop, visit, typed, near):
    for name in ("Doner", "Melkautomaat", "Kade", "Kapper"):
        shop(name)
    page = visit(LIST, q=typed)
    assert (page.shops, page.ways_out[0]) == ([], (f"{near} (1)", f"/nl/winkels/?q={quote(near)}"))


def test_a_correction_is_written_as_its_kind_is(shop, visit):
    shop("Kruim", "bakker")
    assert visit(LIST, q="Baeckerei Tielt").soup.select_one("#zoek")["value"] == "Bäckerei Tielt"


def test_words_that_lead_nowhere_do_not_stand_before_one_that_does(shop, visit):
    """ "kader" and "kaders" are as near to "kaperr" as "kapper" is, and come first in the alphabet."""
    shop("Salon", "kapper")
    assert visit(LIST, q="kaperr").ways_out[0] == ("kapper (1)", "/nl/winkels/?q=kapper")
