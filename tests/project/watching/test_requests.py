"""Each request has a number, and leaves one line and some figures."""

import logging

import pytest
from django.db import connection
from django.test import Client

from ikkooplokaal.watching import middleware
from ikkooplokaal.watching.figures import COUNTED

NUMBER = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def lines(caplog):
    """The lines about requests since the last look: (place, kind, status)."""
    caplog.set_level(logging.DEBUG, logger="ikkooplokaal.requests")

    def told() -> list[tuple[str, str, int]]:
        found = [(line.place, line.kind, line.status) for line in caplog.records if line.name == "ikkooplokaal.requests"]
        caplog.clear()
        return found

    return told


# -- the number


def test_an_answer_says_the_number_of_its_request(client, db):
    first, second = (client.get("/healthz")["X-Request-ID"] for _ in range(2))
    assert len(first) == len(second) == 32 and first != second


@pytest.mark.parametrize(
    ("proxies", "claimed", "is_taken"),
    [
        (1, NUMBER, True),
        (0, NUMBER, False),
        (1, "short", False),
        (1, "a" * 65, False),
        (1, "an@example.org", False),
        (1, 'x" } { "level": "ERROR', False),
    ],
)
def test_the_number_of_a_trusted_proxy_is_kept_when_it_is_one(client, db, settings, proxies, claimed, is_taken):
    settings.TRUSTED_PROXIES = proxies
    assert (client.get("/healthz", headers={"X-Request-ID": claimed})["X-Request-ID"] == claimed) is is_taken


# -- the line


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/nl/", ("/nl/", "homepage", 200)),
        ("/nl/?q=an@example.org", ("/nl/", "homepage", 200)),
        ("/nl/winkels/", ("/nl/winkels/", "shopdirectorypage: whole_province", 200)),
        ("/nl/bestaat-niet/geheim/", ("-", "unknown", 404)),
        ("/healthz", ("/healthz", "healthz", 200)),
        ("/account/uitnodiging/geheim-1/", ("/account/uitnodiging/<token>/", "invitation", 404)),
        ("/account/wachtwoord/nieuw/1-geheim/", ("/account/wachtwoord/nieuw/<uidb36>/", "account_reset_password_from_key", 200)),
        ("/nl/mijn-zaak/link/geheim/", ("/nl/mijn-zaak/link/<token>/", "shopkeeper_link", 404)),
        ("/nl/doe-je-mee/geheim/", ("/nl/doe-je-mee/<token>/", "event_invitation", 404)),
        ("/nl/stemmen/2027/tielt/stem/c/geheim/", ("/nl/stemmen/2027/tielt/stem/c/<key>/", "vote_code", 404)),
        ("/admin/pages/12/edit/", ("-", "admin", 302)),
    ],
)
def test_a_line_names_the_address_without_what_is_somebodys(client, laid_out, lines, address, line):
    client.get(address)
    assert lines() == [line]


def test_a_line_says_how_long_it_took_and_what_it_asked(client, site_tree, caplog):
    caplog.set_level(logging.INFO, logger="ikkooplokaal.requests")
    client.get("/readyz")
    client.get("/nl/")
    (line,) = [line for line in caplog.records if line.name == "ikkooplokaal.requests" and line.place == "/nl/"]
    assert line.method == "GET" and line.ms > 0 and line.queries > 0 and 0 < line.query_ms <= line.ms


def test_who_only_asks_whether_all_is_well_leaves_no_line_in_production(client, site_tree, caplog):
    caplog.set_level(logging.INFO, logger="ikkooplokaal.requests")
    for address in ("/healthz", "/readyz", "/metrics"):
        client.get(address)
    client.get("/static/css/site.css").close()
    assert [line for line in caplog.records if line.name == "ikkooplokaal.requests"] == []


def test_our_own_mistake_has_its_line_too(site_tree, lines, monkeypatch):
    monkeypatch.setattr("ikkooplokaal.health.default_storage.exists", lambda name: 1 / 0)
    monkeypatch.setattr("ikkooplokaal.health.passes", lambda name, probe: probe() or True)
    client = Client(raise_request_exception=False)
    assert client.get("/readyz").status_code == 500
    assert lines() == [("/readyz", "readyz", 500)]


# -- figures


def counted(name: str, **labels: str) -> float:
    return COUNTED.get_sample_value(name, labels) or 0.0


def test_requests_are_counted_by_kind_and_class_of_answer(client, site_tree):
    before = [counted("ikl_requests_total", kind="homepage", status="2xx"), counted("ikl_requests_total", kind="unknown", status="4xx")]
    for address in ("/nl/", "/nl/", "/nl/bestaat-niet/"):
        client.get(address)
    after = [counted("ikl_requests_total", kind="homepage", status="2xx"), counted("ikl_requests_total", kind="unknown", status="4xx")]
    assert [now - then for now, then in zip(after, before, strict=True)] == [2, 1]
    assert counted("ikl_request_seconds_count", kind="homepage") >= 2


# -- slow questions


def slow(caplog) -> list[tuple[str, str]]:
    return [(line.getMessage(), line.statement) for line in caplog.records if line.name == "ikkooplokaal.watching.queries"]


def ask(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", [value])


def test_a_question_that_takes_long_is_logged_without_its_values(db, caplog, settings):
    settings.SLOW_QUERY_MS = 0.000_001
    ask("an@example.org")
    assert slow(caplog) == [("slow query", "SELECT %s")]


@pytest.mark.parametrize("limit", [0, 60_000])
def test_a_quick_one_is_not_and_zero_logs_none(db, caplog, settings, limit):
    settings.SLOW_QUERY_MS = limit
    ask("x")
    assert slow(caplog) == []


def test_middleware_stands_around_all_others(settings):
    assert settings.MIDDLEWARE[0] == f"{middleware.__name__}.WatchingMiddleware"
