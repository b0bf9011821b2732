"""A line of the log: what it says, and of whom it does not."""

import json
import logging
import sys

from ikkooplokaal.watching import request_id
from ikkooplokaal.watching.lines import JsonLines, PlainLines


def record(message: object, *args: object, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("mail.delivery", logging.WARNING, __file__, 1, message, args, None)
    made.created, made.process = 1_795_600_000.25, 41
    made.__dict__.update(more)
    return made


def line(*args: object, **more: object) -> dict:
    return json.loads(JsonLines().format(record(*args, **more)))


def test_a_line_says_when_how_bad_where_for_which_request_and_what():
    with request_id.carried("abcdef0123456789"):
        told = line("mail %d not sent: %s", 123456, "an@example.org is away", tries=3)
    assert told == {
        "time": "2026-11-25T09:46:40.250+00:00",
        "request": "abcdef0123456789",
        "level": "WARNING",
        "logger": "mail.delivery",
        "process": 41,
        "tries": 3,
        "message": "mail 123456 not sent: [mailbox] is away",
    }


def test_an_address_that_only_the_parts_make_together_is_found_too():
    assert line("%s@%s", "an", "example.org")["message"] == "[mailbox]"


def test_what_is_no_text_is_told_as_text_and_redacted():
    assert line("%s", ValueError("no an@example.org"))["message"] == "no [mailbox]"
    assert line("%(who)s", {"who": "an@example.org"})["message"] == "[mailbox]"


def test_a_line_with_too_few_parts_is_written_and_breaks_nothing():
    assert line("%s and %s", "one")["message"] == "%s and %s"


def test_a_line_of_a_stranger_stays_one_line():
    assert JsonLines().format(record("GET /\nERROR made up")).count("\n") == 0


def test_a_mistake_is_told_with_where_it_happened_and_without_whose_it_was():
    try:
        raise ValueError("no mail to an@example.org with 012345 from 192.0.2.17")
    except ValueError:
        told = line("failed", exc_info=sys.exc_info())
    assert "ValueError: no mail to [mailbox] with [code] from 192.0.2.0/24" in told["exception"]
    assert "test_lines.py" in told["exception"]


def test_request_and_answer_that_django_gives_along_are_left_out(rf):
    assert "request" not in json.dumps(line("Not Found: /x/", request=rf.get("/x/?q=an@example.org"), status_code=404)).replace('"request": ""', "")


def test_other_handlers_get_the_record_as_it_came():
    made = record("to %s", "an@example.org")
    JsonLines().format(made)
    assert made.getMessage() == "to an@example.org"


def test_a_plain_line_is_redacted_too():
    try:
        raise ValueError("an@example.org")
    except ValueError:
        told = PlainLines().format(record("mail %d to %s", 123456, "jan@example.org", exc_info=sys.exc_info()))
    assert told.startswith("mail 123456 to [mailbox]\n") and told.endswith("ValueError: [mailbox]")


def test_every_handler_writes_by_one_of_these(settings):
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} <= set(settings.LOGGING["formatters"])
    assert {formatter["()"].rpartition(".")[0] for formatter in settings.LOGGING["formatters"].values()} == {"ikkooplokaal.watching.lines"}
