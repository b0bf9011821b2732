"""Voting in a real browser: by keyboard on the smallest phone, without JavaScript, and past a program that reads mail."""

import gzip
import re
from datetime import UTC, timedelta

import pytest
from django.core import mail
from django.db import connection
from playwright.sync_api import Page, expect

from accounts.models import User
from shops.models import Shop
from tests.browser.conftest import NOW
from tests.browser.test_every_kind_of_page import CUT_OFF, SPILL
from tests.browser.test_first_view import BYTES, REQUESTS
from tests.factories.votes import EditionFactory, RoundFactory, many_votes, standing
from votes import clock, counting, lineup, seal
from votes.models import Ballot, Edition, Round

OPEN_YEAR, PAST_YEAR = 2026, 2025
ROUND = f"/nl/stemmen/{OPEN_YEAR}/tielt/"
DAY = timedelta(days=1)
PAGES = {
    "edition": "/nl/stemmen/",
    "round": ROUND,
    "candidate": f"{ROUND}kandidaat/{{slug}}/",
    "form": f"{ROUND}stem/",
    "check": f"{ROUND}ontvangstbewijs/",
    "seal": f"{ROUND}zegel/",
    "result": f"/nl/stemmen/{PAST_YEAR}/tielt/uitslag/",
    "how we count": "/nl/stemmen/zo-tellen-we/",
    "what we keep": "/nl/stemmen/wat-we-bewaren/",
    "rules": f"/nl/stemmen/{OPEN_YEAR}/spelregels/",
    "somewhere else": "/nl/stemmen/?waar=Mesen",
}


@pytest.fixture
def race(special, monkeypatch) -> Round:
    """Tielt votes; its race of the year before is published. The database's clock stands at NOW."""
    told = f"{NOW.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    monkeypatch.setitem(clock.NOW, connection.vendor, f"SELECT TIMESTAMPTZ '{told}+00'" if connection.vendor == "postgresql" else f"SELECT '{told}'")
    if not Edition.objects.filter(year=PAST_YEAR).exists():
        publish(lined_up(PAST_YEAR, -300))
        lined_up(OPEN_YEAR, -10)
    return Round.objects.get(edition__year=OPEN_YEAR)


def lined_up(year: int, opens_in: int) -> Round:
    """A round of Tielt with six shops of the demo, open for twenty days from `opens_in` days after NOW."""
    opens = NOW + opens_in * DAY
    edition = EditionFactory(
        year=year, candidacy_from=opens - 40 * DAY, candidacy_until=opens - 10 * DAY, scheduled_at=opens - 50 * DAY,
        opens_at=opens, closes_at=opens + 20 * DAY, review_until=opens + 30 * DAY,
    )  # fmt: skip
    RoundFactory(edition=edition)
    voting_round = Round.objects.get(edition=edition)
    for shop in Shop.objects.filter(municipality__slug="tielt", live=True).order_by("pk")[:6]:
        standing(voting_round, shop, supports="De voedselbank")
    lineup.line_up(round_id=voting_round.pk, at=opens)
    voting_round.refresh_from_db()
    many_votes(voting_round, [1, 2, 2, 3, 3, 3] * 5, at=opens)
    seal.publish_head(round_id=voting_round.pk, at=opens + DAY)
    return voting_round


def publish(voting_round: Round) -> None:
    by, other = (User.objects.create(email=f"{name}@stemmen.example") for name in ("teller", "uitroeper"))
    counting.freeze(round_id=voting_round.pk, by=by, at=voting_round.review_until)
    counting.publish(round_id=voting_round.pk, by=other, at=voting_round.review_until)


