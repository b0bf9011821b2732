"""Opening hours, stored as OpenStreetMap syntax, asked with three answers: open, closed or unknown.

The grammar and the Belgian holidays come from opening-hours-py. This module reads the text rule by rule first, because the library
takes some texts for more than they say (a day without hours is a day open for 24 hours, a mere comment is open) and cuts hours past
midnight off where the next day has a rule of its own. What differs from the library:

- a rule without hours, off or unknown is refused, and so is a text that says only when it is closed;
- a comment without hours, or one about appointments, means unknown; after other rules it is about the rest of the time;
- hours past midnight belong to the day they start on, whatever the next day says;
- `18:00+` (no closing time) is unknown from 18:00 till midnight, as nobody said when it closes;
- `A || B` (fallback) asks B where A says nothing; a day that A calls off stays closed;
- a holiday rule wins from weekday rules that stand after it, as people mean it: `PH off; Mo-Fr 09:00-18:00` is closed on 21 July.

Known limits: school holidays (SH) are not in the calendar, so their rules never apply; holidays are the ten legal ones
and Easter Sunday, but not Whit Sunday.
Sunrise and sunset are those of the middle of West Flanders.
Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import opening_hours as osm

BRUSSELS = ZoneInfo("Europe/Brussels")
COUNTRY = "BE"
MIDDLE_OF_WEST_FLANDERS = (50.95, 3.12)  # WGS84 degrees, for sunrise and sunset only
LONGEST_TEXT = 1000  # characters; OpenStreetMap allows 255
MOST_SPANS = 10_000  # per question: about three years of two changes a day and more
YEAR_AHEAD = timedelta(days=366)
SOON = timedelta(minutes=60)
WEEKS_FOR_REGULAR = 8
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
APPOINTMENT = re.compile(r"afspra|rendez|\brdv\b|appoint|vereinbarung|absprache|termin|reserv", re.IGNORECASE)

_TOKEN = re.compile(r'"(?P<comment>[^"]*)"|(?P<sep>\|\||;|,)|(?P<body>[^",;|]+)')
_SUN = r"(?:sunrise|sunset|dawn|dusk)"
_TIME = rf"(?:\d{{1,2}}:\d\d|{_SUN}|\({_SUN}[+-]\d{{1,2}}:\d\d\))"
_SPAN = rf"{_TIME}(?:\s*-\s*{_TIME}\+?|\+)"
_RULE = re.compile(rf"(?P<selector>.*?)\s*(?P<times>{_SPAN}(?:,{_SPAN})*)?\s*(?P<modifier>\b(?:open|off|closed|unknown))?", re.IGNORECASE)
_SAYS_HOURS = re.compile(rf"{_TIME}|24/7|\b(?:open|off|closed|unknown)\b", re.IGNORECASE)
_STARTS_WITH_TIME = re.compile(rf"\s*{_TIME}", re.IGNORECASE)
_LITERAL = re.compile(r"\b(?:(ph|sh)|(mo|tu|we|th|fr|sa|su)|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?=\b|\d)", re.IGNORECASE)
_DATE = re.compile(r"(?:\d{4} ?)?(?:[A-Z][a-z]{2} ?\d|easter)|\d{4}")
_NAMES_HOLIDAYS = re.compile(r"(?:(?:Mo|Tu|We|Th|Fr|Sa|Su)[-,])*PH\b")
_WEEKLY = re.compile(r"(?:Mo|Tu|We|Th|Fr|Sa|Su)\b|$")


class NotUnderstood(ValueError):
    """The text is no valid OpenStreetMap hours, or says less than the grammar would make of it; `args[0]` says why (English)."""


class Answer(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class State:
    """What holds at a moment. Moments are aware UTC; all are None when nothing changes within 366 days.

    until: next change of answer. closes_at: only while open. opens_at: only while not open; skips unknown parts.
    comment: the shop's own words on the rule that holds ("op afspraak"). soon: open, and closes within 60 minutes.
    """

    answer: Answer
    until: datetime | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    comment: str = ""
    day_is_holiday: bool = False
    soon: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day in Brussels. slots: (opens, closes) wall times; closes at or before opens is past midnight, (0:00, 0:00) the whole day."""

    date: date
    slots: tuple[tuple[time, time], ...]
    answer: Answer
    holiday: bool = False
    comment: str = ""


