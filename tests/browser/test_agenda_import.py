"""An editor reads an agenda in, in a real browser: with a script and without one, without a complaint and without a finding of axe."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import User
from events.models import CalendarImport, EventPage
from municipalities.models import Municipality
from municipalities.onboarding import onboard
from tests.browser.conftest import NOW
from tests.factories import roles
from tests.signing_in import cookies_of

TABLE = "Kwis in de browser;6/12/2029;20:00;1:00;Zaal Ons Huis, Markt 1, Tielt\nBraderie in de browser;;10:00;18:00;Markt, Tielt\n"
FILE = {"name": "browseragenda.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
EMAIL = "leestin@ikkooplokaal.example"


@pytest.fixture
def editor(special) -> User:
    """Editor of Tielt, which takes part. What the browser tests store stays, so whoever was here before is taken."""
    tielt = Municipality.objects.get(slug="tielt")
    onboard(municipality=tielt, at=NOW)
    known = User.objects.filter(email=EMAIL).first()
    return known or roles.somebody(roles.Role.EDITOR, tielt, EMAIL)


@pytest.fixture
def tab(page_at, editor, server):
    """Opens a tab in which the editor is logged in."""

    def opened(width: int = 1280, dark: bool = False, javascript: bool = True) -> Page:
        page = page_at(width, dark, javascript)
        host = urlsplit(server.url).hostname
        page.context.add_cookies([{"name": name, "value": value, "domain": host, "path": "/"} for name, value in cookies_of(editor).items()])
        return page

    yield opened
    CalendarImport.objects.all().delete()
    for event in EventPage.objects.filter(title__endswith="in de browser"):
        event.delete()


def upload(page: Page) -> None:
    assert page.goto("/admin/acties/inlezen/nieuw/").status == 200
    page.locator("input[type=file][name=file]").set_input_files(FILE)
    page.get_by_role("button", name="Bekijk dit bestand").click()
    page.wait_for_url("**/kolommen/")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_list_is_read_in_and_taken_back(tab, javascript):
    page = tab(javascript=javascript)
    upload(page)
    expect(page.get_by_label("Wat staat er in kolom 1?")).to_have_value("title")
    expect(page.get_by_label("Wat staat er in kolom 5?")).to_have_value("venue")
    page.get_by_role("button", name="Toon wat er zou gebeuren").click()
    expect(page.get_by_text("Zo zou het worden. Er is nog niets veranderd.")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("rowheader", name="Kwis in de browser")).to_be_visible()
    assert not EventPage.objects.filter(title="Kwis in de browser").exists()
    page.get_by_role("button", name="Lees dit in").click()
    expect(page.get_by_role("link", name="Naar de concepten")).to_be_visible(timeout=15_000)
    assert EventPage.objects.get(title="Kwis in de browser").live is False
    page.get_by_role("link", name="Maak ongedaan").click()
    page.get_by_role("button", name="Ja, maak ongedaan").click()
    expect(page.get_by_text("Dit is ongedaan gemaakt.")).to_be_visible(timeout=15_000)
    assert not EventPage.objects.filter(title="Kwis in de browser").exists()


def findings(page: Page) -> set[str]:
    """What axe finds in the part of the page that is ours."""
    found = Axe().run(page, context="main", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    return {f"{one['id']}: {node['html'][:120]}" for one in found.response["violations"] for node in one["nodes"]}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_screens_are_sound_and_fit(tab, width, dark):
    page = tab(width, dark)
    upload(page)
    seen = {"columns": findings(page)}
    wide = {"columns": page.evaluate("document.documentElement.scrollWidth > window.innerWidth")}
    page.get_by_role("button", name="Toon wat er zou gebeuren").click()
    expect(page.get_by_text("Er is nog niets veranderd.")).to_be_visible(timeout=15_000)
    seen["preview"] = findings(page)
    wide["preview"] = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.goto("/admin/acties/inlezen/nieuw/")
    seen["upload"] = findings(page)
    assert seen == {"columns": set(), "preview": set(), "upload": set()}
    assert wide == {"columns": False, "preview": False}
