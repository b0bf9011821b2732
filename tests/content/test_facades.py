"""Facades: the same for the same seed, small, never green, and one for every shop and every town."""

import json
import re
from colorsys import rgb_to_hls
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from content.facades import CLOTHS, LANDMARKS, LANDMARKS_BY_TOWN, facade, skyline, street
from content.facades.drawing import COLOURS, PALE, Draws, Sheet, box, n
from content.facades.faces import draw_front
from content.facades.fronts import KINDS
from content.facades.streets import neighbours, skyline_shops
from content.facades.windows import OF_KINDS, dressed

ROOT = Path(__file__).parents[2]
GROUPS = ["brood", "vlees", "groen", "drank", "tafel", "mode", "schoen", "wonen", "boek", "bloem", "fiets", "zorg", "spel", "dienst"]
TOWNS = [
    "alveringem", "anzegem", "ardooie", "avelgem", "beernem", "blankenberge", "bredene", "brugge", "damme", "de-haan", "de-panne", "deerlijk",
    "dentergem", "diksmuide", "gistel", "harelbeke", "heuvelland", "hooglede", "houthulst", "ichtegem", "ieper", "ingelmunster", "izegem",
    "jabbeke", "knokke-heist", "koekelare", "koksijde", "kortemark", "kortrijk", "kuurne", "langemark-poelkapelle", "ledegem", "lendelede",
    "lichtervelde", "lo-reninge", "menen", "mesen", "middelkerke", "moorslede", "nieuwpoort", "oostende", "oostkamp", "oostrozebeke",
    "oudenburg", "pittem", "poperinge", "roeselare", "spiere-helkijn", "staden", "tielt", "torhout", "veurne", "vleteren", "waregem", "wervik",
    "wevelgem", "wielsbeke", "wingene", "zedelgem", "zonnebeke", "zuienkerke", "zwevegem",
]  # fmt: skip
SEEDS = [f"winkel-{i}" for i in range(150)]
SVG = "{http://www.w3.org/2000/svg}"
EIGHT = [(f"hoofding-{i}", cloth) for i, cloth in enumerate(("bloem", "brood", "boek", "vlees", "fiets", "groen", "mode", "wonen"))]


def size(svg: str) -> int:
    return len(svg.encode())


def paths(svg: str) -> list[str]:
    return re.findall(r' d="([^"]+)"', svg)


# -- the same, every time
@pytest.mark.parametrize(
    ("drawing", "digest"),
    [
        (facade("slagerij-verhaeghe-tielt", "vlees"), "1c77d0f3e6ae7e97"),
        (facade("tielt/het-kluwen", "mode", small=True, inline=True, title=""), "decac7c6b42639f7"),
        (skyline("lo-reninge", inline=True), "883bcaab7cf27467"),
    ],
    ids=["facade", "small", "skyline"],
)
def test_a_known_seed_draws_the_known_picture(drawing, digest):
    assert sha256(drawing.encode()).hexdigest()[:16] == digest


def test_a_choice_does_not_depend_on_the_choices_before_it():
    first, second = Draws("veurne"), Draws("veurne")
    second.number("a new kind of door", 1, 6)
    assert [first.number(name, 1, 1000) for name in ("kind", "wall")] == [second.number(name, 1, 1000) for name in ("kind", "wall")]


def test_a_shop_has_the_same_face_small_and_large():
    for seed in SEEDS[:40]:
        small, large = draw_front(seed, "boek", small=True), draw_front(seed, "boek")
        assert [getattr(small, trait) for trait in ("kind", "width", "wall", "paint", "mirrored", "finial")] == [
            getattr(large, trait) for trait in ("kind", "width", "wall", "paint", "mirrored", "finial")
        ]


# -- small
def test_a_facade_is_at_most_3_kilobytes_and_a_small_inline_one_at_most_2300_bytes():
    for cloth in GROUPS:
        assert max(size(facade(seed, cloth, title="")) for seed in SEEDS) <= 3000
        assert max(size(facade(seed, cloth, small=True, inline=True, title="")) for seed in SEEDS) <= 2300