class Span(NamedTuple):
    """A stretch with one answer, in naive Brussels wall time."""

    start: datetime
    end: datetime
    answer: Answer
    comment: str


class _Rule(NamedTuple):
    separator: str  # ";" overrides, "," adds, "||" falls back
    selector: str
    times: str
    modifier: str  # "", "off" or "unknown"
    comment: str | None

    def __str__(self) -> str:
        words = (self.selector, self.times, self.modifier, "" if self.comment is None else f'"{self.comment}"')
        return " ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class _Group:
    """Rules up to a fallback. spill: yesterday's hours past midnight, asked with yesterday's date; off: the days called off."""

    rules: osm.OpeningHours
    has_sun: bool
    spill: osm.OpeningHours | None
    off: osm.OpeningHours | None


@dataclass(frozen=True, slots=True)
class Hours:
    """A text that was understood. text: normalised, safe to store."""

    text: str
    groups: tuple[_Group, ...]

    @property
    def is_plain(self) -> bool:
        return len(self.groups) == 1 and self.groups[0].spill is None


# Reading ------------------------------------------------------------------------------------------------------------------------


def parse(text: str) -> Hours | None:
    """The hours that `text` says, None for an empty text. Raises NotUnderstood. Kept in memory per text (the library's objects do not pickle)."""
    found = _read(text)
    if isinstance(found, str):
        raise NotUnderstood(found)
    return found


def is_valid(text: str) -> bool:
    """Whether `text` may be stored; the empty text (hours unknown) may."""
    return not isinstance(_read(text), str)


@lru_cache(maxsize=16_384)
def _read(text: str) -> Hours | str | None:
    if not text.strip():
        return None
    try:
        rules = _remarks_last(_holidays_win([_checked(rule) for rule in _split(text)]))
        if all(rule.modifier == "off" and rule.selector not in ("", "24/7", "Mo-Su") for rule in rules):
            raise NotUnderstood("says only when it is closed")
        normalised = _join(rules)
        _engine(normalised, has_sun=False)
        return Hours(normalised, tuple(_group(part) for part in _fallbacks(rules)))
    except NotUnderstood as refusal:
        return str(refusal)


def _split(text: str) -> list[_Rule]:
    """The rules of `text`, not yet checked. A comma starts a rule only where the part before it is whole and no time follows."""
    if len(text) > LONGEST_TEXT:
        raise NotUnderstood(f"longer than {LONGEST_TEXT} characters")
    if sum(len(found[0]) for found in _TOKEN.finditer(text)) != len(text):
        raise NotUnderstood("a quote without its pair, or a single |")
    rules: list[_Rule] = []
    separator, body, comment, comma = "", "", None, False
    for token in _TOKEN.finditer(text):
        piece = token["body"]
        if token["sep"] == ",":
            comma = True
        elif token["sep"] or (comma and (comment is not None or (_SAYS_HOURS.search(body) and not _STARTS_WITH_TIME.match(piece or "")))):
            rules.append(_rule(separator, body, comment))
            separator, body, comment, comma = token["sep"] or ",", piece or "", token["comment"], False
        elif token["comment"] is not None or comment is not None:
            if (comment is not None and (piece or "").strip()) or (comment is not None and token["comment"] is not None):
                raise NotUnderstood("words after a comment")
            comment = token["comment"] if comment is None else comment
        else:
            body, comma = f"{body.rstrip()},{piece.strip()}" if comma else body + piece, False
    if comma:
        raise NotUnderstood("ends with a comma")
    return [*rules, _rule(separator, body, comment)]


def _rule(separator: str, body: str, comment: str | None) -> _Rule:
    found = _RULE.fullmatch(" ".join(body.split()).replace(" ,", ",").replace(", ", ","))
    if found is None:
        raise NotUnderstood(f"cannot read {body.strip()!r}")
    modifier = (found["modifier"] or "").lower().replace("closed", "off")
    times = re.sub(r"(?<!\d)\d:", lambda hour: "0" + hour[0], re.sub(r"\s", "", found["times"] or ""))
    return _Rule(separator, _LITERAL.sub(_literal, found["selector"].removesuffix(":").strip()), times.lower(), modifier, comment)


def _literal(found: re.Match[str]) -> str:
    return found[0].upper() if found[1] else found[0].title()


