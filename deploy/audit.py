"""Asks which of the locked packages have known holes, by pip-audit, which uv fetches for it; says so when nobody could be asked.

Ends with 0 when there are none or nobody could be asked, with 1 when there are.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TOOL = "pip-audit==2.10.1"
LOCKS = ("requirements.txt", "requirements-posters.txt", "requirements-sentry.txt", "requirements-dev.txt")
NOT_CHECKED = "#### NOT CHECKED: nobody could be asked about {lock}. Run it where there is a network. ####"
PATIENCE = 600  # seconds


def question(lock: str) -> list[str]:
    """Nothing is installed: versions and sums stand in the lock file."""
    uv = Path(sys.executable).with_name("uv")
    asked = ["--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json", "-r", str(ROOT / lock)]
    return [str(uv), "tool", "run", "--quiet", TOOL, *asked]


def ask(lock: str) -> str:
    """What pip-audit says, "" when it cannot be had or reaches nobody."""
    try:
        asked = subprocess.run(question(lock), capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own words
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip()


def holes(answer: dict[str, Any]) -> list[str]:
    """A line for each: the package, the hole, and the versions in which it is mended."""
    return [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for package in answer["dependencies"]
        for hole in package.get("vulns", [])
    ]


def unknown(answer: dict[str, Any]) -> list[str]:
    """Packages of which nobody knew anything, by name."""
    return [package["name"] for package in answer["dependencies"] if "skip_reason" in package]


def main() -> int:
    found = 0
    for lock in LOCKS:
        said = ask(lock)
        if not said.startswith("{"):
            print(NOT_CHECKED.format(lock=lock))
            continue
        answer = json.loads(said)
        lines = holes(answer)
        found += len(lines)
        print("\n".join([f"{lock}: {len(lines)} known holes", *lines]))
        if strangers := unknown(answer):
            print(f"of these nothing was known: {', '.join(strangers)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
