"""What people may mean in two ways by hours that were read rule by rule: refused, or told as far as it is certain.

The rules, with their bounds, stand in docs/decisions/0024-nights-slips-and-hours-without-days.md.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from shops.hours.rules import NotUnderstood
from shops.hours.vocabulary import CODES, clock_time

EVERY_DAY = "Mo-Su"
HOUR = r"\d\d:\d\d"
SPAN = re.compile(rf"({HOUR})-({HOUR})")


class Doubt(NotUnderstood):
    """Read, but people could mean two things by it."""


class Slip(Doubt):
    """Hours that nobody keeps: from nine to nine, from half past one to noon."""


class TypedRule(NamedTuple):
    link: str  # what stood before it: ";", "," or "" (nothing)
    selector: str
    spans: tuple[str, ...]
    state: str  # "", off, always, unknown, or the words of an appointment
    comment: str
    unsure: str = ""  # hours after its own of which nobody knows whether it is open

    @property
    def is_remark(self) -> bool:
        return not (self.selector or self.spans or self.state)


# One stretch ------------------------------------------------------------------------------------------------------------------------


def is_slip(start: str, end: str) -> bool:
    """Whether no shop keeps these hours: both ends are the same, or from an afternoon until noon or later on the next day."""
    return start == end or "12:00" <= end < start


def may_be_afternoon(start: str, end: str) -> bool:
    """Whether the end may be meant twelve hours later: begun before four in the afternoon, it is past four in the night, or four of who opens in
    the morning. shops.hours.grid keeps the same bounds."""
    return "05:00" <= start < "16:00" and ("04:00" if start < "13:00" else "04:01") <= end < min(start, "12:00")


def has_slip(text: str) -> bool:
    """text: in the syntax, each hour in two digits."""
    return any(is_slip(start, end) for start, end in _spans_of(text))


def _spans_of(text: str) -> list[tuple[str, str]]:
    return SPAN.findall(re.sub(r'"[^"]*"', "", text))


def without_doubt(text: str) -> str:
    """The text, in the syntax. Refuses hours of which the grammar has one reading and people have two."""
    for start, end in _spans_of(text):
        if start == end:
            raise Slip("opens and closes at the same hour")
        if is_slip(start, end):
            raise Slip("ends before it begins, and is no night")
        if may_be_afternoon(start, end):
            raise Doubt("from morning to morning: am or pm?")
    return text


def refuse_small_hours(texts: list[str]) -> None:
    """texts: bare hours and the signs between them, the rest empty: an hour with minutes or a unit is one of 24."""
    for first, sign, last in zip(texts, texts[1:], texts[2:], strict=False):
        if sign == "-" and "01:00" <= first < "05:00" and first < last <= "09:00":
            raise Doubt("in the night or in the afternoon?")


# A rule, as far as it is certain ----------------------------------------------------------------------------------------------------


def sure_of_ends(rules: list[TypedRule]) -> list[TypedRule]:
    """Each rule from morning to morning ("9:00-5:00") told as what is true either way, open until that hour in the afternoon, and what nobody
    knows, whether it goes on until the morning. Raises Doubt where a rule has more hours than these."""
    return [_sure_of_end(rule) for rule in rules]


def _sure_of_end(rule: TypedRule) -> TypedRule:
    doubtful = [span for span in rule.spans if may_be_afternoon(*span.partition("-")[::2])]
    if not doubtful or rule.state:
        return rule
    start, _, end = doubtful[0].partition("-")
    others = [span for span in rule.spans if span != doubtful[0]]
    if any(not end <= other < start for other in others):
        raise Doubt("from morning to morning: am or pm?")
    afternoon = clock_time(int(end[:2]) + 12, int(end[3:]))
    return rule._replace(spans=(*others, f"{start}-{afternoon}"), unsure=f"{afternoon}-{end}")


def without_slips(rules: list[TypedRule]) -> list[TypedRule]:
    """Each rule with a slip told as unknown. Raises Slip where nothing certain is left."""
    found = [_unknown(rule) if any(is_slip(*span.partition("-")[::2]) for span in rule.spans) else rule for rule in rules]
    if found != rules and not any(rule.spans for rule in found):
        raise Slip("no hours but slips")
    return found


def _unknown(rule: TypedRule) -> TypedRule:
    return rule._replace(spans=(), state="unknown", selector=rule.selector or EVERY_DAY)


# Rules beside each other ------------------------------------------------------------------------------------------------------------


def linked(rules: list[TypedRule]) -> str:
    """The rules with ";" between other days, "," where a rule adds hours to days named before."""
    text = ""
    for index, rule in enumerate(rules):
        sign = "," if not rule.is_remark and any(_adds(rule, earlier, rules) for earlier in rules[:index]) else ";"
        text += f"{sign if text else ''} {_written(rule)}"
    return text.strip()


def _adds(rule: TypedRule, earlier: TypedRule, rules: Sequence[TypedRule]) -> bool:
    """Whether `rule` adds hours to days of `earlier`. Raises Doubt where it may replace them too."""
    if rule.link == ";":
        if not _is_second_half(rule, earlier):
            return False
        if not _leaves_nothing_of(earlier, rules):
            raise Doubt(f"{rule.selector or 'every day'} twice: instead or as well?")
        return True
    is_exception = rule.state == "off" and rule.selector not in ("", EVERY_DAY) and earlier.selector in ("", EVERY_DAY)
    if is_exception or not weekdays(rule.selector) & weekdays(earlier.selector):
        return False
    if rule.state or earlier.state or overlap((*earlier.spans, *rule.spans)):
        raise Doubt("two rules for the same day")
    return True


def _is_second_half(rule: TypedRule, earlier: TypedRule) -> bool:
    """Whether `rule` may add to `earlier` or replace it: the same days, or shared days and hours that go together."""
    if rule.selector == earlier.selector:
        return True
    shared = weekdays(rule.selector) & weekdays(earlier.selector)
    return bool(shared and rule.spans and earlier.spans) and not overlap((*earlier.spans, *rule.spans))


def _leaves_nothing_of(earlier: TypedRule, rules: Sequence[TypedRule]) -> bool:
    """Whether nothing of `earlier` would be left if rules after it replaced it. Nobody writes hours to take all of them back, so they add.

    Only in a week without seasons, and without words beside hours.
    """
    if any(rule.spans and (not weekdays(rule.selector) or rule.comment) for rule in rules):
        return False
    later = [rule for rule in rules[rules.index(earlier) + 1 :] if rule.spans and weekdays(rule.selector) & weekdays(earlier.selector)]
    replaced = set[str]().union(*(weekdays(rule.selector) for rule in later))
    return weekdays(earlier.selector) <= replaced and not any(overlap((*earlier.spans, *rule.spans)) for rule in later)


def _written(rule: TypedRule) -> str:
    if overlap(rule.spans):
        raise Doubt("hours that overlap")
    if any(later < earlier and "01:00" <= later < later[6:] < "12:00" for earlier, later in pairwise(rule.spans)):
        raise Doubt("small hours after later ones: am or pm?")
    text = " ".join(filter(None, (rule.selector, ",".join(rule.spans), _state(rule), rule.comment and f'"{rule.comment}"')))
    return f"{text}, {rule.selector or EVERY_DAY} {rule.unsure} unknown" if rule.unsure else text


def _state(rule: TypedRule) -> str:
    return rule.state if rule.state in ("", "off", "24/7", "unknown") else f'unknown "{rule.state}"'


def weekdays(selector: str) -> set[str]:
    """The weekdays and holidays that a selector without dates names; dated ones are rules of their own and clash with none."""
    if re.search(r"[A-Z][a-z]{2}|\d", selector):
        return set()
    return {*_weekdays(selector)}


def _weekdays(selector: str) -> Iterator[str]:
    if not selector:
        yield from CODES
    for first, _, last in (part.partition("-") for part in selector.split(",")):
        if first == "PH":
            yield first
        elif first in CODES and (last or first) in CODES:
            start, end = CODES.index(first), CODES.index(last or first)
            yield from (CODES[number % 7] for number in range(start, end + 1 + (7 if end < start else 0)))


def overlap(spans: Iterable[str]) -> bool:
    edges = [span.rstrip("+").partition("-")[::2] for span in spans]
    ordered = sorted((start, "48:00" if not end or end <= start else end) for start, end in edges)
    return any(first[1] > second[0] for first, second in pairwise(ordered))
