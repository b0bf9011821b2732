"""The rules of a text in OpenStreetMap syntax, told apart and made explicit.

A rule that says less than the grammar would make of it is refused here, with the reason.
Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from typing import NamedTuple

LONGEST_TEXT = 1000  # characters; OpenStreetMap allows 255
APPOINTMENT = re.compile(r"afspra|rendez|\brdv\b|appoint|vereinbarung|absprache|termin|reserv", re.IGNORECASE)

_TOKEN = re.compile(r'"(?P<comment>[^"]*)"|(?P<sep>\|\||;|,)|(?P<body>[^",;|]+)')
SUN = r"(?:sunrise|sunset|dawn|dusk)"
_TIME = rf"(?:\d{{1,2}}:\d\d|{SUN}|\({SUN}[+-]\d{{1,2}}:\d\d\))"
_SPAN = rf"{_TIME}(?:\s*-\s*{_TIME}\+?|\+)"
_MODIFIER = r"\b(?:open|off|closed|unknown)\b"
_RULE = re.compile(rf"(?P<selector>.*?)\s*(?P<times>{_SPAN}(?:,{_SPAN})*)?\s*(?P<modifier>{_MODIFIER})?", re.IGNORECASE)
_SAYS_HOURS = re.compile(rf"{_TIME}|24/7|{_MODIFIER}", re.IGNORECASE)
_STARTS_WITH_TIME = re.compile(rf"\s*{_TIME}", re.IGNORECASE)
_LITERAL = re.compile(r"\b(?:(ph|sh)|(mo|tu|we|th|fr|sa|su)|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?=\b|\d)", re.IGNORECASE)
_DATE = re.compile(r"(?:\d{4} ?)?(?:[A-Z][a-z]{2} ?\d|easter)|\d{4}")
_NAMES_HOLIDAYS = re.compile(r"(?:(?:Mo|Tu|We|Th|Fr|Sa|Su)[-,])*PH\b")
_WEEKLY = re.compile(r"(?:Mo|Tu|We|Th|Fr|Sa|Su)\b|$")


class NotUnderstood(ValueError):
    """The text is no valid OpenStreetMap hours, or says less than the grammar would make of it; `args[0]` says why (English)."""


class Rule(NamedTuple):
    separator: str  # ";" overrides, "," adds, "||" falls back
    selector: str
    times: str
    modifier: str  # "", "off" or "unknown"
    comment: str | None

    def __str__(self) -> str:
        words = (self.selector, self.times, self.modifier, "" if self.comment is None else f'"{self.comment}"')
        return " ".join(word for word in words if word)


def rules_of(text: str) -> list[Rule]:
    """The rules of a text that is not empty, so ordered that each later one overrides, as the library reads them. Raises NotUnderstood."""
    rules = _remarks_last(_holidays_win([_checked(rule) for rule in _told_apart(text)]))
    if all(rule.modifier == "off" and rule.selector not in ("", "24/7", "Mo-Su") for rule in rules):
        raise NotUnderstood("says only when it is closed")
    return rules


def joined(rules: list[Rule]) -> str:
    return "".join({"": "", "||": " || "}.get(rule.separator, f"{rule.separator} ") + str(rule) for rule in rules)


def _told_apart(text: str) -> list[Rule]:
    """The rules of `text`, not yet checked. A comma starts a rule only where the part before it is whole and no time follows."""
    if len(text) > LONGEST_TEXT:
        raise NotUnderstood(f"longer than {LONGEST_TEXT} characters")
    if sum(len(found[0]) for found in _TOKEN.finditer(text)) != len(text):
        raise NotUnderstood("a quote without its pair, or a single |")
    rules: list[Rule] = []
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


def _rule(separator: str, body: str, comment: str | None) -> Rule:
    found = _RULE.fullmatch(" ".join(body.split()).replace(" ,", ",").replace(", ", ","))
    if found is None:
        raise NotUnderstood(f"cannot read {body.strip()!r}")
    modifier = (found["modifier"] or "").lower().replace("closed", "off")
    times = re.sub(r"(?<!\d)\d:", lambda hour: "0" + hour[0], re.sub(r"\s", "", found["times"] or ""))
    return Rule(separator, _LITERAL.sub(_literal, found["selector"].removesuffix(":").strip()), times.lower(), modifier, comment)


def _literal(found: re.Match[str]) -> str:
    return found[0].upper() if found[1] else found[0].title()


def _checked(rule: Rule) -> Rule:
    """The rule made explicit, each trap refused."""
    if rule.comment is not None and not rule.modifier and (APPOINTMENT.search(rule.comment) or not (rule.times or rule.selector == "24/7")):
        rule = rule._replace(modifier="unknown")
    if not str(rule):
        raise NotUnderstood("an empty rule")
    if not rule.times and rule.modifier in ("", "open") and rule.selector != "24/7":
        raise NotUnderstood(f"{str(rule)!r} names days but no hours")
    if re.search(_MODIFIER, rule.selector, re.IGNORECASE):
        raise NotUnderstood(f"{str(rule)!r}: hours after a comma, but what do they add to?")
    if re.search(r"\b[PS]H (?=[A-Z][a-z]\b)", rule.selector):
        raise NotUnderstood(f"{rule.selector!r}: weekdays within holidays are not known")
    if rule.separator == "," and rule.modifier == "off":
        rule = rule._replace(separator=";")
    return rule._replace(modifier=rule.modifier.replace("open", ""))


def _remarks_last(rules: list[Rule]) -> list[Rule]:
    """A mere comment after other rules (`Fr 10:00-12:00; "op afspraak"`) is a remark about the rest: a fallback, not an override."""
    remarks = [rule for rule in rules[1:] if rule.modifier == "unknown" and rule.comment is not None and not (rule.selector or rule.times)]
    return [rule for rule in rules if rule not in remarks] + [rule._replace(separator="||") for rule in remarks]


def _holidays_win(rules: list[Rule]) -> list[Rule]:
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


def _is_weekly(rule: Rule, or_seasonal: bool) -> bool:
    return not _DATE.match(rule.selector) if or_seasonal else _WEEKLY.match(rule.selector) is not None
