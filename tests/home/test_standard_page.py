"""Pages of text: about the campaign, and the stories of a town."""

from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils.form_data import rich_text

from home.models import HomePage, MunicipalityPage, StandardPage
from media_library.models import Rendition, SiteImage
from municipalities.onboarding import onboard
from shops import openings
from shops.models import Shop
from tests.factories import roles
from tests.factories.events import SUNDAY, agenda_page, make_event, town_page
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
ALWAYS = "24/7"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def tielt(laid_out):
    return MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")


def page_with(parent: Any, *pieces: tuple[str, Any], **given: Any) -> StandardPage:
    page = StandardPage(**({"title": "Over", "slug": "over", "locale": parent.locale} | given))
    page.body = page._meta.get_field("body").stream_block.to_python([{"type": kind, "value": value} for kind, value in pieces])
    made: StandardPage = parent.add_child(instance=page)
    return made


FOUND = {"title": "Nu open", "town": "", "category": "", "only_open": True, "sort": "naam", "number": 4}
EVENTS = {"title": "Te doen", "town": "", "kind": "", "only_free": False, "for_children": False, "number": 4}


def open_shop(name: str, **given: Any) -> Shop:
    shop: Shop = ShopFactory(name=name, live=True, opening_hours=ALWAYS, **given)
    return shop


def test_a_page_right_under_the_front_page_has_no_trail_and_one_below_it_has(laid_out, visit):
    about = page_with(laid_out["nl"], intro="Waarom we dit doen.")
    page_with(about, title="Het begin", slug="het-begin")
    top, below = visit("/nl/over/"), visit("/nl/over/het-begin/")
    assert (top.text("h1"), top.text(".lead"), top.links(".trail a")) == ("Over", "Waarom we dit doen.", [])
    assert below.links(".trail a") == [("Over", "/nl/over/")]


def test_the_story_of_a_town_wears_its_awning_and_leads_back_to_it(tielt, visit):
    parent = town_page(tielt, cloth="bloem")
    page_with(parent, title="De orgelbouwer", slug="orgelbouwer")
    page = visit("/nl/tielt/orgelbouwer/")
    assert page.links(".trail a") == [("Gemeenten", "/nl/#gemeenten"), ("Tielt", "/nl/tielt/")]
    assert page.soup.select(".awning--bloem")


def test_shops_by_hand_stand_in_the_order_of_the_editor_without_drafts(tielt, visit, wednesday):
    kroon, draft, anker = open_shop("De Kroon"), ShopFactory(name="Nog geheim", live=False), open_shop("Het Anker")
    page_with(laid(), ("named_shops", {"title": "Drie bakkers", "shops": [anker.pk, draft.pk, kroon.pk, 999_999]}))
    page = visit("/nl/over/")
    assert page.shops == ["Het Anker", "De Kroon"]
    assert page.texts("h2")[0] == "Drie bakkers"


def laid() -> Any:
    return HomePage.objects.get(locale__language_code="nl")


def test_shops_by_a_question_are_those_of_the_directory_now(tielt, visit, wednesday):
    other = MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022")
    bakery, bank = CategoryFactory(slug="bakker"), CategoryFactory(slug="bank")
    open_shop("De Kroon", municipality=tielt, category=bakery)
    open_shop("Bank", municipality=tielt, category=bank)
    open_shop("Elders", municipality=other, category=bakery)
    ShopFactory(name="Dicht", live=True, municipality=tielt, category=bakery, opening_hours="Mo 09:00-10:00")
    openings.rebuild(Shop.objects.all(), wednesday)
    page_with(laid(), ("found_shops", FOUND | {"town": "tielt", "category": "bakker"}))
    page = visit("/nl/over/")
    assert page.shops == ["De Kroon"]
    assert page.links(".more") == [("Alle winkels", "/nl/winkels/tielt/?categorie=bakker&open=nu&sorteer=naam")]


def test_without_a_town_the_story_of_a_town_shows_its_own_shops_and_events(tielt, visit, wednesday):
    other = MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022")
    open_shop("Van hier", municipality=tielt)
    open_shop("Van ginder", municipality=other)
    openings.rebuild(Shop.objects.all(), wednesday)
    parent = town_page(tielt)
    make_event(parent)
    make_event(town_page(other), title="Elders te doen", slug="elders")
    page_with(parent, ("found_shops", FOUND), ("events", EVENTS), title="Verhaal", slug="verhaal")
    page = visit("/nl/tielt/verhaal/")
    assert page.shops == ["Van hier"]
    assert page.texts(".event__name") == ["Braderie"]


def test_a_town_that_is_no_more_has_no_shops_and_no_events(tielt, visit, wednesday):
    open_shop("Van hier", municipality=tielt)
    make_event(town_page(tielt))
    page_with(laid(), ("found_shops", FOUND | {"town": "meulebeke-vroeger", "only_open": False}), ("events", EVENTS | {"town": "meulebeke-vroeger"}))
    page = visit("/nl/over/")
    assert (page.shops, page.texts(".event__name"), page.texts(".pieces h2")) == ([], [], [])


