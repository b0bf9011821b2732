"""Asks the Python Package Index which of the locked packages have known holes, with pip-audit; says so when it cannot be asked.

Ends with 0 when there are none or nobody could be asked, with 1 when there are.
"""

import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
INDEX = ("pypi.org", 443)
PATIENCE = 5  # seconds
TOOL = "pip-audit==2.10.1"
LOCKS = ("requirements.txt", "requirements-posters.txt", "requirements-dev.txt")
NOT_CHECKED = "#### NOT CHECKED: the Python Package Index cannot be reached from here. Run it where it can. ####"


def is_there(place: tuple[str, int]) -> bool:
    try:
        socket.create_connection(place, PATIENCE).close()
    except OSError:
        return False
    return True


def question(lock: str) -> list[str]:
    """Nothing is installed: versions and sums stand in the lock file."""
    uv = Path(sys.executable).with_name("uv")
    return [str(uv), "tool", "run", "--quiet", TOOL, "--require-hashes", "--disable-pip", "--progress-spinner=off", "-r", str(ROOT / lock)]


def main(place: tuple[str, int] = INDEX) -> int:
    if not is_there(place):
        print(NOT_CHECKED)
        return 0
    return max(subprocess.run(question(lock), check=False).returncode for lock in LOCKS)  # noqa: S603 - our own words


if __name__ == "__main__":
    sys.exit(main())
