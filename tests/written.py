"""Everything that is logged while tests run, as production would write it: none of it may tell of anybody.

What is looked for here is written apart from what the site itself looks for (ikkooplokaal.watching.redaction), or one mistake would hide the other.
"""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

OF_SOMEBODY = {
    "an address of mail": re.compile(r"[\w.+-]+(?:@|%40)[\w-]+\.\w+"),
    "an address of a machine": re.compile(r"\b(?!127\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}\b(?!/24)|\b2001:db8:[0-9a-f:]++(?!/48)", re.ASCII),
    "six digits": re.compile(r"(?<![\w.])\d{6}(?!\w)"),
    "a key of a mail": re.compile(r"/(?:uitnodiging|mijn-zaak/(?:link|code|mail)|doe-je-mee|inzending|stem/c)/[\w-]{8,}"),
}
NUMBERS_OF_OURS = {"time", "request", "task", "process"}
LOGGED = ("ikkooplokaal", "gate")  # what production logs from INFO on


def leaks(line: str) -> list[str]:
    """What a line of JSON tells of somebody: "six digits: ..."."""
    told = json.loads(line)
    texts = [str(value) for name, value in told.items() if name not in NUMBERS_OF_OURS and not isinstance(value, int | float)]
    return leaks_of(texts, line)


def leaks_of(texts: list[str], line: str) -> list[str]:
    return [f"{what}: {line}" for what, pattern in OF_SOMEBODY.items() if any(pattern.search(text) for text in texts)]


def leaks_of_a_process(said: str, *, is_production: bool = True) -> list[str]:
    """The same of what a process wrote to its console. In production a line that is no JSON went past all that takes out what is somebody's."""
    return [found for line in said.splitlines() for found in leaks_of_a_line(line, is_production)]


def leaks_of_a_line(line: str, is_production: bool) -> list[str]:
    if line.startswith("{"):
        return leaks(line)
    return [f"no JSON: {line}"] if is_production else leaks_of([line], line)


class Written(logging.Handler):
    """Writes nothing: keeps what should never have been written. formatter: production's."""

    def __init__(self, formatter: logging.Formatter):
        super().__init__()
        self.setFormatter(formatter)
        self.count = 0
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
        self.found += leaks(self.format(record))


@contextmanager
def listening(formatter: logging.Formatter) -> Iterator[Written]:
    handler, root = Written(formatter), logging.getLogger()
    levels: dict[str, Any] = {name: logging.getLogger(name).level for name in LOGGED}
    root.addHandler(handler)
    for name in LOGGED:
        logging.getLogger(name).setLevel(logging.INFO)
    try:
        yield handler
    finally:
        root.removeHandler(handler)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
