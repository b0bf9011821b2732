"""An editor brings a list in, in a real browser: with a script and without one, without a complaint and without a finding of axe."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import User
from municipalities.models import Municipality
from shops.models import ColumnChoice, ImportBatch, Shop, ShopSuggestion
from tests.factories import roles
from tests.signing_in import cookies_of

TABLE = (
    "id;naam;soort;straat;nr;postcode;plaats;telefoon\n"
    "1;Bakkerij Browser;bakker;Bruggestraat;52;8700;Tielt;051 40 11 22\n"
    "2;;bakker;Markt;4;8700;Tielt;\n"
)
FILE = {"name": "winkels.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
PREVIEW = re.compile(r"/admin/winkels/import/\d+/(?:kolommen/)?$")
MADE = ("Bakkerij Browser", "Bakkerij Markt", "Broodhuis Browser")
EMAIL = "importeert@ikkooplokaal.example"


@pytest.fixture
def editor(special) -> User:
    """Editor of Tielt. What the browser tests store stays, so whoever was here before is taken."""
    known = User.objects.filter(email=EMAIL).first()
    return known or roles.somebody(roles.Role.EDITOR, Municipality.objects.get(slug="tielt"), EMAIL)


@pytest.fixture
def tab(page_at, editor, server):
    """Opens a tab in which the editor is logged in."""

    def opened(width: int = 1280, javascript: bool = True) -> Page:
        page = page_at(width, javascript=javascript)
        host = urlsplit(server.url).hostname
        page.context.add_cookies([{"name": name, "value": value, "domain": host, "path": "/"} for name, value in cookies_of(editor).items()])
        return page

    yield opened
    ShopSuggestion.objects.all().delete()
    ImportBatch.objects.all().delete()
    ColumnChoice.objects.all().delete()
    Shop.objects.filter(name__in=MADE).delete()


def upload(page: Page, text: str = TABLE) -> None:
    assert page.goto("/admin/winkels/import/nieuw/").status == 200
    page.locator("[name=source]").fill("browserlijst")
    send(page, FILE | {"buffer": text.encode()})


def send(page: Page, file: dict) -> None:
    page.locator("input[type=file][name=file]").set_input_files(file)
    page.get_by_role("button", name="Toon wat er zou veranderen").click()
    page.wait_for_url(PREVIEW)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_list_is_brought_in_and_taken_back(tab, javascript):
    page = tab(javascript=javascript)
    upload(page)
    expect(page.get_by_text("Zo zou het worden. Er is nog niets veranderd.")).to_be_visible()
    expect(page.get_by_role("cell", name="Bakkerij Browser")).to_be_visible()
    assert not Shop.objects.filter(name="Bakkerij Browser").exists()

    page.get_by_role("button", name="Voer dit in").click()
    page.wait_for_url("**/admin/winkels/import/*/")
    expect(page.get_by_role("link", name="Bakkerij Browser")).to_be_visible()
    assert Shop.objects.get(name="Bakkerij Browser").municipality.slug == "tielt"

    page.get_by_role("link", name="Maak ongedaan").click()
    page.get_by_role("button", name="Ja, maak ongedaan").click()
    page.wait_for_url("**/admin/winkels/import/*/")
    expect(page.get_by_text("Deze import is ongedaan gemaakt.")).to_be_visible()
    assert not Shop.objects.filter(name="Bakkerij Browser").exists()


def test_the_progress_page_goes_on_by_itself_once_the_import_is_done(tab, editor):
    page = tab()
    upload(page)
    ImportBatch.objects.update(state="running", claim="somebody")
    batch = ImportBatch.objects.get()
    page.goto(f"/admin/winkels/import/{batch.pk}/voortgang/")
    expect(page.get_by_role("progressbar")).to_be_visible()
    ImportBatch.objects.update(state="ready", claim="")
    page.wait_for_url(f"**/admin/winkels/import/{batch.pk}/")


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_the_screens_of_an_import(tab, own_part_flawless, width):
    page = tab(width)
    page.goto("/admin/winkels/import/nieuw/")
    own_part_flawless(page)
    upload(page)
    own_part_flawless(page)
    page.goto(page.url + "?toon=refused")
    own_part_flawless(page)
    page.goto("/admin/winkels/import/")
    own_part_flawless(page)
    batch = ImportBatch.objects.get()
    page.goto(f"/admin/winkels/import/{batch.pk}/geweigerd/")
    own_part_flawless(page)


@pytest.fixture
def own_part_flawless():
    """Asserts that axe finds nothing in the middle of the page: the frame around it is Wagtail's."""

    def check(page: Page) -> None:
        found = Axe().run(page, context="#main .nice-padding")
        assert found.violations_count == 0, found.generate_report()

    return check


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_refused_rows_are_downloaded_mended_and_sent_again(tab, javascript):
    page = tab(javascript=javascript)
    upload(page)
    page.get_by_role("button", name="Voer dit in").click()
    page.get_by_role("link", name="Geweigerde rijen", exact=True).click()
    with page.expect_download() as waited:
        page.get_by_role("link", name="Download als CSV").click()
    mended = Path(waited.value.path()).read_text("utf-8-sig").replace("2;;", "2;Bakkerij Markt;")
    assert mended.splitlines()[1].endswith(";rij 3: Geen naam")
    page.get_by_role("link", name="Kies het verbeterde bestand").click()
    expect(page.get_by_text("bron browserlijst")).to_be_visible()
    send(page, {"name": "verbeterd.csv", "mimeType": "text/csv", "buffer": mended.encode()})
    page.wait_for_url(PREVIEW)
    expect(page.get_by_text("Dit zijn verbeterde rijen, niet de hele lijst")).to_be_visible()
    page.get_by_role("button", name="Voer dit in").click()
    expect(page.get_by_role("link", name="Bakkerij Markt")).to_be_visible()
    assert set(Shop.objects.filter(name__in=MADE).values_list("name", flat=True)) == {"Bakkerij Browser", "Bakkerij Markt"}


