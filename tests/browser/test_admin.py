"""The editors' side: it works under our policy, without a complaint of the browser and without a call to another host."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from home.demo.logins import LOGINS
from municipalities.models import Municipality
from municipalities.onboarding import onboard
from shops.models import Shop
from tests.browser.conftest import NOW
from tests.signing_in import cookies_of


@pytest.fixture
def editor(page_at, server) -> Page:
    """A tab of the demo's superuser, logged in by both steps, on the front page of the admin."""
    page = page_at(1280)
    user = User.objects.get(email=next(iter(LOGINS)))
    page.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies_of(user).items()])
    page.goto("/admin/")
    return page


def test_the_admin_greets_lists_and_edits_without_a_complaint(editor):
    expect(editor.get_by_role("button", name="Winkelgids")).to_be_visible()
    shop = Shop.objects.exclude(opening_hours="").order_by("name").first()
    assert editor.goto("/admin/snippets/shops/shop/").status == 200
    expect(editor.get_by_role("link", name=shop.name, exact=True).first).to_be_visible()
    assert editor.goto(f"/admin/snippets/shops/shop/edit/{shop.pk}/").status == 200
    expect(editor.locator("[name=name]")).to_have_value(shop.name)
    editor.wait_for_load_state("networkidle")


@pytest.fixture
def editor_of_tielt(page_at, server) -> Page:
    """A tab of the demo's editor of Tielt, whose municipality takes part."""
    tielt = Municipality.objects.get(slug="tielt")
    onboard(municipality=tielt, at=NOW)
    user = User.objects.get(email="redacteur.tielt@ikkooplokaal.example")
    page = page_at(1280)
    page.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies_of(user).items()])
    page.goto("/admin/")
    return page


def open_panel(page: Page, name: str) -> None:
    """A panel at the right of a form; Wagtail remembers which one was open."""
    toggle = page.locator(f"[data-side-panel-toggle='{name}']")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()


def test_the_menu_of_an_editor_holds_a_working_day(editor_of_tielt):
    labels = [label for label in editor_of_tielt.locator("#wagtail-sidebar .sidebar-main-menu__list > li").all_inner_texts() if label.strip()]
    assert [label.split(" (")[0].strip() for label in labels] == [
        *("Start", "Winkels", "Van winkels", "Meldingen", "Importeren", "Dubbels", "Voorstellen", "Acties en evenementen", "Nakijken", "Stemming"),
        *("De pagina van Tielt", "Talen", "Beelden", "Documenten", "Hulp"),
    ]


def test_a_page_is_previewed_on_a_telephone_and_on_a_screen_and_checked_for_everybody(editor_of_tielt):
    page = editor_of_tielt
    page.get_by_role("link", name="De pagina van Tielt").first.click()
    page.locator("[name=townline]").wait_for()
    open_panel(page, "preview")
    frame = page.locator("iframe[title]").first
    expect(page.frame_locator("iframe[title]").first.locator("h1")).to_have_text("Tielt")
    widths = {}
    for label in ["Voorbeeld op een telefoon", "Voorbeeld op een scherm"]:
        page.get_by_label(label, exact=True).check(force=True)
        widths[label] = frame.evaluate("frame => frame.contentWindow.innerWidth")
    assert widths == {"Voorbeeld op een telefoon": 375, "Voorbeeld op een scherm": 1280}
    open_panel(page, "checks")
    expect(page.get_by_role("heading", name="De tekst in cijfers")).to_be_visible()
    expect(page.locator("[data-content-word-count]")).not_to_have_text("-")


def test_a_shop_is_previewed_at_both_widths(editor_of_tielt):
    page, shop = editor_of_tielt, Shop.objects.filter(municipality__slug="tielt").order_by("name")[0]
    page.goto(f"/admin/snippets/shops/shop/edit/{shop.pk}/")
    open_panel(page, "preview")
    expect(page.frame_locator("iframe[title]").first.locator("h1")).to_have_text(shop.name)
    frame = page.locator("iframe[title]").first
    for label, width in {"Voorbeeld op een scherm": 1280, "Voorbeeld op een telefoon": 375}.items():
        page.get_by_label(label, exact=True).check(force=True)
        assert frame.evaluate("frame => frame.contentWindow.innerWidth") == width


def test_a_text_with_a_limit_says_how_much_still_fits(editor_of_tielt):
    page = editor_of_tielt
    page.get_by_role("link", name="De pagina van Tielt").first.click()
    field = page.locator("[name=townline]")
    field.fill("x" * 110)
    expect(page.locator("#id_townline-room-left")).to_have_text("Nog 10 tekens")
    field.fill("x" * 120)
    expect(page.locator("#id_townline-room-left")).to_have_text("Vol: langer kan niet")


def test_the_guide_opens_from_the_menu_and_shows_its_pictures(editor_of_tielt, flawless):
    page = editor_of_tielt
    page.get_by_role("button", name="Hulp").click()
    page.get_by_role("link", name="Gids").click()
    page.get_by_role("link", name="Uren: dag per dag, of in woorden").click()
    page.wait_for_url("**/admin/hulp/uren/")
    picture = page.get_by_role("img", name="De openingsuren van een winkel, dag per dag")
    picture.scroll_into_view_if_needed()
    picture.evaluate("picture => picture.decode()")
    assert picture.evaluate("picture => picture.naturalWidth") == 1280
    flawless(page)


def test_the_editors_bar_stands_on_the_public_page_and_checks_it(editor_of_tielt):
    page = editor_of_tielt
    page.goto("/nl/tielt/")
    bar = page.locator("wagtail-userbar")
    bar.get_by_role("button").first.click()
    expect(bar.get_by_role("menuitem", name="Naar het beheer")).to_be_visible()
    bar.get_by_role("menuitem", name="Toegankelijkheid").click()
    expect(bar.get_by_role("dialog")).to_be_visible()
