"""What a Sentry server is told of a mistake, where an operator wants that."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest

from ikkooplokaal.watching import reporting
from tests.services.processes import PATIENCE

ROOT = Path(__file__).parents[3]
UNPACKED = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}
# A visitor whose form holds all that must not be told, and a page that fails over it.
FAILS = """
import logging
import django
django.setup()
from django.test import Client
from ikkooplokaal import health
def fails(name, probe):
    typed = "an@example.org 012345"
    logging.getLogger("site").warning("before it: %s", typed)
    raise ValueError(f"cannot mail an@example.org the code 012345, who came from 192.0.2.17")
health.passes = fails
client = Client(raise_request_exception=False, REMOTE_ADDR="192.0.2.17")
client.cookies["__Host-session"] = "k3y-of-a-session"
client.get("/readyz?q=an@example.org", HTTP_HOST="localhost", HTTP_REFERER="/nl/mijn-zaak/link/geheim/")
import sentry_sdk
sentry_sdk.flush(30)
"""


class Sentry(ThreadingHTTPServer):
    """Takes what it is sent: (path, body) of each."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.taken: list[str] = []


class Taking(BaseHTTPRequestHandler):
    server: Sentry

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(UNPACKED[self.headers["Content-Encoding"]](body).decode())
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def sentry() -> Iterator[Sentry]:
    pytest.importorskip("sentry_sdk", reason="sentry-sdk is not installed: requirements-dev.txt has it")
    with Sentry() as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield running
        running.shutdown()


def fail(dsn: str) -> subprocess.CompletedProcess[str]:
    told = {"DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.test", "DATABASE_URL": "sqlite://:memory:", "SENTRY_DSN": dsn}
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "SENTRY_SPOTLIGHT": "0"}
    return subprocess.run([sys.executable, "-c", FAILS], env=own | told, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE)


def test_a_mistake_is_told_with_where_it_happened_and_nothing_of_who_met_it(sentry):
    done = fail(f"http://public@127.0.0.1:{sentry.server_port}/1")
    assert done.returncode == 0, done.stderr
    assert sentry.taken, "the mistake was told"
    for told in sentry.taken:
        assert [word for word in ("an@example.org", "012345", "192.0.2.17", "k3y", "geheim", "readyz?q") if word in told] == []
    events = [json.loads(line) for told in sentry.taken for line in told.splitlines() if '"exception"' in line]
    (raised,) = [one for one in events[0]["exception"]["values"] if one["type"] == "ValueError"]
    assert raised["value"] == "cannot mail [mailbox] the code [code], who came from 192.0.2.0/24"
    assert "vars" not in raised["stacktrace"]["frames"][-1]
    assert len(events[0]["tags"]["request"]) == 32


def test_without_sentry_the_site_starts_and_says_that_nothing_is_sent(monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    reporting.start("http://public@127.0.0.1:1/1")
    assert caplog.messages == ["SENTRY_DSN is set, and sentry-sdk is not installed: nothing is sent"]


def test_what_is_not_known_to_be_harmless_is_not_sent():
    event = {"level": "error", "request": {"data": "x"}, "user": {"email": "an@example.org"}, "breadcrumbs": {}, "extra": {"to": "x"}, "contexts": {}}
    assert reporting.before_send(event, {}) == {"level": "error", "tags": {"request": ""}}
