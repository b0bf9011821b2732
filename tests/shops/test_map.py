"""The map of a question: where its answers stand, what a marker says, and what is drawn under them."""

import gzip
import json
from array import array
from io import StringIO
from itertools import accumulate
from pathlib import Path
from random import Random

import brotli
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkooplokaal.map_tiles import tile_hosts
from municipalities.actions import load_register
from municipalities.models import Border, Municipality
from shops import spots
from shops.bitmaps import Bitmaps
from shops.map import markers
from shops.map.markers import Box, columns, interleaved
from shops.models import Shop
from shops.spots import Spot
from tests.factories.shops import CategoryFactory, ShopFactory

LIST = "/nl/winkels/"
ROOT = Path(__file__).resolve().parents[2]
CODE = [
    "static/vendor/leaflet/leaflet.js",
    "static/vendor/leaflet/leaflet.css",
    "static/vendor/supercluster/supercluster.js",
    "static/js/map.js",
    "static/js/map_ground.js",
    "static/js/map_markers.js",
    "shops/static/shops/css/map.css",
]


@pytest.fixture
def street(wednesday, laid_out):
    """In Tielt a shop that is open, one that is closed, one of which nobody knows; and one without a place on the map."""
    ShopFactory(name="Open", opening_hours="We 09:00-18:00", latitude=51.0, longitude=3.3, webshop="https://a.example")
    ShopFactory(
        name="Dicht",
        opening_hours="Th 09:00-18:00",
        latitude=51.001,
        longitude=3.31,
        street="Markt",
        house_number="1",
        category=CategoryFactory(slug="wijn"),
    )
    ShopFactory(name="Onbekend", opening_hours="", latitude=51.05, longitude=3.35)
    ShopFactory(name="Nergens", latitude=None, longitude=None)


@pytest.fixture
def ask(client):
    """What the map gets: ask("kaart.json?open=nu")."""
    return lambda tail: client.get(LIST + tail).json()


def standing(answer: dict) -> dict[str, tuple[float, float, str]]:
    """(latitude, longitude, state) by the name of the shop."""
    names = dict(Shop.objects.values_list("pk", "name"))
    found = zip(*(accumulate(answer[column]) for column in ("id", "lat", "lon")), answer["state"], strict=True)
    return {names[pk]: (lat / 100_000, lon / 100_000, state) for pk, lat, lon, state in found}


# -- markers
@pytest.mark.django_db
def test_every_answer_with_a_place_stands_on_the_map_with_its_state(street, ask):
    answer = ask("kaart.json")
    assert {name: answer[name] for name in ("n", "nowhere", "all")} == {"n": 4, "nowhere": 1, "all": True}
    assert standing(answer) == {"Open": (51.0, 3.3, "1"), "Dicht": (51.001, 3.31, "0"), "Onbekend": (51.05, 3.35, "2")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("?open=nu", {"Open"}),
        ("?open=2026-11-26T10:00", {"Dicht"}),
        ("?categorie=wijn", {"Dicht"}),
        ("?webshop=ja", {"Open"}),
        ("?q=onbekend", {"Onbekend"}),
        ("?bij=8700&straal=2", {"Open", "Dicht"}),
        ("?q=niets", set()),
    ],
)
def test_the_map_answers_the_question_of_the_list(street, ask, visit, question, names):
    assert set(standing(ask(f"kaart.json{question}"))) == names
    assert set(visit(LIST + question).shops) - {"Nergens"} == names
    assert set(standing(ask(f"tielt/kaart.json{question}"))) == names


@pytest.mark.django_db
def test_at_a_chosen_moment_the_state_is_that_of_then(street, ask):
    assert standing(ask("kaart.json?open=2026-11-26T10:00"))["Dicht"][2] == "1"


@pytest.mark.django_db
def test_by_appointment_is_unknown_on_the_map_as_on_the_card(street, ask):
    ShopFactory(name="Op afspraak", opening_hours='"op afspraak"', latitude=51.0)
    ShopFactory(name="Open einde", opening_hours="We 09:00-11:00+", latitude=51.0)
    said = standing(ask("kaart.json"))
    assert (said["Op afspraak"][2], said["Open einde"][2]) == ("2", "2")


