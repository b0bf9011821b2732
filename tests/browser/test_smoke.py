"""The front page in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Complaints
from tests.browser.profiles import PATIENCE

WIDTHS = [360, 768, 1280]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_front_page_is_whole_and_accessible(page_at, flawless, dark):
    page = page_at(768, dark=dark)
    answer = page.goto("/nl/")
    assert answer.status == 200
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    flawless(page)


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_the_front_page_says_which_language_it_speaks(page_at, flawless, language):
    page = page_at(1280)
    page.goto(f"/{language}/")
    expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}-"))
    flawless(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_front_page_needs_no_javascript(page_at, width):
    page = page_at(width, javascript=False)
    page.goto("/nl/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_bare_address_leads_to_the_language_of_the_browser(page_at):
    page = page_at()
    page.goto("/")
    assert page.url.endswith("/nl/")


def test_a_missing_page_is_kind_and_accessible(page_at, flawless):
    page = page_at()
    answer = page.goto("/nl/bestaat-niet/")
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    flawless(page)


def test_a_visitor_leaves_without_a_cookie(page_at):
    page = page_at()
    page.goto("/nl/")
    page.goto("/nl/bestaat-niet/")
    assert page.context.cookies() == []


WRITE_A_SCRIPT = """() => {
    const script = document.createElement("script");
    script.textContent = "window.brokenIn = true";
    document.body.append(script);
}"""


@pytest.fixture
def unheard(browser, server, special):
    """A tab whose complaints do not fail the test: (page, complaints)."""
    page, complaints = browser.new_page(base_url=server.url), Complaints()
    page.set_default_timeout(PATIENCE)
    complaints.listen(page)
    yield page, complaints
    page.close()


def test_a_script_written_into_a_page_is_not_run_and_would_fail_a_test(unheard):
    page, complaints = unheard
    page.goto("/nl/")
    page.evaluate(WRITE_A_SCRIPT)
    assert page.evaluate("() => window.brokenIn") is None
    assert len(complaints.errors) == 1 and "Content Security Policy" in complaints.errors[0]


def test_an_image_of_another_host_would_fail_a_test(unheard):
    page, complaints = unheard
    page.set_content('<img src="https://elsewhere.example/dot.png" alt="">')
    page.wait_for_load_state()
    assert complaints.outside == ["https://elsewhere.example/dot.png"]
