"""Letters twice as large, as somebody sets them in a browser: all is still there, and nothing scrolls sideways (WCAG 1.4.4, 1.4.10)."""

import pytest
from playwright.sync_api import Page

from tests.browser.pages import address
from tests.browser.test_voting import race  # noqa: F401 - a fixture

TWICE = {"standard": 32, "fixed": 26}  # CSS pixels; a browser starts with 16 and 13
SPILL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Words of which a part lies beyond the window, or beyond a box that hides what does not fit. What is meant to be out of sight is left out.
CUT_OFF = """() => {
    const lines = (element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()).flatMap((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()];
    });
    const clips = (overflow) => ["hidden", "clip"].includes(overflow);
    const hidden = (element, line) => {
        if (line.left < -1 || line.right > innerWidth + 1) return true;
        for (let box = element; box !== document.body; box = box.parentElement) {
            const style = getComputedStyle(box), edge = box.getBoundingClientRect();
            if (clips(style.overflowX) && (line.left < edge.left - 1 || line.right > edge.right + 1)) return true;
            if (clips(style.overflowY) && (line.top < edge.top - 1 || line.bottom > edge.bottom + 1)) return true;
        }
        return false;
    };
    return [...document.querySelectorAll("body *")]
        .filter((element) => !element.closest("svg, .vh, .skip, script, style") && element.checkVisibility())
        .filter((element) => lines(element).some((line) => hidden(element, line)))
        .map((element) => element.outerHTML.slice(0, 120));
}"""
# Words that lie over others: (the one, the other).
OVERLAPPING = """() => {
    const boxes = [...document.querySelectorAll("main :is(h1, h2, h3, p, dt, dd, th, td, label, button, summary, input, select)")]
        .filter((element) => !element.closest("svg, .vh") && element.checkVisibility())
        .map((element) => [element, element.getBoundingClientRect()]);
    const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;
    return boxes.flatMap(([one, box], at) => boxes.slice(at + 1)
        .filter(([other, its]) => !one.contains(other) && !other.contains(one) && meet(box, its))
        .map(([other]) => [one.outerHTML.slice(0, 80), other.outerHTML.slice(0, 80)]));
}"""


def read_large(page: Page) -> None:
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": TWICE})


def assert_all_is_there(page: Page) -> None:
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => fold.open = true)")
    assert page.evaluate(SPILL) == 0
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(OVERLAPPING) == []


@pytest.mark.parametrize("name", ["front", "municipality", "directory", "narrowed", "shop", "event", "agenda", "contact"])
def test_letters_twice_as_large_fit_a_phone(page_at, special, name):
    page = page_at(360)
    read_large(page)
    page.goto(address(name, special))
    assert_all_is_there(page)


@pytest.mark.parametrize("tail", ["", "stem/"])
def test_who_votes_reads_large_letters_too(page_at, race, tail):  # noqa: F811
    page = page_at(360)
    read_large(page)
    page.goto(f"/nl/stemmen/2026/tielt/{tail}")
    assert_all_is_there(page)
