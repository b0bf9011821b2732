"""Opening hours and moments in four languages, as people say them; grammar in tables, no gettext.

Every function takes `language`, "nl", "fr", "en" or "de" (another one reads Dutch), and aware moments or dates in Brussels.
Between a number and its unit stands a no-break space.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from shops.opening_hours import APPOINTMENT, BRUSSELS, Answer, Day, State

NBSP = "\N{NO-BREAK SPACE}"
MIDNIGHT = time()

Kind = Literal["open", "soon", "closed", "unknown"]


@dataclass(frozen=True, slots=True)
class Status:
    """One line about now. kind "soon" is open, and closing within the hour."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    text: str
    is_today: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class _Language:
    days: tuple[str, ...]  # Monday first
    short_days: tuple[str, ...]
    months: tuple[str, ...]
    unit: str  # behind the last hour of a line; empty where each hour has its own
    midnight: str
    day_and_night: str
    closed: str
    unknown: str
    by_appointment: str
    holiday: str
    today: str
    tomorrow: str
    every_day: str
    conjunction: str
    open_until: str
    closes_at: str
    opens_at: str
    opens_on: str
    open_day_and_night: str
    dated: str
    numbers: tuple[str, ...]  # two to eleven
    ago: dict[str, str]


_NL = _Language(
    days=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    short_days=("ma", "di", "wo", "do", "vr", "za", "zo"),
    months=("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
    unit="u.",
    midnight="middernacht",
    day_and_night="dag en nacht",
    closed="gesloten",
    unknown="uren onbekend",
    by_appointment="op afspraak",
    holiday="feestdag",
    today="vandaag",
    tomorrow="morgen",
    every_day="elke dag",
    conjunction="en",
    open_until="Open tot {}",
    closes_at="Sluit om {}",
    opens_at="Opent om {}",
    opens_on="Opent {} om {}",
    open_day_and_night="Dag en nacht open",
    dated=f"{{weekday}} {{day}}{NBSP}{{month}}",
    numbers=("twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf"),
    ago={
        "yesterday": "gisteren", "days": "{} dagen geleden", "week": "vorige week", "weeks": "{} weken geleden",
        "month": "vorige maand", "months": "{} maanden geleden", "years": "meer dan een jaar geleden",
    },
)  # fmt: skip
_FR = _Language(
    days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    short_days=("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    months=("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    unit="",
    midnight="minuit",
    day_and_night="jour et nuit",
    closed="fermé",
    unknown="heures inconnues",
    by_appointment="sur rendez-vous",
    holiday="jour férié",
    today="aujourd’hui",
    tomorrow="demain",
    every_day="tous les jours",
    conjunction="et",
    open_until="Ouvert jusqu’à {}",
    closes_at="Ferme à {}",
    opens_at="Ouvre à {}",
    opens_on="Ouvre {} à {}",
    open_day_and_night="Ouvert jour et nuit",
    dated=f"{{weekday}} {{day}}{NBSP}{{month}}",
    numbers=("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze"),
    ago={
        "yesterday": "hier", "days": "il y a {} jours", "week": "la semaine dernière", "weeks": "il y a {} semaines",
        "month": "le mois dernier", "months": "il y a {} mois", "years": "il y a plus d’un an",
    },
)  # fmt: skip
_EN = _Language(
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    short_days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    unit="",
    midnight="midnight",
    day_and_night="day and night",
    closed="closed",
    unknown="hours unknown",
    by_appointment="by appointment",
    holiday="public holiday",
    today="today",
    tomorrow="tomorrow",
    every_day="every day",
    conjunction="and",
    open_until="Open until {}",
    closes_at="Closes at {}",
    opens_at="Opens at {}",
    opens_on="Opens {} at {}",
    open_day_and_night="Open day and night",
    dated=f"{{weekday}} {{day}}{NBSP}{{month}}",
    numbers=("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    ago={
        "yesterday": "yesterday", "days": "{} days ago", "week": "last week", "weeks": "{} weeks ago",
        "month": "last month", "months": "{} months ago", "years": "more than a year ago",
    },
)  # fmt: skip
_DE = _Language(
    days=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    short_days=("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    months=("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
    unit="Uhr",
    midnight="Mitternacht",
    day_and_night="Tag und Nacht",
    closed="geschlossen",
    unknown="Öffnungszeiten unbekannt",
    by_appointment="nach Vereinbarung",
    holiday="Feiertag",
    today="heute",
    tomorrow="morgen",
    every_day="täglich",
    conjunction="und",
    open_until="Geöffnet bis {}",
    closes_at="Schließt um {}",
    opens_at="Öffnet um {}",
    opens_on="Öffnet {} um {}",
    open_day_and_night="Tag und Nacht geöffnet",
    dated=f"{{weekday}}, {{day}}.{NBSP}{{month}}",
    numbers=("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf"),
    ago={
        "yesterday": "gestern", "days": "vor {} Tagen", "week": "letzte Woche", "weeks": "vor {} Wochen",
        "month": "letzten Monat", "months": "vor {} Monaten", "years": "vor mehr als einem Jahr",
    },
)  # fmt: skip
_LANGUAGES = {"nl": _NL, "fr": _FR, "en": _EN, "de": _DE}


def _words(language: str) -> _Language:
    return _LANGUAGES.get(language, _NL)


# Now ----------------------------------------------------------------------------------------------------------------------------


def status(state: State, at: datetime, language: str) -> Status:
    """The line beside a shop's name: "Open tot 18 u.", "Opent morgen om 9 u.", "Uren onbekend", "Op afspraak"."""
    words = _words(language)
    if state.answer is Answer.UNKNOWN:
        return Status("unknown", _sentence(_why_unknown(state.comment, words)))
    if state.answer is Answer.OPEN:
        return _open_status(state, at, language)
    return Status("closed", _opening(state.opens_at, at, language) if state.opens_at else _sentence(words.closed))


def _open_status(state: State, at: datetime, language: str) -> Status:
    words = _words(language)
    if state.closes_at is None:
        return Status("open", words.open_day_and_night)
    closes = state.closes_at.astimezone(BRUSSELS)
    hour = clock(closes.time(), language)
    if state.soon:
        return Status("soon", words.closes_at.format(hour))
    day = "" if _is_today_or_tonight(closes, at) else f"{_which_day(closes.date(), at, language)} "
    return Status("open", words.open_until.format(day + hour))


def _is_today_or_tonight(closes: datetime, at: datetime) -> bool:
    """Whether an hour alone says when it closes: today, at midnight, or in the night after today."""
    ends_on = (closes - timedelta(microseconds=1)).date()
    return ends_on == _date(at) or (closes.hour < 12 and closes - at < timedelta(hours=20))


def _opening(opens_at: datetime, at: datetime, language: str) -> str:
    words, opens = _words(language), opens_at.astimezone(BRUSSELS)
    hour = clock(opens.time(), language)
    if opens.date() == _date(at):
        return words.opens_at.format(hour)
    return words.opens_on.format(_which_day(opens.date(), at, language), hour)


def _which_day(day: date, at: datetime, language: str) -> str:
    """Tomorrow, a weekday within the week, else weekday and date."""
    words, ahead = _words(language), (day - _date(at)).days
    if ahead == 1:
        return words.tomorrow
    return words.days[day.weekday()] if ahead < 7 else day_and_month(day, language)


def _why_unknown(comment: str, words: _Language) -> str:
    return words.by_appointment if APPOINTMENT.search(comment) else words.unknown


def _date(at: datetime) -> date:
    return at.astimezone(BRUSSELS).date()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


# Clock and calendar -------------------------------------------------------------------------------------------------------------


def clock(at: time, language: str) -> str:
    """A wall time in a sentence: "9 u.", "12 h 30", "6 pm", "12.30 Uhr"; midnight is a word."""
    words = _words(language)
    return words.midnight if at == MIDNIGHT else _hour(at, language) + (f"{NBSP}{words.unit}" if words.unit else "")


def _hour(at: time, language: str) -> str:
    if language == "fr":
        return f"{at.hour}{NBSP}h" + (f"{NBSP}{at.minute:02}" if at.minute else "")
    hour = (at.hour % 12 or 12) if language == "en" else at.hour
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{hour}{minutes}" + (f"{NBSP}{'am' if at.hour < 12 else 'pm'}" if language == "en" else "")


def day_name(day: date, language: str) -> str:
    """ "woensdag", with the capital that the language gives it inside a sentence."""
    return _words(language).days[day.weekday()]


def month_name(month: int, language: str) -> str:
    """month: 1-12."""
    return _words(language).months[month - 1]


def day_and_month(day: date, language: str) -> str:
    """ "maandag 7 december", "mardi 1er décembre", "Montag, 7. Dezember"."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return _words(language).dated.format(weekday=day_name(day, language), day=number, month=month_name(day.month, language))


def moment(at: datetime, language: str) -> str:
    """ "woensdag 25 november, 11.40 u."."""
    local = at.astimezone(BRUSSELS)
    return f"{day_and_month(local.date(), language)}, {clock(local.time().replace(second=0, microsecond=0), language)}"


def ago(then: datetime, at: datetime, language: str) -> str:
    """How long ago, by days of the calendar in Brussels: "vandaag", "gisteren", "drie weken geleden"; the future reads as today."""
    words, days = _words(language), (_date(at) - _date(then)).days
    if days <= 0:
        return words.today
    if days == 1:
        return words.ago["yesterday"]
    if days < 7:
        return words.ago["days"].format(words.numbers[days - 2])
    if days < 28:
        return _counted("week", days // 7, words)
    return _counted("month", min(11, max(1, round(days / 30.4))), words) if days < 365 else words.ago["years"]


def _counted(unit: str, count: int, words: _Language) -> str:
    return words.ago[unit] if count == 1 else words.ago[f"{unit}s"].format(words.numbers[count - 2])


# A week -------------------------------------------------------------------------------------------------------------------------


def table(days: Sequence[Day], language: str, today: date) -> list[Row]:
    """One row a day, today first: ("Vandaag, woensdag", "9–12.30, 13.30–18 u.")."""
    ordered = sorted(days, key=lambda day: (day.date < today, day.date))
    return [_row(day, language, day.date == today) for day in ordered]


def _row(day: Day, language: str, is_today: bool) -> Row:
    words = _words(language)
    name = day_name(day.date, language)
    notes = [words.holiday] if day.holiday else [day.comment] if day.answer is Answer.CLOSED and day.comment else []
    text = ", ".join([_hours_of(day, language, ", "), *notes])
    return Row(_sentence(f"{words.today}, {name}" if is_today else name), text, is_today, day.answer is Answer.CLOSED)


def _hours_of(day: Day, language: str, between: str) -> str:
    """ "9–12.30, 13.30–18 u.", "gesloten", "op afspraak"."""
    words = _words(language)
    if day.answer is Answer.CLOSED:
        return words.closed
    if day.answer is Answer.UNKNOWN:
        return _why_unknown(day.comment, words)
    if day.slots == ((MIDNIGHT, MIDNIGHT),):
        return words.day_and_night
    ranges = between.join(f"{_start(opens, language)}–{_end(closes, language)}" for opens, closes in day.slots)
    return f"{ranges}{NBSP}{words.unit}" if words.unit else ranges


def _start(opens: time, language: str) -> str:
    return _words(language).midnight if opens == MIDNIGHT and not _words(language).unit else _hour(opens, language)


def _end(closes: time, language: str) -> str:
    if closes != MIDNIGHT:
        return _hour(closes, language)
    return "24" if _words(language).unit else _words(language).midnight


def summary(days: Sequence[Day], language: str) -> str:
    """The week in one line: "ma–vr 9–12.30 en 13.30–18 u., za 9–17 u., zo gesloten".

    days: Monday to Sunday, best those of opening_hours.regular_week. Equal days stand together, in the order of their first day.
    """
    words = _words(language)
    groups: dict[str, list[int]] = {}
    for day in sorted(days, key=lambda day: day.date.weekday()):
        groups.setdefault(_hours_of(day, language, f" {words.conjunction} "), []).append(day.date.weekday())
    if len(groups) > 1:
        return ", ".join(f"{_day_list(weekdays, words)} {hours}" for hours, weekdays in groups.items())
    hours = next(iter(groups), words.unknown)
    return f"{words.every_day} {hours}" if days and days[0].answer is Answer.OPEN and hours != words.day_and_night else hours


def _day_list(weekdays: list[int], words: _Language) -> str:
    """ "ma–vr", "di en do", "ma, wo en vr", "ma–wo en vr": three days in a row become a stretch."""
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and runs[-1][-1] == weekday - 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    names: list[str] = []
    for run in runs:
        short = [words.short_days[weekday] for weekday in run]
        names += [f"{short[0]}–{short[-1]}"] if len(run) > 2 else short
    return f" {words.conjunction} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
