"""What each process counts while it answers. gunicorn's processes write theirs beside each other (PROMETHEUS_MULTIPROC_DIR, set by gunicorn.conf.py),
so that whichever is asked tells the sum; without that folder a process knows its own."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

logger = logging.getLogger(__name__)

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
if FOLDER in os.environ:
    Path(os.environ[FOLDER]).mkdir(mode=0o700, exist_ok=True)

COUNTED = CollectorRegistry()
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds

REQUESTS = Counter("ikl_requests", "Requests that were answered.", ["kind", "status"], registry=COUNTED)
SECONDS = Histogram("ikl_request_seconds", "Seconds until the answer was ready.", ["kind"], buckets=BUCKETS, registry=COUNTED)
QUERIES = Counter("ikl_queries", "Questions to the database.", ["kind"], registry=COUNTED)
SLOW_QUERIES = Counter("ikl_slow_queries", "Questions to the database that took longer than SLOW_QUERY_MS.", registry=COUNTED)
BITMAPS_READ = Gauge(
    "ikl_bitmaps_read_timestamp_seconds",
    "When the process that did so longest ago last made sure that the shops in its memory are those of the database.",
    ["of"],  # a figure without a label would begin at 0 in processes that have not read any
    multiprocess_mode="livemin",
    registry=COUNTED,
)


@contextmanager
def whatever_happens() -> Iterator[None]:
    """Nobody is turned away because he cannot be counted: the folder, or what a process had open in it, may be gone."""
    try:
        yield
    except (OSError, ValueError):
        logger.warning("something is not counted", exc_info=True)