def test_the_page_is_kept_no_longer_than_what_it_shows(laid_out, tielt, client, clock):
    clock(2026, 12, 6, 17, 59)
    make_event(town_page(tielt))
    page_with(laid_out["nl"], ("events", EVENTS))
    assert client.get("/nl/over/")["Cache-Control"] == "public, s-maxage=60"
    clock(2026, 12, 6, 18, 1)
    assert "Braderie" not in client.get("/nl/over/").content.decode()


def test_the_page_asks_the_same_of_one_shop_and_of_eleven(tielt, wednesday, client):
    agenda_page()
    parent = town_page(tielt)
    page_with(parent, ("found_shops", FOUND | {"only_open": False, "number": 12}), ("events", EVENTS | {"number": 12}), slug="verhaal")
    counted = []
    for shops in (1, 10):
        for number in range(shops):
            open_shop(f"Winkel {shops} {number}", municipality=tielt)
            make_event(parent, title=f"Actie {shops} {number}", slug=f"actie-{shops}-{number}", days=[SUNDAY])
        openings.rebuild(Shop.objects.all(), wednesday)
        client.get("/nl/tielt/verhaal/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/nl/tielt/verhaal/")
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert counted[0] <= 20


def test_a_language_without_words_shows_the_dutch_ones_and_says_so(laid_out, visit):
    dutch = page_with(laid_out["nl"], ("heading", "Zo doe je mee"), intro="Kom kijken.")
    page_with(laid_out["fr"], title="À propos", slug="a-propos", translation_key=dutch.translation_key)
    page = visit("/fr/a-propos/")
    assert page.soup.select_one(".pieces")["lang"] == "nl"
    assert page.soup.select_one(".lead")["lang"] == "nl"
    assert page.text(".pieces h2") == "Zo doe je mee"


def test_what_nobody_translated_in_a_text_is_marked(laid_out, visit):
    dutch = page_with(laid_out["nl"], ("heading", "Zo doe je mee"), ("heading", "Wie doet mee"), intro="Kom kijken.")
    french = page_with(laid_out["fr"], title="À propos", slug="a-propos", intro="Venez voir.", translation_key=dutch.translation_key)
    first, second = dutch.body.get_prep_value()
    french.body = french.body.stream_block.to_python([first, second | {"value": "Qui participe"}])
    french.save()
    page = visit("/fr/a-propos/")
    assert [str(heading) for heading in page.soup.select(".pieces h2")] == ['<h2><span lang="nl">Zo doe je mee</span></h2>', "<h2>Qui participe</h2>"]
    assert "lang" not in page.soup.select_one(".pieces").attrs
    assert page.soup.select(".fallback") == []


def test_what_the_dutch_text_leads_to_is_not_asked_for_to_compare_it(laid_out, client):
    call = {"title": "Stem", "text": "", "label": "Ga", "link": {"page": laid_out["nl"].pk, "address": ""}}
    dutch = page_with(laid_out["nl"], ("call", call), intro="Kom kijken.")
    french = page_with(laid_out["fr"], title="À propos", slug="a-propos", translation_key=dutch.translation_key)

    def queries() -> int:
        client.get("/fr/a-propos/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/fr/a-propos/")
        return len(asked)

    fallen_back = queries()
    StandardPage.objects.filter(pk=french.pk).update(body=dutch.body)
    assert queries() == fallen_back


@pytest.fixture
def picture(db) -> SiteImage:
    """One of which every size is there already."""
    image = SiteImage.objects.create(title="IMG_1", description="De markt", credit="An", file="markt.jpg", width=1600, height=900)
    for form, width in product(("avif", "webp", "jpeg"), (400, 800, 1200)):
        spec = f"format-{form}|width-{width}"
        Rendition.objects.create(image=image, filter_spec=spec, focal_point_key="", file=f"markt.{width}.{form}", width=width, height=width)
    return image


def test_words_of_the_site_among_dutch_ones_are_those_of_the_reader(laid_out, picture, visit):
    places = [{"name": "Markt", "address": "Markt 1, 8700 Tielt", "latitude": None, "longitude": None}]
    blocks = ("picture", {"image": picture.pk, "caption": "Zaterdag"}), ("map", {"title": "Hier", "places": places})
    dutch = page_with(laid_out["nl"], *blocks)
    page_with(laid_out["fr"], title="À propos", slug="a-propos", translation_key=dutch.translation_key)
    page = visit("/fr/a-propos/")
    said = {
        " ".join(text.split()): text.find_parent(lang=True)["lang"] for text in page.soup.select_one(".pieces").find_all(string=True) if text.strip()
    }
    assert {text: lang for text, lang in said.items() if lang != "nl"} == {"Photo : An": "fr-BE", "Markt sur OpenStreetMap": "fr-BE"}
    assert {"Zaterdag", "Hier", "Markt 1, 8700 Tielt"} <= set(said)


