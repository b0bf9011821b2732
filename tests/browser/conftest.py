"""A real Chromium in front of the site: every page it opens must be free of errors and of calls to other hosts.

`page_at(width=360, dark=False, javascript=True)` opens a tab; `page.goto("/nl/")` is enough of an address. What the browser complained
about, and what it asked of other hosts, fails the test at its end. `flawless(page)` asks axe about accessibility as well.

All tests look at one server with one small demo (demo_site.py), where it is Wednesday 25 November 2026, 11.40 in Brussels. They run after
all others, because what it loads is committed.
"""

import os
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Page as SitePage
from wagtail.models import Site

from tests.browser import chromium
from tests.browser.demo_site import SpecialShops, fill
from tests.browser.profiles import PATIENCE, Profile, Profiles

HERE = Path(__file__).parent
NO_CHROMIUM = "NO CHROMIUM on this machine: the browser tests are skipped (name one in CHROMIUM, or see `make chromium`)"
NOW = datetime(2026, 11, 25, 11, 40, tzinfo=ZoneInfo("Europe/Brussels"))
HEIGHTS = {360: 740, 768: 1024, 1280: 900}
# Colours are judged once nothing fades in any more.
STANDS_STILL = """Promise.all(document.getAnimations()
    .filter(one => one.effect.getComputedTiming().endTime < 10000)
    .map(one => one.finished.catch(() => null)))"""
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            item.add_marker(pytest.mark.flaky(reruns=1))  # told as R: a browser on a busy machine has moods; twice is a failure
    yield
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="session")
def program() -> str:
    """The path of the Chromium."""
    return chromium.find() or pytest.skip(NO_CHROMIUM)


@pytest.fixture(scope="session")
def browser(program: str, server: LiveServer) -> Iterator[Browser]:
    """Ends before the server does, so that no connection is cut."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread, where Django sees none of its own business
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Complaints:
    """What went wrong in one tab. Its own address being missing is none: a test may look at an error page."""

    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    expected: frozenset[str] = frozenset()  # hosts that a test answers for

    def listen(self, page: Page) -> None:
        page.on("request", self.requested)
        page.on("response", self.answered)
        page.on("console", self.said)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))

    def requested(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.hostname not in LOOPBACK | self.expected:
            self.outside.append(request.url)

    def answered(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.documents.add(response.url)

    def said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and message.location.get("url") not in self.documents:
            self.errors.append(f"{message.location.get('url')}: {message.text}")
        elif message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)


@pytest.fixture(scope="session")
def server(program: str, django_db_setup: None, django_db_blocker) -> Iterator[LiveServer]:
    """One server for all browser tests, on the tests' own database."""
    with django_db_blocker.unblock():
        started = LiveServer("localhost")
        yield started
        started.stop()


@pytest.fixture
def db(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """The database, open, and without the rollback at the end that it has elsewhere: the server must see what a test sees."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def filled() -> list[SpecialShops]:
    """The shops of the demo that is loaded; empty before the first test."""
    return []


@pytest.fixture
def special(db: None, server: LiveServer, filled: list[SpecialShops]) -> Iterator[SpecialShops]:
    """The demo is loaded and the clock stands at NOW, then runs; gives the shops that a look must not forget."""
    with time_machine.travel(NOW, tick=True):
        if not filled or not SitePage.objects.filter(depth__gt=1).exists():
            filled[:] = [fill(NOW)]
            address = urlsplit(server.url)
            Site.objects.update(hostname=address.hostname, port=address.port)
            Site.clear_site_root_paths_cache()
        yield filled[0]


@pytest.fixture(scope="session")
def profiles(browser: Browser, server: LiveServer) -> Profiles:
    return Profiles(browser, server.url)


@pytest.fixture
def page_at(profiles: Profiles, special: SpecialShops) -> Iterator[Callable[..., Page]]:
    """Opens a tab of `width` CSS pixels, light or dark, with or without JavaScript, in a browser that has never been here. asks: one other host
    that this tab may ask; the test answers for it."""
    opened: list[tuple[Profile, Complaints]] = []

    def open_tab(width: int = 360, dark: bool = False, javascript: bool = True, asks: str = "") -> Page:
        profile, complaints = profiles.take(javascript), Complaints(expected=frozenset({asks} - {""}))
        opened.append((profile, complaints))
        page = profile.context.new_page()
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 800)})
        page.emulate_media(color_scheme="dark" if dark else "light")
        complaints.listen(page)
        return page

    yield open_tab
    for profile, _ in opened:
        profiles.give_back(profile)
    assert [error for _, complaints in opened for error in complaints.errors] == []
    assert [url for _, complaints in opened for url in complaints.outside] == []


@pytest.fixture
def flawless() -> Callable[[Page], None]:
    """Asserts that axe finds nothing on the page as it stands now, and that the page is not wider than the window."""

    def check(page: Page) -> None:
        page.wait_for_load_state("load")  # a click waits for the address, not for the page that stands there
        page.evaluate(STANDS_STILL)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, "the page scrolls sideways"

    return check
