"""Show on a terminal how far a long job is, without a word on standard output."""

import sys
import time
from typing import TextIO

WIDTH = 30  # characters of the bar
LINES_APART = 15  # seconds between two lines where there is no terminal


class ProgressBar:
    """Call it with a stage, how much is done and of how much. A bar on a terminal; elsewhere a line now and then."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.is_terminal = self.stream.isatty()
        self.last = time.monotonic()

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        finished = total is not None and done >= total
        if self.is_terminal:
            self.stream.write(f"\r{bar(stage, done, total)}" + ("\n" if finished else ""))
            self.stream.flush()
        elif finished or time.monotonic() - self.last > LINES_APART:
            self.stream.write(f"{bar(stage, done, total)}\n")
            self.last = time.monotonic()


def bar(stage: str, done: int, total: int | None) -> str:
    """ "bewaren      [#####.........]  500 van 1000"; without a bar when nobody knows how much there is."""
    if not total:
        return f"{stage:<12} {done}"
    full = round(WIDTH * min(done / total, 1))
    return f"{stage:<12} [{'#' * full}{'.' * (WIDTH - full)}] {done} van {total}"
