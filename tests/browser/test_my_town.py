"""One's own municipality on the front page: found by postcode, remembered in the browser only when asked, and forgotten."""

import pytest
from playwright.sync_api import expect

REMEMBERED = "JSON.stringify(Object.fromEntries(Object.entries(localStorage)))"


def go(page, typed: str, *, remember: bool = False) -> None:
    page.goto("/nl/")
    page.get_by_label("Welke is de jouwe?").fill(typed)
    if remember:
        page.get_by_label("Onthoud mijn gemeente").check()
    page.get_by_role("button", name="Ga", exact=True).last.click()


def test_a_postcode_leads_to_the_town_and_nothing_is_remembered_unasked(page_at):
    page = page_at(360)
    go(page, "8700")
    page.wait_for_url("**/nl/tielt/")
    expect(page.get_by_role("button", name="Onthoud als mijn gemeente")).to_be_visible()
    assert (page.evaluate(REMEMBERED), page.context.cookies()) == ("{}", [])


def test_a_town_that_is_remembered_stands_first_in_every_language_until_it_is_forgotten(page_at, flawless):
    page = page_at(360)
    go(page, "8500", remember=True)
    page.wait_for_url("**/nl/kortrijk/")
    expect(page.get_by_text("Dit is jouw gemeente")).to_be_visible()
    assert page.evaluate(REMEMBERED) == '{"mijn-gemeente":"kortrijk"}'
    page.goto("/fr/")
    first = page.locator(".shortcuts a:visible").first
    expect(first).to_contain_text("Courtrai")
    flawless(page)
    first.click()
    page.wait_for_url("**/fr/kortrijk/")
    page.goto("/nl/")
    page.get_by_role("button", name="vergeet").click()
    expect(page.locator(".shortcuts a:visible").first).to_have_text("Mijn gemeente")
    assert page.evaluate(REMEMBERED) == "{}"


def test_the_button_of_a_town_remembers_and_forgets(page_at):
    page = page_at(1280)
    page.goto("/nl/tielt/")
    page.get_by_role("button", name="Onthoud als mijn gemeente").press("Enter")
    expect(page.get_by_role("button", name="vergeet")).to_be_focused()
    page.get_by_role("button", name="vergeet").press("Enter")
    expect(page.get_by_role("button", name="Onthoud als mijn gemeente")).to_be_focused()
    assert page.evaluate(REMEMBERED) == "{}"


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_not_known_is_answered_where_one_looks(page_at, flawless, width):
    page = page_at(width)
    go(page, "Tield")
    field = page.get_by_label("Welke is de jouwe?")
    expect(field).to_have_value("Tield")
    expect(field).to_be_in_viewport()
    flawless(page)
    page.locator(".townform__answer").get_by_role("link", name="Tielt").click()
    page.wait_for_url("**/nl/tielt/")


def test_the_wish_to_remember_waits_for_the_town_that_was_meant_and_goes_nowhere_else(page_at):
    page = page_at(360)
    go(page, "Tield", remember=True)
    expect(page.get_by_label("Onthoud mijn gemeente")).to_be_checked()
    page.goto("/nl/kortrijk/")
    expect(page.get_by_role("button", name="Onthoud als mijn gemeente")).to_be_visible()
    assert page.evaluate(REMEMBERED) == "{}"
    go(page, "Tield", remember=True)
    page.locator(".townform__answer").get_by_role("link", name="Tielt").click()
    page.wait_for_url("**/nl/tielt/")
    assert page.evaluate(REMEMBERED) == '{"mijn-gemeente":"tielt"}'
