"""The picture beside a shared link."""

from io import BytesIO

import pytest
from PIL import Image

from content.facades import CLOTHS
from content.share_image import DISPLAY, TEXT, balanced, font, sayable, set_large, share_image, town_share_image

LONG = "Slagerij Vandenbroucke-Verhaeghe en zonen sinds negentienhonderdtweeënzestig in de Gasthuisstraat te Poperinge, ook op zondag open"


def card(**changed: object) -> bytes:
    baker = {"title": "Bakkerij De Kroon", "line": "Bakker · Tielt", "facade_seed": "tielt/bakkerij-de-kroon", "cloth": "brood"}
    return share_image(**baker | changed)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def near(colour: tuple[int, ...], wanted: str) -> bool:
    return all(abs(part - int(wanted[i : i + 2], 16)) <= 13 for part, i in zip(colour, (1, 3, 5), strict=True))


@pytest.mark.parametrize("cloth", sorted(CLOTHS))
def test_a_card_is_1200_by_630_and_small(cloth: str):
    content = card(cloth=cloth)
    assert opened(content).size == (1200, 630)
    assert len(content) < 60_000


def test_the_same_words_give_the_same_bytes():
    assert card() == card()


@pytest.mark.parametrize("changed", [{"title": "Bakkerij De Kom"}, {"line": "Bakker · Wingene"}, {"facade_seed": "tielt/ander"}, {"cloth": "vlees"}])
def test_other_words_give_another_picture(changed: dict[str, str]):
    assert card() != card(**changed)


def test_the_awning_has_the_colour_of_the_shops_cloth():
    assert near(opened(card(cloth="boek")).getpixel((20, 10)), "#31539b")
    assert near(opened(card(cloth="brood")).getpixel((20, 10)), "#e0a530")


def test_the_front_stands_on_the_pavement_and_the_name_left_of_it():
    picture = opened(card())
    for y in (541, 542):
        assert near(picture.getpixel((300, y)), "#182034")
    words = picture.crop((0, 70, 760, 530)).convert("L")
    assert words.point(lambda value: 255 if value < 80 else 0).getbbox()[0] == pytest.approx(64, abs=6)
    front = picture.crop((800, 70, 1070, 538))
    assert len(front.getcolors(100_000)) > 30


def test_real_neighbours_take_the_place_of_nobodys():
    assert card(neighbours=[("tielt/slager", "vlees")]) != card()


@pytest.mark.parametrize("title", ["", "Ö", "花店", "W" * 120, LONG, "<b>&amp;</b>", "Žofie Łódź", "a\nb\tc", "Кафе", "👋 Hallo", "‮Hallo"])
def test_any_name_gives_a_card(title: str):
    assert opened(card(title=title, line=title)).size == (1200, 630)


def test_letters_that_the_font_lacks_lose_their_accent_or_go():
    assert sayable("Žofie Łódź 花店", DISPLAY) == "Zofie Lódz"
    assert sayable("  Café  L'Été · œuf ", TEXT) == "Café L'Été · œuf"
    assert sayable("花店", DISPLAY) == ""


def test_a_short_name_is_set_larger_than_a_long_one_and_all_fit():
    sizes = []
    for title in ("Oz", "Bakkerij De Kroon", LONG):
        size, rows = set_large(title, 680, 360)
        assert all(font(DISPLAY, size).getlength(row) <= 680 for row in rows)
        assert len(rows) * size * 0.94 <= 360
        sizes.append(size)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 168


def test_a_name_that_fits_at_no_size_is_cut_off_with_dots():
    size, rows = set_large(f"{LONG}. {LONG}. {LONG}", 400, 120)
    assert size == 44
    assert rows[-1].endswith("…")
    size, rows = set_large("W" * 90, 400, 120)
    assert (len(rows), rows[0].endswith("…")) == (1, True)


def test_rows_are_of_like_length():
    assert balanced(["Bakkerij De", "Kroon"], font(DISPLAY, 100), 700) == ["Bakkerij", "De Kroon"]


def test_a_town_has_its_skyline():
    brugge = town_share_image(title="Brugge", line="214 winkels", town="brugge")
    assert (opened(brugge).size, len(brugge) < 60_000) == ((1200, 630), True)
    assert brugge != town_share_image(title="Brugge", line="214 winkels", town="ieper")


def test_an_unknown_cloth_is_a_mistake():
    with pytest.raises(KeyError):
        card(cloth="zijde")
