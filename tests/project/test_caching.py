"""Who may keep an answer, and for how long."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.http import HttpResponse

from ikkooplokaal.caching import PublicCacheMiddleware, keep
from tests.project.test_production_start import COMPLETE, SHOW, start

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def directives(response) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in response["Cache-Control"].split(", "))


@pytest.fixture
def answered(rf):
    """Asks the middleware about a request; the view does what `view` says."""

    def ask(view, request=None):
        return PublicCacheMiddleware(view)(request or rf.get("/nl/"))

    return ask


@pytest.mark.parametrize("address", ["/nl/", "/fr/", "/", "/nl/bestaat-niet/", "/x"])
def test_what_anyone_may_see_sets_no_cookie_and_may_be_kept_by_anyone(client, site_tree, address):
    answer = client.get(address)
    assert answer.cookies == {}
    assert "Cookie" not in answer.get("Vary", "")
    assert directives(answer) == {"public": "", "s-maxage": "300"}


@pytest.mark.parametrize(("seconds", "expected"), [(10, 10), (90, 60), (4000, 60), (0, 0), (-5, 0)])
def test_nobody_keeps_a_page_longer_than_what_it_shows_stays_true(settings, seconds, expected):
    settings.PAGE_MAX_AGE = 60
    response = HttpResponse()
    keep(response, NOON + timedelta(seconds=seconds), NOON)
    assert directives(response) == {"public": "", "s-maxage": str(expected)}
    assert parsedate_to_datetime(response["Expires"]) == NOON + timedelta(seconds=expected)


def test_a_page_without_such_a_moment_is_kept_for_a_minute(settings):
    settings.PAGE_MAX_AGE = json.loads(start(COMPLETE, SHOW % ["PAGE_MAX_AGE"]).stdout)["PAGE_MAX_AGE"]
    response = HttpResponse()
    keep(response, None, NOON)
    assert (directives(response)["s-maxage"], response["Expires"]) == ("60", "Fri, 20 Nov 2026 11:01:00 GMT")


def test_a_view_says_until_when_its_page_is_true(answered, rf, time_machine):
    time_machine.move_to(NOON, tick=False)
    request = rf.get("/nl/")
    request.shown_until = NOON + timedelta(seconds=45)
    answer = answered(lambda request: HttpResponse(), request)
    assert (directives(answer), answer["Expires"]) == ({"public": "", "s-maxage": "45"}, "Fri, 20 Nov 2026 11:00:45 GMT")


def test_a_visitor_with_a_session_gets_a_page_that_nobody_keeps(client, site_tree, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert directives(client.get("/nl/")) == {"private": "", "no-store": ""}


def test_an_answer_that_sets_a_cookie_is_kept_by_nobody(answered):
    def view(request):
        response = HttpResponse()
        response.set_cookie("a", "b")
        return response

    assert directives(answered(view)) == {"private": "", "no-store": ""}


@pytest.mark.parametrize("status", [400, 403, 405, 500, 503])
def test_a_failure_is_kept_by_nobody(answered, status):
    assert directives(answered(lambda request: HttpResponse(status=status))) == {"private": "", "no-store": ""}


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/documents/1/rules.pdf"])
def test_the_admin_and_the_documents_are_kept_by_nobody(client, db, address):
    assert {"private", "no-store"} <= set(directives(client.get(address)))


def test_a_posted_answer_is_kept_by_nobody(answered, rf):
    assert directives(answered(lambda request: HttpResponse(), rf.post("/nl/"))) == {"private": "", "no-store": ""}


def test_a_view_that_decided_for_itself_is_left_alone(answered):
    assert answered(lambda request: HttpResponse(headers={"Cache-Control": "max-age=7"}))["Cache-Control"] == "max-age=7"