@pytest.mark.django_db
def test_the_page_opens_the_map_only_when_it_is_asked_for(street, visit):
    closed, opened = visit(LIST, open="nu"), visit(LIST, open="nu", kaart="1", pagina="1")
    assert closed.links(".listtools__map") == [("Toon op de kaart", f"{LIST}?open=nu&kaart=1#kaart")]
    assert opened.links(".listtools__map") == [("Verberg de kaart", f"{LIST}?open=nu")]
    assert "leaflet" not in closed.answer.content.decode() and "map.js" not in closed.answer.content.decode()
    box = opened.soup.select_one("#kaart[data-map]")
    assert [box[f"data-{name}"] for name in ("points", "told", "land")] == [f"{LIST}kaart.json?open=nu", f"{LIST}wie.json?", f"{LIST}land.json"]
    assert opened.text("[data-map-note]") == "De kaart werkt alleen met JavaScript. Hieronder staan dezelfde winkels."
    assert opened.shops == closed.shops == ["Open"]
    assert "kaart=1" in opened.links(".chip")[0][1]


@pytest.mark.django_db
def test_a_map_of_all_is_offered_to_search_engines_as_the_list_that_it_shows(street, visit):
    opened, narrowed = visit(LIST, kaart="1"), visit(LIST, kaart="1", open="nu")
    assert opened.soup.select_one("[rel=canonical]")["href"].endswith(LIST)
    assert (opened.soup.select("[name=robots]"), narrowed.soup.select_one("[name=robots]")["content"]) == ([], "noindex, follow")


@pytest.mark.django_db
def test_a_map_around_somebody_is_kept_by_nobody(street, client, wednesday):
    answer = client.get(f"{LIST}kaart.json", {"plek": spots.sealed(Spot(51.0, 3.3), wednesday)})
    assert {*answer["Cache-Control"].split(", ")} == {"private", "no-store"}
    assert "public" in client.get(f"{LIST}kaart.json")["Cache-Control"]


@pytest.mark.django_db
def test_above_the_most_a_grid_answers_or_what_is_in_sight(street, ask, monkeypatch):
    monkeypatch.setattr(markers, "MOST", 2)
    answer = ask("kaart.json")
    assert (answer["all"], answer["nowhere"], sum(answer["cells"]["n"])) == (False, 1, 3)
    part = ask("kaart.json?vak=3.2,50.9,3.32,51.01")
    assert (part["n"], part["all"], set(standing(part))) == (4, False, {"Open", "Dicht"})
    assert ask("kaart.json?vak=4,50,5,51")["state"] == ""


@pytest.mark.django_db
def test_a_grid_counts_every_shop_in_one_square_and_says_where_its_middle_is(street, ask, monkeypatch):
    monkeypatch.setattr(markers, "MOST", 0)
    cells = ask("kaart.json?vak=3.22,50.91,4.42,52.11")["cells"]
    assert cells == {"n": [2, 1], "lat": [5_100_050, 5_105_000], "lon": [330_500, 335_000]}


@pytest.mark.parametrize("said", ["", "x", "1,2,3", "3,51,2,52", "3,52,4,51", "nan,0,1,1", "-181,0,1,1", "0,0,1,91", "1,2,3,4,5", "inf,0,1,1"])
def test_a_part_of_the_map_that_is_none_is_left_aside(said):
    assert Box.read(said) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tail", ["kaart.json?vak=x&straal=x&open=x&bij=x&plek=x", "wie.json?wie=x,-1,99999999999999,1e3,,%00", "wie.json", "tielt/kaart.json?pagina=x"]
)
def test_bad_input_is_never_a_crash(street, client, tail):
    assert client.get(LIST + tail).status_code in {200, 400}


@pytest.mark.django_db
def test_a_town_that_is_none_has_no_map(street, client):
    assert client.get(f"{LIST}nergens/kaart.json").status_code == 404


# -- what a marker says
@pytest.mark.django_db
def test_a_marker_tells_its_name_kind_place_state_and_address(street, ask):
    keys = dict(Shop.objects.values_list("name", "pk"))
    told = ask(f"wie.json?wie={keys['Open']},{keys['Dicht']},999999")
    assert told[str(keys["Dicht"])] == {
        "name": "Dicht", "kind": "Wijn", "where": "Markt 1, Tielt", "is": "closed", "status": "Opent morgen om 9\u00a0u.",
        "url": f"{LIST}tielt/dicht/",
    }  # fmt: skip
    assert len(told) == 2
    assert ask(f"wie.json?open=2026-11-26T10:00&wie={keys['Dicht']}")[str(keys["Dicht"])]["status"] == "Open van 9 tot 18\u00a0u. morgen"


@pytest.mark.django_db
def test_a_draft_tells_nothing(street, ask):
    draft = ShopFactory(name="Ontwerp", live=False)
    assert ask(f"wie.json?wie={draft.pk}") == {} and "Ontwerp" not in standing(ask("kaart.json"))


