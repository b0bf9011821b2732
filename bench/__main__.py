"""What the site costs, beside what else could be had on the same machine, in one table: `make bench`.

    python -m bench [--quick] [--resume] [--bakerydemo FOLDER] [uncached cached votes growth start editors search]

Each part measures ours and its measure in turns, and each row says the median of the ratios of the rounds. Rows go to var/bench/table.jsonl as
soon as they are known; --resume goes on where a run was broken off. A part that lacks a program, that fails, or that takes longer than it may
is named, and the others go on. Made for a machine that does nothing else. Ends with 1 when a part failed.
"""

import argparse
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from bench import ballots, cached, editors, growth, kept, search, start, table, uncached
from bench.directory.sites import collect_static
from bench.options import QUICK, WHOLE, Options
from bench.table import Row
from bench.wrk import NoWrk
from tests.services import nginx, postgres

PARTS: dict[str, Callable[[Options], Iterator[Row]]] = {part.PART: part.rows for part in (uncached, cached, ballots, growth, start, editors, search)}
RESULTS = kept.FOLDER / "table.jsonl"
MOST = {True: 180, False: 480}  # seconds that a part may take, when quick and when whole
IN_ALL = {True: 600, False: 1_200}  # all of them; who comes too late is left out
LEFT_OUT, FAILED = "left out", "failed"


def asked_for(words: list[str] | None = None) -> argparse.Namespace:
    """words: None for those of the command line. No `parts` means all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="ten minutes at most instead of twenty: fewer requests, fewer shops")
    parser.add_argument("--resume", action="store_true", help="keep the parts that the last run finished")
    parser.add_argument("--bakerydemo", type=Path, help="a checkout of bakerydemo that runs (bench/README.md)")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=[])  # Python 3.11 looks for the default itself among the choices
    return parser.parse_args(words)


def main() -> int:
    asked = asked_for()
    done = finished(RESULTS) if asked.resume else set()
    table.write(RESULTS, [row for row in table.read(RESULTS) if row.part in done])
    options = replace(QUICK if asked.quick else WHOLE, bakerydemo=asked.bakerydemo)
    wanted = [name for name in asked.parts or PARTS if name not in done]
    make_ready(options, wanted)
    until = time.monotonic() + IN_ALL[asked.quick]
    for name in wanted:
        run(name, options, min(MOST[asked.quick], round(until - time.monotonic())))
    rows = table.read(RESULTS)
    table.show(rows)
    return int(any(row.what == FAILED for row in rows))


def finished(path: Path) -> set[str]:
    """Parts all of whose rows is there."""
    rows = table.read(path)
    return {row.part for row in rows} - {row.part for row in rows if row.what in (LEFT_OUT, FAILED)}


def make_ready(options: Options, parts: Iterable[str]) -> None:
    """What no part's time should be spent on: static files, and the sites of the day that these parts ask."""
    print("making the sites of today, where they are not there yet ...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder:
        collect_static(Path(folder))
    if set(parts) & {uncached.PART, cached.PART, start.PART, editors.PART}:
        kept.demo(options.shops)
    if set(parts) & {editors.PART, growth.PART}:
        kept.demo(0)
    if growth.PART in parts:
        kept.demo(0, min(growth.TOWNS))
        for shops in options.growth:
            kept.directory(shops)


def run(name: str, options: Options, most: int) -> None:
    """Rows are kept as they come: those that a part saw before it failed are true."""
    began = time.monotonic()
    print(f"{name} ...", file=sys.stderr, flush=True)
    try:
        with within(most):
            for row in PARTS[name](options):
                table.keep(RESULTS, [row])
    except (NoWrk, nginx.NoServer, postgres.NoServer, TimeoutError) as reason:
        table.keep(RESULTS, [Row(name, LEFT_OUT, 0, "", note=str(reason))])
    except Exception as problem:  # the figures of the others are worth having
        traceback.print_exc()
        table.keep(RESULTS, [Row(name, FAILED, 0, "", note=f"{type(problem).__name__}, see the console")])
    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raises TimeoutError inside when it takes longer, so that the servers of the part are ended. seconds: none left when below 1."""
    if seconds < 1:
        raise TimeoutError("no time was left")

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
    sys.exit(main())
