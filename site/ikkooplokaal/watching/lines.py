"""A line of the log, as JSON for programs or as text for a screen. Whatever a library logs goes through `redaction`, mistakes included."""

import logging
from collections.abc import Mapping
from copy import copy
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from ikkooplokaal.watching import request_id
from ikkooplokaal.watching.redaction import redacted, redacted_value

NAMES = {"levelname": "level", "name": "logger", "exc_info": "exception", "stack_info": "stack"}
# Django gives some lines the request and its answer along: both print addresses.
LEFT_OUT = frozenset({"request", "response", "server_time", "sql", "params", "args"})


class JsonLines(JsonFormatter):
    """One object a line: time (UTC), level, logger, process, request, message, and what the line is about."""

    def __init__(self) -> None:
        super().__init__(["levelname", "name", "process", "message"], timestamp="time", rename_fields=NAMES, json_ensure_ascii=False)

    def format(self, record: logging.LogRecord) -> str:
        return super().format(safe(record))

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        message = log_data.pop("message")
        first = {"time": log_data.pop("time").isoformat(timespec="milliseconds"), "request": request_id.current()}
        return first | redacted_value(log_data) | {"message": message}


class OnlyAWarning(logging.Filter):
    """For what others do to us day and night, which is no mistake of ours: no ERROR, and not where in the code it was seen."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.exc_info = record.exc_text = None
        return True


class PlainLines(logging.Formatter):
    """As Django writes them, redacted."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(safe(record)), codes=False)

    def formatException(self, ei: Any) -> str:
        return redacted(super().formatException(ei))


def safe(record: logging.LogRecord) -> logging.LogRecord:
    """A copy whose message is redacted: other handlers get the record as it came."""
    made = copy(record)
    made.msg, made.args = message_of(record), None
    for name in LEFT_OUT & made.__dict__.keys() - {"args"}:
        del made.__dict__[name]
    made.exc_text = None
    return made


def message_of(record: logging.LogRecord) -> str:
    """Redacted in its parts, where a number of a row can be told from a code; and as a whole, as parts may make an address together."""
    template, args = redacted(str(record.msg)), record.args
    if not args:
        return template
    try:
        return redacted(template % parts(args), codes=False)
    except (TypeError, ValueError, KeyError):
        return template


def parts(args: Any) -> Any:
    if isinstance(args, Mapping):
        return {key: redacted_value(value) for key, value in args.items()}
    return tuple(redacted_value(value) for value in args)
