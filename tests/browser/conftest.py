"""A real Chromium in front of the site: every page it opens must be free of errors and of calls to other hosts.

`page_at(width=360, dark=False, javascript=True)` opens a tab; `page.goto("/nl/")` is enough of an address. What the browser complained
about, and what it asked of other hosts, fails the test at its end. `flawless(page)` asks axe about accessibility as well.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright
from wagtail.models import Site

from tests.browser import chromium

HERE = Path(__file__).parent
NO_CHROMIUM = "NO CHROMIUM on this machine: the browser tests are skipped (name one in CHROMIUM, or see `make chromium`)"
HEIGHTS = {360: 740, 768: 1024, 1280: 900}
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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium.find()
    if program is None:
        pytest.skip(NO_CHROMIUM)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread, where Django sees none of its own business
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

    def listen(self, page: Page) -> None:
        page.on("request", self.requested)
        page.on("response", self.answered)
        page.on("console", self.said)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))

    def requested(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.hostname not in LOOPBACK:
            self.outside.append(request.url)

    def answered(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.documents.add(response.url)

    def said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and message.location.get("url") not in self.documents:
            self.errors.append(f"{message.location.get('url')}: {message.text}")
        elif message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)


@pytest.fixture
def live_site(live_server, site_tree):
    """The front pages by language, on a server that a browser reaches."""
    address = urlsplit(live_server.url)
    Site.objects.update(hostname=address.hostname, port=address.port)
    Site.clear_site_root_paths_cache()
    return site_tree


@pytest.fixture
def page_at(browser: Browser, live_server, live_site) -> Iterator[Callable[..., Page]]:
    """Opens a tab of `width` CSS pixels, light or dark, with or without JavaScript."""
    opened: list[tuple[Page, Complaints]] = []

    def open_tab(width: int = 360, dark: bool = False, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHTS.get(width, 800)},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale="nl-BE",
            timezone_id="Europe/Brussels",
        )
        page = context.new_page()
        complaints = Complaints()
        complaints.listen(page)
        opened.append((page, complaints))
        return page

    yield open_tab
    for page, _ in opened:
        page.context.close()
    assert [error for _, complaints in opened for error in complaints.errors] == []
    assert [url for _, complaints in opened for url in complaints.outside] == []


@pytest.fixture
def flawless() -> Callable[[Page], None]:
    """Asserts that axe finds nothing on the page as it stands now, and that the page is not wider than the window."""

    def check(page: Page) -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, "the page scrolls sideways"

    return check
