"""Ask opening hours at a moment, by the rules that the site uses."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand

from shops import hours

FORM = "uren, een tab, en een moment als 2025-03-03T08:00"


class Command(BaseCommand):
    help = f"Leest regels van {FORM} (Brusselse tijd, Belgische feestdagen) en antwoordt per regel open, closed of unknown."
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it

    def handle(self, *args: Any, **options: Any) -> None:
        lines = (raw.decode("utf-8-sig", errors="replace") for raw in sys.stdin.buffer)
        for number, found in enumerate(answers(lines), start=1):
            self.stdout.write(found or hours.Answer.UNKNOWN)
            if found is None:
                self.stderr.write(f"Regel {number}: we verwachten {FORM}.")


def answers(lines: Iterable[str]) -> Iterator[hours.Answer | None]:
    """One for each line; None for a line that does not say hours and a moment."""
    for line in lines:
        text, tab, moment = line.rstrip("\r\n").rpartition("\t")
        at = moment_of(moment) if tab else None
        yield answer_of(text, at) if at else None


def moment_of(text: str) -> datetime | None:
    """Without an offset it is Brussels time: of an hour that October has twice the first."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=hours.BRUSSELS)


def answer_of(text: str, at: datetime) -> hours.Answer:
    """Of hours as a file writes them; unknown for what is not understood."""
    try:
        return hours.answer(hours.what_is_certain(text), at)
    except hours.NotUnderstood:
        return hours.Answer.UNKNOWN
