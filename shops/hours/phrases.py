"""Turns of phrase put in the order that the rules are read in: days without signs, dates with the day first, "(zo gesloten)", "behalve zondag"."""

import re
from calendar import monthrange
from collections.abc import Callable

from shops.hours.rules import NotUnderstood
from shops.hours.vocabulary import CODES, MONTHS, SELECTING, Token

A_LEAP_YEAR = 2024
_LETTERS = {"number": "n", "month": "m", "/": "s", "-": "d", ",": "c", ":": "p", "off": "o", "always": "a", "(": "(", ")": ")", "day": "w",
            "from": "f"}  # fmt: skip
_DAY_FIRST = r"(?:nsn(?:sy)?|nmy?)"
_STRETCH = rf"(?:(?:{_DAY_FIRST}|a)d(?:{_DAY_FIRST}|a)|{_DAY_FIRST})"
_STRETCHES = rf"{_STRETCH}(?:c{_STRETCH})*"
_CLOSED_THEN = re.compile(rf"(?<=o){_STRETCHES}(?![ds])|(?<![ds]){_STRETCHES}(?=p?o)")
_ASIDE = re.compile(r"\((?=[^o)]*o[^o)]*\))(?=[^)]*[wm*])([owmnycdp*]+)\)")
_COLON = re.compile(r"(?<=o)p")  # "gesloten: 1/8 - 15/8"
_DAYS = re.compile(r"(?<!d)w{2,}(?!d)")


def in_plain_order(tokens: list[Token], *, day_first: bool) -> list[Token]:
    """day_first: whether "5/8" is the fifth of August, as it is in all of our languages but English. Raises NotUnderstood."""
    tokens = _each(_COLON, _each(_DAYS, _with_start(tokens), _with_signs), lambda _sign: [])
    if day_first or "/" not in [token.kind for token in tokens]:
        tokens = _each(_CLOSED_THEN, tokens, _with_month_first)
    tokens = _each(_ASIDE, tokens, _as_a_rule)
    if any(token.kind in "()" for token in tokens):
        raise NotUnderstood("words in brackets")
    return _without_exceptions(tokens)


def _letters(tokens: list[Token]) -> str:
    """A letter a token: what stands for it in _LETTERS, "y" for a year, "*" for other words of days, "t" for a time, the rest "x" or ";"."""
    return "".join(map(_letter, tokens))


def _letter(token: Token) -> str:
    if token.kind == "number" and len(token.text) == 4:
        return "y"
    if token.kind in ("time", ";"):
        return token.kind[0]
    return _LETTERS.get(token.kind, "*" if token.kind in SELECTING else "x")


def _each(pattern: re.Pattern[str], tokens: list[Token], change: Callable[[list[Token]], list[Token]]) -> list[Token]:
    found, at = list[Token](), 0
    for match in pattern.finditer(_letters(tokens)):
        found += [*tokens[at : match.start()], *change(tokens[match.start() : match.end()])]
        at = match.end()
    return [*found, *tokens[at:]]


def _with_start(tokens: list[Token]) -> list[Token]:
    """Without the "vanaf" of "vanaf 9u tot 18u"; "vanaf mei" is another thing, and so is "vanaf 9u" alone."""
    found = [token for token in tokens if token.kind != "from"]
    if len(re.findall("f(?=[tn]d)", "".join(map(_letter, tokens)))) != len(tokens) - len(found):
        raise NotUnderstood("from when on?")
    return found


def _are_neighbours(first: Token, last: Token) -> bool:
    return (CODES.index(last.text) - CODES.index(first.text)) % 7 == 1


def _with_signs(days: list[Token]) -> list[Token]:
    """ "ma di do vr" is a list; of two days alone nobody knows whether a stretch is meant, unless they are neighbours."""
    if len(days) == 2 and not _are_neighbours(*days):
        return days
    return [token for day in days for token in (Token(",", ","), day)][1:]


def _with_month_first(dates: list[Token]) -> list[Token]:
    """ "15/7 - 5/8" as "Jul 15 - Aug 5"; 24/7 is a date beside another one."""
    dates = [part for token in dates for part in (_numbers("24/7") if token.kind == "always" else [token])]
    return _each(re.compile(_DAY_FIRST), dates, _one_date)


def _numbers(text: str) -> list[Token]:
    return [Token("/" if part == "/" else "number", part) for part in re.split("(/)", text)]


def _one_date(date: list[Token]) -> list[Token]:
    day, month, *year = [token for token in date if token.kind != "/"]
    number = int(month.text) if month.kind == "number" else MONTHS.index(month.text) + 1
    if not 1 <= number <= 12 or not 1 <= int(day.text) <= monthrange(A_LEAP_YEAR, number)[1]:
        raise NotUnderstood(f"no such day: {day.text}/{number}")
    return [*year, Token("month", MONTHS[number - 1]), day]


def _as_a_rule(aside: list[Token]) -> list[Token]:
    """ "(zo en ma gesloten)" is a rule of its own."""
    return [Token(",", ","), *aside[1:-1], Token(",", ",")]


def _without_exceptions(tokens: list[Token]) -> list[Token]:
    """ "elke dag 8-20u behalve zo", "elke dag behalve zo 8-20u": the days after the word are a rule of their own, closed without hours."""
    at = next((index for index, token in enumerate(tokens) if token.kind == "except"), None)
    if at is None:
        return tokens
    end = _end_of(tokens, at + 1, (*SELECTING, ",", "-"))
    while end > at and tokens[end - 1].kind == ",":
        end -= 1
    days, rest = tokens[at + 1 : end], tokens[end:]
    if not days:
        raise NotUnderstood("except when?")
    closed, has_own_hours = [Token(";", ";"), *days, Token("off", "off")], rest and rest[0].kind in ("time", "number", ":", "off")
    if not _has_hours(tokens[:at]):
        after = _end_of(tokens, end, ("time", "number", "-", ",", "/", ":", "+"))
        return _without_exceptions([*tokens[:at], *tokens[end:after], *closed, *tokens[after:]])
    if not has_own_hours:
        return _without_exceptions([*tokens[:at], *closed, *rest])
    if any(token.kind == "," for token in days) and rest[0].kind != "off":
        raise NotUnderstood("closed on some days and other hours on another?")
    return _without_exceptions([*tokens[:at], *closed[:-1], *rest])


def _end_of(tokens: list[Token], start: int, kinds: tuple[str, ...]) -> int:
    return next((index for index in range(start, len(tokens)) if tokens[index].kind not in kinds), len(tokens))


def _has_hours(tokens: list[Token]) -> bool:
    """Whether the last of the rules has hours, or words in their place."""
    last = "".join(map(_letter, tokens)).rpartition(";")[2]
    return bool(re.search("[tnao]", last))
