"""What holds on every kind of page: no finding of axe, no sideways scroll, no complaint of the browser, in every way of looking at it."""

import pytest
from playwright.sync_api import Page

from tests.browser.pages import PAGES, STATUS, address

WIDTHS = [320, 360, 768, 1280]
SPILL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Elements of which a part is cut off by the window; what hangs off the street or stands off-screen until it has the focus is meant to.
CUT_OFF = """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, a, button, input, select, dd, dt, td, th, label)")]
    .filter((element) => !element.closest("svg, .vh, .skip, [hidden]") && element.checkVisibility())
    .filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1 || element.scrollWidth > element.clientWidth + 2
            && getComputedStyle(element).display !== "inline" && getComputedStyle(element).overflowX === "visible");
    })
    .map((element) => element.outerHTML.slice(0, 120))"""


@pytest.fixture(params=PAGES)
def opened(request, page_at, special) -> Page:
    """Each kind of page, light and on a wide screen."""
    page = page_at(1280)
    answer = page.goto(address(request.param, special))
    assert answer.status == STATUS.get(request.param, 200)
    return page


def test_axe_finds_nothing_at_night_nor_on_the_smallest_phone(opened, flawless):
    opened.emulate_media(color_scheme="dark", reduced_motion="reduce")  # else a button is still between two colours
    flawless(opened)
    opened.emulate_media(color_scheme="light")
    opened.set_viewport_size({"width": 320, "height": 640})
    flawless(opened)


def test_nothing_scrolls_sideways_or_is_cut_off_at_any_width(opened):
    for width in WIDTHS:
        opened.set_viewport_size({"width": width, "height": 800})
        assert (width, opened.evaluate(SPILL)) == (width, 0)
        assert (width, opened.evaluate(CUT_OFF)) == (width, [])


def test_it_stands_in_forced_colours_with_less_motion_and_on_paper(opened):
    opened.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert opened.locator("h1").is_visible()
    assert opened.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    opened.emulate_media(forced_colors="none", media="print")
    assert opened.locator("h1").is_visible()
    assert not opened.locator("main .search, .filters, .awning").or_(opened.locator("nav.masthead__menu")).first.is_visible()
    assert opened.pdf().startswith(b"%PDF")
