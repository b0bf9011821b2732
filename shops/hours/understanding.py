"""Opening hours as people type them, read into OpenStreetMap syntax; in doubt refused, never guessed.

The text is read once per language (Dutch, French, English, German) for the names of days. All languages that can read it must read
the same, unless it is known which one is spoken: "di 9-18" is Tuesday in Dutch and Sunday in French. Every word must be known; names of
two languages side by side ("Mo-Wo") are read where no two languages give them to different days. What comes out has passed
shops.hours.parse, which refuses days without hours.

Doubts that are refused: an hour without its other end ("koopavond tot 20u"), morning to morning ("7:45-4:00", am or pm?), an afternoon
that may be a night ("sunday 2-5", "8:00-12:00, 1:00-5:00"), 0:00-0:00 beside other hours, the same days twice, hours that overlap on a day,
"24 hours" without days, closed and nothing else.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

from shops.hours.reading import parse
from shops.hours.rules import LONGEST_TEXT, NotUnderstood
from shops.hours.vocabulary import CODES, LANGUAGES, MIXED, SIGNS, Token, UnknownWord, clock_time, tokens_of


class Doubt(NotUnderstood):
    """Read, but people could mean two things by it."""


class TypedRule(NamedTuple):
    link: str  # what stood before it: ";", "," or "" (nothing)
    selector: str
    spans: tuple[str, ...]
    state: str  # "", off, always, or the words of an appointment
    comment: str
    unsure: str = ""  # hours after its own of which nobody knows whether it is open


Meaning = Callable[[list[TypedRule]], list[TypedRule]]
EVERY_DAY = "Mo-Su"


def _with_hours(tokens: list[Token]) -> list[Token]:
    """Each number told apart: a year, the day of a month or the number of a week where one was named before, else a whole hour."""
    found: list[Token] = []
    dated = False
    for token in tokens:
        before = found[-1].kind if found else ""
        if token.kind == "number" and len(token.text) == 4 and token.text.startswith("20"):
            token = Token("year", token.text)
        elif token.kind == "number" and not (dated and before in ("month", "week", "-", ",", "/")):
            token = Token("time", clock_time(int(token.text) if len(token.text) < 3 else 99, 0))
        if token.kind not in ("number", "-", ",", "/", ":"):
            dated = token.kind in ("month", "week")
        found.append(token)
    bare = ["" if token.kind != "-" and token.kind == typed.kind else token.text for typed, token in zip(tokens, found, strict=True)]
    _refuse_small_hours(bare)
    return found


def _refuse_small_hours(texts: list[str]) -> None:
    """texts: bare hours and the signs between them, the rest empty: an hour with minutes or a unit is one of 24."""
    for first, sign, last in zip(texts, texts[1:], texts[2:], strict=False):
        if sign == "-" and "01:00" <= first < "05:00" and first < last <= "09:00":
            raise Doubt("in the night or in the afternoon?")


def _rules(tokens: list[Token]) -> list[TypedRule]:
    """Rules as they stand; a new one begins at ";" and where days follow hours."""
    parts: list[tuple[str, list[Token], list[Token]]] = [("", [], [])]
    for index, token in enumerate(tokens):
        link, selector, body = parts[-1]
        ahead = next((after.kind for after in tokens[index + 1 :] if after.kind not in (",", "-", "/")), ";")
        if token.kind == ";" or (token.kind in (",", "/") and body and ahead in _SELECTING):
            if selector or body:
                parts.append((";" if token.kind == ";" else ",", [], []))
        elif token.kind in _SELECTING and body:
            parts.append(("", [token], []))
        elif token.kind == "off" and body:
            parts.append((link if not body else "", [], [token]))
        elif token.kind in _BODY or body:
            body.append(token)
        else:
            selector.append(token)
    apart = [(link, half, body) for link, selector, body in parts for half in _days_and_dates(selector)]
    return [_rule(*part) for part in apart if part[1] or part[2]]


def _days_and_dates(selector: list[Token]) -> list[list[Token]]:
    """Weekdays beside dates ("Sa, Dec 24 9:00-12:00") are two selectors; the grammar would take the days within the dates."""
    for index, token in enumerate(selector):
        if token.kind in ("month", "year", "easter") and index and selector[index - 1].kind == "," and selector[0].kind in ("day", "days", "holiday"):
            return [selector[:index], selector[index:]]
    return [selector]


_SELECTING = ("day", "days", "holiday", "month", "year", "week", "easter")
_BODY = ("time", "off", "appointment", "always", "comment")


def _rule(link: str, selector: list[Token], body: list[Token]) -> TypedRule:
    states = [token for token in body if token.kind in ("off", "appointment", "always")]
    comments = [token.text for token in body if token.kind == "comment"]
    times = [token for token in body if token.kind in ("time", "-", ",", "/", "+")]
    if len(states) > 1 or len(comments) > 1 or len(times) + len(states) + len(comments) != len(body):
        raise NotUnderstood("cannot tell the rules apart")
    spans = _spans([token for token in times if token.kind != ","] if not states else [])
    if states and times and [token.kind for token in times] != [","]:
        raise NotUnderstood("hours and closed in one rule")
    state = states[0].text if states else ""
    return TypedRule(link, _selector(selector), spans, state, comments[0] if comments else "")


def _spans(tokens: list[Token]) -> tuple[str, ...]:
    """ "09:00-12:00" and "18:00+" out of times and signs; an hour without its other end is refused."""
    spans, rest = [], [token for token in tokens if token.kind != "/"]
    while rest:
        kinds = "".join(token.kind if token.kind in "-+" else "t" for token in rest[:3])
        if kinds == "t-t":
            spans.append(f"{rest[0].text}-{rest[2].text}")
        elif kinds.startswith("t+") or kinds == "t-":
            spans.append(f"{rest[0].text}+")
        else:
            raise NotUnderstood("an hour without its other end")
        rest = rest[3:] if kinds == "t-t" else rest[2:]
        if rest and rest[0].kind == "+":
            raise NotUnderstood("an open end after a closing hour")
    return tuple(spans)


def _selector(tokens: list[Token]) -> str:
    """OpenStreetMap's writing of days and dates: "Mo-Fr,Su", "Dec 24,Dec 31"."""
    text, before, month = "", "", ""
    for token in tokens:
        if token.kind == ":" or (token.kind == "," and not text):
            token = Token("", "")
        elif token.kind == "/" and before == "number":
            raise NotUnderstood("steps of days")
        elif token.kind in ("+", "/"):
            token = Token(",", ",")
        elif token.kind in ("day", "days", "holiday") and before in ("day", "days", "holiday"):
            raise NotUnderstood("two days without a sign between them")
        elif token.kind == "number" and before == ",":
            token = token._replace(text=f"{month} {token.text}".strip())
        month = token.text if token.kind == "month" else month
        text += token.text if token.kind in ("-", ",", "", "index") or before in ("-", ",", "") else f" {token.text}"
        before = token.kind or before
    days = text.strip(", ").split(",")
    if {*days} & {"PH", "SH"} and all(re.match(r"[A-Z][a-z]\b|PH|SH", day) for day in days):
        days.sort(key=("PH", "SH").__contains__)  # the library knows holidays only at the end of days
    return ",".join(days)


