"""What the rules of an edition say in a language; where it was not translated, in Dutch, and the page says so (`lang`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from votes.models import Edition


class Criterion(Protocol):
    """As it was fixed, in Dutch."""

    name: str
    about: str
    points: int


@dataclass(frozen=True)
class Told:
    """A text, and the language it is in. Empty where there is none."""

    text: str
    language: str


@dataclass(frozen=True)
class ToldCriterion:
    name: str
    about: str
    points: int
    language: str


def jury_in(edition: Edition, language: str) -> Told:
    """What the jury looks at, in general."""
    return Told(*edition.told_in("jury_criteria", language))


def prize_in(edition: Edition, language: str) -> Told:
    return Told(*edition.told_in("prize", language))


def criteria_in(edition: Edition, criteria: Iterable[Criterion], language: str) -> list[ToldCriterion]:
    """In their order. A line of the translation belongs to the criterion in the same place: "name: what is meant". With a line too few or too many
    nobody knows which is which: then all stand in Dutch."""
    fixed = list(criteria)
    lines = [line for line in edition.told_in("criteria", language)[0].splitlines() if line.strip()]
    if len(lines) != len(fixed):
        lines = [""] * len(fixed)
    return [told_criterion(one, line, language) for one, line in zip(fixed, lines, strict=True)]


def told_criterion(one: Criterion, line: str, language: str) -> ToldCriterion:
    name, _colon, about = (part.strip() for part in line.partition(":"))
    return ToldCriterion(name, about, one.points, language) if name else ToldCriterion(one.name, one.about, one.points, "nl")
