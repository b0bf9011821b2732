"""The blocks of a page: what each shows before an editor chooses it, and what it refuses."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.models import Page

from content.blocks import Around, CallBlock, LinkBlock, MapBlock, StoryBlock, VideoBlock, bring_to_life
from content.blocks.choosers import PictureChooserBlock
from content.blocks.downloads import size_in_words
from content.blocks.video import player_url, site_of
from home.models import StandardPage
from home.page_blocks import Materials, PageBody
from tests.conftest import WEDNESDAY
from tests.factories import roles
from tests.factories.shops import ShopFactory
from tests.signing_in import sign_in


def body(*pieces: tuple[str, Any]) -> Any:
    return PageBody().to_python([{"type": kind, "value": value} for kind, value in pieces])


@pytest.fixture
def superuser(client: Client, db: None) -> Client:
    return sign_in(client, roles.superuser())


BLOCKS = list(StandardPage._meta.get_field("body").stream_block.child_blocks.items())


def test_an_editor_has_all_that_a_page_needs():
    assert [name for name, _ in BLOCKS] == [
        *("heading", "text", "quote", "picture"),
        *("questions", "cards", "call", "downloads", "map", "video", "named_shops", "found_shops", "events"),
    ]
    assert set(StoryBlock().child_blocks) < set(PageBody().child_blocks)


@pytest.mark.parametrize(("name", "block"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_each_block_has_a_name_a_sentence_a_group_and_a_preview(name, block):
    assert str(block.label) not in {"", name}
    assert len(str(block.get_description())) > 20
    assert str(block.meta.group) in {"Tekst", "Beeld", "Verwijzen", "Uit de gids en de agenda"}
    assert block.is_previewable


@pytest.mark.parametrize(("name", "block"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_the_preview_of_each_block_shows_it_in_the_clothes_of_the_site(laid_out, wednesday, superuser, name, block):
    ShopFactory(name="De Kroon", live=True)
    text = superuser.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}).content.decode()
    assert "css/pages.bundle" in text
    inside = text.partition('<div class="prose pieces">')[2].partition("</main>")[0]
    assert len(inside) > 20 or name == "events", "nothing is on in this empty site"


def test_a_preview_of_shops_shows_shops_that_are_on_the_site_and_no_draft(laid_out, wednesday, superuser):
    ShopFactory(name="De Kroon", live=True)
    ShopFactory(name="Nog geheim", live=False)
    block = PageBody().child_blocks["named_shops"]
    text = superuser.get(reverse("wagtailadmin_block_preview"), {"id": dict(BLOCKS)["named_shops"].definition_prefix}).content.decode()
    assert ("De Kroon" in text, "Nog geheim" in text) == (True, False)
    assert block.is_previewable


# -- what is refused


def errors_of(block: blocks.StructBlock, value: dict[str, Any]) -> dict[str, list[str]]:
    try:
        block.clean(block.to_python(value))
    except blocks.StructBlockValidationError as refused:
        return {name: error.messages for name, error in refused.block_errors.items() if isinstance(error, ValidationError)}
    return {}


@pytest.mark.django_db
def test_a_link_leads_to_one_place(site_tree):
    page = site_tree["nl"].pk
    assert errors_of(LinkBlock(), {"page": None, "address": ""}) == {"page": ["Kies een pagina, of vul een adres in."]}
    assert errors_of(LinkBlock(), {"page": page, "address": "https://a.example/"}) == {
        "address": ["Kies een pagina of vul een adres in, niet allebei."]
    }
    assert errors_of(LinkBlock(), {"page": page, "address": ""}) == {}


def test_a_video_stands_on_a_site_that_we_can_name():
    video = {"title": "Een dag", "url": "https://youtube.com.kwaad.example/x", "words": ""}
    assert errors_of(VideoBlock(), video) == {"url": ["Dit is geen adres van YouTube of Vimeo."]}
    assert errors_of(VideoBlock(), video | {"url": "https://www.youtube.com/watch?v=a"}) == {}
    assert [site_of(url) for url in ("https://youtu.be/a", "https://player.vimeo.com/video/1", "https://[", "ftp://")] == ["YouTube", "Vimeo", "", ""]


def test_a_place_has_two_coordinates_or_none():
    place = {"name": "Stadhuis", "address": "Markt 1, 8700 Tielt", "note": "", "latitude": 51.0, "longitude": None}
    block = MapBlock().child_blocks["places"].child_block
    assert errors_of(block, place) == {"longitude": ["Vul de twee coördinaten in, of geen van beide."]}


# -- what is shown


def shown(*pieces: tuple[str, Any], language: str = "nl") -> str:
    stream = body(*pieces)
    bring_to_life(stream, Around(language, WEDNESDAY))
    return "".join(child.render() for child in stream)


def test_questions_open_without_a_script():
    text = shown(("questions", {"title": "", "questions": [{"question": "Mag dat?", "answer": "<p>Ja.</p>"}]}))
    assert "<summary>Mag dat?</summary>" in text
    assert "<h2" not in text


def test_a_video_says_who_will_follow_you_and_loads_nothing():
    text = shown(("video", {"title": "Een dag", "url": "https://vimeo.com/1", "length": "2 minuten", "still": None, "words": ""}))
    assert "Speel de video van Vimeo af" in text
    assert "Die site volgt je dan." in text
    assert not any(tag in text for tag in ("<iframe", "<img", "<video ", 'src="http'))


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=aBc_9-efghi&t=30", "https://www.youtube-nocookie.com/embed/aBc_9-efghi?autoplay=1&rel=0"),
        ("https://youtu.be/aBc_9-efghi?si=x", "https://www.youtube-nocookie.com/embed/aBc_9-efghi?autoplay=1&rel=0"),
        ("https://m.youtube.com/shorts/aBc_9-efghi", "https://www.youtube-nocookie.com/embed/aBc_9-efghi?autoplay=1&rel=0"),
        ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456?autoplay=1&dnt=1"),
        ("https://vimeo.com/123456/0a1b2c3d4e", "https://player.vimeo.com/video/123456?autoplay=1&dnt=1&h=0a1b2c3d4e"),
        ("https://player.vimeo.com/video/123456?h=0a1b2c3d4e", "https://player.vimeo.com/video/123456?autoplay=1&dnt=1&h=0a1b2c3d4e"),
        ("https://vimeo.com/channels/staffpicks/123456", "https://player.vimeo.com/video/123456?autoplay=1&dnt=1"),
        ("https://www.youtube.com/playlist?list=aBc_9-efghi", ""),
        ("https://www.youtube.com/watch?v=%22onload%3Dx%22", ""),
        ("https://vimeo.com/staffpicks", ""),
        ("https://elders.example/watch?v=aBc_9-efghi", ""),
        ("javascript://youtube.com/embed/aBc_9-efghi", ""),
    ],
)
def test_a_video_plays_in_the_player_that_follows_least_and_a_list_of_videos_does_not(url, player):
    assert player_url(url) == player


def test_a_video_whose_address_leads_elsewhere_is_not_linked():
    video = {"title": "Een dag", "url": "javascript://youtube.com/%0aalert(1)", "length": "", "still": None, "words": "<p>Ze bakt.</p>"}
    text = shown(("video", video))
    assert ("javascript" in text, "<a" in text, "Ze bakt." in text) == (False, False, True)


@pytest.mark.django_db
def test_an_address_leads_to_a_map_only_for_who_clicks():
    places = [
        {"name": "Stadhuis", "address": "Markt 1, 8700 Tielt", "latitude": None, "longitude": None},
        {"name": "Bib", "address": "Elders", "latitude": 50.9996, "longitude": 3.3266},
    ]
    text = shown(("map", {"title": "", "places": places}))
    assert "openstreetmap.org/search?query=Markt%201%2C%208700%20Tielt" in text
    assert "?mlat=50.99960&amp;mlon=3.32660#map=17/50.99960/3.32660" in text
    assert "<img" not in text


MARKET, UNKNOWN, STATION = (
    {"name": "Markt", "address": "Markt 1, 8700 Tielt", "latitude": 50.9995, "longitude": 3.3265},
    {"name": "Schuur", "address": "Ergens", "latitude": None, "longitude": None},
    {"name": "Station", "address": "Stationsplein 1, 8700 Tielt", "latitude": 50.9938, "longitude": 3.3277},
)


@pytest.mark.django_db
def test_places_whose_coordinates_are_known_stand_on_a_map_with_the_number_that_stands_beside_them():
    text = shown(("map", {"title": "", "places": [MARKET, UNKNOWN, STATION]}))
    assert re.findall(r'class="map__number"[^>]*>(\d)<', text) == ["1", "2"]
    beside = [(one.select_one(".pin"), one.strong.get_text()) for one in BeautifulSoup(text, "html.parser").select(".places li")]
    assert [(pin.get_text() if pin else "", name) for pin, name in beside] == [("1", "Markt"), ("", "Schuur"), ("2", "Station")]
    assert "figcaption" not in text, "no dots"


@pytest.mark.django_db
def test_a_place_alone_is_drawn_among_the_shops_around_it_and_not_without(django_assert_num_queries):
    assert "<svg" not in shown(("map", {"title": "", "places": [MARKET]}))
    ShopFactory(live=True, latitude=50.9999, longitude=3.3260)
    ShopFactory(live=True, latitude=51.2, longitude=3.2)
    ShopFactory(live=False, latitude=50.9990, longitude=3.3260)
    with django_assert_num_queries(1):
        text = shown(("map", {"title": "", "places": [MARKET]}))
    assert text.count("h0") == 1
    assert "Elk stipje is een winkel." in text


@pytest.mark.django_db
def test_who_says_where_the_shops_of_a_map_are_is_named():
    ShopFactory(live=True, latitude=50.9999, longitude=3.3260, provenance={"latitude": {"source": "osm"}})
    stream = body(("map", {"title": "", "places": [MARKET]}))
    assert [one.has_osm for one in bring_to_life(stream, Around("nl", WEDNESDAY))] == [True]


@pytest.mark.django_db
def test_on_a_map_of_half_the_province_no_shops_are_drawn(django_assert_num_queries):
    far = MARKET | {"latitude": 51.2093, "longitude": 3.2247}
    with django_assert_num_queries(0):
        text = shown(("map", {"title": "", "places": [MARKET, far]}))
    assert text.count('class="map__sign"') == 2


@pytest.mark.django_db
def test_a_button_leads_to_the_page_in_the_language_of_the_reader_and_is_not_there_without_one(site_tree):
    dutch = site_tree["nl"].add_child(instance=StandardPage(title="Over", slug="over"))
    french = site_tree["fr"].add_child(instance=StandardPage(title="À propos", slug="a-propos", translation_key=dutch.translation_key))
    button = ("call", {"title": "Lees meer", "text": "", "label": "Verder", "link": {"page": dutch.pk, "address": ""}})
    assert [f'href="{url}"' in shown(button, language=code) for code, url in (("nl", "/nl/over/"), ("fr", "/fr/a-propos/"), ("en", "/nl/over/"))] == [
        True,
        True,
        True,
    ]
    french.delete()
    Page.objects.get(pk=dutch.pk).specific.unpublish()
    assert shown(button).strip() == ""


def test_cards_keep_the_headings_of_a_page_in_order():
    card = {"picture": None, "title": "Als klant", "text": "", "link": {"page": None, "address": "https://a.example/"}}
    assert "<h3><a" in shown(("cards", {"title": "Doe mee", "cards": [card]}))
    assert '<h2 class="cards__name"><a' in shown(("cards", {"title": "", "cards": [card]}))


def test_a_file_says_how_large_it_is():
    assert [size_in_words(size, "nl") for size in (None, 0, 400, 240_000, 1_234_567)] == ["", "", "1 kB", "240 kB", "1,2 MB"]
    assert size_in_words(1_234_567, "en") == "1.2 MB"


def test_no_translator_gets_an_address():
    place = MapBlock().child_blocks["places"].child_block
    assert place.child_blocks["address"].get_translatable_segments("Markt 1") == []
    assert PageBody().child_blocks["named_shops"].child_blocks["shops"].child_block.get_translatable_segments(None) == []


def test_a_button_needs_words_on_it():
    assert "label" in errors_of(CallBlock(), {"title": "A", "text": "", "label": "", "link": {"page": None, "address": "https://a.example/"}})


def test_materials_are_files():
    assert set(Materials().child_blocks) == {"file"}


@pytest.mark.parametrize("sent", ["", "een foto", "٣", "-1", "1.0", "9" * 19, "9" * 5_000])
def test_a_chooser_takes_nothing_for_a_key_that_cannot_be_one(sent):
    assert PictureChooserBlock().value_from_form(sent) is None
