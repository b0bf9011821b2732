"""Large enough to hit, and to be seen when it has the focus (WCAG 2.2: 2.5.8, 2.4.7, 2.4.11)."""

import pytest

from shops.models import Shop
from tests.browser.pages import address

TARGET = 24  # CSS pixels, WCAG 2.5.8
# A link inside a sentence is exempt, and so is a box whose label is pressed as well: then the label is measured.
TOO_SMALL = """(least) => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, summary")]
    .filter((element) => element.checkVisibility() && !element.matches(".skip, p:not(.shop__fresh) > a, p > span > a, .prose a"))
    .map((element) => element.closest("label") ?? element)
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.width < least || box.height < least))
    .map(([element, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${element.outerHTML.slice(0, 100)}`)"""
OUTLINE = """() => {
    const box = (element, pseudo) => {
        const style = getComputedStyle(element, pseudo);
        return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
    };
    const focused = document.activeElement;
    return Math.max(box(focused), box(focused, "::after"), box(focused.parentElement));
}"""


@pytest.mark.parametrize("name", ["front", "directory", "narrowed", "nothing found", "shop", "municipality", "missing"])
def test_whatever_one_presses_is_24_pixels_or_more(page_at, special, name):
    page = page_at(360)
    page.goto(address(name, special))
    for summary in page.locator(".filters > summary").all():
        summary.click()
    assert page.evaluate(TOO_SMALL, TARGET) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate(TOO_SMALL, TARGET) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_focus_is_drawn_on_everything_that_can_have_it(page_at, dark):
    page = page_at(1280, dark=dark)
    page.goto("/nl/winkels/?open=nu&gemeente=kortrijk")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        what = page.evaluate("document.activeElement.closest('.skip, .nav, .langs, .search, .filters, .chips, .shop, .foot')?.classList[0] ?? 'else'")
        seen.add(what)
        assert page.evaluate(OUTLINE) >= 2, page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        if what == "foot":
            break
    assert {"skip", "nav", "langs", "search", "filters", "chips", "shop"} <= seen


def test_nothing_hides_what_has_the_focus(page_at):
    page = page_at(360)
    page.emulate_media(reduced_motion="reduce")  # else the page is still on its way there
    page.goto("/nl/winkels/?gemeente=kortrijk")
    for _ in range(25):
        page.keyboard.press("Tab")
        hidden = page.evaluate("""() => {
            const box = document.activeElement.getBoundingClientRect();
            return box.bottom <= 0 || box.top >= innerHeight ? document.activeElement.outerHTML.slice(0, 100) : "";
        }""")
        assert hidden == ""


def test_the_rosette_under_the_name_of_an_ambassador_is_a_small_one(page_at, special):
    chosen = Shop.objects.filter(municipality__slug="langemark-poelkapelle").order_by("pk")[0]
    page = page_at(1280)
    page.goto(f"/nl/winkels/langemark-poelkapelle/{chosen.slug}/")
    assert {round(box.bounding_box()["width"]) for box in page.locator(".medal svg").all()} == {48}