def _checked(rule: _Rule) -> _Rule:
    """The rule made explicit, each trap refused."""
    if rule.comment is not None and not rule.modifier and (APPOINTMENT.search(rule.comment) or not (rule.times or rule.selector == "24/7")):
        rule = rule._replace(modifier="unknown")
    if not str(rule):
        raise NotUnderstood("an empty rule")
    if not rule.times and rule.modifier in ("", "open") and rule.selector != "24/7":
        raise NotUnderstood(f"{str(rule)!r} names days but no hours")
    if re.search(r"\b[PS]H (?=[A-Z][a-z]\b)", rule.selector):
        raise NotUnderstood(f"{rule.selector!r}: weekdays within holidays are not known")
    if rule.separator == "," and rule.modifier == "off":
        rule = rule._replace(separator=";")
    return rule._replace(modifier=rule.modifier.replace("open", ""))


def _remarks_last(rules: list[_Rule]) -> list[_Rule]:
    """A mere comment after other rules (`Fr 10:00-12:00; "op afspraak"`) is a remark about the rest: a fallback, not an override."""
    remarks = [rule for rule in rules[1:] if rule.modifier == "unknown" and rule.comment is not None and not (rule.selector or rule.times)]
    return [rule for rule in rules if rule not in remarks] + [rule._replace(separator="||") for rule in remarks]


def _holidays_win(rules: list[_Rule]) -> list[_Rule]:
    """Repeat a holiday rule after the weekly rules that follow it, so that it wins; dated rules (`Dec 24 ...`) after it keep the last word.

    For holiday rules at the very front, rules of a season are weekly too.
    """
    if any(rule.separator == "||" for rule in rules):
        return rules
    ordered, leading = list(rules), True
    for rule in rules:
        is_holiday = rule.selector in ("PH", "Su,PH", "PH,Su") or (rule.modifier == "off" and _NAMES_HOLIDAYS.match(rule.selector) is not None)
        after = ordered[ordered.index(rule) + 1 :]
        beaten = [other for other in after if "PH" not in other.selector and _is_weekly(other, leading)]
        last_beaten = ordered.index(beaten[-1]) if beaten else -1
        has_last_word = any(other.selector == "PH" for other in ordered[last_beaten + 1 :])
        if is_holiday and rule.separator != "," and beaten and not has_last_word:
            if rule.selector == "PH":
                ordered.remove(rule)
            ordered.insert(ordered.index(beaten[-1]) + 1, rule._replace(separator=";", selector="PH"))
        leading = leading and is_holiday
    return [ordered[0]._replace(separator=""), *ordered[1:]]


def _is_weekly(rule: _Rule, or_seasonal: bool) -> bool:
    return not _DATE.match(rule.selector) if or_seasonal else _WEEKLY.match(rule.selector) is not None


def _join(rules: list[_Rule]) -> str:
    return "".join({"": "", "||": " || "}.get(rule.separator, f"{rule.separator} ") + str(rule) for rule in rules)


def _fallbacks(rules: list[_Rule]) -> list[list[_Rule]]:
    groups: list[list[_Rule]] = [[]]
    for rule in rules:
        if rule.separator == "||":
            groups.append([])
        groups[-1].append(rule if groups[-1] else rule._replace(separator=""))
    return groups


def _engine(text: str, has_sun: bool) -> osm.OpeningHours:
    """The library's evaluator in wall time; with sun events in zoned time, as only then it knows where it is."""
    try:
        zone: dict[str, Any] = {"timezone": BRUSSELS, "coords": MIDDLE_OF_WEST_FLANDERS} if has_sun else {}
        return osm.OpeningHours(text, country=COUNTRY, max_interval_days=YEAR_AHEAD.days, **zone)
    except osm.ParserError as error:  # type: ignore[attr-defined]  # not in the stubs
        raise NotUnderstood(str(error).splitlines()[-1].strip(" =") or "no valid hours") from None


def _group(rules: list[_Rule]) -> _Group:
    today = [part for rule in rules for part in _until_midnight(rule)]
    spill = [part for rule in rules for part in _past_midnight(rule)]
    off = [rule._replace(modifier="" if _is_day_off(rule) else "off", times="", selector=rule.selector or "24/7") for rule in rules]
    has_sun = any(re.search(_SUN, rule.times) for rule in rules)
    return _Group(
        rules=_engine(_join(_from_first(today)), has_sun),
        has_sun=has_sun,
        spill=_engine(_join(_from_first(spill)), False) if any(rule.times for rule in spill) else None,
        off=_engine(_join(off), False) if any(_is_day_off(rule) for rule in rules) else None,
    )


