"""`manage.py opening_hours`: anybody checks a case, a line each."""

import io
from datetime import datetime

import pytest
from django.core.management import call_command

from shops.hours import BRUSSELS
from shops.management.commands.opening_hours import moment_of


def asked(monkeypatch, lines: bytes) -> tuple[list[str], str]:
    """The answers, and what stands on standard error."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines), encoding="ascii"))
    out, err = io.StringIO(), io.StringIO()
    call_command("opening_hours", stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue()


@pytest.mark.parametrize(
    ("text", "moment", "expected"),
    [
        ("Mo-Fr 9:00-18:00", "2025-03-03T08:00", "closed"),
        ("Mo-Fr 9:00-18:00", "2025-03-03T09:00", "open"),
        ("ma-vr 9u–18u", "2025-03-03T17:59", "open"),
        ("ma-vr 9u-18u", "2025-03-03T18:00", "closed"),
        ("Mo-Fr 9:00-18:00; PH off", "2025-07-21T10:00", "closed"),
        ("Fr 18:00-03:00; Sa off", "2025-03-08T02:00", "open"),
        ("Mo-Fr 9:00-5:00", "2025-03-03T16:00", "open"),
        ("Mo-Fr 9:00-5:00", "2025-03-03T18:00", "unknown"),
        ("Sa", "2025-03-08T12:00", "unknown"),
        ("Sa 00:00-00:00", "2025-03-08T12:00", "unknown"),
        ("Mo-Fr 13:30-12:00", "2025-03-03T23:00", "unknown"),
        ("Mo-Fr 9:00-18:00; Sa-Su 0:00-0:00", "2025-03-03T10:00", "open"),
        ("Mo-Fr 9:00-18:00; Sa-Su 0:00-0:00", "2025-03-08T10:00", "unknown"),
        ("9.30 - 12 en 13.30 - 18", "2025-03-03T12:30", "closed"),
        ("", "2025-03-08T12:00", "unknown"),
        ("Su 01:00-04:00", "2025-03-30T02:30", "open"),  # the clock skips it: the moment is half past three in summer time
        ("Mo 9:00-18:00", "2025-03-03T09:30+02:00", "closed"),  # with an offset of its own: half past eight in Brussels
    ],
)
def test_hours_are_asked_at_a_moment_in_brussels(monkeypatch, text, moment, expected):
    assert asked(monkeypatch, f"{text}\t{moment}\n".encode()) == ([expected], "")


def test_each_line_gets_one_answer_whatever_it_says(monkeypatch):
    lines = b"x\nMo 9:00-18:00\tmaandag\n\xff\xfe\t2025-03-03T08:00\r\n24/7\t2025-03-03T08:00"
    found, complaints = asked(monkeypatch, lines)
    assert found == ["unknown", "unknown", "unknown", "open"]
    assert [line.split(":")[0] for line in complaints.splitlines()] == ["Regel 1", "Regel 2"]


def test_a_file_that_begins_with_the_mark_of_windows_has_a_first_line_too(monkeypatch):
    assert asked(monkeypatch, b"\xef\xbb\xbfMo 9:00-18:00\t2025-03-03T10:00\nMo 9:00-18:00\t2025-03-03T08:00\n") == (["open", "closed"], "")


def test_hours_with_a_tab_in_them_and_an_empty_input(monkeypatch):
    assert asked(monkeypatch, b"Mo-Fr\t9:00-18:00\t2025-03-03T10:00\n") == (["open"], "")
    assert asked(monkeypatch, b"") == ([], "")


def test_of_an_hour_that_october_has_twice_the_first_is_meant():
    assert moment_of("2025-10-26T02:30") == datetime(2025, 10, 26, 2, 30, tzinfo=BRUSSELS, fold=0)
