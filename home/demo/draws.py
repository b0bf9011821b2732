"""Choices that are fixed by a seed, the same on every machine and with every release of Python (which `random` does not promise)."""

import json
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

Option = TypeVar("Option")


@cache
def content(name: str) -> Any:
    """What stands in `name`.json beside this module; shared, so never change it."""
    return json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))


def number(seed: str, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    digest = blake2b(seed.encode(), digest_size=8).digest()
    return low + int.from_bytes(digest, "big") % (high - low + 1)


def chance(seed: str, percent: int) -> bool:
    return number(seed, 1, 100) <= percent


def choice(seed: str, options: Sequence[Option]) -> Option:
    return options[number(seed, 0, len(options) - 1)]
