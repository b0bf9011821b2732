"""Several processes of a server tell one sum."""

import fcntl
import http.client
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.multiprocess import mark_process_dead

from ikkooplokaal.watching import figures
from ikkooplokaal.watching.gone import Sum, gather, locked
from tests.services.nginx import free_port
from tests.services.site import START_SECONDS

ROOT = Path(__file__).parents[3]
ANSWERS_TWICE = """
import os
from ikkooplokaal.watching import figures
for _ in range(2):
    figures.REQUESTS.labels("homepage", "2xx").inc()
    figures.SECONDS.labels("homepage").observe(0.03)
figures.BITMAPS_READ.labels("shops").set(%d)
print(os.getpid())
"""


def a_process(folder: Path, read_at: int) -> int:
    """Answers two requests and ends; its number."""
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(folder), "PYTHONPATH": str(ROOT / "site")}
    done = subprocess.run([sys.executable, "-c", ANSWERS_TWICE % read_at], env=environment, capture_output=True, text=True, check=True)
    return int(done.stdout)


def told(folder: Path, name: str, **labels: str) -> float | None:
    registry = CollectorRegistry()
    Sum(registry, path=str(folder))
    return registry.get_sample_value(name, labels)


def test_what_two_processes_counted_is_added_up_and_outlives_them(tmp_path):
    folder = tmp_path / "figures"
    first, _ = a_process(folder, 100), a_process(folder, 200)
    assert told(folder, "ikl_requests_total", kind="homepage", status="2xx") == 4
    assert told(folder, "ikl_request_seconds_bucket", kind="homepage", le="0.05") == 4
    assert told(folder, "ikl_bitmaps_read_timestamp_seconds", of="shops") == 100, "of who read longest ago"
    mark_process_dead(first, path=str(folder))
    assert told(folder, "ikl_requests_total", kind="homepage", status="2xx") == 4
    assert told(folder, "ikl_bitmaps_read_timestamp_seconds", of="shops") == 200


def test_processes_that_are_gone_leave_one_file_of_each_kind_and_their_sum(tmp_path):
    folder = tmp_path / "figures"
    pids = {a_process(folder, 100) for _ in range(3)}
    assert gather(folder, pids) == set()
    assert {path.name for path in folder.iterdir()} == {"counter_gone.db", "histogram_gone.db"}
    a_process(folder, 200)
    assert told(folder, "ikl_requests_total", kind="homepage", status="2xx") == 8
    assert told(folder, "ikl_request_seconds_bucket", kind="homepage", le="0.05") == 8
    assert told(folder, "ikl_request_seconds_count", kind="homepage") == 8
    assert gather(folder, pids) == set(), "what was added up is not added again"
    assert told(folder, "ikl_requests_total", kind="homepage", status="2xx") == 8


def test_while_somebody_reads_nothing_is_moved_and_the_server_does_not_wait(tmp_path):
    folder = tmp_path / "figures"
    pid = a_process(folder, 100)
    with locked(folder, fcntl.LOCK_SH):
        assert gather(folder, {pid}) == {pid}
    assert (folder / f"counter_{pid}.db").exists()
    assert gather(folder, {pid}) == set()


def test_gunicorn_leaves_what_it_could_not_gather_for_the_next_time(tmp_path, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path / "figures"))
    configured: dict = {}
    exec((ROOT / "gunicorn.conf.py").read_text(), configured)
    folder, server = tmp_path / "figures", SimpleNamespace(WORKERS={})
    first, second = a_process(folder, 100), a_process(folder, 100)
    with locked(folder, fcntl.LOCK_SH):
        configured["child_exit"](server, SimpleNamespace(pid=first))
    configured["child_exit"](server, SimpleNamespace(pid=second))
    assert configured["gone"] == set()
    assert {path.name for path in folder.iterdir()} == {"counter_gone.db", "histogram_gone.db"}


