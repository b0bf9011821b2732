"""A text in OpenStreetMap syntax becomes Hours: the library's evaluators, asked in wall time, with nights told apart from days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import opening_hours as osm

from shops.hours.rules import SUN, NotUnderstood, Rule, joined, rules_of

BRUSSELS = ZoneInfo("Europe/Brussels")
COUNTRY = "BE"
MIDDLE_OF_WEST_FLANDERS = (50.95, 3.12)  # WGS84 degrees, for sunrise and sunset only
DAYS_AHEAD = 366  # how far the library looks for a next change


@dataclass(frozen=True, slots=True)
class Group:
    """Rules up to a fallback. spill: yesterday's hours past midnight, asked with yesterday's date; off: the days called off."""

    rules: osm.OpeningHours
    has_sun: bool
    spill: osm.OpeningHours | None
    off: osm.OpeningHours | None


@dataclass(frozen=True, slots=True)
class Hours:
    """A text that was understood. text: normalised, safe to store."""

    text: str
    groups: tuple[Group, ...]

    @property
    def is_plain(self) -> bool:
        return len(self.groups) == 1 and self.groups[0].spill is None


def parse(text: str) -> Hours | None:
    """The hours that `text` says, None for an empty text. Raises NotUnderstood. Kept in memory per text (the library's objects do not pickle)."""
    found = read(text)
    if isinstance(found, str):
        raise NotUnderstood(found)
    return found


def is_valid(text: str) -> bool:
    """Whether `text` may be stored; the empty text (hours unknown) may."""
    return not isinstance(read(text), str)


@lru_cache(maxsize=16_384)
def read(text: str) -> Hours | str | None:
    """As parse, with the reason of a refusal as the answer, so that it is kept in memory too."""
    if not text.strip():
        return None
    try:
        rules = rules_of(text)
        normalised = joined(rules)
        evaluator(normalised, has_sun=False)
        return Hours(normalised, tuple(_group(part) for part in _fallbacks(rules)))
    except NotUnderstood as refusal:
        return str(refusal)


def _fallbacks(rules: list[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = [[]]
    for rule in rules:
        if rule.separator == "||":
            groups.append([])
        groups[-1].append(rule if groups[-1] else rule._replace(separator=""))
    return groups


def evaluator(text: str, has_sun: bool) -> osm.OpeningHours:
    """The library's evaluator in wall time; with sun events in zoned time, as only then it knows where it is."""
    try:
        zone: dict[str, Any] = {"timezone": BRUSSELS, "coords": MIDDLE_OF_WEST_FLANDERS} if has_sun else {}
        return osm.OpeningHours(text, country=COUNTRY, max_interval_days=DAYS_AHEAD, **zone)
    except osm.ParserError as error:  # type: ignore[attr-defined]  # not in the stubs
        raise NotUnderstood(str(error).splitlines()[-1].strip(" =") or "no valid hours") from None


def _group(rules: list[Rule]) -> Group:
    today = [part for rule in rules for part in _until_midnight(rule)]
    spill = [part for rule in rules for part in _past_midnight(rule)]
    off = [rule._replace(modifier="" if _is_day_off(rule) else "off", times="", selector=rule.selector or "24/7") for rule in rules]
    has_sun = any(re.search(SUN, rule.times) for rule in rules)
    return Group(
        rules=evaluator(joined(_from_first(today)), has_sun),
        has_sun=has_sun,
        spill=evaluator(joined(_from_first(spill)), False) if any(rule.times for rule in spill) else None,
        off=evaluator(joined(off), False) if any(_is_day_off(rule) for rule in rules) else None,
    )


def _is_day_off(rule: Rule) -> bool:
    return rule.modifier == "off" and not rule.times


def _from_first(rules: list[Rule]) -> list[Rule]:
    return [rules[0]._replace(separator=""), *rules[1:]] if rules else []


def _until_midnight(rule: Rule) -> Iterator[Rule]:
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


def _past_midnight(rule: Rule) -> Iterator[Rule]:
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
