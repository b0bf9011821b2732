"""What the site costs, beside what else could be had on the same machine, in one table: `make bench`.

    python -m bench [--quick] [--resume] [--bakerydemo FOLDER] [uncached cached search votes growth start editors]

Each part measures ours and its measure in turns, and each row says the median of the ratios of the rounds. Rows go to var/bench/table.jsonl as
soon as their part is done; --resume goes on where a run was broken off. A part that takes longer than it may, or that lacks a
program, is named and left out. Made for a machine that does nothing else.
"""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from bench import ballots, cached, editors, growth, search, start, table, uncached
from bench.directory.sites import collect_static
from bench.kept import FOLDER
from bench.options import QUICK, WHOLE, Options
from bench.table import Row
from bench.wrk import NoWrk
from tests.services import nginx

PARTS: dict[str, Callable[[Options], Iterator[Row]]] = {part.PART: part.rows for part in (uncached, cached, search, ballots, growth, start, editors)}
RESULTS = FOLDER / "table.jsonl"
MOST = {True: 120, False: 600}  # seconds that a part may take, when quick and when whole, the sites that it needs not yet made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="five minutes instead of twenty: fewer requests, fewer shops")
    parser.add_argument("--resume", action="store_true", help="keep the parts that the last run finished")
    parser.add_argument("--bakerydemo", type=Path, help="a checkout of bakerydemo that runs (bench/README.md)")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=list(PARTS))
    asked = parser.parse_args()
    if not asked.resume:
        RESULTS.unlink(missing_ok=True)
    done = {row.part for row in table.read(RESULTS)}
    with tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder:
        collect_static(Path(folder))
    options = replace(QUICK if asked.quick else WHOLE, bakerydemo=asked.bakerydemo)
    for name in asked.parts or PARTS:
        if name not in done:
            run(name, options, MOST[asked.quick])
    table.show(table.read(RESULTS))


def run(name: str, options: Options, most: int) -> None:
    began = time.monotonic()
    print(f"{name} ...", file=sys.stderr, flush=True)
    try:
        with within(most):
            table.keep(RESULTS, list(PARTS[name](options)))
    except (NoWrk, nginx.NoServer, TimeoutError) as reason:
        table.keep(RESULTS, [Row(name, "left out", 0, "", note=str(reason))])
    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raises TimeoutError inside when it takes longer, so that the servers of the part are ended."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"it took more than {seconds} s")

    former = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


if __name__ == "__main__":
    main()