def _meant(rules: list[TypedRule]) -> list[TypedRule]:
    """Rules as people mean them: hours without days go with the rule before, "closed on Sunday" with the days after."""
    meant: list[TypedRule] = []
    for rule in rules:
        last = meant[-1] if meant else None
        if last and last.state == "off" and not last.selector and not (rule.spans or rule.state):
            meant[-1] = last._replace(selector=rule.selector)
        elif last and not rule.selector and rule.spans and last.spans and not last.comment:
            meant[-1] = last._replace(spans=last.spans + rule.spans, comment=rule.comment)
        else:
            meant.append(rule)
    if any(rule.state == "off" and not rule.selector for rule in meant):
        raise NotUnderstood("closed, but when?")
    return meant


def _linked(rules: list[TypedRule]) -> str:
    """The rules with ";" between other days, "," where a rule adds hours to days named before."""
    text = ""
    for index, rule in enumerate(rules):
        sign = ";"
        for earlier in rules[:index]:
            if rule.link == ";" and _is_second_half(rule, earlier):
                raise Doubt(f"{rule.selector or 'every day'} twice: instead or as well?")
            if rule.link != ";" and _weekdays(rule.selector) & _weekdays(earlier.selector):
                if rule.state or earlier.state or _overlap((*earlier.spans, *rule.spans)):
                    raise Doubt("two rules for the same day")
                sign = ","
        text += f"{sign if text else ''} {_written(rule)}"
    return text.strip()


def _is_second_half(rule: TypedRule, earlier: TypedRule) -> bool:
    """Whether `rule` may add to `earlier` or replace it: the same days, or shared days and hours that go together."""
    if rule.selector == earlier.selector:
        return True
    shared = _weekdays(rule.selector) & _weekdays(earlier.selector)
    return bool(shared and rule.spans and earlier.spans) and not _overlap((*earlier.spans, *rule.spans))


def _written(rule: TypedRule) -> str:
    if _overlap(rule.spans):
        raise Doubt("hours that overlap")
    if any(later < earlier and "01:00" <= later < later[6:] < "12:00" for earlier, later in pairwise(rule.spans)):
        raise Doubt("small hours after later ones: am or pm?")
    state = f'unknown "{rule.state}"' if rule.state not in ("", "off", "24/7") else rule.state
    text = " ".join(filter(None, (rule.selector, ",".join(rule.spans), state, rule.comment and f'"{rule.comment}"')))
    return f"{text}, {rule.selector or EVERY_DAY} {rule.unsure} unknown" if rule.unsure else text


def _weekdays(selector: str) -> set[str]:
    """The weekdays and holidays that a selector without dates names; dated ones are rules of their own and clash with none."""
    if re.search(r"[A-Z][a-z]{2}|\d", selector):
        return set()
    found = set(CODES) if not selector else {"PH"} & set(selector.split(","))
    for first, _, last in (part.partition("-") for part in selector.split(",")):
        if first in CODES and (last or first) in CODES:
            start, end = CODES.index(first), CODES.index(last or first)
            found |= {CODES[number % 7] for number in range(start, end + 1 + (7 if end < start else 0))}
    return found