def test_columns_and_questions_are_answered(tab, own_part_flawless):
    town = Municipality.objects.get(slug="tielt")
    kind = Shop.objects.filter(municipality=town).first().category
    Shop.objects.create(
        municipality=town, name="Broodhuis Browser", category=kind, latitude=50.95, longitude=3.25, street="Proefstraat", house_number="1"
    )
    page = tab(360)
    upload(page, "uithang;straat;nr;postcode;lat;lon\nHet Broodhuis Browser;Proefstraat;5;8700;50.9504;3.25\n")
    expect(page.get_by_label("uithang")).to_be_visible()
    own_part_flawless(page)
    page.get_by_label("uithang").select_option("naam van de winkel")
    page.get_by_role("button", name="Toon wat er zou veranderen").click()
    page.wait_for_url(PREVIEW)
    page.get_by_role("link", name="Te beslissen (1)").click()
    expect(page.get_by_role("group", name="Voor alle rijen tegelijk")).to_be_visible()
    own_part_flawless(page)
    page.get_by_label("Wat is rij 2, Het Broodhuis Browser?").select_option(index=1)
    page.get_by_role("button", name="Bewaar en kijk opnieuw").click()
    page.wait_for_url(PREVIEW)
    page.get_by_role("button", name="Voer dit in").click()
    page.wait_for_url(PREVIEW)
    assert Shop.objects.filter(name__endswith="Broodhuis Browser", municipality=town).count() == 1


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_the_screens_of_doubles_and_suggestions(tab, own_part_flawless, width):
    town = Municipality.objects.get(slug="tielt")
    kind = Shop.objects.filter(municipality=town).first().category
    first, second = (
        Shop.objects.create(municipality=town, name=name, category=kind, street="Proefstraat", house_number="1")
        for name in ("Bakkerij Markt", "Bakkerij Browser")
    )
    said = {"fact": "phone", "value": {"phone": "+3251409999"}, "date": "2026-11-23", "told_at": "2026-11-23T12:00Z"}
    ShopSuggestion.objects.create(shop=first, source="gids", **said)
    page = tab(width)
    page.goto("/admin/winkels/dubbels/")
    own_part_flawless(page)
    page.goto(f"/admin/winkels/dubbels/{first.pk}/{second.pk}/")
    own_part_flawless(page)
    page.goto("/admin/winkels/voorstellen/")
    own_part_flawless(page)
