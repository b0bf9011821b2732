"""What is suggested while somebody types: in groups, at most eight, the same for everybody, and nothing of what is not listed."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalities.actions import load_register
from municipalities.models import Municipality
from shops.categories import load_categories
from shops.models import Category, Shop
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/nl/winkels/suggesties/"


@pytest.fixture
def shop(wednesday, laid_out):
    """Makes a shop: shop("Velo", "fietsen", "tielt", street="Kaai")."""
    load_register()
    load_categories()

    def make(name: str, kind: str = "andere", town: str = "tielt", **facts):
        facts = {"street": "", "place": "", "postcode": "", "house_number": ""} | facts
        return ShopFactory(name=name, category=Category.objects.get(slug=kind), municipality=Municipality.objects.get(slug=town), **facts)

    return make


@pytest.fixture
def suggested(client):
    """{group: [(label, note, address)]} for what was typed."""

    def ask(text: str, **more) -> dict[str, list[tuple[str, str, str]]]:
        answer = client.get(more.pop("address", ADDRESS), {"q": text} | more)
        groups = json.loads(answer.content)["groups"]
        return {group["label"]: [(item["label"], item["note"], item["url"]) for item in group["items"]] for group in groups}

    return ask


def test_kinds_shops_places_and_streets_that_begin_so(shop, suggested):
    shop("Velo Kortrijk", "fietsen", "kortrijk")
    shop("Kortweg", "bakker", "tielt", street="Kortemarkstraat")
    assert suggested("kort") == {
        "Winkel": [("Velo Kortrijk", "Kortrijk", "/nl/winkels/kortrijk/velo-kortrijk/"), ("Kortweg", "Tielt", "/nl/winkels/tielt/kortweg/")],
        "Plaats": [("Kortemark", "", "/nl/winkels/kortemark/"), ("Kortrijk", "", "/nl/winkels/kortrijk/")],
        "Straat": [("Kortemarkstraat", "", "/nl/winkels/?q=Kortemarkstraat")],
    }
    assert suggested("fietsherst") == {"Soort winkel": [("Fietsen", "1", "/nl/winkels/?categorie=fietsen")]}
    assert suggested("870")["Plaats"][0] == ("8700 Tielt", "Tielt", "/nl/winkels/tielt/")


def test_a_village_leads_to_its_municipality_and_says_so(shop, suggested):
    assert suggested("aars") == {"Plaats": [("Aarsele", "Tielt", "/nl/winkels/tielt/")]}


def test_who_searches_in_a_town_gets_its_shops_and_kinds(shop, suggested):
    shop("Velo", "fietsen", "kortrijk")
    shop("Velodroom", "cafe", "tielt")
    assert suggested("velo", gemeente="tielt") == {"Winkel": [("Velodroom", "Tielt", "/nl/winkels/tielt/velodroom/")]}


def test_a_trade_and_the_beginning_of_a_place_are_suggested_together(shop, suggested):
    shop("Korenaar", "bakker", "koksijde")
    for name in ("Pistolet", "Sandwich"):
        shop(name, "bakker", "kortrijk")
    shop("Velo", "fietsen", "knokke-heist")
    both = [("bakker Kortrijk", "2", "/nl/winkels/?q=bakker+Kortrijk"), ("bakker Koksijde", "1", "/nl/winkels/?q=bakker+Koksijde")]
    assert suggested("bakker k") == suggested("bakker ko") == {"Plaats": both}
    assert suggested("bakker kortrijk") == {"Plaats": both[:1]}
    assert "Plaats" not in suggested("bakker kn")


def test_words_for_a_filter_suggest_it(shop, suggested):
    assert suggested("nu open") == {"Bedoelde je": [("Nu open", "", "/nl/winkels/?open=nu")]}
    assert suggested("bakker open zondag", gemeente="tielt") == {
        "Bedoelde je": [("Open zondag 29\xa0november om 10\xa0u.: bakker", "", "/nl/winkels/tielt/?q=bakker&open=2026-11-29T10:00")]
    }
    assert suggested("cadeaubon") == {"Bedoelde je": [("Neemt de cadeaubon", "", "/nl/winkels/?bon=ja")]}


def test_who_mistypes_gets_the_nearest_spelling_that_has_answers(shop, suggested):
    shop("Velo", "fietsen")
    assert suggested("fietshertseling") == {"Bedoelde je": [("fietsherstelling", "1", "/nl/winkels/?q=fietsherstelling")]}
    assert suggested("fietshertseling", gemeente="brugge") == {}


def test_at_most_three_of_each_and_eight_in_all(shop, suggested):
    for number in range(5):
        shop(f"Brood {number}", "bakker", "brugge", street=f"Broodstraat {number}")
    groups = suggested("br")
    assert {label: len(items) for label, items in groups.items()} == {"Soort winkel": 2, "Winkel": 3, "Plaats": 3}


@pytest.mark.parametrize("text", ["", "k", "%", "  ", "🥐", "' OR 1=1 --", "x" * 5_000, "<script>"])
def test_what_nobody_could_mean_suggests_nothing(shop, suggested, text):
    assert suggested(text) == {}


def test_nothing_of_a_shop_that_is_not_listed_is_told(shop, suggested):
    shop("Zonnebloem", street="Zonnestraat").unpublish()
    gone = shop("Zonnewijzer", street="Zonnelaan")
    Shop.objects.filter(pk=gone.pk).update(live=False)  # before the nightly job has seen it
    assert "Winkel" not in suggested("zonne")


def test_the_answer_is_kept_by_caches_sets_nothing_and_is_in_no_search_engine(shop, client):
    answer = client.get(ADDRESS, {"q": "kort"})
    assert answer["Content-Type"] == "application/json"
    assert "public" in answer["Cache-Control"]
    assert (answer.cookies, answer["X-Robots-Tag"]) == ({}, "noindex")


def test_labels_are_in_the_language_of_the_address(shop, suggested, client):
    from shops.models import ShopDirectoryPage

    shop("Velo", "fietsen")
    french = ShopDirectoryPage.objects.get(locale__language_code="fr").url
    groups = suggested("fietsherst", address=f"{french}suggesties/")
    assert [items[0][2] for items in groups.values()] == [f"{french}?categorie=fietsen"]


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_grow(shop, suggested, number):
    for _ in range(number):
        shop("Velo", "fietsen")
    suggested("velo")
    with CaptureQueriesContext(connection) as asked:
        suggested("velo")
    assert len(asked) <= 8


def test_the_search_field_says_where_suggestions_are_and_works_without_them(shop, visit):
    def field(address: str) -> tuple[str, str]:
        form = visit(address).soup.select_one("form.search")
        return form["action"], form.get("data-suggestions", "")

    assert field("/nl/winkels/") == ("/nl/winkels/", ADDRESS)
    assert field("/nl/winkels/tielt/") == ("/nl/winkels/tielt/", f"{ADDRESS}?gemeente=tielt")
    assert field("/nl/") == ("/nl/winkels/", ADDRESS)
    assert field("/nl/zoeken/") == ("/nl/zoeken/", "")
