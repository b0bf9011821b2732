"""From a mistyped word to the one shop that mends a bicycle on Sunday morning near Kortrijk: by keyboard alone, and without JavaScript."""

from playwright.sync_api import Page, expect

from tests.browser.test_suggestions import field, mistype_and_take_the_suggestion
from tests.browser.test_when_and_where import narrow_to_sunday_at_ten_near_8500, narrow_without_javascript, open_the_map_and_the_first_shop_on_it

CHIPS = ["Soort: Fietsen", "Open zondag 29 november om 10 u.", "Binnen 5 km van Kortrijk"]


def skip_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_by_keyboard_alone_from_a_mistyped_word_to_the_shop_that_is_open_on_sunday_at_ten(page_at):
    page = page_at(1280)
    mistype_and_take_the_suggestion(page)
    skip_to_the_content(page)
    narrow_to_sunday_at_ten_near_8500(page)
    expect(page.locator(".chip")).to_have_text(CHIPS)
    open_the_map_and_the_first_shop_on_it(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Het Zondagswiel")


def test_without_javascript_the_plain_form_the_corrected_list_and_its_filters_lead_to_the_same_shop(page_at):
    page = page_at(360, javascript=False)
    page.goto("/nl/winkels/")
    field(page).fill("fietshertseling")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_text("Niets voor “fietshertseling”. Dit is “fietsherstelling”.")).to_be_visible()
    expect(page.get_by_role("link", name="Toch zoeken naar “fietshertseling”")).to_be_visible()
    narrow_without_javascript(page)
    expect(page.locator(".chip")).to_have_text(CHIPS)
    page.get_by_role("link", name="Het Zondagswiel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Het Zondagswiel")