@pytest.mark.django_db
@pytest.mark.parametrize("tail", ["kaart.json", "kaart.json?bij=8700&open=nu&q=bakker", "wie.json?wie="])
def test_the_map_asks_as_much_of_the_database_for_30_shops_as_for_one(wednesday, laid_out, client, tail):
    def queries() -> int:
        address = LIST + tail + (",".join(str(key) for key in Shop.objects.values_list("pk", flat=True)) if tail.endswith("=") else "")
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    ShopFactory(opening_hours="24/7", latitude=51.0)
    one = queries()
    ShopFactory.create_batch(29, opening_hours="24/7", latitude=51.0)
    assert (one, one <= 15) == (queries(), True)


# -- weight
def ten_thousand() -> tuple[Bitmaps, int, int]:
    """Shops that stand as in a province, around 60 centres, closer together near their middle; the open, and the unknown ones."""
    chance = Random(7)
    centres = [(51 + chance.uniform(-0.25, 0.3), 3.1 + chance.uniform(-0.45, 0.4)) for _ in range(60)]
    spots = [(lat + chance.gauss(0, 0.012), lon + chance.gauss(0, 0.018)) for lat, lon in (chance.choice(centres) for _ in range(10_000))]
    latitudes, longitudes = zip(*spots, strict=True)
    shops = Bitmaps(keys=array("q", range(1, 10_001)), latitude=array("d", latitudes), longitude=array("d", longitudes))
    known = [position for position in range(10_000) if chance.random() < 0.9]
    return shops, shops.of_positions(position for position in known if chance.random() < 0.5), shops.everybody & ~shops.of_positions(known)


def test_ten_thousand_markers_weigh_less_than_a_quarter_of_plain_geojson_and_than_150_kb():
    shops, are_open, are_unknown = ten_thousand()
    answer = columns(shops, list(range(10_000)), are_open, are_unknown)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {
                "id": pk,
                "name": f"Winkel {pk}",
                "url": f"/nl/winkels/tielt/winkel-{pk}/",
                "status": "open" if are_open >> position & 1 else "closed",
            },
        }
        for position, (pk, lat, lon) in enumerate(zip(shops.keys, shops.latitude, shops.longitude, strict=True))
    ]
    ours, theirs = (
        len(brotli.compress(json.dumps(said, separators=(",", ":")).encode(), quality=5))
        for said in (answer, {"type": "FeatureCollection", "features": features})
    )
    assert (ours <= 0.25 * theirs, ours <= 150_000) == (True, True), (ours, theirs)


def test_the_code_of_an_open_map_is_at_most_60_kb_compressed():
    assert sum(len(gzip.compress((ROOT / name).read_bytes(), 9)) for name in CODE) <= 60_000


def test_spots_that_lie_together_come_together():
    near, far = interleaved(5_100_000, 330_000), interleaved(5_130_000, 270_000)
    assert abs(near - interleaved(5_100_010, 330_010)) < abs(near - far)


# -- the ground
@pytest.mark.django_db
def test_the_ground_is_the_province_with_its_cantons_and_the_names_of_its_towns(wednesday, laid_out, client):
    load_register()
    answer = client.get(f"{LIST}land.json")
    said = answer.json()
    assert (len(said["land"]), len(said["lines"]), len(said["towns"])) == (1, 36, 62)
    assert len(brotli.compress(answer.content, quality=5)) < 8_000
    assert "public" in answer["Cache-Control"] and "max-age=3600" in answer["Cache-Control"]


