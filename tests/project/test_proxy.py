"""The line that `make faults` spoils: what goes through it, and what does not."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.services import proxy
from tests.services.processes import PATIENCE

pytestmark = pytest.mark.services
LONG = b"abcdefgh" * 12_500


class Echo(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        for line in self.rfile:
            self.wfile.write(line)


@pytest.fixture
def line() -> Iterator[proxy.Line]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as echo:
        echo.daemon_threads = True
        threading.Thread(target=echo.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            with proxy.between(echo.server_address[1]) as between:
                yield between
        finally:
            echo.shutdown()


def said(connection: socket.socket, words: bytes) -> bytes:
    """What comes back, up to as much as was sent or the end of the line."""
    connection.sendall(words + b"\n")
    back = b""
    while len(back) <= len(words) and (piece := connection.recv(65_536)):
        back += piece
    return back


def connected(line: proxy.Line, timeout: float = PATIENCE) -> socket.socket:
    return socket.create_connection(("127.0.0.1", line.port), timeout=timeout)


def test_what_is_sent_comes_back_whole(line):
    with connected(line) as connection:
        assert said(connection, LONG) == LONG + b"\n"
    assert line.connections == 1


def test_refused_means_that_nobody_listens_and_standing_connections_end(line):
    with connected(line) as connection:
        assert said(connection, b"a") == b"a\n"
        line.set(refuse=True)
        with pytest.raises(ConnectionError):
            connected(line)
        with suppress(ConnectionResetError):
            assert connection.recv(1) == b""
    line.set()
    with connected(line) as connection:
        assert said(connection, b"b") == b"b\n"


def test_silent_holds_what_was_said_until_it_is_mended(line):
    with connected(line, timeout=0.3) as connection:
        line.set(silent=True)
        with pytest.raises(TimeoutError):
            said(connection, b"a")
        line.set()
        connection.settimeout(PATIENCE)
        assert connection.recv(10) == b"a\n"


def test_an_answer_is_cut_off_where_it_should_be(line):
    line.set(cut_after=20_000)
    with connected(line) as connection:
        connection.sendall(LONG + b"\n")
        back = b""
        with suppress(ConnectionResetError):
            while piece := connection.recv(65_536):
                back += piece
    assert len(back) <= 20_000 and LONG.startswith(back)


def test_a_slow_line_brings_the_same(line):
    line.set(delay=0.01, rate=10_000_000)
    with connected(line) as connection:
        assert said(connection, b"a" * 50_000) == b"a" * 50_000 + b"\n"
