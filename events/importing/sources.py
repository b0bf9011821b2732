"""By what name the events of a file are known, so that the next copy of it is recognised and another file is not.

Many programs count their entries from one: such a number means something within its calendar only. What looks like a number of the whole world
(RFC 7986, section 5.3) is the same event in every calendar that holds it.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from content.tables import one_line

LONGEST = 60
CALENDARS = "ics:"  # what the names of calendars begin with
COPY = re.compile(r"\b(?:kopie|copy|copie|van|of|de|export|versie|v)\b|[\d_().-]+", re.IGNORECASE)
PROGRAM = re.compile(r"[^\w\s]+|\d+")
WORLDWIDE_FROM = 20  # signs


def of_list(given: str, file_name: str) -> str:
    """given: by who reads it in, may be "". "agenda 2026 (1).csv" and "Agenda 2027.csv" are both "agenda"."""
    return (one_line(given).casefold() or of_file(file_name) or "lijst")[:LONGEST]


def of_calendar(given: str, says: Mapping[str, str], file_name: str) -> str:
    """says: what the calendar says of itself (content_lines.says_of_itself). A name alone is often "agenda" or "calendar", so the program that wrote
    it stands beside it, without its version."""
    name = one_line(given) or in_its_words(says) or of_file(file_name) or "agenda"
    return f"{CALENDARS}{name.casefold()}"[:LONGEST]


def in_its_words(says: Mapping[str, str]) -> str:
    name = one_line(says.get("X-WR-CALNAME", "") or says.get("NAME", ""))
    return one_line(f"{name} {PROGRAM.sub(' ', says.get('PRODID', ''))}") if name else ""


def of_file(name: str) -> str:
    return one_line(COPY.sub(" ", Path(name).stem)).casefold()


def is_worldwide(uid: str) -> bool:
    return "@" in uid or len(uid) >= WORLDWIDE_FROM
