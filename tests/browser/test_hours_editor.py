"""The hours of a shop in the editors' form: filled in by hand, with and without a script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import User
from home.demo.logins import LOGINS
from shops.models import Shop
from tests.signing_in import cookies_of


@pytest.fixture
def shop(special) -> Shop:
    """A shop of the demo whose hours nobody knows; forgotten again at the end."""
    shop = Shop.objects.filter(opening_hours="").order_by("pk").last()
    yield shop
    shop.latest_revision = None
    Shop.objects.filter(pk=shop.pk).update(latest_revision=None, has_unpublished_changes=False)
    shop.revisions.all().delete()


@pytest.fixture
def form_at(page_at, server, shop):
    """Opens the form of the shop, logged in."""

    def open_form(**how) -> Page:
        page = page_at(**how)
        user = User.objects.get(email=next(iter(LOGINS)))
        page.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies_of(user).items()])
        page.goto(f"/admin/snippets/shops/shop/edit/{shop.pk}/")
        return page

    return open_form


def drafted(shop: Shop) -> str:
    return Shop.objects.get(pk=shop.pk).get_latest_revision_as_object().opening_hours


def save(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Bewaar concept")).first.click()
    page.wait_for_load_state()


def no_findings(page: Page) -> list[str]:
    """What axe finds in the hours; the rest of the form is Wagtail's."""
    return [found["id"] for found in Axe().run(page, context=".hours-field").response["violations"]]


def test_a_week_is_filled_in_on_a_phone_by_copying_and_told_back_as_one_types(form_at, shop):
    page = form_at(width=360)
    monday = page.get_by_role("group", name="Maandag")
    monday.get_by_label("Maandag: van", exact=True).fill("09:00")
    monday.get_by_label("Maandag: tot", exact=True).fill("12:00")
    expect(monday.get_by_role("combobox")).to_have_value("open")
    expect(monday.get_by_label("Maandag: na de middag van")).to_be_hidden()
    monday.get_by_role("button", name="Middagpauze").click()
    expect(monday.get_by_label("Maandag: na de middag van")).to_be_focused()
    monday.get_by_label("Maandag: na de middag van").fill("13:30")
    monday.get_by_label("Maandag: na de middag tot").fill("18:00")
    for before in ("maandag", "dinsdag", "woensdag", "donderdag"):
        page.get_by_role("button", name=f"Zelfde als {before}", exact=True).click()
    for day in ("Zaterdag", "Zondag", "Feestdagen"):
        page.get_by_role("group", name=day).get_by_role("combobox").select_option("closed")
    expect(page.get_by_label("Zondag: van", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Nog een periode").click()
    expect(page.get_by_label("eerste dag", exact=True)).to_be_focused()
    page.get_by_label("eerste dag", exact=True).fill("2026-12-24")
    page.get_by_label("waarom", exact=True).fill("kerstverlof")
    expect(page.locator("[data-told]")).to_contain_text("ma–vr 9–12 en 13.30–18")
    expect(page.locator("[data-told]")).to_contain_text("donderdag 24 december gesloten (kerstverlof)")
    assert no_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    save(page)
    assert drafted(shop) == 'Mo-Fr 09:00-12:00,13:30-18:00; PH off; 2026 Dec 24 off "kerstverlof"'


def test_what_is_odd_stands_at_its_day_and_what_was_typed_stays(form_at, shop):
    page = form_at(width=1280, dark=True)
    page.get_by_label("Dinsdag: van", exact=True).fill("09:00")
    save(page)
    expect(page.get_by_role("group", name="Dinsdag").get_by_text("Tot hoe laat?")).to_be_visible()
    expect(page.get_by_label("Dinsdag: van", exact=True)).to_have_value("09:00")
    assert no_findings(page) == []


def test_hours_are_filled_in_without_a_script(form_at, shop):
    page = form_at(width=768, javascript=False)
    page.locator("[name=opening_hours-mo-0]").fill("09:00")
    page.locator("[name=opening_hours-mo-1]").fill("12:00")
    page.locator("[name=opening_hours-mo-2]").fill("13:30")
    page.locator("[name=opening_hours-mo-3]").fill("18:00")
    page.locator("[name=opening_hours-tu-says]").select_option("same")
    page.locator("[name=opening_hours-spell-0-first]").fill("2026-12-24")
    expect(page.get_by_label("Uren in woorden")).to_be_hidden()
    page.locator("[name=opening_hours-mo-0]").press("Enter")
    page.wait_for_load_state()
    assert drafted(shop) == "Mo,Tu 09:00-12:00,13:30-18:00; We-Su unknown; PH unknown; 2026 Dec 24 off"
