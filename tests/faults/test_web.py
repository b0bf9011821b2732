"""Processes that are killed, reloads and migrations while people ask, and visitors who are slow."""

import os
import random
import signal
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import psycopg
import pytest

from tests.faults import house
from tests.services.nginx import HOST, encrypted
from tests.services.postgres import DATABASE, ROLE

pytestmark = pytest.mark.services
SEED = 20270331
SLOW = 120  # connections
NOT_KEPT = [f"/nl/winkels/?q=brood{number}" for number in range(60)]


@contextmanager
def asked_meanwhile(ask: Callable[[int], int], people: int = 4) -> Iterator[Counter[int]]:
    """Statuses of what so many people ask one after the other, from the beginning to the end of the block."""
    statuses: Counter[int] = Counter()
    done = threading.Event()

    def go_on(first: int) -> None:
        number = first
        while not done.is_set():
            statuses[ask(number)] += 1
            number += people

    with ThreadPoolExecutor(people) as pool:
        asking = [pool.submit(go_on, person) for person in range(people)]
        try:
            yield statuses
        finally:
            done.set()
    for one in asking:
        one.result()


@pytest.mark.fault("web: processes killed")
def test_processes_that_are_killed_lose_no_vote(one, seen):
    numbers = [next(one.numbers) for _ in range(150)]
    done = threading.Event()
    kills = threading.Thread(target=kill_workers, args=(one, done))
    kills.start()
    with ThreadPoolExecutor(6) as voters:
        tries = list(voters.map(lambda number: tries_of(one, number), numbers))
    done.set()
    kills.join()
    assert all(tries)
    seen(f"150 votes by 6 at once: {sum(tries) - 150} tries were answered otherwise, all counted, well after {one.wait_until_well():.1f} s")


def kill_workers(one: house.House, done: threading.Event) -> None:
    dice = random.Random(SEED)
    while not done.wait(dice.uniform(0.3, 0.8)):
        if alive := one.site.workers():
            os.kill(dice.choice(alive), signal.SIGKILL)


def tries_of(one: house.House, number: int) -> int:
    for tried in range(1, 200):
        answer = one.vote(number)
        if answer.status == 303:
            return tried
        assert answer.status in {502, 503, 504}, answer.text
    return 0


@pytest.mark.fault("web: reloaded under load")
def test_a_reload_is_noticed_by_nobody(one, seen):
    votes = iter(lambda: next(one.numbers), None)
    with asked_meanwhile(lambda number: one.vote(next(votes)).status if number % 4 == 0 else one.ask_front(NOT_KEPT[number % 60]).status) as statuses:
        for _ in range(3):
            before = set(one.site.workers())
            one.site.process.send_signal(signal.SIGHUP)
            wait_for(lambda before=before: before.isdisjoint(one.site.workers()))
    assert set(statuses) == {200, 303}
    seen(f"3 reloads while {statuses.total()} requests came in: none failed")


def wait_for(what: Callable[[], bool], within: float = 90) -> None:
    started = time.monotonic()
    while not what():
        assert time.monotonic() - started < within
        time.sleep(0.1)


@pytest.mark.fault("migration under load")
def test_a_migration_waits_for_its_lock_only_as_long_as_visitors_can(one, seen):
    """A report that reads the table for long, a column that is added meanwhile, and the former version of the site that goes on with it."""
    slowest = [0.0]

    def ask(number: int) -> int:
        answer = one.ask(NOT_KEPT[number % 60])
        slowest[0] = max(slowest[0], answer.seconds)
        return answer.status

    place = f"host={one.postgres.folder} dbname={DATABASE} user={ROLE}"
    with psycopg.connect(place) as report, asked_meanwhile(ask) as statuses:
        report.execute("SELECT count(*) FROM shops_shop").fetchone()
        given_up = [migrated(place) for _ in range(2)]
        report.rollback()
        wait_for(lambda: migrated(place))
    assert given_up == [False, False]
    assert set(statuses) == {200}
    assert one.vote().status == 303
    one.helper.told("voters.connections.close_all(); from tests.faults import content; content.another_shop()")
    with psycopg.connect(place) as last:
        last.execute("ALTER TABLE shops_shop DROP COLUMN added_by_a_fault")
    seen(f"given up twice behind a long report, then done; {statuses.total()} pages meanwhile, all 200, the slowest in {slowest[0]:.1f} s")


def migrated(place: str) -> bool:
    """What `manage.py migrate` does with the limit of the runbook (PGOPTIONS), once."""
    try:
        with psycopg.connect(place, options="-c lock_timeout=1s") as connection:
            connection.execute("ALTER TABLE shops_shop ADD COLUMN added_by_a_fault text NULL")
    except psycopg.errors.LockNotAvailable:
        return False
    return True


@pytest.mark.fault("visitors: slow ones")
def test_slow_visitors_hold_nobody_up(one, seen):
    with ExitStack() as stack:
        slow = []
        for number in range(SLOW):
            plain = stack.enter_context(socket.create_connection(("127.0.0.1", one.front.port), timeout=60))
            line = stack.enter_context(encrypted(plain))
            line.sendall(
                b"GET /nl/ HTTP/1.1\r\nHost: "
                if number % 2
                else b"POST /nl/winkels/ HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\nContent-Length: 9000\r\n\r\nq="
            )
            slow.append(line)
        answers = [one.ask_front(NOT_KEPT[number]) for number in range(20)]
        assert {answer.status for answer in answers} == {200}
        ended = sum(is_ended(line) for line in slow)
    assert ended == SLOW
    seen(f"{SLOW} at once, amid headers or bodies: 20 others all 200, the slowest in {max(a.seconds for a in answers):.1f} s; all cut off")


def is_ended(line: ssl.SSLSocket) -> bool:
    """Whether the server gives up on it before the test does."""
    try:
        while line.recv(4096):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


@pytest.mark.fault("requests: no HTTP at all")
def test_what_is_no_http_gets_no_5xx(one, seen):
    dice = random.Random(SEED)
    told: Counter[str] = Counter()
    for number in range(200):
        with socket.create_connection(("127.0.0.1", one.site.port), timeout=60) as line:
            line.sendall(nonsense(number, dice))
            line.shutdown(socket.SHUT_WR)
            told[first_word(line)] += 1
    assert not [word for word in told if word.startswith("5")], told
    assert one.ask("/nl/").status == 200
    seen("200 sent to gunicorn itself: " + ", ".join(f"{count} x {word or 'closed'}" for word, count in sorted(told.items())))


def nonsense(number: int, dice: random.Random) -> bytes:
    made = [
        dice.randbytes(200),
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /nl/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /nl/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nZZ\r\n",
        b"GET " + b"/" * 20_000 + b" HTTP/1.1\r\n\r\n",
        b"GET /nl/ HTTP/1.1\r\n" + b"a: b\r\n" * 300 + b"\r\n",
        b"GET /nl/\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /nl/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ]
    return made[number % len(made)]


def first_word(line: socket.socket) -> str:
    """The status; "" when the line was closed without one."""
    try:
        said = line.recv(4096).split()
    except ConnectionError:
        return ""
    return said[1].decode() if len(said) > 1 else ""
