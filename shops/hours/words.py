"""Moments and the line about now in four languages, as people say them.

Every function takes `language`, "nl", "fr", "en" or "de" (another one reads Dutch), and aware moments or dates in Brussels.
Between a number and its unit stands a no-break space.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from shops.hours.asking import Answer, State, answer, state, stretch
from shops.hours.grammar import NBSP, Language, grammar_of
from shops.hours.reading import BRUSSELS
from shops.hours.rules import APPOINTMENT

MIDNIGHT = time()

Kind = Literal["open", "soon", "closed", "unknown"]


@dataclass(frozen=True, slots=True)
class Status:
    """One line about now. kind "soon" is open, and closing within the hour."""

    kind: Kind
    text: str


def status(state: State, at: datetime, language: str) -> Status:
    """The line beside a shop's name: "Open tot 18 u.", "Opent morgen om 9 u.", "Uren onbekend", "Op afspraak"."""
    words = grammar_of(language)
    if state.answer is Answer.UNKNOWN:
        return Status("unknown", sentence(why_unknown(state.comment, words)))
    if state.answer is Answer.OPEN:
        return _open_status(state, at, language)
    return Status("closed", _opening(state.opens_at, at, language) if state.opens_at else sentence(words.closed))


def status_then(text: str, moment: datetime, at: datetime, language: str) -> Status:
    """The line about a moment that somebody chose, said at `at`: "Open van 9 tot 12 u. op zondag". text: hours, "" for unknown."""
    words, found = grammar_of(language), stretch(text, moment)
    if found is None:
        known = answer(text, moment) is not Answer.UNKNOWN
        return Status("closed", sentence(words.closed)) if known else status(state(text, moment), moment, language)
    starts, ends = (edge.astimezone(BRUSSELS) for edge in found)
    if ends - starts >= timedelta(days=1):
        return Status("open", words.open_day_and_night)
    end = clock(ends.time(), language)
    start = hour_of(starts.time(), language) if words.unit and MIDNIGHT not in {starts.time(), ends.time()} else clock(starts.time(), language)
    return Status("open", words.open_then.format(start=start, end=end, day=_on_day(starts.date(), at, language)))


def _on_day(day: date, at: datetime, language: str) -> str:
    """ "vandaag", "morgen", "op zondag", "op zondag 27 december"."""
    words, ahead = grammar_of(language), (day - _date(at)).days
    return words.today if ahead == 0 else words.tomorrow if ahead == 1 else words.on_day.format(_which_day(day, at, language))


def _open_status(state: State, at: datetime, language: str) -> Status:
    words = grammar_of(language)
    if state.closes_at is None:
        return Status("open", words.open_day_and_night)
    closes = state.closes_at.astimezone(BRUSSELS)
    hour = clock(closes.time(), language)
    if state.soon:
        return Status("soon", words.closes_at.format(hour))
    day = "" if _is_today_or_tonight(closes, at) else f"{_which_day(closes.date(), at, language)} "
    text = words.open_until.format(day + hour)
    return Status("open", f"{text}, {words.maybe_longer}" if state.maybe_longer else text)


def _is_today_or_tonight(closes: datetime, at: datetime) -> bool:
    """Whether an hour alone says when it closes: today, at midnight, or in the night after today."""
    ends_on = (closes - timedelta(microseconds=1)).date()
    return ends_on == _date(at) or (closes.hour < 12 and closes - at < timedelta(hours=20))


def _opening(opens_at: datetime, at: datetime, language: str) -> str:
    words, opens = grammar_of(language), opens_at.astimezone(BRUSSELS)
    hour = clock(opens.time(), language)
    if opens.date() == _date(at):
        return words.opens_at.format(hour)
    return words.opens_on.format(_which_day(opens.date(), at, language), hour)


def _which_day(day: date, at: datetime, language: str) -> str:
    """Tomorrow, a weekday within the week, else weekday and date."""
    words, ahead = grammar_of(language), (day - _date(at)).days
    if ahead == 1:
        return words.tomorrow
    return words.days[day.weekday()] if ahead < 7 else day_and_month(day, language)


def why_unknown(comment: str, words: Language) -> str:
    return words.by_appointment if APPOINTMENT.search(comment) else words.unknown


def _date(at: datetime) -> date:
    return at.astimezone(BRUSSELS).date()


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def clock(at: time, language: str) -> str:
    """A wall time in a sentence: "9 u.", "12 h 30", "6 pm", "12.30 Uhr"; midnight is a word."""
    words = grammar_of(language)
    return words.midnight if at == MIDNIGHT else hour_of(at, language) + (f"{NBSP}{words.unit}" if words.unit else "")


def hour_of(at: time, language: str) -> str:
    if language == "fr":
        return f"{at.hour}{NBSP}h" + (f"{NBSP}{at.minute:02}" if at.minute else "")
    hour = (at.hour % 12 or 12) if language == "en" else at.hour
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{hour}{minutes}" + (f"{NBSP}{'am' if at.hour < 12 else 'pm'}" if language == "en" else "")


def day_name(day: date, language: str) -> str:
    """ "woensdag", with the capital that the language gives it inside a sentence."""
    return grammar_of(language).days[day.weekday()]


def month_name(month: int, language: str) -> str:
    """month: 1-12."""
    return grammar_of(language).months[month - 1]


def day_and_month(day: date, language: str) -> str:
    """ "maandag 7 december", "mardi 1er décembre", "Montag, 7. Dezember"."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return grammar_of(language).dated.format(weekday=day_name(day, language), day=number, month=month_name(day.month, language))


def moment(at: datetime, language: str) -> str:
    """ "woensdag 25 november, 11.40 u."."""
    local = at.astimezone(BRUSSELS)
    return f"{day_and_month(local.date(), language)}, {clock(local.time().replace(second=0, microsecond=0), language)}"


def ago(then: datetime, at: datetime, language: str) -> str:
    """How long ago, by days of the calendar in Brussels: "vandaag", "gisteren", "drie weken geleden"; the future reads as today."""
    words, days = grammar_of(language), (_date(at) - _date(then)).days
    if days <= 0:
        return words.today
    if days == 1:
        return words.ago["yesterday"]
    if days < 7:
        return words.ago["days"].format(words.numbers[days - 2])
    if days < 28:
        return _counted("week", days // 7, words)
    return _counted("month", min(11, max(1, round(days / 30.4))), words) if days < 365 else words.ago["years"]


def _counted(unit: str, count: int, words: Language) -> str:
    return words.ago[unit] if count == 1 else words.ago[f"{unit}s"].format(words.numbers[count - 2])
