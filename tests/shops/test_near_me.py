"""Shops around a spot: a postcode, a place, or where somebody is."""

from datetime import datetime, timedelta
from random import Random

import pytest
from django.http import QueryDict

from municipalities.actions import load_register
from municipalities.models import Municipality
from shops import distance, spots
from shops.centre import Centre, Lost, centre_of
from shops.distance import Globe, kilometres
from shops.hours import BRUSSELS
from shops.keys import IsAmong
from shops.models import Shop
from shops.query import ShopQuery
from shops.search import search_shops
from shops.spots import Spot
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db
LIST = "/nl/winkels/"
NOW = datetime(2026, 11, 25, 11, 40, tzinfo=BRUSSELS)


@pytest.fixture
def kortrijk(wednesday, laid_out):
    """Shops north of the centre of Kortrijk, at the distance that their names say, and one of which nobody knows where it is."""
    load_register()
    town = Municipality.objects.get(slug="kortrijk")
    for metres in (60, 850, 2_400, 4_100, 9_400, 24_000):
        spot = {"latitude": town.latitude + metres / 111_195, "longitude": town.longitude}
        ShopFactory(name=f"Op {metres} m", municipality=town, place="", opening_hours="24/7" if metres == 4_100 else "", **spot)
    ShopFactory(name="Ergens", municipality=town, latitude=None, longitude=None)
    return town


# -- distance
def test_what_lies_in_a_circle_is_what_lies_nearer_than_its_radius():
    chance = Random(7)
    here = Spot(50.83, 3.26)
    spots = [(50.83, 3.26), *((chance.uniform(50.2, 51.5), chance.uniform(2.5, 4)) for _ in range(2_000))]
    globe = Globe.of((number, *spot) for number, spot in enumerate(spots))
    for radius in (1, 5, 25):
        measured = {number: distance.km_of(away) for number, away in globe.near(here, radius)}
        expected = {number: km for number, spot in enumerate(spots) if (km := kilometres(here, Spot(*spot))) <= radius}
        assert measured == pytest.approx(expected, abs=0.001)
    assert distance.km_of(distance.nearness_of(25)) == pytest.approx(25)


@pytest.mark.parametrize(
    ("km", "language", "words"),
    [(0.0, "nl", "100 m"), (0.84, "nl", "850 m"), (0.98, "nl", "1,0 km"), (4.12, "nl", "4,1 km"), (4.12, "en", "4.1 km"), (12.4, "nl", "12 km")],
)
def test_a_distance_is_no_more_exact_than_the_spot(km, language, words):
    assert distance.in_words(km, language).replace("\u00a0", " ") == words


def test_a_hundred_thousand_keys_are_one_parameter():
    shop = ShopFactory()
    assert list(Shop.objects.filter(IsAmong("pk", [shop.pk, *range(10**6, 10**6 + 100_000)]))) == [shop]
    assert list(Shop.objects.filter(IsAmong("pk", []))) == []


# -- by postcode or place
def test_a_postcode_lists_what_is_within_five_kilometres_the_nearest_first(kortrijk, visit):
    page = visit(LIST, bij="8500")
    assert page.shops == ["Op 60 m", "Op 850 m", "Op 2400 m", "Op 4100 m"]
    assert page.texts(".shop__far") == ["100 m", "850 m", "2,4 km", "4,1 km"]
    assert page.links(".chip") == [("Binnen 5 km van Kortrijk", LIST)]
    assert page.soup.select_one("#f-volgorde option[selected]").get_text() == "Dichtst bij"


@pytest.mark.parametrize("said", ["8500", "Kortrijk", " kortrijk ", "Courtrai", "8500 Kortrijk"])
def test_every_name_of_a_place_is_its_centre(kortrijk, said):
    query = ShopQuery.from_params(QueryDict(f"bij={said}"))
    assert centre_of(query, NOW) == Centre(kortrijk.latitude, kortrijk.longitude, kortrijk.pk)


@pytest.fixture
def zeebrugge(kortrijk):
    """Three shops at the port, 12 km from the centre of Brugge, and one beside that centre."""
    brugge = Municipality.objects.get(slug="brugge")
    for north in (0, 0.002, 0.05):
        ShopFactory(name=f"Haven {north}", municipality=brugge, postcode="8380", place="Zeebrugge", latitude=51.32 + north, longitude=3.18)
    ShopFactory(name="Markt", municipality=brugge, postcode="8000", place="Brugge", latitude=brugge.latitude, longitude=brugge.longitude)
    return brugge


@pytest.mark.parametrize(("said", "called"), [("8380", "8380 Zeebrugge"), ("Zeebrugge", "Zeebrugge"), ("zeebrugge", "Zeebrugge")])
def test_near_a_postcode_or_a_village_is_near_the_shops_that_stand_there(zeebrugge, visit, said, called):
    page = visit(LIST, bij=said)
    assert (page.shops, page.texts(".shop__far")) == (["Haven 0.002", "Haven 0"], ["100 m", "200 m"])
    assert (page.texts(".chip"), page.texts(".listnote")) == ([f"Binnen 5 km van {called}"], [])


