"""A newcomer votes to the end, and never leaves the site: the code stands on the page that shows what the demo mails."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_voting import race  # noqa: F401 - a fixture
from votes.models import Round, Slip

VOTER = "nieuw@voorbeeld.example"


@pytest.fixture
def kept(settings) -> None:
    """As in the demo, mails can be read on the site after they were sent."""
    settings.KEEP_SENT_MAIL = settings.MAILBOX_PAGE = True


def test_from_the_front_page_to_a_receipt_with_the_code_of_the_mailbox_page(page_at, race: Round, kept, flawless):  # noqa: F811
    page, before = page_at(360), Slip.objects.filter(round=race).count()
    page.goto("/nl/")
    flawless(page)
    page.locator(".board input[name=waar]").fill("8700")
    page.locator(".board button").click()
    page.wait_for_url("**/stemmen/2026/tielt/")
    page.locator(".castbar a").click()
    page.wait_for_url("**/stem/")
    page.locator("label.candidate").nth(1).click()
    page.locator("input[name=email]").fill(VOTER)
    page.locator("input[name=postcode]").fill("8700")
    page.locator("input[name=hier]").check()
    page.locator(".voter button").click()
    page.wait_for_url("**/stem/c/**")
    page.locator("#id_code").fill(code_on_the_mailbox_page(page_at(360)))
    page.locator(".codepage__form button").click()
    page.wait_for_url("**/bewijs/")
    receipt = page.locator(".receipt__code").inner_text().strip()
    assert Slip.objects.filter(round=race, receipt=receipt).exists()
    assert Slip.objects.filter(round=race).count() == before + 1
    page.goto("/nl/stemmen/2026/tielt/ontvangstbewijs/")
    page.locator("input[name=bewijs]").fill(receipt.lower().replace("-", " "))
    page.locator("main form button").click()
    expect(page.locator(".answer")).to_contain_text("Ja. Op de lijst van Tielt 2026.")


def code_on_the_mailbox_page(page: Page) -> str:
    page.goto("/postvak/")
    letter = page.locator(".letter").filter(has_text=VOTER).first.inner_text()
    return next(line.strip() for line in letter.splitlines() if line.strip().isdigit() and len(line.strip()) == 6)
