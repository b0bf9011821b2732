"""Suggestions under the search field: by keyboard alone, by hand, and a plain form for who has no scripts."""

import re

import pytest
from playwright.sync_api import Page, expect


def field(page: Page):
    return page.locator("#zoek")


def options(page: Page):
    return page.locator("#suggesties [role=option]")


def type_there(page: Page, text: str) -> None:
    """Once the page is still: the tests' server has one database in memory, which a visit that is counted locks."""
    page.wait_for_load_state("networkidle")
    field(page).focus()
    page.keyboard.type(text)


def mistype_and_take_the_suggestion(page: Page) -> None:
    """From the list of all shops, by keyboard alone, to the list of "fietsherstelling"."""
    page.goto("/nl/winkels/")
    type_there(page, "fietshertseling")
    expect(options(page)).to_have_text([re.compile(r"^fietsherstelling \d+$")])
    expect(page.get_by_role("status").filter(has_text="Suggesties: 1")).to_have_count(1)
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    assert field(page).get_attribute("aria-activedescendant") == options(page).first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=fietsherstelling$"))


def test_who_mistypes_takes_the_suggestion_by_keyboard_alone(page_at):
    page = page_at(1280)
    mistype_and_take_the_suggestion(page)
    expect(page.locator(".chip").first).to_have_text("Soort: Fietsen")
    expect(page.locator(".shop").first).to_be_visible()


def test_a_suggestion_is_asked_from_where_one_stands(page_at):
    page = page_at(1280)
    page.goto("/nl/winkels/?bij=8500&straal=10")
    type_there(page, "kapp")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?(categorie|q)=[^&]+&bij=8500&straal=10$"))
    expect(page.locator(".shop__far").first).to_be_visible()


def test_arrows_go_round_escape_closes_and_enter_without_a_choice_searches(page_at):
    page = page_at(1280)
    page.goto("/nl/")
    type_there(page, "kort")
    expect(options(page).nth(1)).to_be_visible()
    number = options(page).count()
    for _ in range(number):
        page.keyboard.press("ArrowDown")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected]")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#suggesties")).to_be_hidden()
    expect(field(page)).to_have_value("kort")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/nl/winkels/\?q=kort$"))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", ["/nl/", "/nl/kortrijk/", "/nl/winkels/"])
def test_a_click_leads_on_and_the_whole_list_is_in_view(page_at, address, width):
    page = page_at(width)
    page.goto(address)
    type_there(page, "bakk")
    expect(options(page).first).to_be_visible()
    box = page.locator("#suggesties").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    last = options(page).last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=0.9)
    options(page).first.click()
    page.wait_for_url(re.compile(r"categorie="))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_an_open_list_is_free_of_findings(page_at, flawless, width, dark):
    page = page_at(width, dark=dark)
    page.goto("/nl/winkels/")
    type_there(page, "br")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    flawless(page)


def test_without_scripts_the_form_searches(page_at):
    page = page_at(1280, javascript=False)
    page.goto("/nl/winkels/")
    field(page).fill("bakker kortrijk")
    page.get_by_role("button", name="Zoek").click()
    expect(page.locator(".count")).to_contain_text("winkels")
    expect(options(page)).to_have_count(0)