def test_near_the_municipality_itself_is_near_its_centre(zeebrugge, visit):
    for said in ("8000", "Brugge", "Bruges"):
        page = visit(LIST, bij=said)
        assert (page.shops, page.texts(".chip")) == (["Markt"], ["Binnen 5 km van Brugge"])


def test_a_village_with_less_than_two_shops_is_measured_from_the_centre_and_that_is_said(zeebrugge, visit):
    Shop.objects.exclude(name__in=["Haven 0", "Markt"]).delete()
    page = visit(LIST, bij="8380")
    assert (page.shops, page.texts(".chip")) == (["Markt"], ["Binnen 5 km van Brugge"])
    assert page.texts(".listnote") == ["We weten niet waar 8380 Zeebrugge juist ligt. We meten van het centrum van Brugge."]


def test_a_village_moves_along_with_its_shops_at_once(zeebrugge, visit):
    assert visit(LIST, bij="8380").total == 2
    for shop in Shop.objects.filter(postcode="8380"):
        shop.latitude = zeebrugge.latitude
        shop.save()
    assert visit(LIST, bij="8380").total == 1 + 3


@pytest.mark.parametrize(("straal", "total"), [("1", 2), ("2", 2), ("5", 4), ("10", 5), ("25", 6), ("3", 4), ("x", 4), ("99999", 4), ("", 4)])
def test_the_circle_can_be_smaller_and_wider(kortrijk, visit, straal, total):
    assert visit(LIST, bij="8500", straal=straal).total == total


def test_a_circle_goes_with_every_other_filter_and_order(kortrijk, visit):
    assert visit(LIST, bij="8500", open="nu").shops == ["Op 4100 m"]
    assert visit(LIST, bij="8500", open="2026-11-29T10:00", straal="25").shops == ["Op 4100 m"]
    assert visit(LIST, bij="8500", sorteer="naam").shops == ["Op 2400 m", "Op 4100 m", "Op 60 m", "Op 850 m"]
    assert visit(LIST, bij="8500", sorteer="open").shops[0] == "Op 4100 m"
    assert visit(LIST, bij="8500", q="850").shops == ["Op 850 m"]
    assert visit(f"{LIST}tielt/", bij="8500").shops == []


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ("9999", "We kennen geen plaats of postcode “9999”."),
        ("<b>x</b>", "We kennen geen plaats of postcode “<b>x</b>”."),
        ("100%", "We kennen geen plaats of postcode “100%”."),
        ("beveren", "Er is meer dan één beveren. Vul de postcode in."),
    ],
)
def test_a_place_that_is_none_or_several_is_said_and_the_whole_list_stands(kortrijk, visit, said, note):
    page = visit(LIST, bij=said)
    assert (page.total, page.texts(".listnote"), page.texts(".chip")) == (7, [note], [])


def test_a_circle_says_how_many_shops_around_it_nobody_can_place(kortrijk, visit):
    said = ["Van 1 winkel in de buurt kennen we de plek niet. Die staat er niet bij."]
    assert visit(LIST, bij="8500").texts(".listnote") == visit(LIST, bij="8510", straal="10").texts(".listnote")[-1:] == said
    assert visit(LIST, plek=spots.sealed(Spot(50.828, 3.264), NOW)).texts(".listnote") == said
    assert visit(LIST, bij="8500", q="850").texts(".listnote") == visit(LIST).texts(".listnote") == visit(LIST, bij="8000").texts(".listnote") == []
    ShopFactory(name="Ergens anders", municipality=kortrijk, latitude=None, longitude=None)
    assert visit(LIST, bij="8500").texts(".listnote") == ["Van 2 winkels in de buurt kennen we de plek niet. Die staan er niet bij."]


def test_near_me_leaves_the_municipality_of_the_list(kortrijk, visit):
    form = visit(f"{LIST}mesen/", open="nu", bij="8957", straal="10", kaart="1", pagina="2").soup.select_one("[data-near-me]")
    assert form.select_one("[name=verder]")["value"] == f"{LIST}?open=nu&straal=10&kaart=1"


def test_the_way_on_from_an_empty_circle_is_measured_from_its_middle(kortrijk, visit):
    ways = visit(f"{LIST}mesen/", bij="8510").ways_out
    assert ways[0][0] == "Kortrijk (4)"  # around which the circle lies, and not so many kilometres from Mesen


def test_an_empty_circle_leads_to_the_smallest_wider_one_with_something(kortrijk, visit):
    Shop.objects.exclude(name__in=["Op 9400 m", "Op 24000 m"]).delete()
    assert visit(LIST, bij="8500", straal="1").ways_out[0] == ("Binnen 10 km van Kortrijk (1)", f"{LIST}?bij=8500&straal=10")


