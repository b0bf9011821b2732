"""How much a first visit fetches, and whether it stands still while it comes in."""

import gzip

import pytest

from tests.browser.pages import address

BYTES = 58_000  # the first view, compressed
REQUESTS = 12
SHIFT = 0.01
WATCH_SHIFTS = """window.shift = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; })
    .observe({ type: "layout-shift", buffered: true });"""
STANDS_IN = """Promise.all(["700 16px 'Bricolage Stand-in'", "400 16px 'Figtree Stand-in'"].map((font) => document.fonts.load(font)))
    .then(() => [...document.fonts].filter((font) => font.family.includes("Stand-in")).some((font) => font.status === "loaded"), () => false)"""


@pytest.fixture
def fetched():
    """Fetches an address in a page and gives the answers: {path: what came}."""

    def listen(page, path: str) -> dict[str, object]:
        answers = {}
        page.on("response", lambda answer: answers.update({answer.url.split("/", 3)[3].split("?")[0]: answer}))
        page.goto(path, wait_until="networkidle")
        return answers

    return listen


@pytest.mark.parametrize("name", ["front", "directory", "shop", "municipality", "ambassadors", "ambassador"])
def test_a_first_view_is_light(page_at, special, fetched, name):
    answers = fetched(page_at(360), address(name, special))
    assert len(answers) <= REQUESTS
    fonts = [path for path in answers if path.endswith(".woff2")]
    assert len(fonts) == 2
    weight = sum(
        len(answer.body()) if path in fonts else len(gzip.compress(answer.body(), 6))
        for path, answer in list(answers.items())
        if "icons" not in path and path != "bezoek/"
    )
    assert weight <= BYTES


def test_both_fonts_are_asked_for_before_the_stylesheet_is_read(page_at):
    page = page_at()
    page.goto("/nl/")
    preloaded = page.eval_on_selector_all("link[rel=preload][as=font]", "links => links.map(link => link.href)")
    used = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name).filter(name => name.endsWith('.woff2'))")
    assert sorted(preloaded) == sorted(used) and len(used) == 2
    assert page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').length") >= 2


@pytest.mark.parametrize(("name", "width"), [("front", 1280), ("directory", 360), ("directory", 1280), ("shop", 1280), ("municipality", 360)])
def test_nothing_moves_when_the_fonts_come_late(page_at, special, name, width):
    page = page_at(width)
    page.goto(address(name, special))
    if not page.evaluate(STANDS_IN):
        pytest.skip("no Arial, Liberation Sans or Roboto here, one of which every reader has: install fonts-liberation to run this test")
    waiting = []
    page.route("**/*.woff2", lambda font: waiting.append(font))
    page.add_init_script(WATCH_SHIFTS)
    page.goto(address(name, special), wait_until="commit")
    page.locator(".foot").wait_for()
    page.evaluate("new Promise(requestAnimationFrame)")
    for font in waiting:
        font.continue_()
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    assert page.evaluate("document.fonts.check('16px Figtree')")
    assert page.evaluate("window.shift") < SHIFT
