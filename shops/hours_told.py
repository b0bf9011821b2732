"""What a grid of hours says, in a sentence that an editor reads back: "ma–vr 9–18 u., za en zo gesloten, feestdagen gesloten"."""

from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shops import hours
from shops.hours.asking import Answer
from shops.hours.grammar import grammar_of
from shops.hours.grid import BY_APPOINTMENT, Grid, Line, Says, Spell
from shops.hours.timetable import hours_of_day

A_MONDAY = date(2026, 6, 1)
ANSWERS = {Says.OPEN: Answer.OPEN, Says.CLOSED: Answer.CLOSED}


def told(grid: Grid, today: date) -> str:
    """In the language of the reader; empty for a blank grid. today: a year that is not this one is named."""
    if grid.is_blank:
        return ""
    week = hours.summary([_day(line, A_MONDAY + timedelta(days=number)) for number, line in enumerate(grid.week)], _language())
    holidays = [] if grid.holidays.says is Says.USUAL else [_("feestdagen %(hours)s") % {"hours": _said(grid.holidays)}]
    return "; ".join([", ".join([week, *holidays]), *(_spell(spell, today) for spell in grid.spells)])


def _spell(spell: Spell, today: date) -> str:
    first, last, hours_then = _date(spell.first, today), _date(spell.last, today), _said(spell.line)
    days = first if first == last else _("van %(first)s tot en met %(last)s") % {"first": first, "last": last}
    said = f"{days} {hours_then}"
    return f"{said} ({spell.word})" if spell.word else said


def _date(day: date, today: date) -> str:
    said = hours.day_and_month(day, _language())
    return said if day.year == today.year else f"{said} {day.year}"


def _said(line: Line) -> str:
    return hours_of_day(_day(line, A_MONDAY), _language(), f" {grammar_of(_language()).conjunction} ")


def _day(line: Line, day: date) -> hours.Day:
    comment = BY_APPOINTMENT if line.says is Says.APPOINTMENT else ""
    return hours.Day(day, line.slots, ANSWERS.get(line.says, Answer.UNKNOWN), comment=comment)


def _language() -> str:
    return get_language() or "nl"
