"""Opening hours as people type them, read into OpenStreetMap syntax; in doubt refused, never guessed.

The text is read once per language (Dutch, French, English, German) for the names of days. All languages that can read it must read
the same, unless it is known which one is spoken: "di 9-18" is Tuesday in Dutch and Sunday in French. Every word must be known; names of
two languages side by side ("Mo-Wo") are read where no two languages give them to different days. What comes out has passed
shops.hours.parse, which refuses days without hours.

Doubts that are refused: an hour without its other end ("koopavond tot 20u"), an afternoon that may be a night ("sunday 2-5", "8:00-12:00,
1:00-5:00"), hours that nobody keeps ("0:00-0:00", "13u30-12u"), a day that is told twice, hours that overlap on a day, hours without days beside
others ("9-18, za 10-16": and on Sunday?), "24 hours" without days, closed and nothing else. What may be a night or not ("9-5") is told as
far as it is certain.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from shops.hours.doubts import Doubt, Slip, TypedRule, has_slip, linked, refuse_small_hours, sure_of_ends, weekdays, without_doubt, without_slips
from shops.hours.phrases import in_plain_order
from shops.hours.reading import parse
from shops.hours.rules import LONGEST_TEXT, NotUnderstood
from shops.hours.vocabulary import BODY, LANGUAGES, MIXED, SELECTING, Token, UnknownWord, clock_time, plain, tokens_of

Meaning = Callable[[list[TypedRule]], list[TypedRule]]


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
    refuse_small_hours(bare)
    return found


def _rules(tokens: list[Token]) -> list[TypedRule]:
    """Rules as they stand; a new one begins at ";" and where days follow hours."""
    parts: list[tuple[str, list[Token], list[Token]]] = [("", [], [])]
    for index, token in enumerate(tokens):
        link, selector, body = parts[-1]
        ahead = next((after.kind for after in tokens[index + 1 :] if after.kind not in (",", "-", "/")), ";")
        if token.kind == ";" or (token.kind in (",", "/") and body and ahead in SELECTING):
            if selector or body:
                parts.append((";" if token.kind == ";" else ",", [], []))
        elif token.kind in SELECTING and body:
            parts.append(("", [token], []))
        elif token.kind == "off" and body:
            parts.append((link if not body else "", [], [token]))
        elif token.kind in BODY or body:
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


def _rule(link: str, selector: list[Token], body: list[Token]) -> TypedRule:
    states = [token for token in body if token.kind in ("off", "appointment", "always")]
    comments = [token.text for token in body if token.kind == "comment"]
    times = [token for token in body if token.kind in ("time", "-", ",", "/", "+")]
    if len(states) > 1 or len(comments) > 1 or len(times) + len(states) + len(comments) != len(body):
        raise NotUnderstood("cannot tell the rules apart")
    spans = _spans([token for token in times if token.kind != ","] if not states else [])
    if states and times and [token.kind for token in times] != [","]:
        raise NotUnderstood("hours and closed in one rule")
    days, state = _selector(selector), states[0].text if states else ""
    if days and state == "24/7":
        spans, state = ("00:00-24:00",), ""
    return TypedRule(link, days, spans, state, comments[0] if comments else "")


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
        elif last and last.selector and rule.spans and not (rule.selector or last.spans or last.state or last.comment):
            meant[-1] = rule._replace(link=last.link, selector=last.selector)
        elif last and not rule.selector and rule.spans and last.spans and not last.comment:
            meant[-1] = last._replace(spans=last.spans + rule.spans, comment=rule.comment)
        else:
            meant.append(rule)
    if any(rule.state == "off" and not rule.selector for rule in meant):
        raise NotUnderstood("closed, but when?")
    return meant


def understand(text: str, language: str = "") -> str:
    """OpenStreetMap syntax for hours in words or in dirty syntax; "" for empty text. Valid syntax passes, normalised. Raises NotUnderstood.

    Hours from morning to morning are open until the hour that both readings have, and unknown until the other ("9:00-5:00": open till 17:00,
    unknown till 5:00).
    language: that of who types, if it is known; where languages read different days ("di 9-18"), theirs decides.
    """
    return _understood(text, _meant, language)


def what_is_certain(text: str) -> str:
    """As understand, for a file, of which nobody can be asked what it means: rules with a slip ("9:00-9:00") are unknown beside those without."""
    try:
        return understand(text)
    except Slip:
        return _understood(text, lambda rules: without_slips(_meant(rules)), "")


def _understood(text: str, meant: Meaning, language: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise NotUnderstood(f"longer than {LONGEST_TEXT} characters")
    if not text.strip():
        return ""
    hours = _valid(text)
    if hours in ("off", "24/7 off"):
        raise NotUnderstood("closed, and nothing else")
    if hours and not re.search(r"(?<!\d)\d:\d\d", text) and not has_slip(hours):
        return hours
    found, refusal = _readings(text, meant)
    if len({*found.values()}) > 1 and language not in found:
        raise NotUnderstood(f"reads differently in several languages: {sorted({*found.values()})}")
    if found:
        return found.get(language) or next(iter(found.values()))
    if hours and not isinstance(refusal, Doubt):
        return without_doubt(hours)
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
    tokens = in_plain_order(tokens_of(plain(text), language), day_first=language in ("nl", "fr", "de"))
    rules = sure_of_ends(meant(_rules(_with_hours(tokens))))
    hours = parse(without_doubt(linked(_on_days(rules))))
    if hours is None:
        raise NotUnderstood("no hours")
    return hours.text


def _on_days(rules: list[TypedRule]) -> list[TypedRule]:
    """Hours that name no days are those of every day, as in the grammar: alone, or where the other days are told as well ("9-18, zo gesloten").
    Raises NotUnderstood where they may be those of the other weekdays ("9-18, za 10-16": and on Sunday?)."""
    if any(rule.is_remark and after.link != ";" for rule, after in pairwise(rules)):
        raise NotUnderstood("words before hours")
    if any(rule.spans and not rule.selector for rule in rules[1:]):
        raise NotUnderstood("hours without days after others")
    others = rules[1:] if rules and rules[0].spans and not rules[0].selector else []
    if any(rule.spans for rule in others) and not any("Su" in weekdays(rule.selector) for rule in others):
        raise NotUnderstood("hours without days: also on Sunday?")
    return rules
