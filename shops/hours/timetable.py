"""A week in four languages: a row a day, or all in one line. `language` as in shops.hours.words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from shops.hours.asking import Answer
from shops.hours.days import Day, in_a_row
from shops.hours.grammar import NBSP, Language, grammar_of
from shops.hours.words import MIDNIGHT, day_name, hour_of, sentence, why_unknown


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    text: str
    is_today: bool
    is_closed: bool


def table(days: Sequence[Day], language: str, today: date) -> list[Row]:
    """One row a day, today first: ("Vandaag, woensdag", "9–12.30, 13.30–18 u.")."""
    ordered = sorted(days, key=lambda day: (day.date < today, day.date))
    return [_row(day, language, day.date == today) for day in ordered]


def _row(day: Day, language: str, is_today: bool) -> Row:
    words = grammar_of(language)
    name = day_name(day.date, language)
    notes = [words.holiday] if day.holiday else [day.comment] if day.answer is Answer.CLOSED and day.comment else []
    text = ", ".join([hours_of_day(day, language, ", "), *notes])
    return Row(sentence(f"{words.today}, {name}" if is_today else name), text, is_today, day.answer is Answer.CLOSED)


def hours_of_day(day: Day, language: str, between: str) -> str:
    """ "9–12.30, 13.30–18 u.", "gesloten", "op afspraak"."""
    words = grammar_of(language)
    if day.answer is Answer.CLOSED:
        return words.closed
    if day.answer is Answer.UNKNOWN:
        return why_unknown(day.comment, words)
    if day.slots == ((MIDNIGHT, MIDNIGHT),):
        return words.day_and_night
    ranges = between.join(f"{_start(opens, language)}–{_end(closes, language)}" for opens, closes in day.slots)
    told = f"{ranges}{NBSP}{words.unit}" if words.unit else ranges
    return f"{told} ({words.maybe_longer})" if day.maybe_longer else told


def _start(opens: time, language: str) -> str:
    return grammar_of(language).midnight if opens == MIDNIGHT and not grammar_of(language).unit else hour_of(opens, language)


def _end(closes: time, language: str) -> str:
    if closes != MIDNIGHT:
        return hour_of(closes, language)
    return "24" if grammar_of(language).unit else grammar_of(language).midnight


def summary(days: Sequence[Day], language: str) -> str:
    """The week in one line: "ma–vr 9–12.30 en 13.30–18 u., za 9–17 u., zo gesloten".

    days: Monday to Sunday, best those of shops.hours.regular_week. Equal days stand together, in the order of their first day.
    """
    words = grammar_of(language)
    groups: dict[str, list[int]] = {}
    for day in sorted(days, key=lambda day: day.date.weekday()):
        groups.setdefault(hours_of_day(day, language, f" {words.conjunction} "), []).append(day.date.weekday())
    if len(groups) > 1:
        return ", ".join(f"{_day_list(weekdays, words)} {hours}" for hours, weekdays in groups.items())
    hours = next(iter(groups), words.unknown)
    return f"{words.every_day} {hours}" if days and days[0].answer is Answer.OPEN and hours != words.day_and_night else hours


def _day_list(weekdays: list[int], words: Language) -> str:
    """ "ma–vr", "di en do", "ma, wo en vr", "ma–wo en vr": three days in a row become a stretch."""
    names: list[str] = []
    for run in in_a_row(weekdays):
        short = [words.short_days[weekday] for weekday in run]
        names += [f"{short[0]}–{short[-1]}"] if len(run) > 2 else short
    return f" {words.conjunction} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