def code_mailed() -> str:
    found = re.search(r"^ {4}(\d{6})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[1]


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; fails after a hundred."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_one_votes_with_the_keyboard_alone_on_the_smallest_phone(page_at, race, flawless):
    page, before = page_at(320), Ballot.objects.count()
    page.goto(ROUND)
    tab_to(page, ".castbar a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stem/")
    tab_to(page, "input[name=kandidaat]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    name = page.locator("label:has(:checked) .candidate__name").inner_text()
    tab_to(page, "input[name=email]")
    page.keyboard.type("toetsen@example.org")
    tab_to(page, "input[name=postcode]")
    page.keyboard.type("8700")
    tab_to(page, "input[name=hier]")
    page.keyboard.press("Space")
    tab_to(page, ".voter button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stem/c/**")
    assert page.locator(".picked__name").inner_text().split()[1:] == name.split()
    flawless(page)
    tab_to(page, "#id_code")
    page.keyboard.type(code_mailed())
    page.keyboard.press("Enter")
    page.wait_for_url("**/bewijs/")
    assert Ballot.objects.count() == before + 1
    flawless(page)
    receipt = page.locator(".receipt__code").inner_text()
    tab_to(page, "a[href$='/ontvangstbewijs/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ontvangstbewijs/")
    tab_to(page, "input[name=bewijs]")
    page.keyboard.type(receipt.lower())
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_contain_text("Ja. Op de lijst van Tielt 2026.")
    flawless(page)


def test_one_votes_without_javascript(page_at, race):
    page, before = page_at(360, javascript=False), Ballot.objects.count()
    page.goto(ROUND)
    page.locator(".candidate__vote a").nth(2).click()
    page.wait_for_url("**/stem/#kandidaat-3")
    page.locator("#kandidaat-3").click()
    page.fill("[name=email]", "zonder@example.org")
    page.fill("[name=postcode]", "8700")
    page.check("[name=hier]")
    page.click(".voter button")
    page.fill("#id_code", code_mailed())
    page.click(".codepage__form button")
    page.wait_for_url("**/bewijs/")
    assert Ballot.objects.count() == before + 1
    assert page.locator(".receipt button").filter(visible=True).count() == 0


def test_a_link_to_a_candidate_picks_it_in_the_form(page_at, race):
    page = page_at(1280)
    page.goto(f"{ROUND}stem/#kandidaat-4")
    assert page.locator("input[name=kandidaat]:checked").get_attribute("value") == "4"


def test_what_was_wrong_is_told_and_nothing_that_was_typed_is_lost(page_at, race, flawless):
    page = page_at(360)
    page.goto(f"{ROUND}stem/#kandidaat-4")
    page.fill("[name=email]", "an apenstaartje example")
    page.fill("[name=postcode]", "8700")
    page.eval_on_selector("[data-ballot]", "form => { form.noValidate = true; }")
    page.click(".voter button")
    expect(page.locator(".mishap")).to_contain_text("Je mailadres: Dit is geen mailadres.")
    expect(page.locator(".mishap")).to_be_focused()
    expect(page).to_have_title(re.compile("^Niet gelukt: "))
    assert page.input_value("[name=postcode]") == "8700"
    assert page.locator("input[name=kandidaat]:checked").get_attribute("value") == "4"
    page.click(".mishap a")
    assert page.evaluate("document.activeElement.name || location.hash") in {"email", "#id_email"}
    flawless(page)


def test_3_a_scanner_with_scripts_that_presses_every_button_confirms_nothing(page_at, race):
    page, before = page_at(1280), Ballot.objects.count()
    page.goto(f"{ROUND}stem/#kandidaat-1")
    page.fill("[name=email]", "gelezen@example.org")
    page.fill("[name=postcode]", "8700")
    page.check("[name=hier]")
    page.click(".voter button")
    page.wait_for_url("**/stem/c/**")
    link = re.search(r"^http\S+$", str(mail.outbox[-1].body), re.MULTILINE)
    assert link
    scanner, path = page_at(1280), "/" + link[0].split("/", 3)[3]
    scanner.goto(path)
    scanner.wait_for_load_state("networkidle")
    for place in range(scanner.locator("main button").count()):
        scanner.goto(path)
        scanner.eval_on_selector_all("main details", "all => all.forEach(one => { one.open = true; })")
        for field in scanner.locator("main input:not([type=hidden])").all():
            field.fill("123456")
        scanner.locator("main button").nth(place).click()
        scanner.wait_for_load_state("networkidle")
    assert Ballot.objects.count() == before
    page.fill("#id_code", code_mailed())
    page.click(".codepage__form button")
    page.wait_for_url("**/bewijs/")
    assert Ballot.objects.count() == before + 1


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_vote_is_flawless_in_every_way_of_looking_at_it(page_at, race, flawless, name):
    page = page_at(1280)
    answer = page.goto(PAGES[name].format(slug=race.candidates.first().slug))
    assert answer.status == 200
    flawless(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    flawless(page)
    page.emulate_media(color_scheme="light")
    for width in (768, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert (width, page.evaluate(SPILL), page.evaluate(CUT_OFF)) == (width, 0, [])
    flawless(page)


@pytest.mark.parametrize("name", ["edition", "round", "candidate", "result"])
def test_a_first_view_of_the_vote_is_light(page_at, race, name):
    page, answers = page_at(360), {}
    page.on("response", lambda answer: answers.update({answer.url.split("/", 3)[3].split("?")[0]: answer}))
    page.goto(PAGES[name].format(slug=race.candidates.first().slug), wait_until="networkidle")
    assert len(answers) <= REQUESTS
    weight = sum(
        len(answer.body()) if path.endswith(".woff2") else len(gzip.compress(answer.body(), 6))
        for path, answer in answers.items()
        if "icons" not in path and path != "bezoek/"
    )
    assert weight <= BYTES


def test_skylines_come_when_one_scrolls_to_them_and_without_javascript_too(page_at, race):
    page = page_at(768)  # a phone has lines without pictures
    page.goto("/nl/stemmen/")
    page.locator(".race").last.scroll_into_view_if_needed()
    expect(page.locator(".race img").last).to_be_visible()
    bare = page_at(768, javascript=False)
    bare.goto("/nl/stemmen/")
    assert bare.locator(".race img").count() == bare.locator(".race").count()
