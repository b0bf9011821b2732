"""Visits: counted per day, page and municipality, by a token that a page carries; nothing about the visitor."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import sleep
from zoneinfo import ZoneInfo

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test import Client

from content import visits
from content.models import PageVisits
from content.visits import NotCounted, Seen
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
BAKERY = Seen("shop", "7", "tielt")


@pytest.fixture
def send(client, wednesday):
    """Sends what a browser would: send(BAKERY), with headers that differ from an ordinary Firefox's."""

    def post(seen=BAKERY, text="", **headers):
        sent = {"user-agent": FIREFOX, "sec-fetch-site": "same-origin"} | headers
        return client.post("/bezoek/", text or visits.token(seen), content_type="text/plain;charset=UTF-8", headers=sent)

    return post


def counted() -> dict[tuple, int]:
    return {(f"{row.day}", row.kind, row.key, row.municipality_slug): row.count for row in PageVisits.objects.all()}


def test_visits_are_added_up_per_day_and_page(send):
    for seen in [BAKERY, BAKERY, Seen("shop", "8", "tielt"), Seen("home")]:
        assert send(seen).status_code == 204
    assert counted() == {
        ("2026-11-25", "shop", "7", "tielt"): 2,
        ("2026-11-25", "shop", "8", "tielt"): 1,
        ("2026-11-25", "home", "", ""): 1,
    }


def test_a_day_begins_at_midnight_in_brussels(clock):
    for moment in [clock(2026, 7, 1, 23, 59), clock(2026, 7, 2, 0, 1)]:
        visits.add_one(Seen("home"), moment.astimezone(ZoneInfo("UTC")))
    assert [row.day for row in PageVisits.objects.order_by("day")] == [date(2026, 7, 1), date(2026, 7, 2)]


def test_the_answer_sets_no_cookie_and_is_kept_by_nobody(send):
    answer = send()
    assert (answer.content, dict(answer.cookies)) == (b"", {})
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))


def test_without_javascript_a_picture_counts(client, wednesday):
    answer = client.get(f"/bezoek/{visits.token(BAKERY)}.gif", headers={"user-agent": FIREFOX})
    assert (answer.status_code, answer["Content-Type"], len(answer.content), dict(answer.cookies)) == (200, "image/gif", 42, {})
    assert "no-store" in answer["Cache-Control"]
    assert counted() == {("2026-11-25", "shop", "7", "tielt"): 1}


def test_a_made_up_page_is_not_counted_and_gets_the_same_answer(send, client):
    other = Signer(salt="something else").sign("shop.7.tielt")
    for text in ["shop.7.tielt", "shop.7.tielt:", visits.token(BAKERY)[:-1], visits.token(BAKERY).replace("7", "8", 1), other, "é" * 400, "\x01"]:
        assert send(text=text).status_code == 204
    assert client.get("/bezoek/shop.7.tielt.gif", headers={"user-agent": FIREFOX}).status_code == 200
    assert counted() == {}


def test_only_what_a_browser_does_is_answered(client):
    assert client.get("/bezoek/").status_code == 405
    assert client.post(f"/bezoek/{visits.token(BAKERY)}.gif").status_code == 405
    assert client.head(f"/bezoek/{visits.token(BAKERY)}.gif").status_code == 405
    assert counted() == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": ""},
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0 Safari/537.36"},
        {"user-agent": "facebookexternalhit/1.1"},
        {"user-agent": "curl/8.1"},
        {"user-agent": "python-requests/2.32"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-moz": "prefetch"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_what_nobody_looks_at_is_not_counted(send, headers):
    assert send(**headers).status_code == 204
    assert counted() == {}


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 14; Cubot P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
    ],
)
def test_a_browser_of_people_is_counted(send, agent):
    send(**{"user-agent": agent})
    assert sum(counted().values()) == 1


def test_one_network_counts_a_page_twelve_times_an_hour_and_another_network_again(send, client):
    for _ in range(15):
        assert send().status_code == 204
    assert sum(counted().values()) == 12
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    send()
    assert sum(counted().values()) == 13