def test_figures_that_cannot_be_read_do_not_end_the_server(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    configured: dict = {}
    exec((ROOT / "gunicorn.conf.py").read_text(), configured)
    (tmp_path / "counter_41.db").write_bytes(b"broken")
    configured["child_exit"](SimpleNamespace(WORKERS={}, log=logging.getLogger("gunicorn.error")), SimpleNamespace(pid=41))
    assert [line.getMessage() for line in caplog.records] == ["figures of a process that is gone are not added up"]


def test_gunicorn_names_a_folder_before_the_site_is_read_that_nobody_can_guess(monkeypatch):
    names = set()
    for _ in range(2):
        monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")
        monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR")
        exec((ROOT / "gunicorn.conf.py").read_text(), {})
        names.add(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    assert len(names) == 2 and all(name.startswith("/") for name in names)


# -- gunicorn

COUNTS = """
import json, os
from prometheus_client import CollectorRegistry
from ikkooplokaal.watching import figures
from ikkooplokaal.watching.gone import Sum

def application(environ, start):
    figures.REQUESTS.labels("homepage", "2xx").inc()
    registry = CollectorRegistry()
    Sum(registry)
    start("200 OK", [])
    total = registry.get_sample_value("ikl_requests_total", {"kind": "homepage", "status": "2xx"})
    return [json.dumps({"process": os.getpid(), "counted": total, "folder": os.environ["PROMETHEUS_MULTIPROC_DIR"]}).encode()]
"""


class Server:
    """gunicorn as gunicorn.conf.py has it, with one process that counts."""

    def __init__(self, process: subprocess.Popen, port: int):
        self.process, self.port, self.asked = process, port, 0

    def ask(self) -> dict:
        """Raises ConnectionRefusedError before the start."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/")
            answer = connection.getresponse()
            assert answer.status == 200, answer.read()
            self.asked += 1
            return json.loads(answer.read())
        finally:
            connection.close()

    def asked_until_another_answers(self, than: int = 0) -> dict:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if (answer := self.ask())["process"] != than:
                    return answer
            except ConnectionRefusedError:
                time.sleep(0.05)
        raise AssertionError("nobody else answers")


@pytest.fixture
def server(tmp_path) -> Iterator[Server]:
    (tmp_path / "counts.py").write_text(COUNTS)
    port = free_port()
    told = os.environ | {
        "PYTHONPATH": f"{ROOT / 'site'}:{tmp_path}",
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "WEB_CONCURRENCY": "1",
        "TMPDIR": str(tmp_path),
    }
    with subprocess.Popen([sys.executable, "-m", "gunicorn", "--log-level", "error", "counts"], cwd=ROOT, env=told) as process:
        yield Server(process, port)
        process.terminate()


def test_a_reload_goes_on_counting_in_the_same_folder_and_the_end_takes_it_away(server):
    before = server.asked_until_another_answers()
    for _ in range(2):
        server.process.send_signal(signal.SIGHUP)
        after = server.asked_until_another_answers(than=before["process"])
        assert after["folder"] == before["folder"]
        assert after["counted"] == server.asked
        before = after
    server.process.terminate()
    server.process.wait(START_SECONDS)
    assert not Path(before["folder"]).exists()


def test_a_new_process_makes_the_folder_that_somebody_took_away(server):
    before = server.asked_until_another_answers()
    shutil.rmtree(before["folder"])
    os.kill(before["process"], signal.SIGKILL)
    assert server.asked_until_another_answers(than=before["process"])["counted"] == 1


@pytest.mark.parametrize("lost", [FileNotFoundError("counter_41.db"), ValueError("mmap closed or invalid")])
def test_who_cannot_be_counted_is_answered(client, site_tree, monkeypatch, caplog, lost):
    def lose(*labels: str) -> None:
        raise lost

    monkeypatch.setattr(figures.REQUESTS, "labels", lose)
    assert client.get("/nl/").status_code == 200
    assert "something is not counted" in [line.getMessage() for line in caplog.records]
