"""Requests as fast as they are answered, by wrk, which takes less of the machine than what it asks."""

import re
import shutil
import subprocess
from dataclasses import dataclass

CONNECTIONS = 16
ENCODING = "Accept-Encoding: gzip"


class NoWrk(Exception):
    """There is no wrk on this machine."""


@dataclass(frozen=True)
class Answered:
    requests: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def asked(url: str, seconds: float, *headers: str) -> Answered:
    """Raises NoWrk, and AssertionError when anything but 2xx and 3xx was answered."""
    program = shutil.which("wrk")
    if program is None:
        raise NoWrk("no wrk on this machine (Debian: apt install wrk)")
    said = [word for header in (ENCODING, *headers) for word in ("-H", header)]
    command = [program, "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout", "30s", *said, url]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 60).stdout
    found = re.search(r"(\d+) requests in ([\d.]+)(s|m)", told)
    assert found and "Non-2xx" not in told and "Socket errors" not in told, told
    return Answered(int(found[1]), float(found[2]) * (60 if found[3] == "m" else 1))
