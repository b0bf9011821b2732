"""What holds on every kind of page, on the settings of production: its headers' score, who may keep it, and its cookies."""

import json
import re
from datetime import timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page, get_page_models

from tests import every_page, stopped_clock
from tests.factories.votes import OPEN
from tests.project import observatory
from tests.project.test_production_start import COMPLETE, SHOW, start

ROOT = Path(__file__).parents[2]
COOKIES = [f"{kind}_COOKIE_{fact}" for kind in ("SESSION", "CSRF", "LANGUAGE") for fact in ("NAME", "SECURE", "HTTPONLY", "SAMESITE")]
HSTS = ["SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"]
OTHERS = ["SECURE_SSL_REDIRECT", "SECURE_REDIRECT_EXEMPT", "MESSAGE_STORAGE", "CONTENT_SECURITY_POLICY", "PAGE_MAX_AGE"]
SHARED = {"public", "s-maxage"}


@cache
def production() -> dict[str, Any]:
    return json.loads(start(COMPLETE, SHOW % [*COOKIES, *HSTS, *OTHERS]).stdout)


opened_once: dict[str, HttpResponse] = {}


@pytest.fixture
def answers(request) -> dict[str, HttpResponse]:
    """Each kind of page as a stranger gets it, by its name; opened by the first test that asks."""
    return opened_once or request.getfixturevalue("opened")


@pytest.fixture
def opened(time_machine, monkeypatch, laid_out, settings) -> dict[str, HttpResponse]:
    time_machine.move_to(OPEN, tick=False)
    stopped_clock.stop(monkeypatch, OPEN)
    every_page.make()
    for name, value in production().items():
        setattr(settings, name, value)
    pages = every_page.KEPT | every_page.FORMS
    opened_once.update({name: Client().get(path, secure=True) for name, path in pages.items()})
    return opened_once


def directives(answer: HttpResponse) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in answer["Cache-Control"].split(", "))


def test_every_kind_of_page_is_looked_at(answers):
    opened = {name: answer.status_code for name, answer in answers.items()}
    assert opened == dict.fromkeys(answers, 200) | {"missing page": 404}
    ours = {model for model in get_page_models() if model is not Page}
    shown = {type(answer.context["page"]) for answer in answers.values() if answer.context and "page" in answer.context}
    assert ours - shown == set()


def test_every_page_scores_140_at_mozillas_observatory(answers):
    assert {name: observatory.score(answer) for name, answer in answers.items() if observatory.score(answer) < 140} == {}


def test_a_page_that_sets_the_cookie_of_its_form_scores_145(answers):
    with_cookie = {name: observatory.score(answer) for name, answer in answers.items() if answer.cookies}
    assert with_cookie == dict.fromkeys(["report", "shopkeeper", "contact", "vote", "login"], 145)


def test_what_is_missing_is_marked_down(answers):
    answer = HttpResponse(answers["front page"].content, headers=dict(answers["front page"].headers))
    del answer.headers["Content-Security-Policy"], answer.headers["X-Frame-Options"]
    assert observatory.score(answer) == 55
    answer.headers["Content-Security-Policy"] = "default-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
    assert observatory.marked(answer)["content policy"] == -20


def test_every_page_without_a_form_is_kept_for_a_minute_at_most_by_all_together(answers):
    for name in every_page.KEPT:
        answer = answers[name]
        said = directives(answer)
        assert (set(said), answer.cookies) == (SHARED, {}), name
        seconds = int(said["s-maxage"])
        assert 0 < seconds <= 60, name
        assert parsedate_to_datetime(answer["Expires"]) == OPEN + timedelta(seconds=seconds), name


def test_every_page_without_a_form_depends_on_nothing_but_its_packing(answers):
    assert {name: answers[name].get("Vary", "") for name in every_page.KEPT if answers[name].get("Vary", "") not in {"", "Accept-Encoding"}} == {}


def test_a_page_with_a_form_is_kept_by_nobody(answers):
    assert {name: {"private", "no-store"} <= set(directives(answers[name])) for name in every_page.FORMS} == dict.fromkeys(every_page.FORMS, True)


def test_a_form_is_kept_by_nobody_either_when_its_cookie_stands_already(opened):
    client = Client()
    for name, path in every_page.FORMS.items():
        client.get(path, secure=True)
        assert {"private", "no-store"} <= set(directives(client.get(path, secure=True))), name


def test_every_cookie_is_of_this_host_alone_and_no_script_reads_it(answers):
    found = [cookie for answer in answers.values() for cookie in answer.cookies.values()]
    assert {cookie.key for cookie in found} == {"__Host-csrf"}
    for cookie in found:
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
        assert cookie["samesite"] in {"Lax", "Strict"}


def test_no_script_of_ours_sets_a_cookie():
    scripts = [path for folder in ("static/js", "*/static") for path in ROOT.glob(f"{folder}/**/*.js")]
    assert len(scripts) > 10
    assert [path.name for path in scripts if re.search(r"document\.cookie|cookieStore", path.read_text())] == []
