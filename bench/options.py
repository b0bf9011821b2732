"""How long a run of the bench takes."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """requests: of a kind in one round. seconds: of one turn of what is asked as fast as it goes. bakerydemo: a checkout that runs, or None."""

    requests: int
    rounds: int
    seconds: float
    shops: int
    growth: tuple[int, int]
    bakerydemo: Path | None = None


WHOLE = Options(requests=60, rounds=4, seconds=3, shops=10_000, growth=(1_000, 100_000))
QUICK = Options(requests=20, rounds=3, seconds=1, shops=2_000, growth=(1_000, 10_000))
