"""A day and an hour that somebody chooses to ask what is open then: "2026-11-29T10:00", the clock in Brussels."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from shops.hours import BRUSSELS, clock, day_and_month

FORM = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)", re.ASCII)
USUAL_HOUR = time(10)  # of who chooses a day and no hour
AHEAD = timedelta(days=366)  # after the last of these days nobody knows their hours


class Odd(StrEnum):
    """Why a moment is not asked for."""

    UNREADABLE = "unreadable"
    PAST = "past"
    FAR = "far"


@dataclass(frozen=True)
class Chosen:
    """What an address says of a moment. day, hour: as they stand in the fields of the form."""

    moment: datetime | None = None
    odd: Odd | None = None
    day: str = ""
    hour: str = ""


def read(text: str) -> datetime | None:
    """The aware moment in Brussels; nothing for what is no moment there (a 30th of February, an hour that March skips)."""
    match = FORM.fullmatch(text)
    try:
        moment = datetime.combine(date.fromisoformat(match[1]), time.fromisoformat(match[2]), BRUSSELS) if match else None
        return moment if moment and moment.astimezone(UTC).astimezone(BRUSSELS) == moment.replace(fold=0) and exists(moment) else None
    except (ValueError, OverflowError):
        return None


def exists(moment: datetime) -> bool:
    """Whether the clock in Brussels ever says this."""
    there_and_back = moment.astimezone(UTC).astimezone(BRUSSELS)
    return there_and_back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def written(moment: datetime) -> str:
    return f"{moment.astimezone(BRUSSELS):%Y-%m-%dT%H:%M}"


def asked(text: str, day: str, hour: str) -> str:
    """What the address or the two fields of the form ask for; "" for nothing. A day without an hour means ten o'clock."""
    if text and text != "nu":
        return text
    return f"{day}T{hour or USUAL_HOUR.isoformat('minutes')}" if day else ""


def oddness(moment: datetime, at: datetime) -> Odd | None:
    """Why nobody is told what is open at `moment`; nothing when they are. The present minute is no past."""
    if moment < at.replace(second=0, microsecond=0):
        return Odd.PAST
    return Odd.FAR if day_of(moment) > day_of(at) + AHEAD else None


def day_of(moment: datetime) -> date:
    return moment.astimezone(BRUSSELS).date()


def next_time(hour: str, at: datetime) -> datetime | None:
    """When the clock in Brussels says `hour` next, this minute included; nothing for what is no hour."""
    days = (day_of(at) + timedelta(days=ahead) for ahead in range(3))  # on one of them the hour may be skipped
    moments = (read(f"{day.isoformat()}T{hour}") for day in days)
    return next((moment for moment in moments if moment and not oddness(moment, at)), None)


def in_words(moment: datetime, language: str) -> str:
    """ "zondag 29 november om 10 u."."""
    local = moment.astimezone(BRUSSELS)
    return AT_AN_HOUR[language].format(day_and_month(local.date(), language), clock(local.time(), language))


AT_AN_HOUR = {"nl": "{} om {}", "fr": "{} à {}", "en": "{} at {}", "de": "{} um {}"}
