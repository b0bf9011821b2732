"""What holds over all tests: no line that is logged tells of anybody (tests/written.py). And that it would be found."""

import json
import logging

import pytest

from ikkooplokaal.watching.lines import JsonLines
from tests.written import leaks, leaks_of_a_process, listening

logger = logging.getLogger("ikkooplokaal.of_a_test")
OF_AN = "an@example.org has 012345 and came from 192.0.2.17 and 2001:db8:12:34::7 to /nl/mijn-zaak/link/abcdefgh12/"


class Unredacted(logging.Formatter):
    """As a formatter would be that somebody put in the place of ours."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps({"message": super().format(record)})


def test_what_tests_log_is_listened_to_from_info_on(what_is_logged):
    before = what_is_logged.count
    logger.info("a line")
    assert what_is_logged.count == before + 1


def test_a_line_that_tells_of_somebody_is_not_written_as_it_came():
    with listening(JsonLines()) as written:
        logger.warning(OF_AN)
        logger.warning("refused: %s", OF_AN, extra={"why": OF_AN, "all": [OF_AN]})
        try:
            raise ValueError(OF_AN)
        except ValueError:
            logger.exception("failed")
    assert (written.count, written.found) == (3, [])


def test_without_redaction_each_of_them_is_found():
    with listening(Unredacted()) as written:
        logger.warning(OF_AN)
    assert [found.partition(":")[0] for found in written.found] == ["an address of mail", "an address of a machine", "six digits", "a key of a mail"]


@pytest.mark.parametrize("part", ["an@example.org", "an%40example.org", "192.0.2.17", "2001:db8::7", "code 012345", "/doe-je-mee/abcdefgh/"])
def test_each_alone_is_found_in_what_a_process_writes(part):
    assert len(leaks_of_a_process(f"{json.dumps({'why': 'hello'})}\n{json.dumps({'why': [part]})}\n")) == 1


def test_a_line_that_is_not_written_as_ours_are_is_found_whatever_it_says():
    assert leaks_of_a_process("gunicorn says hello\n") == ["no JSON: gunicorn says hello"]
    assert leaks_of_a_process("hello\nhello an@example.org\n", is_production=False) == ["an address of mail: hello an@example.org"]


@pytest.mark.parametrize("part", ["from 192.0.2.0/24", "from 2001:db8:12::/48", "127.0.0.1", "0.123456", "/doe-je-mee/...", "[mailbox]"])
def test_what_was_shortened_or_is_nobodys_is_not(part):
    assert leaks(json.dumps({"message": part, "time": "2026-11-25T10:26:40.123456+00:00", "request": "123456", "process": 123456})) == []
