"""Days and hours of events in words, in four languages. Pure: reads plain values, touches no database.

Every function takes `language`, "nl", "fr", "en" or "de" (another one reads Dutch), and `today`, a day in Brussels. Words stand as inside a sentence,
with no-break spaces between a number and its unit; `shops.hours.sentence` gives the capital.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from events.date_words import words_in
from events.kinds import Repeats
from events.slots import AN_HOUR, BRUSSELS
from shops.hours import clock, day_name, month_name
from shops.hours.grammar import grammar_of
from shops.hours.words import MIDNIGHT, hour_of

if TYPE_CHECKING:
    from events.models import EventMoment, Occurrence

FAR = timedelta(days=270)
A_DAY = timedelta(days=1)
ENGLISH_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True)
class Stretch:
    """When something is on, in Brussels. first_day, last_day: both included; until at night is still the evening before.
    begins: None for whole days. ends: None when nobody said it."""

    first_day: date
    last_day: date
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def last_date(self) -> date:
        """The day of its end on the calendar, when the hour is said beside it."""
        return self.ends.date() if self.ends and self.ends.time() != MIDNIGHT else self.last_day


def stretch(occurrence: "Occurrence", moments: "Iterable[EventMoment]" = ()) -> Stretch:
    """moments: those of its event, which know whether somebody said when it ends."""
    if occurrence.all_day:
        return Stretch(occurrence.first_day, occurrence.last_day)
    ends = None if has_no_end(occurrence, moments) else occurrence.ends_at.astimezone(BRUSSELS)
    return Stretch(occurrence.first_day, occurrence.last_day, occurrence.starts_at.astimezone(BRUSSELS), ends)


def has_no_end(occurrence: "Occurrence", moments: "Iterable[EventMoment]") -> bool:
    """The hour that such a moment is given (events.slots) is for calendars only."""
    if occurrence.ends_at - occurrence.starts_at != AN_HOUR:
        return False
    return any(moment.begins and not moment.ends and occurrence.key.endswith(f"T{moment.begins:%H%M}") for moment in moments)


# -- one stretch


def when(on: Stretch, language: str, today: date) -> str:
    """ "zondag 6 december, 10 tot 18 u.", "van 4 tot en met 8 december", "van vrijdag 4 december om 20 u. tot zondag 6 december om 18 u."."""
    if on.begins and on.first_day != on.last_day:
        return through(on, language, today)
    said = hours(on, language) if on.begins else ""
    return f"{days(on, language, today)}, {said}" if said else days(on, language, today)


def days(on: Stretch, language: str, today: date) -> str:
    """Without the hours. Of what has begun on an earlier day, until when it lasts."""
    words = words_in(language)
    if on.first_day == on.last_day:
        return day(on.first_day, language, today)
    if on.first_day < today <= on.last_day:
        return until(on.last_day, language, today)
    if on.last_day - on.first_day == A_DAY:
        return two_days(on.first_day, on.last_day, language, today)
    return (
        words.several_days_one_month.format(number(on.first_day, language), date_in(on.last_day, language, today))
        if same_month(on.first_day, on.last_day)
        else words.several_days.format(date_in(on.first_day, language, today), date_in(on.last_day, language, today))
    )


def hours(on: Stretch, language: str) -> str:
    """ "10 tot 18 u.", "20 tot 2 u.", "14.30 u." without an end, "de hele dag"; "" for what lasts several days."""
    if on.first_day != on.last_day:
        return ""
    if on.begins is None:
        return words_in(language).all_day
    begins, unit = on.begins.time(), grammar_of(language).unit
    if on.ends is None or on.ends == on.begins:
        return clock(begins, language)
    said_once = unit and MIDNIGHT not in (begins, on.ends.time())
    first = hour_of(begins, language) if said_once else clock(begins, language)
    return words_in(language).hours.format(first, clock(on.ends.time(), language))


def through(on: Stretch, language: str, today: date) -> str:
    """Of what lasts day and night, with the hours of its first and last day."""
    words = words_in(language)
    begins = on.begins.time() if on.begins else MIDNIGHT
    if on.first_day < today <= on.last_day:
        return until(on.last_day, language, today)
    first = words.at.format(weekday_and_date(on.first_day, language, today), clock(begins, language))
    if on.ends is None or on.ends.time() == MIDNIGHT:
        return words.from_moment_to_day.format(first, weekday_and_date(on.last_day, language, today))
    last = words.at.format(weekday_and_date(on.last_date, language, today), clock(on.ends.time(), language))
    return words.from_moment_to_moment.format(first, last)


def until(last: date, language: str, today: date) -> str:
    """ "tot en met 8 december", "tot en met vandaag"."""
    words = words_in(language)
    near = nearby(last, language, today)
    if near and language == "fr":
        return f"jusqu’à {near}"
    return words.until_day.format(near or date_in(last, language, today))


def two_days(first: date, second: date, language: str, today: date) -> str:
    """ "zaterdag 5 en zondag 6 december"."""
    begin = weekday_and_date(first, language, today)
    if same_month(first, second):
        comma, dot = (",", ".") if language == "de" else ("", "")
        begin = f"{day_name(first, language)}{comma} {number(first, language)}{dot}"
    return words_in(language).two_days.format(begin, weekday_and_date(second, language, today))


# -- one day


def day(one: date, language: str, today: date) -> str:
    """ "vandaag", "morgen", "zondag 6 december", "woensdag 3 februari 2027"."""
    return nearby(one, language, today) or weekday_and_date(one, language, today)


def nearby(one: date, language: str, today: date) -> str:
    words = words_in(language)
    return {0: words.today, 1: words.tomorrow}.get((one - today).days, "")


def weekday_and_date(one: date, language: str, today: date) -> str:
    comma = "," if language == "de" else ""
    return f"{day_name(one, language)}{comma} {date_in(one, language, today)}"


def date_in(one: date, language: str, today: date) -> str:
    """ "6 december"; with the year when it is not this one, or more than nine months off."""
    words = words_in(language)
    said = words.date.format(day=number(one, language), month=month_name(one.month, language))
    return words.year.format(said, one.year) if far(one, today) else said


def month_of(one: date, language: str, today: date) -> str:
    """ "december"; with the year, as for a date, on a second line where there is little room."""
    said = month_name(one.month, language)
    return f"{said} {one.year}" if far(one, today) else said


def far(one: date, today: date) -> bool:
    """Whether a date without a year would be taken for another."""
    return one.year != today.year or abs(one - today) > FAR


def number(one: date, language: str) -> str:
    """French counts the first of a month, and no other day."""
    return "1er" if language == "fr" and one.day == 1 else str(one.day)


def same_month(first: date, last: date) -> bool:
    return (first.year, first.month) == (last.year, last.month)


# -- what comes back


def rhythm(repeats: str, first: date, last: date | None, language: str, today: date) -> str:
    """ "elke zondag tot en met 20 december", "elke eerste vrijdag van de maand"; "" for what does not come back, or by a rule of its own.

    first: the first day; said while it is still to come. last: until when it comes back, None for no end.
    """
    said = pattern(repeats, first, language)
    if not said:
        return ""
    words = words_in(language)
    if first > today and last:
        return words.in_period.format(said, days(Stretch(first, last), language, today)) if last - first > A_DAY else said
    if first > today:
        return words.since_then.format(said, date_in(first, language, today))
    return words.until_then.format(said, date_in(last, language, today)) if last else said


def pattern(repeats: str, first: date, language: str) -> str:
    words = words_in(language)
    weekday = day_name(first, language)
    known = {
        Repeats.DAILY: words.daily,
        Repeats.WEEKLY: words.weekly.format(weekday),
        Repeats.FORTNIGHTLY: words.fortnightly.format(weekday),
        Repeats.MONTHLY_DATE: words.monthly_date.format(counted(first.day, language)),
        Repeats.MONTHLY_WEEKDAY: words.monthly_weekday.format(words.ordinals[min((first.day - 1) // 7, 4)], weekday),
        Repeats.YEARLY: words.yearly.format(words.date.format(day=number(first, language), month=month_name(first.month, language))),
    }
    return {str(key): said for key, said in known.items()}.get(repeats, "")


def counted(day_of_month: int, language: str) -> str:
    """ "6de", "1er", "22nd", "6"."""
    if language == "en":
        return f"{day_of_month}{'th' if day_of_month in (11, 12, 13) else ENGLISH_ENDINGS.get(day_of_month % 10, 'th')}"
    if language == "fr":
        return "1er" if day_of_month == 1 else str(day_of_month)
    if language == "de":
        return str(day_of_month)
    return f"{day_of_month}{'ste' if day_of_month in (1, 8) or day_of_month >= 20 else 'de'}"


def more(count: int, language: str) -> str:
    """ "en nog 4 keer"; "" for none."""
    words = words_in(language)
    return "" if count < 1 else words.once_more if count == 1 else words.more.format(count)