def test_the_address_round_trips_and_a_distance_from_nowhere_is_left_out():
    query = ShopQuery.from_params(QueryDict("bij=8500&straal=25&sorteer=afstand"))
    assert (query.near, query.radius_km, query.sort) == ("8500", 25, "afstand")
    assert query.url(LIST) == f"{LIST}?bij=8500&straal=25&sorteer=afstand"
    assert ShopQuery.from_params(QueryDict("straal=25")) == ShopQuery()


# -- where somebody is
def test_a_spot_is_rounded_to_the_middle_of_its_square_whatever_was_sent():
    assert spots.spot_of("50.827811112,3.264912345") == Spot(50.828, 3.264)
    near = [Spot(50.83 + north / 10_000, 3.26 + east / 10_000) for north in range(0, 100, 7) for east in range(0, 100, 7)]
    assert max(kilometres(spot, spot.rounded) for spot in near) < 0.155
    assert len({spot.rounded for spot in near}) < len(near) / 5


@pytest.mark.parametrize("said", ["", "x", "91,3", "50,181", "nan,3", "inf,3", "1e5,3", "50.83", "50.83,3.26,1", "٥٠,3", "50.83;3.26", "-,-"])
def test_what_is_no_spot_on_earth_is_none(said):
    assert spots.spot_of(said) is None


def test_a_sealed_spot_tells_nothing_is_opened_for_two_hours_and_cannot_be_made_up():
    token = spots.sealed(Spot(50.828, 3.264), NOW)
    assert "50.8" not in token and "3.26" not in token and len(token) <= 200
    assert token != spots.sealed(Spot(50.828, 3.264), NOW)
    assert spots.opened(token, NOW + timedelta(hours=2)) == Spot(50.828, 3.264)
    assert [spots.opened(text, NOW) for text in ("", "x", token[:-2], "é", "50.828,3.264")] == [None] * 5
    assert (spots.opened(token, NOW + timedelta(hours=2, seconds=1)), spots.opened(token, NOW - timedelta(minutes=1))) == (None, None)


def test_the_button_posts_a_spot_and_goes_on_to_an_address_that_does_not_say_it(kortrijk, client, visit):
    answer = client.post("/plek/", {"plek": f"{kortrijk.latitude},{kortrijk.longitude}", "verder": f"{LIST}?open=nu&bij=8000&pagina=3"})
    assert answer.status_code == 302 and answer["Location"].startswith(f"{LIST}?open=nu&plek=gAAAA")
    assert "50.8" not in answer["Location"] and "no-store" in answer["Cache-Control"] and not answer.cookies
    page = visit(answer["Location"])
    assert page.shops == ["Op 4100 m"]
    assert page.links(".chip")[1] == ("Binnen 5 km van jou", f"{LIST}?open=nu")
    assert "50.8" not in page.answer.content.decode() and "3.26" not in page.answer.content.decode()


def test_a_page_around_somebody_is_kept_by_nobody_and_one_around_a_postcode_is(kortrijk, visit):
    page = visit(LIST, plek=spots.sealed(Spot(50.828, 3.264), NOW))
    assert {*page.answer["Cache-Control"].split(", ")} == {"private", "no-store"}
    assert visit(LIST, bij="8500").kept_for > 0


def test_a_spot_that_is_too_old_is_said_to_be_forgotten(kortrijk, visit):
    page = visit(LIST, plek=spots.sealed(Spot(50.828, 3.264), NOW - timedelta(hours=3)))
    assert page.texts(".listnote") == ["We zijn je plek alweer vergeten. Kies nog eens “Dicht bij mij”."]
    assert (page.total, page.texts(".chip")) == (7, [])


@pytest.mark.parametrize("back", ["", "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", "nl/winkels/"])
def test_the_way_back_stays_on_the_site(client, back):
    assert client.post("/plek/", {"plek": "50.83,3.26", "verder": back}).status_code == 400


def test_no_spot_is_the_list_as_it_was_and_nothing_is_given_to_who_asks_otherwise(client):
    assert client.post("/plek/", {"plek": "x", "verder": f"{LIST}?q=brood"})["Location"] == f"{LIST}?q=brood"
    assert client.get("/plek/").status_code == 405


def test_the_button_is_hidden_until_a_script_can_ask(kortrijk, visit):
    form = visit(LIST, open="nu").soup.select_one("[data-near-me]")
    assert (form.has_attr("hidden"), form["method"], form["action"]) == (True, "post", "/plek/")


def test_a_new_search_is_asked_from_where_one_stands(kortrijk, visit):
    form = visit(LIST, bij="8500", straal="10", open="nu", bon="ja").soup.select_one("form.search")
    assert [(field["name"], field["value"]) for field in form.select("input[type=hidden]")] == [("bij", "8500"), ("straal", "10")]


def test_search_shops_gives_the_centre_and_none_for_a_place_that_is_none(kortrijk):
    assert search_shops(ShopQuery(near="8500"), NOW).centre == Centre(kortrijk.latitude, kortrijk.longitude, kortrijk.pk)
    assert search_shops(ShopQuery(near="nergens"), NOW).centre is None
    assert centre_of(ShopQuery(near="nergens"), NOW) is Lost.NO_SUCH_PLACE