def _is_day_off(rule: _Rule) -> bool:
    return rule.modifier == "off" and not rule.times


def _from_first(rules: list[_Rule]) -> list[_Rule]:
    return [rules[0]._replace(separator=""), *rules[1:]] if rules else []


def _until_midnight(rule: _Rule) -> Iterator[_Rule]:
    """The part of a rule that lies on its own day; open ends become unknown stretches beside it."""
    spans, ends = [], []
    for span in filter(None, rule.times.split(",")):
        start, _, end = span.rstrip("+").partition("-")
        if end:
            spans.append(f"{start}-{'24:00' if _wraps(start, end) else end}")
        if span.endswith("+") and not _wraps(start, end or "24:00"):
            ends.append(f"{end or start}-24:00")
    if rule.modifier == "off":
        spans, ends = spans + ends, []
    if spans or not ends:
        yield rule._replace(times=",".join(spans))
    if ends:
        yield rule._replace(separator="," if spans else rule.separator, times=",".join(ends), modifier="unknown")


def _past_midnight(rule: _Rule) -> Iterator[_Rule]:
    """The part of a rule that lies on the next day, in that day's times; a rule without one only overrides."""
    starts_and_ends = [span.rstrip("+").partition("-")[::2] for span in rule.times.split(",") if "-" in span]
    spans = [f"00:00-{_on_next_day(end)}" for start, end in starts_and_ends if _wraps(start, end) and _on_next_day(end) != "00:00"]
    if spans:
        yield rule._replace(times=",".join(spans))
    elif rule.separator != "," and not (rule.times and rule.modifier == "off"):
        yield rule._replace(times="", modifier="off")


def _wraps(start: str, end: str) -> bool:
    return start[:1].isdigit() and end[:1].isdigit() and (end <= start or end > "24:00")


def _on_next_day(end: str) -> str:
    return f"{int(end[:2]) - 24:02}{end[2:]}" if end >= "24:00" else end


# Asking -------------------------------------------------------------------------------------------------------------------------


def answer(text: str, at: datetime) -> Answer:
    """Open, closed or unknown at the aware moment `at`; unknown for a text that is empty or not understood."""
    hours = _read(text)
    return _asked(hours, _wall(at))[0] if isinstance(hours, Hours) else Answer.UNKNOWN


def state(text: str, at: datetime) -> State:
    """What holds at the aware moment `at`, and when that changes, looking 366 days ahead."""
    hours, wall = _read(text), _wall(at)
    holiday = is_holiday(wall.date())
    if not isinstance(hours, Hours):
        return State(Answer.UNKNOWN, day_is_holiday=holiday)
    now, comment = _asked(hours, wall)
    until = opens = None
    for span in _ahead(hours, wall):
        if span.answer != now and until is None:
            until = _instant(span.start)
        if span.answer is Answer.OPEN and now is not Answer.OPEN:
            opens = _instant(span.start)
        if until and (opens or now is Answer.OPEN):
            break
    closes = until if now is Answer.OPEN else None
    return State(now, until, opens, closes, comment, holiday, soon=closes is not None and closes - at <= SOON)


