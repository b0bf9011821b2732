"""Several processes of a server tell one sum."""

import os
import subprocess
import sys
from pathlib import Path

from prometheus_client import CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

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
    MultiProcessCollector(registry, path=str(folder))
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


def test_gunicorn_names_a_folder_before_the_site_is_read_that_nobody_can_guess():
    names = set()
    for _ in range(2):
        configured: dict = {}
        exec((ROOT / "gunicorn.conf.py").read_text(), configured)
        (name,) = configured["raw_env"]
        names.add(name)
    assert len(names) == 2 and all(name.startswith("PROMETHEUS_MULTIPROC_DIR=/") for name in names)
    assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ
