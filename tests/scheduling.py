"""Which worker runs which tests: those of a file that follow each other go to one worker, in the order of the collection.

So what a file makes once is made once, and on every worker the tests that empty the database (transactional ones, then those of the
browser) come after those that roll back. xdist's own `loadfile` would bring all tests of a file forward to its first.
"""

from itertools import groupby
from typing import Any

from xdist.scheduler import LoadScopeScheduling


class FilesInOrder(LoadScopeScheduling):
    """For `--dist loadfile --no-loadscope-reorder`."""

    def schedule(self) -> None:
        if self.collection is None:
            self.stretches = stretches(next(iter(self.registered_collections.values())))
        super().schedule()

    def _split_scope(self, nodeid: str) -> str:
        return self.stretches[nodeid]


def stretches(collected: list[str]) -> dict[str, str]:
    """By test: a name for the stretch of tests of its file that it stands in."""
    runs = groupby(collected, lambda nodeid: nodeid.partition("::")[0])
    return {nodeid: f"{number} {file}" for number, (file, run) in enumerate(runs) for nodeid in run}


def make(config: Any, log: Any) -> FilesInOrder | None:
    """None when another way of distributing was asked for."""
    return FilesInOrder(config, log) if config.getvalue("dist") == "loadfile" else None
