"""The proof of work in a form: made in the background, in a real browser, under the public content policy."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qs

import pytest
from csp.utils import build_policy
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route, expect

from gate.models import SpentProof
from gate.proof_of_work import make_challenge, spend_proof

PAGE = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Proef</title><link rel="stylesheet" href="/static/css/site.bundle.css">
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main><h1>Proef</h1><form method="post" action="/proef/klaar/">
<label for="adres">Adres</label> <input id="adres" name="adres"> {proof} <button class="button">Stuur</button></form></main></body></html>"""
STATUS = "[role=status]"


class Form:
    """A page with nothing but a form, and what was posted from it."""

    def __init__(self, page: Page, cost: int = 1, holds: bool = False):
        """holds: the challenge waits for `let_go`, so that a quick machine shows what a slow one does."""
        self.page, self.cost, self.holds = page, cost, holds
        self.asked = 0
        self.held: Route | None = None
        self.posted: list[dict[str, list[str]]] = []
        page.route("**/proef/", self.shown)
        page.route("**/proef/som/", self.challenged)
        page.route("**/proef/klaar/", self.taken)
        page.goto("/proef/")

    def shown(self, route: Route) -> None:
        component = render_to_string("components/proof_of_work.html", {"challenge_url": "/proef/som/"})
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": build_policy()}
        route.fulfill(body=PAGE.format(proof=component), headers=headers)

    def challenged(self, route: Route) -> None:
        self.asked += 1
        if self.holds:
            self.held = route
        else:
            self.answer(route)

    def answer(self, route: Route) -> None:
        body = json.dumps(make_challenge(bound_to="proef", cost=self.cost, at=datetime.now(UTC))) if self.cost else "geen"
        route.fulfill(body=body, headers={"Content-Type": "application/json", "Cache-Control": "no-store"})

    def taken(self, route: Route) -> None:
        self.posted.append(parse_qs(route.request.post_data or "", keep_blank_values=True))
        route.fulfill(body=PAGE.format(proof="Klaar"), headers={"Content-Type": "text/html; charset=utf-8"})

    def let_go(self) -> None:
        assert self.held is not None
        self.answer(self.held)

    def sent(self) -> str:
        """Press Enter in the field; the proof that arrived."""
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/proef/klaar/")
        return self.posted[-1]["proof"][0]


@pytest.fixture
def form_at(page_at, db) -> Callable[..., Form]:
    yield lambda cost=1, holds=False, **look: Form(page_at(**look), cost, holds)
    SpentProof.objects.all().delete()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_whoever_steps_into_the_form_with_a_keyboard_gets_a_proof_that_counts_once(form_at, flawless, dark):
    form = form_at(width=320, dark=dark)
    page = form.page
    assert (form.asked, page.locator(STATUS).inner_text()) == (0, "")
    page.keyboard.press("Tab")
    expect(page.locator(STATUS)).to_have_text("In orde")
    flawless(page)
    spend_proof(payload=form.sent(), bound_to="proef", at=datetime.now(UTC))
    assert form.asked == 1


def test_a_form_that_is_sent_too_soon_waits_for_its_proof(form_at):
    form = form_at(holds=True)
    form.page.focus("#adres")
    expect(form.page.locator(STATUS)).to_have_text("Even controleren dat je geen robot bent …")
    form.page.keyboard.press("Enter")
    form.page.keyboard.press("Enter")
    assert form.posted == []
    form.let_go()
    form.page.wait_for_url("**/proef/klaar/")
    spend_proof(payload=form.posted[-1]["proof"][0], bound_to="proef", at=datetime.now(UTC))
    assert (len(form.posted), form.asked) == (1, 1)


def test_a_form_without_a_challenge_is_sent_without_a_proof(form_at):
    form = form_at(cost=0)
    form.page.focus("#adres")
    assert form.sent() == ""


def test_without_javascript_nothing_shows_and_the_form_is_sent(form_at):
    form = form_at(javascript=False)
    expect(form.page.locator(".proof")).to_be_hidden()
    form.page.focus("#adres")
    assert (form.sent(), form.asked) == ("", 0)