def test_one_network_counts_600_pages_in_ten_minutes(wednesday, monkeypatch):
    monkeypatch.setattr(visits, "ANY_PAGE", visits.Rule("bezoek", 3, visits.ANY_PAGE.window))
    agent = {"User-Agent": FIREFOX}
    for number in range(3):
        visits.count_visit(text=visits.token(Seen("shop", f"{number}", "tielt")), headers=agent, network="192.0.2.7", at=wednesday)
    with pytest.raises(NotCounted, match="too many"):
        visits.count_visit(text=visits.token(Seen("shop", "3", "tielt")), headers=agent, network="192.0.2.7", at=wednesday)


def test_nothing_of_the_visitor_is_stored(send, client):
    client.defaults["REMOTE_ADDR"] = "192.0.2.77"
    send()
    assert {field.name for field in PageVisits._meta.get_fields()} == {"id", "day", "kind", "key", "municipality_slug", "count"}


def test_what_is_older_than_26_months_is_deleted(clock):
    for year, month, day in [(2024, 9, 24), (2024, 9, 25), (2026, 11, 25)]:
        visits.add_one(Seen("home"), clock(year, month, day, 12))
    assert visits.prune(clock(2026, 11, 25, 12)) == 1
    assert [f"{row.day}" for row in PageVisits.objects.order_by("day")] == ["2024-09-25", "2026-11-25"]


@pytest.fixture
def two_towns(clock):
    for day, key, town, times in [(19, "1", "tielt", 2), (24, "1", "tielt", 1), (25, "2", "tielt", 3), (25, "9", "brugge", 9)]:
        for _ in range(times):
            visits.add_one(Seen("shop", key, town), clock(2026, 11, day, 12))


def test_days_without_visits_are_zero_and_other_towns_are_left_out(two_towns):
    first, last = date(2026, 11, 23), date(2026, 11, 25)
    assert list(visits.per_day(first, last, ["tielt"]).values()) == [0, 1, 3]
    assert list(visits.per_day(first, last, None).values()) == [0, 1, 12]
    assert list(visits.per_day(first, last, []).values()) == [0, 0, 0]


def test_the_pages_that_were_looked_at_most_come_first(two_towns):
    assert visits.most_seen("shop", date(2026, 11, 19), date(2026, 11, 25), ["tielt"], 5) == [("1", 3), ("2", 3)]
    assert visits.most_seen("shop", date(2026, 11, 20), date(2026, 11, 25), None, 1) == [("9", 9)]


def add_as_one_writes_it_without_thinking(seen, at):
    rows = PageVisits.objects.filter(day=visits.day_of(at), kind=seen.kind, key=seen.key, municipality_slug=seen.town)
    known = rows.get().count
    sleep(0.001)
    rows.update(count=known + 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("add", "all_there"), [(visits.add_one, True), (add_as_one_writes_it_without_thinking, False)])
def test_of_visits_at_the_same_moment_none_is_lost(add, all_there, wednesday):
    if connection.vendor != "postgresql":
        pytest.skip("threads of the tests share one SQLite in memory; there one statement is one write")
    visits.add_one(BAKERY, wednesday)

    def add_twenty(number):
        for _ in range(20):
            add(BAKERY, wednesday)
        connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add_twenty, range(4)))
    assert (PageVisits.objects.get().count == 81) is all_there


# -- the token on the pages


def marks(page) -> tuple[list[str], list[str]]:
    """What scripts would send, and the pictures for who has none."""
    return [mark["data-visit"] for mark in page.soup.select("script[data-visit]")], [seen["src"] for seen in page.soup.select("noscript img")]


def test_every_kind_of_page_says_what_it_is(laid_out, visit, wednesday):
    shop = ShopFactory()
    expected = {
        "/nl/": Seen("home"),
        "/nl/winkels/": Seen("directory"),
        "/nl/winkels/tielt/": Seen("directory", town="tielt"),
        f"/nl/winkels/tielt/{shop.slug}/": Seen("shop", f"{shop.pk}", "tielt"),
    }
    shown = {address: marks(visit(address)) for address in expected}
    assert shown == {address: ([visits.token(seen)], [f"/bezoek/{visits.token(seen)}.gif"]) for address, seen in expected.items()}


def test_a_page_stays_the_same_for_everybody_and_in_every_cache(laid_out, client, wednesday):
    first, second = client.get("/nl/"), Client(headers={"user-agent": FIREFOX}).get("/nl/")
    assert first.content == second.content
    assert first["Cache-Control"] == "public, s-maxage=300"


def test_whoever_has_a_session_is_not_counted(laid_out, visit, client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"
    assert marks(visit("/nl/")) == ([], [])
