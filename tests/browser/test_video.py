"""A video of somebody else: its player comes when somebody asks for it, and nothing comes from there before."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from home.models import StandardPage
from tests.browser.demo_site import SpecialShops

HOST = "www.youtube-nocookie.com"
PLAYER = f"https://{HOST}/embed/aBc_9-efghi?autoplay=1&rel=0"
VIDEO = {
    "title": "Een dag in de bakkerij",
    "url": "https://youtu.be/aBc_9-efghi",
    "length": "2 minuten",
    "still": None,
    "words": "<p>Om drie uur.</p>",
}
PLACES = [
    {"name": "Markt", "address": "Markt 1, 8700 Tielt", "note": "", "latitude": 50.9995, "longitude": 3.3265},
    {"name": "Station", "address": "Stationsplein 1, 8700 Tielt", "note": "Aan de fietsen.", "latitude": 50.9938, "longitude": 3.3277},
]
ANSWER = "<!doctype html><title>Speler</title><button>Pauze</button>"


@pytest.fixture
def film(special: SpecialShops) -> Iterator[str]:
    """The address of a page with a video, and a map."""
    page = StandardPage(title="De bakkerij", slug="film")
    page.body = page._meta.get_field("body").stream_block.to_python(
        [{"type": "video", "value": VIDEO}, {"type": "map", "value": {"title": "Hier vind je ons", "places": PLACES}}]
    )
    page = StandardPage.objects.get(slug="over", locale__language_code="nl").add_child(instance=page)
    yield page.url
    page.delete()


def opened(page: Page, address: str) -> list[str]:
    """Open the page, with a player that the test plays itself; gives the list of what is asked of others, which grows."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if urlsplit(request.url).hostname == HOST else None)
    page.route(f"https://{HOST}/**", lambda route: route.fulfill(body=ANSWER, content_type="text/html"))
    page.goto(address, wait_until="networkidle")
    return asked


@pytest.mark.parametrize("width", [360, 1280])
def test_the_player_comes_when_somebody_asks_and_takes_the_focus(page_at: Callable[..., Page], film, flawless, width):
    page = page_at(width, asks=HOST)
    asked = opened(page, film)
    flawless(page)
    link = page.get_by_role("link", name="Speel de video van YouTube af (2 minuten)")
    link.hover()
    link.focus()
    expect(page.get_by_text("Die site volgt je dan.")).to_be_visible()
    assert asked == []
    page.keyboard.press("Enter")
    expect(page.frame_locator("iframe").get_by_role("button", name="Pauze")).to_be_visible()
    player = page.get_by_title("Een dag in de bakkerij")
    page.frames[1].wait_for_function("document.hasFocus()")
    assert asked == [PLAYER]
    box = player.bounding_box()
    assert box["width"] / box["height"] == pytest.approx(16 / 9, abs=0.01)
    page.keyboard.press("Tab")
    expect(page.frame_locator("iframe").get_by_role("button", name="Pauze")).to_be_focused()
    expect(player).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_text("Wat er gezegd wordt")).to_be_focused()
    flawless(page)


def test_without_javascript_the_video_is_a_link_to_where_it_stands(page_at: Callable[..., Page], film):
    page = page_at(360, javascript=False)
    assert opened(page, film) == []
    expect(page.get_by_role("link", name="Speel de video van YouTube af")).to_have_attribute("href", "https://youtu.be/aBc_9-efghi")
