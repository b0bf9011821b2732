"""How gunicorn serves the site: `gunicorn` in this folder is enough. Each figure can be set from outside.

PORT, HOST: where it listens. WEB_CONCURRENCY: processes (two per core is plenty; the first takes about 150 MB, each more 50).
WEB_THREADS: requests that one process answers at once. FORWARDED_ALLOW_IPS (gunicorn's own): the proxies whose X-Forwarded-* headers are believed.
"""

import os
import secrets
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

wsgi_app = "ikkooplokaal.wsgi"
pythonpath = "site"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # read once, shared by the processes (ikkooplokaal/reading_ahead.py)
timeout = 30
graceful_timeout = 20
keepalive = 5

# What visitors wait for on PostgreSQL is broken off when nginx gave up as well; worker, jobs and migrations may take longer.
os.environ.setdefault("PGOPTIONS", "-c statement_timeout=35s -c idle_in_transaction_session_timeout=60s")

# A process gives its memory back now and then, and not all at the same moment.
max_requests = 20_000
max_requests_jitter = 2_000

# gunicorn's heartbeat file: in memory where that is possible, or a busy disk looks like a hanging process.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

# Addresses and headers longer than any browser sends are refused before they reach the site.
limit_request_line = 8190
limit_request_fields = 100

# Its own lines go to the same console as those of the site, in the same form.
logger_class = "ikkooplokaal.watching.of_gunicorn.JsonLogger"

# Nobody steers a running server from a socket in a home folder.
control_socket_disable = True

# Where the processes write down what they count, so that /metrics tells the sum of all (ikkooplokaal/watching/figures.py, which makes it).
# At a reload this file is read again and the site is not: the name stays. Whoever started it under its own number takes it away in the end.
own = f"{tempfile.gettempdir()}/ikl-figures-{os.getpid()}-"
figures = os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", own + secrets.token_hex(8))
gone: set[int] = set()


def post_fork(server: Any, worker: Any) -> None:
    """Whoever tidies the folder of temporary files may have taken it away."""
    with suppress(OSError):
        Path(figures).mkdir(mode=0o700, exist_ok=True)


def child_exit(server: Any, worker: Any) -> None:
    """What a process counted stays, in one file with what others did; how it was goes with it."""
    from ikkooplokaal.watching.gone import gather  # the folder is told to the environment only now

    gone.add(worker.pid)
    living = server.WORKERS.keys()  # a number may be given out again before its turn has come
    try:
        gone.intersection_update(gather(Path(figures), gone - living) | living)
    except Exception:
        gone.clear()
        server.log.exception("figures of a process that is gone are not added up")  # a mistake in here would end the server


def on_exit(server: Any) -> None:
    if figures.startswith(own) and not server.reexec_pid:
        shutil.rmtree(figures, ignore_errors=True)
