"""A day, or days, to which a shop said yes and that are no more. Pure."""

from dataclasses import dataclass
from datetime import date, time
from typing import Self


@dataclass(frozen=True, order=True)
class Lost:
    """first, last: both included. hours: those of its own, None for those offered, or where none are asked."""

    first: date
    last: date
    hours: tuple[time, time] | None = None

    def written(self) -> list[str]:
        return [one.isoformat() for one in (self.first, self.last, *(self.hours or ()))]

    @classmethod
    def read(cls, written: list[str]) -> Self:
        """From what `written` gave."""
        first, last, *hours = written
        opens, closes = map(time.fromisoformat, hours) if hours else (None, None)
        return cls(date.fromisoformat(first), date.fromisoformat(last), (opens, closes) if opens is not None and closes is not None else None)

    def touches(self, other: "Lost") -> bool:
        """Whether they have a day in common."""
        return self.first <= other.last and other.first <= self.last