def test_a_street_of_eight_with_a_belfry_is_about_13_kilobytes_inline():
    assert size(street("hoofding", EIGHT, landmark="belfort", inline=True)) <= 13_800


def test_seven_fronts_with_their_own_colours_stay_under_15_kilobytes():
    assert size(street("hoofding", EIGHT[:7], landmark="belfort")) < 15_000


def test_no_skyline_is_over_14500_bytes():
    assert max(size(skyline(town, inline=True)) for town in TOWNS) <= 14_500


# -- a face of its own
def test_two_thousand_shops_of_one_cloth_all_look_different():
    faces = [facade(f"winkel-{i}", "boek", small=True, inline=True, title="") for i in range(2000)]
    assert len(set(faces)) == 2000


def test_the_62_towns_have_62_streets_of_different_fronts():
    assert len(TOWNS) == 62
    assert len({skyline(town, inline=True) for town in TOWNS}) == 62
    rows = [neighbours(skyline_shops(town), small=True) for town in TOWNS]
    assert len({tuple((front.kind, front.wall, front.cloth_name) for front in row) for row in rows}) == 62


def test_a_skyline_shows_first_what_the_town_sells_most():
    body = skyline("mesen", ["tafel", "dienst"], inline=True)
    assert 'class="ac"' in body and 'class="ad"' in body
    assert skyline("mesen", ["tafel", "dienst"]) == skyline("mesen", ["tafel", "dienst"])


def test_a_town_has_the_landmark_that_it_has():
    assert {town for town, landmark in LANDMARKS_BY_TOWN.items() if landmark == "belfort"} == {
        "brugge", "diksmuide", "ieper", "kortrijk", "lo-reninge", "menen", "nieuwpoort", "roeselare", "tielt", "veurne",
    }  # fmt: skip
    assert set(LANDMARKS_BY_TOWN) <= set(TOWNS)
    assert set(LANDMARKS_BY_TOWN.values()) | {"kerk"} == set(LANDMARKS)
    assert skyline("tielt") == skyline("tielt", landmark="belfort")
    assert skyline("poperinge") == skyline("poperinge", landmark="kerk")


def test_neighbours_differ_in_gable_and_wall():
    row = neighbours([(f"markt-{i}", "brood") for i in range(40)], small=True)
    assert all(one.kind != other.kind and one.wall != other.wall for one, other in pairwise(row))


def test_the_shop_in_focus_keeps_its_face_whatever_stands_beside_it():
    for seed in SEEDS[:30]:
        shop = (seed, "boek")
        row = neighbours([(seed, "brood"), shop, (f"{seed}-x", "mode")], small=False, focus=1)
        assert row[1].sheet.svg(True) == draw_front(*shop).sheet.svg(True)
        assert row[0].kind != row[1].kind != row[2].kind


# -- no green, sound XML
@pytest.mark.parametrize("colour", [*COLOURS.values(), PALE])
def test_no_fallback_colour_is_green(colour):
    hue, _, saturation = rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    assert not (65 < hue * 360 < 170 and saturation > 0.08)


@pytest.mark.parametrize("kind", sorted(set(KINDS)))
@pytest.mark.parametrize("cloth", GROUPS)
def test_every_front_is_valid_xml_and_wears_its_cloth(kind, cloth):
    tree = ElementTree.fromstring(facade("veurne", cloth, kind=kind))
    assert tree.tag == f"{SVG}svg"
    assert {path.get("class") for path in tree.iter(f"{SVG}path")} >= {CLOTHS[cloth].awning, "gs", "st"}


def test_there_are_fourteen_cloths_and_each_has_its_own_awning_and_glyph():
    assert list(CLOTHS) == GROUPS
    assert len({cloth.awning for cloth in CLOTHS.values()}) == len({cloth.glyph for cloth in CLOTHS.values()}) == 14


def test_an_unknown_cloth_is_an_error_and_no_plain_front():
    with pytest.raises(KeyError):
        facade("x", "onbestaand")


