"""What processes counted that are gone: added up in one file for each kind, or every process that gunicorn renews would leave two for ever,
which each look at /metrics reads."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from prometheus_client.metrics_core import Metric
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

ADDED_UP = ("counter", "histogram")


class Sum(MultiProcessCollector):
    """Of all processes, those that are gone included. Nothing is moved while it reads."""

    def collect(self) -> Iterable[Metric]:
        with locked(Path(self._path), fcntl.LOCK_SH):
            return super().collect()


def gather(folder: Path, pids: set[int]) -> set[int]:
    """pids: of processes that have ended. Those whose figures are left for the next time, as somebody reads."""
    if not folder.is_dir():  # the site was never read
        return set()
    try:
        with locked(folder, fcntl.LOCK_EX | fcntl.LOCK_NB):
            for pid in pids:
                mark_process_dead(pid, path=str(folder))
                for kind in ADDED_UP:
                    move(folder / f"{kind}_{pid}.db", folder / f"{kind}_gone.db")
    except BlockingIOError:
        return pids
    return set()


def move(counted: Path, total: Path) -> None:
    if not counted.exists():
        return
    with closing(MmapedDict(str(total))) as sums:
        for key, value, _at, _place in MmapedDict.read_all_values_from_file(str(counted)):
            before, _ = sums.read_value(key)
            sums.write_value(key, before + value, 0.0)
    counted.unlink()


@contextmanager
def locked(folder: Path, how: int) -> Iterator[None]:
    """Raises BlockingIOError where `how` does not wait."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, how)
        yield
    finally:
        os.close(lock)
