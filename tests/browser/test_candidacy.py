"""A customer nominates and a shopkeeper applies, by keyboard on the smallest phone; an editor looks at what came in and decides."""

import re
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from mail.models import OutgoingMail
from media_library.models import SiteImage
from municipalities.models import Municipality
from shops.models import Shop
from tests.browser.conftest import NOW
from tests.browser.test_voting import tab_to
from tests.factories import roles
from tests.factories.candidacies import a_photo, a_picture, applied, confirmed, nominated
from tests.factories.votes import EditionFactory, RoundFactory
from tests.signing_in import cookies_of
from votes import clock
from votes.models import Application, Nomination, Round

YEAR = 2030
ROUND = f"/nl/stemmen/{YEAR}/langemark-poelkapelle/"
DAY = timedelta(days=1)


@pytest.fixture
def taking(special, monkeypatch, settings) -> Iterator[Round]:
    """A round that takes candidates at NOW, by the database's clock too; taken away again, as the demo is shared."""
    told = f"{NOW.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    monkeypatch.setitem(clock.NOW, connection.vendor, f"SELECT TIMESTAMPTZ '{told}+00'" if connection.vendor == "postgresql" else f"SELECT '{told}'")
    settings.KEEP_SENT_MAIL = True
    edition = EditionFactory(
        year=YEAR, candidacy_from=NOW - DAY, candidacy_until=NOW + 9 * DAY, scheduled_at=NOW - 2 * DAY,
        opens_at=NOW + 10 * DAY, closes_at=NOW + 30 * DAY, review_until=NOW + 40 * DAY,
    )  # fmt: skip
    yield RoundFactory(edition=edition, municipality=Municipality.objects.get(slug="langemark-poelkapelle"))
    for rows in (Application, Nomination, Round):
        rows.objects.filter(**({"edition": edition} if rows is Round else {"round__edition": edition})).delete()
    edition.delete()
    SiteImage.objects.filter(title__endswith=f"{YEAR})").delete()
    OutgoingMail.objects.filter(template__startswith="votes/").delete()


@pytest.fixture
def shop(taking) -> Shop:
    return Shop.objects.listed().in_municipality(taking.municipality).order_by("pk").first()


def found_by_keyboard(page: Page, address: str, shop: Shop) -> None:
    """From the first step to the form of the shop."""
    page.goto(address)
    tab_to(page, "input[name=q]")
    page.keyboard.type(shop.name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    tab_to(page, f"a[href$='?winkel={shop.slug}']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?winkel=*")


def typed(page: Page, name: str, text: str) -> None:
    tab_to(page, f"[name={name}]")
    page.keyboard.type(text)


def code_from_the_mailbox(page: Page) -> str:
    """As a newcomer finds it: by the link to the demo's mailbox, and back."""
    tab_to(page, "a[href='/postvak/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/postvak/")
    found = re.search(r"(\d{6}) is de code", page.content())
    assert found
    page.go_back()
    page.wait_for_url("**/inzending/**")
    return found[1]


def confirmed_by_keyboard(page: Page, flawless) -> None:
    page.wait_for_url("**/inzending/**")
    flawless(page)
    code = code_from_the_mailbox(page)
    typed(page, "code", code)
    page.keyboard.press("Enter")


def test_a_customer_nominates_with_the_keyboard_alone_on_the_smallest_phone(page_at, shop, flawless):
    page = page_at(320)
    page.goto(f"{ROUND}voordragen/")
    flawless(page)
    found_by_keyboard(page, f"{ROUND}voordragen/", shop)
    flawless(page)
    typed(page, "waarom", "Ze kennen iedereen bij naam.")
    expect(page.locator(".count")).to_have_text("Nog 272 tekens")
    typed(page, "email", "toetsen@klant.example")
    tab_to(page, "form[method=post] button")
    page.keyboard.press("Enter")
    confirmed_by_keyboard(page, flawless)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je, je voordracht is binnen")
    flawless(page)
    assert Nomination.objects.get().state == "waiting"


def test_a_shopkeeper_applies_with_a_photo_and_is_told_what_is_missing(page_at, shop, flawless, tmp_path: Path):
    photo = tmp_path / "toog.jpg"
    photo.write_bytes(a_photo().read())
    page = page_at(320)
    found_by_keyboard(page, f"{ROUND}kandidaat-worden/", shop)
    typed(page, "waarom", "Om zes uur staat het brood klaar.")
    typed(page, "email", "toetsen@winkel.example")
    page.locator("[name=foto]").set_input_files(photo)
    tab_to(page, "form[method=post] button")
    page.keyboard.press("Enter")
    expect(page.locator(".mishap")).to_contain_text("Je naam: Vul je naam in.")
    expect(page.locator(".notice")).to_contain_text("je foto niet")
    assert page.input_value("[name=waarom]") == "Om zes uur staat het brood klaar."
    flawless(page)
    page.locator("[name=foto]").set_input_files(photo)
    typed(page, "beschrijving", "De toog met broden")
    typed(page, "naam", "An Peeters")
    tab_to(page, "[name=akkoord]")
    page.keyboard.press("Space")
    tab_to(page, "form[method=post] button")
    page.keyboard.press("Enter")
    confirmed_by_keyboard(page, flawless)
    expect(page.get_by_role("heading", level=1)).to_have_text("Je kandidatuur is binnen")
    sent = Application.objects.get()
    assert (sent.state, sent.picture.description) == ("waiting", "De toog met broden")


def test_one_nominates_without_javascript(page_at, shop):
    page = page_at(360, javascript=False)
    page.goto(f"{ROUND}voordragen/?winkel={shop.slug}")
    page.fill("[name=waarom]", "Ze kennen iedereen bij naam.")
    page.fill("[name=email]", "zonder@klant.example")
    page.click("form[method=post] button")
    page.wait_for_url("**/inzending/**")
    assert Nomination.objects.get().state == "new"


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("width", [360, 1280])
def test_an_editor_looks_at_what_came_in_and_approves_it(page_at, shop, taking, server, flawless, width):
    waiting = confirmed(applied(shop, taking, at=NOW, picture=a_picture()))
    confirmed(nominated(shop, taking, at=NOW))
    province = roles.province()
    page = page_at(width)
    page.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies_of(province).items()])
    page.goto("/admin/stemming/kandidaten/")
    flawless(page)
    page.get_by_role("link", name=shop.name).click()
    expect(page.get_by_text("1 klant droeg deze zaak voor")).to_be_visible()
    flawless(page)
    page.get_by_role("button", name="Keur goed").click()
    expect(page.get_by_text("Goedgekeurd: deze zaak is kandidaat.")).to_be_visible()
    flawless(page)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.email) == ("approved", "")
    province.delete()
