"""A page that nginx keeps, beside the same bytes as a file of the same nginx: the configuration of deploy/nginx, one worker, without TLS."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import kept, serving, spent, wrk
from bench.options import Options
from bench.table import Row
from tests.services import nginx

PART = "cached"
KEPT = ("front page", "directory", "a filtered search", "a shop", "the vote of a town", "a result")
CPU_BAR, RATE_BAR = 1.4, 0.75
FILES = "/as-a-file/"
# Of Debian's own nginx.conf, in which ours is included.
OF_DEBIAN = {"server_tokens off;": "server_tokens off; sendfile on; tcp_nopush on;"}
# One visitor asks as much as a province here: counted as everywhere, and never too much.
UNLIMITED = {"zone=ikl_askers:10m rate=30r/s": "zone=ikl_askers:10m rate=1000000r/s", "zone=ikl_askers burst=200": "zone=ikl_askers burst=1000000"}
END = "location = /metrics {\n    return 404;"
AS_FILES = "location {files} {{\n    alias {folder}/;\n    default_type 'text/html; charset=utf-8';\n    add_header Content-Encoding gzip;\n}}"


@dataclass(frozen=True)
class Front:
    """An nginx, and its one worker."""

    running: nginx.Nginx
    worker: int

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.running.port}{path}"

    def asked(self, path: str, seconds: float) -> tuple[float, float]:
        """(CPU in µs of a request, requests a second)."""
        before = spent.cpu(self.worker)
        answered = wrk.asked(self.url(path), seconds, f"Host: {serving.HOST}")
        return 1e6 * (spent.cpu(self.worker) - before) / answered.requests, answered.rate


def rows(options: Options) -> Iterator[Row]:
    """Raises wrk.NoWrk and nginx.NoServer."""
    environment = kept.demo(options.shops)
    paths = {kind: own[0] for kind, own in serving.drawn(environment, 1).items() if kind in KEPT}
    with (
        tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder,
        serving.ours(environment, workers=2, threads=4, application="") as running,
        front(running.port, Path(folder)) as before,
    ):
        for kind, path in paths.items():
            file = kind.replace(" ", "-")
            (Path(folder) / "files" / file).write_bytes(page_of(running, path))
            yield from compared(before, kind, path, f"{FILES}{file}", options)


def compared(front: Front, kind: str, path: str, file: str, options: Options) -> Iterator[Row]:
    seen: dict[str, list[tuple[float, float]]] = {path: [], file: []}
    for one in seen:
        front.asked(one, 1)  # nothing is kept yet: the first who come wait for the site
    for turn in range(options.rounds):
        for one in list(seen)[:: -1 if turn % 2 else 1]:
            seen[one].append(front.asked(one, options.seconds))
    ours, theirs = ([list(figures) for figures in zip(*turns, strict=True)] for turns in seen.values())
    for place, (unit, bar, is_least) in enumerate((("µs CPU", CPU_BAR, False), ("requests/s", RATE_BAR, True))):
        middles = [sorted(figures[place])[len(figures[place]) // 2] for figures in (ours, theirs)]
        ratio = serving.ratio(ours[place], theirs[place])
        yield Row(PART, kind, middles[0], unit, "nginx, the same bytes as a file", middles[1], ratio, bar, is_least)


def page_of(running: serving.site.Site, path: str) -> bytes:
    """As it is sent, compressed."""
    connection = running.connection()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Host": serving.HOST, "X-Forwarded-For": "192.0.2.1"})
    answer = connection.getresponse()
    assert answer.status == 200 and answer.headers["Content-Encoding"] == "gzip", (path, answer.status)
    body = answer.read()
    connection.close()
    return body


@contextmanager
def front(port: int, folder: Path) -> Iterator[Front]:
    """nginx in front of the site on `port`; what stands in folder/files is served as it is."""
    (folder / "files").mkdir()
    as_files = AS_FILES.format(files=FILES, folder=folder / "files")
    ours = UNLIMITED | {"unix:/run/ikl/web.sock": f"127.0.0.1:{port}", " ssl http2": "", END: f"{as_files}\n\n{END}"}
    with nginx.served("debian.conf", folder / "nginx", ours | OF_DEBIAN) as running:
        yield Front(running, worker_of(running.pid))


def worker_of(master: int) -> int:
    """The one that answers; beside it nginx has others that look after what is kept. They get their names a moment after they start."""
    while True:
        for pid in spent.children_of(master):
            if "worker process" in Path(f"/proc/{pid}/cmdline").read_text():
                return pid
        time.sleep(0.05)
