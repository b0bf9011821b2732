"""Where a Chromium stands on this machine: `python tests/browser/chromium.py` prints its path, or ends with 1 when there is none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
ANSWER_SECONDS = 120


@cache
def find() -> str | None:
    """The first that starts: the one that CHROMIUM names, one on PATH, the one that Playwright brought."""
    return next((program for program in candidates() if starts(program)), None)


def candidates() -> Iterator[str]:
    if named := os.environ.get("CHROMIUM"):
        yield named
    yield from filter(None, map(shutil.which, NAMES))
    brought = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    yield from (str(path) for path in sorted(brought.glob("chromium-*/chrome-linux*/chrome"), reverse=True))


def starts(program: str) -> bool:
    """A browser that lacks a library of the machine stands there, but does not start."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, timeout=ANSWER_SECONDS).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    found = find()
    print(found or "no Chromium that starts")
    sys.exit(0 if found else 1)