def frames(answer: Any) -> str:
    """What the policy says of frames of others."""
    return next((part.strip() for part in answer["Content-Security-Policy"].split(";") if part.strip().startswith("frame-src")), "")


def test_words_of_the_site_about_a_dutch_video_are_those_of_the_reader(laid_out, visit):
    video = {"title": "Een dag", "url": "https://vimeo.com/123456", "length": "", "still": None, "words": "<p>Om drie uur.</p>"}
    dutch = page_with(laid_out["nl"], ("video", video))
    page_with(laid_out["fr"], title="À propos", slug="a-propos", translation_key=dutch.translation_key)
    said = visit("/fr/a-propos/").soup.select_one(".video").select("[lang]")
    assert [(one.name, one["lang"]) for one in said] == [("span", "fr-BE"), ("p", "fr-BE"), ("summary", "fr-BE")]


def test_only_a_page_with_a_video_may_frame_a_player_and_only_that_one(laid_out, client):
    video = {"title": 'Een "dag"', "url": "https://vimeo.com/123456", "length": "", "still": None, "words": ""}
    page_with(laid_out["nl"], ("video", video))
    page_with(laid_out["nl"], ("heading", "Zonder"), slug="zonder")
    with_video, without = client.get("/nl/over/"), client.get("/nl/zonder/")
    assert (frames(with_video), frames(without)) == ("frame-src https://player.vimeo.com", "")
    player = BeautifulSoup(with_video.content, "html.parser").select_one("video-player")
    assert (player["data-title"], player["data-player"]) == ('Een "dag"', "https://player.vimeo.com/video/123456?autoplay=1&dnt=1")
    assert "js/video" not in without.content.decode()


def test_the_preview_of_a_page_with_a_video_may_frame_its_player_and_the_editors_form_may_not(laid_out):
    client = sign_in(Client(), roles.superuser())
    address = f"/admin/pages/add/home/standardpage/{laid_out['nl'].pk}/"
    video = {"title": "Een dag", "url": "https://vimeo.com/123456", "length": "", "still": "", "words": rich_text("")}
    preview = f"{address}preview/"
    assert client.post(preview, form_of("Over", [("video", video)])).json()["is_valid"]
    assert frames(client.get(preview)) == "frame-src 'self' https://player.vimeo.com"
    assert frames(client.get(address)) == "frame-src 'self'"


# -- in the editors' tool


def form_of(page_title: str, blocks: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    data: dict[str, Any] = {"title": page_title, "slug": "verhaal", "intro": "", "picture": "", "body-count": str(len(blocks))}
    for place, (kind, fields) in enumerate(blocks):
        data |= {f"body-{place}-deleted": "", f"body-{place}-order": str(place), f"body-{place}-type": kind, f"body-{place}-id": ""}
        data |= {f"body-{place}-value-{name}": value for name, value in fields.items()}
    return data


def test_an_editor_writes_a_story_and_names_no_shop_or_page_of_another_town(tielt):
    other = MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022")
    for town in (tielt, other):
        onboard(municipality=town, at=AT)
    own = MunicipalityPage.objects.get(municipality=tielt, locale__language_code="nl")
    foreign = page_with(
        MunicipalityPage.objects.get(municipality=other, locale__language_code="nl"), title="Geheim plan van Kortrijk", slug="plan", live=False
    )
    theirs = ShopFactory(name="Concept van Kortrijk", municipality=other, live=False)
    client = sign_in(Client(), roles.editor(tielt))
    address = f"/admin/pages/add/home/standardpage/{own.pk}/"
    assert client.get(address).status_code == 200
    call = {"title": "Kop", "text": "", "label": "Ga", "link-page": str(foreign.pk), "link-address": ""}
    shops = {"title": "Kop", "shops-count": "1", "shops-0-deleted": "", "shops-0-order": "0", "shops-0-id": "", "shops-0-value": str(theirs.pk)}
    answer = client.post(address, form_of("Verhaal", [("call", call), ("named_shops", shops)]) | {"action-publish": "1"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert ("Geheim plan" in text, "Concept van Kortrijk" in text) == (False, False)
    assert not StandardPage.objects.filter(slug="verhaal").exists()


def test_no_editor_of_a_town_makes_a_page_for_the_whole_site(tielt, laid_out):
    onboard(municipality=tielt, at=AT)
    client = sign_in(Client(), roles.editor(tielt))
    for kind in ("standardpage", "campaignpage", "contactpage"):
        assert client.get(f"/admin/pages/add/home/{kind}/{laid_out['nl'].pk}/").status_code in {302, 403}