def geojson(**areas: list) -> bytes:
    features = [
        {"type": "Feature", "properties": {"NIS": code[1:]}, "geometry": {"type": "Polygon", "coordinates": [ring]}} for code, ring in areas.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def square(town: Municipality, size: float = 0.02) -> list[list[float]]:
    west, south = town.longitude - size, town.latitude - size
    east, north = town.longitude + size, town.latitude + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


@pytest.fixture
def load(tmp_path):
    def run(content: bytes, source: str = "Statbel, CC BY 4.0") -> str:
        file, told = tmp_path / "grenzen.geojson", StringIO()
        file.write_bytes(content)
        call_command("load_municipality_borders", str(file), source=source, stdout=told)
        return told.getvalue()

    return run


@pytest.mark.django_db
def test_official_borders_take_the_place_of_the_cantons_and_name_who_made_them(wednesday, laid_out, client, visit, load):
    load_register()
    tielt, brugge = (Municipality.objects.get(slug=slug) for slug in ("tielt", "brugge"))
    told = load(geojson(**{f"n{tielt.nis}": square(tielt), f"n{brugge.nis}": square(brugge)}))
    assert told.startswith("2 gemeenten hebben nu hun grens op de kaart.") and "Kortrijk" in told
    assert len(client.get(f"{LIST}land.json").json()["land"]) == 2
    assert "Grenzen: Statbel, CC BY 4.0" in visit(LIST, kaart="1").text(".shopmap__by")
    load(geojson(**{f"n{tielt.nis}": square(tielt)}), source="Iemand anders")
    assert list(Border.objects.values_list("municipality__slug", "source")) == [("tielt", "Iemand anders")]


@pytest.mark.django_db
def test_a_file_with_one_thing_wrong_changes_nothing_and_says_all_that_is_wrong(wednesday, laid_out, load):
    load_register()
    tielt, brugge = (Municipality.objects.get(slug=slug) for slug in ("tielt", "brugge"))
    load(geojson(**{f"n{tielt.nis}": square(tielt)}))
    turned = [[latitude, longitude] for longitude, latitude in square(tielt)]
    cases = {
        geojson(n99999=square(tielt), **{f"n{brugge.nis}": square(brugge)}): "99999 is geen gemeente van vandaag.",
        geojson(n37007=square(tielt)): "37007 is geen gemeente van vandaag.",  # Meulebeke is part of Tielt
        geojson(**{f"n{tielt.nis}": turned}): f"Tielt ligt niet binnen de grens die bij {tielt.nis} staat.",
        geojson(**{f"n{tielt.nis}": square(tielt)[:-1]}): f"Gebied 1: de grens van {tielt.nis} is niet gesloten.",
        geojson(**{f"n{tielt.nis}": [[71_000, 170_000]] * 5}): f"Gebied 1: {tielt.nis} staat niet in graden (WGS84).",
        b'{"type": "FeatureCollection", "features": [{"geometry": null, "properties": {"nis": "1"}}]}': "Gebied 1: niet te lezen.",
        b'{"type": "FeatureCollection", "features": [{"geometry": {}}]}': "Gebied 1: zonder NIS-code.",
        b"{": "Het bestand is geen JSON.",
        b"[]": "Het bestand is geen GeoJSON met gebieden (een FeatureCollection).",
        b"\xff\xfe": "Het bestand is geen JSON.",
    }
    for content, reason in cases.items():
        with pytest.raises(CommandError) as refused:
            load(content)
        assert str(refused.value).splitlines() == [reason, "Er is niets veranderd."]
    with pytest.raises(CommandError, match="Zeg van wie"):
        load(geojson(**{f"n{tielt.nis}": square(tielt)}), source=" ")
    assert list(Border.objects.values_list("municipality__slug", "source")) == [("tielt", "Statbel, CC BY 4.0")]


@pytest.mark.django_db
def test_the_real_file_of_all_municipalities_loads(wednesday, laid_out, load, real_data, client):
    load_register()
    told = load((real_data / "gemeenten" / "wvl_gemeenten_2025.geojson").read_bytes())
    assert told == "62 gemeenten hebben nu hun grens op de kaart.\n"
    answer = client.get(f"{LIST}land.json")
    assert len(brotli.compress(answer.content, quality=5)) < 60_000


# -- pictures of others under the map
def test_pictures_of_another_host_open_the_policy_for_that_host_only():
    assert tile_hosts("https://tiles.example/{z}/{x}/{y}.png", "Iemand") == ["https://tiles.example"]
    assert tile_hosts("", "") == []


@pytest.mark.parametrize(
    ("url", "by"),
    [
        ("http://tiles.example/{z}/{x}/{y}.png", "x"),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png", "x"),
        ("https://tiles.example/", "x"),
        ("//tiles.example/{z}/{x}/{y}", "x"),
        ("https://tiles.example/{z}/{x}/{y}.png", ""),
    ],
)
def test_an_address_of_pictures_that_cannot_work_stops_the_start(url, by):
    with pytest.raises(ImproperlyConfigured):
        tile_hosts(url, by)


@pytest.mark.django_db
def test_with_pictures_the_map_names_who_made_them(street, visit, settings):
    settings.MAP_TILES_URL, settings.MAP_TILES_BY = "https://tiles.example/{z}/{x}/{y}.png", "© Iemand"
    page = visit(LIST, kaart="1")
    assert (page.soup.select_one("[data-map]")["data-tiles"], page.text(".shopmap__by")) == (settings.MAP_TILES_URL, "© Iemand")