@pytest.mark.parametrize("landmark", sorted(LANDMARKS))
def test_a_street_with_each_landmark_is_valid_xml(landmark):
    tree = ElementTree.fromstring(street("x", EIGHT, landmark=landmark))
    assert len([path for path in tree.iter(f"{SVG}path") if path.get("class") == "lm"]) == 1


def test_a_hostile_title_is_text():
    title = '</title><script>alert("x")</script> & \'"><svg onload=x>'
    drawing = facade("x", "brood", title=title)
    assert ElementTree.fromstring(drawing).findtext(f"{SVG}title") == title
    assert "<script" not in drawing
    assert ElementTree.fromstring(street("x", EIGHT[:2], title=title)).findtext(f"{SVG}title") == title


def test_a_seed_is_never_written_into_the_picture():
    assert "zeker-niet" not in facade("zeker-niet<b>", "brood") + skyline("zeker-niet<b>")


def test_a_picture_without_a_title_only_adorns():
    adorning, telling = facade("x", "brood", title=""), facade("x", "brood")
    assert 'aria-hidden="true"' in adorning and "<title>" not in adorning
    assert 'role="img"><title>Gevel van een winkel: brood en banket</title>' in telling


def test_an_inline_picture_has_no_colour_no_pen_and_no_style():
    for drawing in (facade("x", "drank", inline=True), street("x", EIGHT, landmark="kerk", focus=1, inline=True), skyline("damme", inline=True)):
        assert not re.findall(r"\b(?:fill|stroke|style|opacity|xmlns|stroke-linejoin)=|#[0-9a-f]{6}", drawing)


def test_a_picture_that_stands_alone_carries_every_colour():
    for shape in ElementTree.fromstring(facade("x", "drank")).iter(f"{SVG}path"):
        assert shape.get("class") in {None, "b", "fr", "gc"} or shape.get("fill", "").startswith("#")


def test_inline_and_alone_are_the_same_drawing():
    assert paths(facade("x", "spel")) == paths(facade("x", "spel", inline=True))


# -- the pen
def test_numbers_are_short_and_neighbouring_shapes_of_one_class_are_one_element():
    assert [n(value) for value in (1.0, 1.25, -0.04, 10.55)] == ["1", "1.2", "0", "10.6"]
    sheet = Sheet()
    sheet.add("st", box(0, -3, 4, 3))
    sheet.add("st", box(5, -3, 4, 3))
    assert sheet.svg(inline=True) == '<path class="st" d="M0-3h4v3h-4zM5-3h4v3h-4z"/>'


# -- windows of kinds
OWN_WINDOWS = ["mode/juwelen", "bloem/dieren", "drank/koffie-en-thee", "tafel/tearoom"]


@pytest.mark.parametrize("drawn_as", OWN_WINDOWS)
def test_a_kind_with_a_window_of_its_own_keeps_the_face_of_its_group_around_it(drawn_as):
    """So that no shop gets another house because its kind learned a window."""
    cloth = drawn_as.partition("/")[0]
    for seed in SEEDS[:40]:
        own, group = draw_front(seed, drawn_as), draw_front(seed, cloth)
        assert (own.kind, own.wall, own.width, own.paint, own.height) == (group.kind, group.wall, group.width, group.paint, group.height)
        assert own.awning == group.awning and own.sheet.svg(True) != group.sheet.svg(True)
        assert size(facade(seed, drawn_as)) <= 3000 and size(facade(seed, drawn_as, small=True, inline=True, title="")) <= 2300
        ElementTree.fromstring(facade(seed, drawn_as))


def test_a_kind_without_a_window_of_its_own_has_that_of_its_group():
    assert [dressed("mode", "juwelen"), dressed("mode", "kleding"), dressed("bloem", "bloem")] == ["mode/juwelen", "mode", "bloem"]


def test_each_own_window_belongs_to_a_kind_that_exists():
    leaves = json.loads((ROOT / "shops" / "categories.json").read_text())["leaves"]
    assert set(OWN_WINDOWS) == {f"{leaf['group']}/{leaf['slug']}" for leaf in leaves if leaf["slug"] in OF_KINDS}
    assert len(OF_KINDS) == len(OWN_WINDOWS)
