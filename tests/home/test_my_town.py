"""From a postcode or a name to one's own municipality."""

import pytest

from home.laying_out import TownWords, lay_out_towns
from home.models import MunicipalityPage
from municipalities.models import Municipality
from tests.factories.municipalities import MunicipalityFactory
from tests.remembered import once

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns(laid_out):
    """Tielt with Meulebeke, Brugge (Bruges), and two that share a postcode."""
    once("four towns with pages", four_towns)


def four_towns() -> None:
    MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", postcodes=["8700"], villages=["Kanegem", "Meulebeke"])
    MunicipalityFactory(nis="31005", name="Brugge", name_fr="Bruges", slug="brugge", postcodes=["8000"])
    MunicipalityFactory(nis="33029", name="Wervik", slug="wervik", postcodes=["8940"])
    MunicipalityFactory(nis="33041", name="Vleteren", slug="vleteren", postcodes=["8940"])
    lay_out_towns(lambda town, language: TownWords(), Municipality.objects.all())


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        *[("8700", "/nl/tielt/"), (" 8700 Tielt ", "/nl/tielt/"), ("B-8000", "/nl/brugge/"), ("tielt", "/nl/tielt/")],
        *[("Meulebeke", "/nl/tielt/"), ("kanegem", "/nl/tielt/"), ("Bruges", "/nl/brugge/")],
    ],
)
def test_one_step_leads_to_the_page_of_the_town(towns, visit, typed, address):
    page = visit(f"/nl/?gemeente={typed}")
    assert (page.status, page.goes_to) == (302, address)


def test_it_leads_to_the_page_in_the_language_of_the_reader(towns, visit):
    assert visit("/fr/?gemeente=8000").goes_to == "/fr/brugge/"


def test_nothing_is_set_and_a_shared_cache_may_keep_the_answer(towns, visit):
    answer = visit("/nl/?gemeente=8700").answer
    assert (answer.cookies, "public" in answer["Cache-Control"], "Cookie" in answer.get("Vary", "")) == ({}, True, False)


def test_a_postcode_of_two_municipalities_gives_the_choice(towns, visit):
    page = visit("/nl/?gemeente=8940")
    assert page.links(".townform__answer a") == [("Vleteren", "/nl/vleteren/"), ("Wervik", "/nl/wervik/")]
    assert page.text(".townform__answer p") == "“8940” is van meer dan één gemeente. Welke bedoel je?"


def test_what_is_spelled_nearly_so_is_offered_and_what_was_typed_stays(towns, visit):
    page = visit("/nl/?gemeente=Tield")
    assert (page.text(".townform__answer p"), page.links(".townform__answer a")) == (
        "“Tield” kennen we niet. Bedoel je een van deze?",
        [("Tielt", "/nl/tielt/")],
    )
    field = page.soup.select_one("#gemeente")
    assert (field["value"], field.has_attr("autofocus"), field["aria-describedby"]) == ("Tield", True, "antwoord")


@pytest.mark.parametrize("typed", ["9000", "Gent"])
def test_who_lives_elsewhere_is_told_so(towns, visit, typed):
    assert visit(f"/nl/?gemeente={typed}").text(".townform__answer p").startswith(f"“{typed}” ligt niet in West-Vlaanderen.")


@pytest.mark.parametrize("typed", ["xqzw", "<b>x</b>", "8" * 500, "%00", "…"])
def test_what_nobody_knows_is_answered_kindly_and_not_offered_to_search_engines(towns, visit, typed):
    page = visit(f"/nl/?gemeente={typed}")
    assert page.status in {200, 400}
    if page.status == 200 and page.text(".townform__answer"):
        assert (page.robots, page.texts(".townform__answer b")) == ("noindex, follow", [])


def test_an_empty_question_is_the_front_page(towns, visit):
    page = visit("/nl/?gemeente=%20")
    assert (page.status, page.robots, page.texts(".townform__answer")) == (200, "", [])


def test_a_town_without_a_published_page_is_not_led_to(towns, visit):
    MunicipalityPage.objects.get(slug="tielt", locale__language_code="nl").unpublish()
    page = visit("/nl/?gemeente=8700")
    assert (page.status, page.texts(".townform__answer a")) == (200, [])


def test_without_scripts_the_form_works_and_nothing_speaks_of_remembering(towns, visit):
    soup = visit("/nl/").soup
    form = soup.select_one("[data-town-form]")
    assert (form["method"], form["action"], form.select_one("input[name]")["name"]) == ("get", "/nl/", "gemeente")
    assert all(box.has_attr("hidden") for box in soup.select("[data-town-keep], [data-town-known]"))
    assert soup.select("script:not([src]):not([type='application/ld+json'])") == []
