"""The figures of a provincial count as people read them: means of points, and shares. Arithmetic, without a database.

`told` is one of "finalists" of votes.province.
"""

from fractions import Fraction
from typing import Any

from content.numbers import decimal
from votes.finalists import share


def average(told: dict[str, Any]) -> list[Fraction]:
    """The mean of all jurors, per criterion. Raises ZeroDivisionError without jurors."""
    return [Fraction(sum(points), len(points)) for points in zip(*told["scores"], strict=True)]


def total(told: dict[str, Any]) -> Fraction:
    """The mean of what the jurors gave in all. Raises ZeroDivisionError without jurors."""
    return Fraction(sum(sum(points) for points in told["scores"]), len(told["scores"]))


def part(told: dict[str, Any]) -> Fraction:
    """Of the counted votes of its round."""
    return share(votes=told["votes"], counted=told["counted"])


def percent(told: dict[str, Any], language: str) -> str:
    """ "12,5 %"."""
    return f"{decimal(float(100 * part(told)), language)}\u00a0%"
