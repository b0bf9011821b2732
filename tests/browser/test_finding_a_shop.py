"""From the front page to the hours of a baker who is open now: with a mouse, on a phone, without JavaScript, and by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

FAR = 90  # presses of Tab before we give up


def search_from_the_front_page(page: Page) -> None:
    page.goto("/nl/")
    page.get_by_label("Wat zoek je, en waar?").fill("bakker kortrijk")
    page.get_by_role("button", name="Zoek").click()
    expect(page.locator(".count")).to_contain_text("6 winkels")


def narrow_to_open_now(page: Page, at_once: bool, on_a_phone: bool) -> None:
    if on_a_phone:
        page.get_by_text("Verfijnen").click()
    page.get_by_role("checkbox", name="Nu open").check()
    if not at_once:
        page.get_by_role("button", name="Toon deze winkels").click()
    page.wait_for_url(re.compile("open=nu"))


def open_the_first_shop(page: Page) -> None:
    first = page.locator(".shop__name a").first
    name = first.inner_text()
    expect(page.locator(".shop .status").first).to_have_text(re.compile(r"Open tot|Sluit om|Dag en nacht open"))
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def see_its_hours(page: Page) -> None:
    today = page.get_by_role("row", name="Vandaag, woensdag")
    expect(today).to_be_visible()
    expect(today).to_contain_text(re.compile(r"\d+–\u2060?\d+"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_baker_in_kortrijk_who_is_open_now_is_found_in_four_steps(page_at, width, javascript):
    page = page_at(width, javascript=javascript)
    search_from_the_front_page(page)
    narrow_to_open_now(page, at_once=javascript and width == 1280, on_a_phone=width == 360)
    open_the_first_shop(page)
    see_its_hours(page)


def tab_until(page: Page, selector: str, within: int = FAR) -> None:
    """Press Tab until `selector` has the focus; fails when it does not come."""
    for _ in range(within):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_the_same_is_done_by_keyboard_alone_and_the_skip_link_comes_first(page_at):
    page = page_at(1280)
    page.goto("/nl/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#zoek")).to_be_focused()
    page.keyboard.type("bakker kortrijk")
    page.keyboard.press("Enter")
    expect(page.locator(".count")).to_contain_text("6 winkels")
    tab_until(page, "[name=open]")
    page.keyboard.press("Space")
    tab_until(page, ".filters__go button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("open=nu"))
    tab_until(page, ".shop__name a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/winkels/kortrijk/"))
    see_its_hours(page)