def _overlap(spans: Iterable[str]) -> bool:
    edges = [span.rstrip("+").partition("-")[::2] for span in spans]
    ordered = sorted((start, "48:00" if not end or end <= start else end) for start, end in edges)
    return any(first[1] > second[0] for first, second in pairwise(ordered))


def _without_doubt(text: str) -> str:
    """Refuses hours of which the grammar has one reading and people have two; 0:00-0:00 on all days is the whole day."""
    spans = re.findall(rf"({_HOUR})-({_HOUR})", re.sub(r'"[^"]*"', "", text))
    whole_days = [span for span in spans if span == ("00:00", "00:00")]
    if whole_days and len(whole_days) < len(spans):
        raise Doubt("0:00-0:00 beside other hours: closed or open all day?")
    if any(start == end != "00:00" for start, end in spans):
        raise Doubt("opens and closes at the same hour")
    if any(_is_morning_to_morning(start, end) for start, end in spans):
        raise Doubt("from morning to morning: am or pm?")
    return text.replace("00:00-00:00", "00:00-24:00")


_HOUR = r"\d\d:\d\d"


def _is_morning_to_morning(start: str, end: str) -> bool:
    return "05:00" <= start < "12:00" and "04:00" <= end < start


def _as_far_as_certain(rules: list[TypedRule]) -> list[TypedRule]:
    """Each rule from morning to morning ("9:00-5:00", "8:00-8:00") told as what is true either way, open until that hour in the afternoon, and
    what nobody knows, whether it goes on until the morning."""
    found = []
    for rule in rules:
        start, _, end = rule.spans[0].partition("-") if len(rule.spans) == 1 else ("", "", "")
        if not rule.state and (_is_morning_to_morning(start, end) or "05:00" <= start == end < "12:00"):
            afternoon = clock_time(int(end[:2]) + 12, int(end[3:]))
            found.append(rule._replace(spans=(f"{start}-{afternoon}",), unsure=f"{afternoon}-{end}"))
        else:
            found.append(rule)
    return found


def understand(text: str, language: str = "") -> str:
    """OpenStreetMap syntax for hours in words or in dirty syntax; "" for empty text. Valid syntax passes, normalised. Raises NotUnderstood.

    language: that of who types, if it is known; where languages read different days ("di 9-18"), theirs decides.
    """
    return _understood(text, _meant, language)


def what_is_certain(text: str) -> str:
    """As understand, for a file, of which nobody can be asked what it means: hours from morning to morning are open until the hour that both readings
    have, and unknown until the other ("Mo-Fr 9:00-5:00": open till 17:00, unknown till 5:00). Raises NotUnderstood."""
    try:
        return understand(text)
    except Doubt:
        return _understood(text, lambda rules: _as_far_as_certain(_meant(rules)), "")


def _understood(text: str, meant: Meaning, language: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise NotUnderstood(f"longer than {LONGEST_TEXT} characters")
    if not text.strip():
        return ""
    hours = _valid(text)
    if hours in ("off", "24/7 off"):
        raise NotUnderstood("closed, and nothing else")
    if hours and not re.search(r"(?<!\d)\d:\d\d", text) and not re.search(rf"({_HOUR})-\1", hours):
        return hours
    found, refusal = _readings(text, meant)
    if len({*found.values()}) > 1 and language not in found:
        raise NotUnderstood(f"reads differently in several languages: {sorted({*found.values()})}")
    if found:
        return found.get(language) or next(iter(found.values()))
    if hours and not isinstance(refusal, Doubt):
        return _without_doubt(hours)
    raise refusal


def _valid(text: str) -> str:
    """The text normalised where it is valid syntax (a missing zero aside), else empty."""
    try:
        hours = parse(text)
    except NotUnderstood:
        return ""
    return hours.text if hours else ""


def _readings(text: str, meant: Meaning) -> tuple[dict[str, str], NotUnderstood]:
    """What each language reads, and the refusal that says most."""
    found, refusal = dict[str, str](), NotUnderstood("no language reads it")
    for language in (*LANGUAGES, MIXED):
        if language == MIXED and (found or isinstance(refusal, Doubt)):
            break
        try:
            found[language] = _as_words(text, language, meant)
        except NotUnderstood as error:
            if not isinstance(error, UnknownWord) and not isinstance(refusal, Doubt):
                refusal = error
    return found, refusal


def _as_words(text: str, language: str, meant: Meaning) -> str:
    plain = unicodedata.normalize("NFKC", text).lower().translate(SIGNS)
    rules = meant(_rules(_with_hours(tokens_of(plain, language))))
    if not all(rule.selector or rule.state for rule in rules) and not re.fullmatch(r"[-\d\s:,;+apm]*", plain):
        raise NotUnderstood("hours without days")
    hours = parse(_without_doubt(_linked(rules)))
    if hours is None:
        raise NotUnderstood("no hours")
    return hours.text