def intervals(text: str, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """When it is open between the aware moments `start` and `end`: UTC, sorted, apart from each other, clipped to the window.

    Unknown stretches are left out. At most MOST_SPANS changes are looked at: a window of many years ends early.
    """
    hours, found = _read(text), list[tuple[datetime, datetime]]()
    if not isinstance(hours, Hours) or end <= start:
        return found
    margin = timedelta(hours=2)  # wall time stands still or jumps by an hour twice a year
    for span in _spans(hours, _wall(start) - margin, _wall(end) + margin):
        if span.answer is Answer.OPEN:
            first, last = max(_instant(span.start), start.astimezone(UTC)), min(_instant(span.end), end.astimezone(UTC))
            if found and first <= found[-1][1] < last:
                found[-1] = (found[-1][0], last)
            elif first < last:
                found.append((first, last))
    return found


@lru_cache(maxsize=4096)
def is_holiday(day: date) -> bool:
    """Whether `day` is a holiday in Belgium: the ten legal ones and Easter Sunday."""
    return _engine("PH", has_sun=False).is_open(datetime.combine(day, time(12)))


def _wall(at: datetime) -> datetime:
    """The clock in Brussels, naive. In the hour that October gives twice every change falls in the first pass; the second stands still."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    local = at.astimezone(BRUSSELS)
    if local.fold:
        local = local.replace(minute=59, second=59, microsecond=999_999, fold=0)
    return local.replace(tzinfo=None)


def _instant(wall: datetime) -> datetime:
    """UTC of a wall time: the first of two, and for a time that March skips the moment of the jump (on the hour in UTC)."""
    first, second = (wall.replace(tzinfo=BRUSSELS, fold=fold) for fold in (0, 1))
    moment = first.astimezone(UTC)
    if wall.month == 3 and first.utcoffset() != second.utcoffset():
        return moment.replace(minute=0, second=0, microsecond=0)
    return moment


def _asked(hours: Hours, wall: datetime) -> tuple[Answer, str]:
    """The answer and comment at a wall time: the first group that does not say closed, unless one called the day off."""
    comment = ""
    for group in hours.groups:
        verdict, said = group.rules.state(_existing(wall) if group.has_sun else wall)
        if group.spill and verdict is not osm.State.OPEN:
            spilt, spilt_said = group.spill.state(wall - timedelta(days=1))
            if spilt is osm.State.OPEN or (verdict is osm.State.CLOSED and spilt is not osm.State.CLOSED):
                verdict, said = spilt, spilt_said
        comment = comment or said
        if verdict is not osm.State.CLOSED:
            return _ANSWERS[verdict], said
        if group.off and group.off.is_open(wall):
            break
    return Answer.CLOSED, comment


_ANSWERS = {osm.State.OPEN: Answer.OPEN, osm.State.CLOSED: Answer.CLOSED, osm.State.UNKNOWN: Answer.UNKNOWN}


def _ahead(hours: Hours, wall: datetime) -> Iterator[Span]:
    """Spans from `wall` on for a year; in two steps where the whole year would have to be made at once."""
    if not hours.is_plain:
        yield from _spans(hours, wall, wall + timedelta(days=4))
        wall += timedelta(days=4)
    yield from _spans(hours, wall, wall + YEAR_AHEAD)


def _spans(hours: Hours, start: datetime, end: datetime) -> Iterator[Span]:
    """Successive stretches of one answer and comment that fill the window, at most MOST_SPANS of them."""
    if hours.is_plain:
        for first, last, verdict, said in islice(_raw(hours.groups[0].rules, hours.groups[0].has_sun, start, end), MOST_SPANS):
            if first < last:
                yield Span(first, last, _ANSWERS[verdict], said)
        return
    day = timedelta(days=1)
    edges = {start, end}
    for group in hours.groups:
        edges.update(span[0] for span in islice(_raw(group.rules, group.has_sun, start, end), MOST_SPANS))
        for engine, shift in ((group.spill, day), (group.off, timedelta())):
            if engine:
                edges.update(span[0] + shift for span in islice(_raw(engine, False, start - shift, end - shift), MOST_SPANS))
    for first, last in pairwise(sorted(edge for edge in edges if start <= edge <= end)):
        yield Span(first, last, *_asked(hours, first))


def _raw(engine: osm.OpeningHours, has_sun: bool, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, osm.State, str]]:
    """The library's intervals in naive wall time."""
    if not has_sun:
        yield from engine.intervals(start, end)
        return
    for first, last, verdict, said in engine.intervals(_existing(start), _existing(end)):
        yield first.replace(tzinfo=None, fold=0), last.replace(tzinfo=None, fold=0), verdict, said


def _existing(wall: datetime) -> datetime:
    """Zoned time; the library refuses one that March skips."""
    return wall.replace(tzinfo=BRUSSELS).astimezone(UTC).astimezone(BRUSSELS)


# Days ---------------------------------------------------------------------------------------------------------------------------


def week(text: str, from_day: date) -> list[Day]:
    """Seven days from `from_day` on."""
    return _days(text, from_day, 7)


def regular_week(text: str, from_day: date) -> list[Day]:
    """Monday to Sunday as they usually are: per weekday what it has most often in the eight weeks from `from_day`, holidays left out.

    So a season that runs now counts, a single closed week does not; at a tie the nearest day wins. `date` is that of the nearest such day.
    """
    usual: list[Day] = []
    days = [day for day in _days(text, from_day, 7 * WEEKS_FOR_REGULAR) if not day.holiday]
    for weekday in range(7):
        same = [day for day in days if day.date.weekday() == weekday]
        most = Counter((day.answer, day.slots, day.comment) for day in same).most_common(1)[0][0]
        usual.append(next(day for day in same if (day.answer, day.slots, day.comment) == most))
    return usual


def schema_org(text: str, from_day: date, days: int = 14) -> dict[str, list[dict[str, Any]]]:
    """Parts of schema.org JSON-LD: the regular week (see regular_week), and each of the next `days` days that differs from it.

    Empty for unknown hours. A closed special day is 00:00-00:00, the whole day 00:00-23:59, as Google asks; unknown days are left out.
    Source: https://developers.google.com/search/docs/appearance/structured-data/local-business
    """
    if not isinstance(_read(text), Hours):
        return {}
    regular = regular_week(text, from_day)
    slots = list(dict.fromkeys(slot for day in regular for slot in day.slots))
    weekly = [_specification(slot) | {"dayOfWeek": [WEEKDAYS[i] for i in range(7) if slot in regular[i].slots]} for slot in slots]
    special = [
        _specification(slot) | {"validFrom": day.date.isoformat(), "validThrough": day.date.isoformat()}
        for day in _days(text, from_day, days)
        if day.answer is not Answer.UNKNOWN and day.slots != regular[day.date.weekday()].slots
        for slot in day.slots or (None,)
    ]
    parts = {"openingHoursSpecification": weekly, "specialOpeningHoursSpecification": special}
    return {name: part for name, part in parts.items() if part}


def _specification(slot: tuple[time, time] | None) -> dict[str, Any]:
    opens, closes = slot or (time(), time())
    whole_day = slot == (time(), time())
    return {"@type": "OpeningHoursSpecification", "opens": f"{opens:%H:%M}", "closes": "23:59" if whole_day else f"{closes:%H:%M}"}


def _days(text: str, first: date, count: int) -> list[Day]:
    hours = _read(text)
    dates = [first + timedelta(days=number) for number in range(count)]
    if not isinstance(hours, Hours):
        return [Day(day, (), Answer.UNKNOWN, is_holiday(day)) for day in dates]
    start = datetime.combine(first, time())
    spans = list(_spans(hours, start - timedelta(days=1), start + timedelta(days=count + 1)))
    slots, by_day = _slots(spans), _by_day(spans)
    return [_day(day, tuple(slots.get(day, ())), by_day.get(day, [])) for day in dates]


def _by_day(spans: list[Span]) -> dict[date, list[Span]]:
    """Spans under the day they begin, and under each later day of which they reach the noon (hours past midnight end before)."""
    found: dict[date, list[Span]] = {}
    for span in spans:
        found.setdefault(span.start.date(), []).append(span)
        for number in range(1, (span.end - timedelta(hours=12)).toordinal() - span.start.toordinal() + 1):
            found.setdefault(span.start.date() + timedelta(days=number), []).append(span)
    return found


def _day(day: date, slots: tuple[tuple[time, time], ...], spans: list[Span]) -> Day:
    verdict = Answer.OPEN if slots else Answer.UNKNOWN if any(span.answer is Answer.UNKNOWN for span in spans) else Answer.CLOSED
    comments = (span.comment for span in spans if span.answer is verdict and span.comment)
    return Day(day, slots, verdict, is_holiday(day), next(comments, ""))


def _slots(spans: list[Span]) -> dict[date, list[tuple[time, time]]]:
    """Open stretches by the day they start. One that ends before noon of the next day stays whole, a longer one is cut at midnights."""
    slots: dict[date, list[tuple[time, time]]] = {}
    for run in _open_runs(spans):
        start = run.start
        while start < run.end:
            midnight = datetime.combine(start.date() + timedelta(days=1), time())
            is_night = run.end < midnight + timedelta(hours=12) and run.end - start < timedelta(days=1)
            end = run.end if is_night else min(run.end, midnight)
            slots.setdefault(start.date(), []).append((start.time(), end.time()))
            start = end
    return slots


def _open_runs(spans: list[Span]) -> list[Span]:
    runs: list[Span] = []
    for span in spans:
        if span.answer is Answer.OPEN and runs and runs[-1].end == span.start:
            runs[-1] = runs[-1]._replace(end=span.end)
        elif span.answer is Answer.OPEN:
            runs.append(span)
    return runs
