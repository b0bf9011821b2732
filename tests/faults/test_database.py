"""The database is gone, slow, silent, full or killed: what nginx keeps is served, the rest says to come back, and no vote is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psycopg
import pytest

from tests.faults import house
from tests.services.postgres import DATABASE, ROLE

pytestmark = pytest.mark.services
KEPT = house.PAGES[:4]


def kept(one: house.House) -> list[int]:
    """Statuses of public pages as a visitor gets them."""
    return [one.ask_front(path).status for path in KEPT]


@pytest.mark.fault("database: down")
def test_while_the_database_is_away_kept_pages_are_served_and_the_rest_says_to_come_back(one, seen):
    assert kept(one) == [200] * 4
    one.database.set(refuse=True)
    assert kept(one) == [200] * 4
    asked = one.pages()
    assert asked.pop("/nl/") in {200, 503}, "a process may have in its memory all that stands on it"
    assert set(asked.values()) == {503}, asked
    told = one.ask("/nl/stemmen/")
    assert "Even geduld." in told.text and told.headers["Retry-After"] == "30"
    assert (one.ask("/healthz").status, one.ask("/readyz").status) == (200, 503)
    refused = one.vote(number := next(one.numbers))
    assert (refused.status, "dezelfde code" in refused.text) == (503, True)
    one.database.set()
    seconds = one.wait_until_well()
    assert one.vote(number).status == 303
    seen(f"kept pages 200, others and the editors' tool 503, a vote 503 and counted afterwards, well after {seconds:.1f} s")


@pytest.mark.fault("database: slow")
def test_a_slow_database_makes_a_slow_site(one, seen):
    one.database.set(delay=0.1)
    assert set(one.pages().values()) == {200}
    voted = one.vote()
    assert voted.status == 303
    seen(f"0.1 s behind each answer: all pages 200, a vote counted in {voted.seconds:.1f} s")


@pytest.mark.fault("database: silent")
def test_a_database_that_takes_connections_and_is_silent_costs_no_kept_page(one, seen):
    assert kept(one) == [200] * 4
    one.database.set(silent=True)
    with ThreadPoolExecutor(12) as visitors:  # more than the site answers at once
        waited = list(visitors.map(lambda number: one.ask(f"/nl/winkels/?q=brood{number}", timeout=5).status, range(12)))
    assert set(waited) <= {0, 503}
    assert kept(one) == [200] * 4
    new = one.ask_front("/nl/winkels/?q=kaas")
    assert new.status in {503, 504}
    one.database.cut()  # the silent server is given up: its connections are gone
    one.database.set()
    seen(f"kept pages 200, a new page {new.status} after {new.seconds:.0f} s, well after {one.wait_until_well():.1f} s")


@pytest.mark.fault("database: cut off amid an answer")
def test_an_answer_that_is_cut_off_is_no_mistake_of_the_site(one, seen):
    one.database.cut()
    one.database.set(cut_after=20_000)
    asked = [one.ask(path, as_editor=path.startswith("/admin/")).status for path in house.PAGES * 4]
    voted = [one.vote().status for _ in range(8)]
    assert set(asked) <= {200, 503} and set(voted) <= {303, 503}
    one.database.set()
    seen(f"of {len(asked)} pages {asked.count(503)} were a 503, of 8 votes {voted.count(503)}; never a 500")


@pytest.mark.fault("database: no connections left")
def test_when_all_connections_are_taken_the_site_says_to_come_back(one, seen):
    held = taken(one)
    try:
        asked = one.pages()
        assert set(asked.values()) <= {200, 503} and 503 in asked.values()
    finally:
        for connection in held:
            connection.close()
    seen(f"of {len(asked)} pages {list(asked.values()).count(503)} were a 503, well after {one.wait_until_well():.1f} s")


def taken(one: house.House) -> list[psycopg.Connection]:
    """All that are left, after the site's own were cut."""
    held: list[psycopg.Connection] = []
    for _ in range(3):  # the site's processes may be quicker
        one.database.set(refuse=True)
        with suppress(psycopg.OperationalError):
            while True:
                held.append(psycopg.connect(host=str(one.postgres.folder), dbname=DATABASE, user=ROLE))
        one.database.set()
    return held


@pytest.mark.fault("database: killed amid votes")
def test_a_database_that_is_killed_again_and_again_loses_no_vote(one, seen):
    numbers = [next(one.numbers) for _ in range(240)]
    done = threading.Event()
    kills = threading.Thread(target=kill_until, args=(one, done))
    kills.start()
    with ThreadPoolExecutor(6) as voters:
        tries = list(voters.map(lambda number: tries_of(one, number), numbers))
    done.set()
    kills.join()
    assert all(tries), "each voter is counted in the end"
    seen(f"240 votes by 6 at once through kills: {sum(tries) - 240} tries got another answer, all counted, well after {one.wait_until_well():.1f} s")


def kill_until(one: house.House, done: threading.Event) -> None:
    """As by a power failure, each time for a moment."""
    while not done.wait(1.5):
        one.postgres.cut_off()
        one.postgres.start_again()


def tries_of(one: house.House, number: int) -> int:
    """How often somebody had to send the code; 0 when it never counted."""
    for tried in range(1, 400):
        answer = one.vote(number)
        if answer.status == 303:
            return tried
        assert answer.status in {0, 502, 503, 504}, answer.text
        threading.Event().wait(0.1)
    return 0
