"""Hours as a person filled them in, and what they say: OpenStreetMap syntax, or what is odd, line by line.

There are two ways, and the person chooses: the week with its exceptions, or a text in words. What is not touched stays as it is stored, sign by sign.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shops import hours
from shops.hours.grid import (
    LONGEST_WORD,
    MOST_SLOTS,
    Doubt,
    Grid,
    Line,
    Says,
    Slot,
    Spell,
    doubt_about,
    grid_of,
    may_be_word,
    text_of,
    without_past,
)
from shops.hours.rules import LONGEST_TEXT

WEEK, TEXT = "week", "text"
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su", "ph")
SAME = "same"  # as the day before
MOST_SPELLS = 200  # that are looked at; far fewer fit in a text
YEARS_AHEAD = timedelta(days=3 * 366)
_HOUR = re.compile(r"(\d{1,2})(?:\s*(?:uur|[:.uh])\s*(\d\d)?)?(?::00)?")
_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


class Odd(ValueError):
    """args[0]: what is odd, in the language of the reader."""


@dataclass(frozen=True, slots=True)
class TypedLine:
    """hours: opens, closes, opens and closes after the break; as typed."""

    says: str = ""
    hours: tuple[str, ...] = ("",) * (2 * MOST_SLOTS)


@dataclass(frozen=True, slots=True)
class TypedSpell:
    first: str = ""
    last: str = ""
    line: TypedLine = field(default_factory=lambda: TypedLine(Says.CLOSED))
    word: str = ""

    @property
    def is_empty(self) -> bool:
        return not any((self.first, self.last, self.word, *self.line.hours))


@dataclass(frozen=True, slots=True)
class Typed:
    """way: WEEK or TEXT. was: the hours that stood there when the form was made; None when it did not say. lines: of DAYS."""

    way: str = TEXT
    text: str = ""
    was: str | None = None
    lines: tuple[TypedLine, ...] = (TypedLine(),) * len(DAYS)
    spells: tuple[TypedSpell, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """text: None as long as something is odd. grid: of the week, where that is whole. odd: by line ("mo", "ph", "spell-0", "" for all of it)."""

    text: str | None
    grid: Grid | None
    odd: Mapping[str, str]


def as_stored(text: str, today: date) -> Typed:
    """How a form begins."""
    grid = grid_of(text, today)
    if grid is None:
        return Typed(TEXT, text, text)
    lines = (*grid.week, grid.holidays)
    spells = tuple(TypedSpell(spell.first.isoformat(), spell.last.isoformat(), _typed(spell.line), spell.word) for spell in grid.spells)
    return Typed(WEEK, text, text, tuple(map(_typed, lines)), spells)


def _typed(line: Line) -> TypedLine:
    said = [f"{at:%H:%M}" for slot in line.slots for at in slot]
    return TypedLine(line.says, (*said, *[""] * (2 * MOST_SLOTS - len(said))))


def sent(data: Mapping[str, Any], name: str) -> Typed:
    """What a form sent under `name`. One that only knows a text sends that alone."""
    lines = tuple(_sent_line(data, f"{name}-{day}", "") for day in DAYS)
    numbers = [number for number in range(MOST_SPELLS) if f"{name}-spell-{number}-first" in data]
    spells = [_sent_spell(data, f"{name}-spell-{number}") for number in numbers]
    way = WEEK if data.get(f"{name}-way") == WEEK else TEXT
    was = data.get(f"{name}-was")
    if was is not None and len(was) > LONGEST_TEXT:
        was = None
    return Typed(way, _sent(data, name), was, lines, tuple(spell for spell in spells if not spell.is_empty))


def _sent_line(data: Mapping[str, Any], name: str, usual: str) -> TypedLine:
    return TypedLine(data.get(f"{name}-says", usual), tuple(_sent(data, f"{name}-{number}") for number in range(2 * MOST_SLOTS)))


def _sent_spell(data: Mapping[str, Any], name: str) -> TypedSpell:
    return TypedSpell(_sent(data, f"{name}-first"), _sent(data, f"{name}-last"), _sent_line(data, name, Says.CLOSED), _sent(data, f"{name}-word"))


def _sent(data: Mapping[str, Any], name: str) -> str:
    return str(data.get(name) or "").strip()


def found(typed: Typed, today: date) -> Found:
    """What was filled in says this. today: what is over by then falls away."""
    stood = grid_of(typed.was or "", today)
    grid, odd = _read(typed, today)
    of_week = Found(None, grid, odd)
    wrote_text = typed.was is not None and typed.text != typed.was.strip()
    touched_week = bool(odd) or grid != (stood or Grid())
    if typed.way == TEXT:
        return _by_text(typed, wrote_text=wrote_text, touched_week=touched_week)
    if odd or grid is None:
        return of_week
    if not touched_week:
        return _untouched(typed, grid, wrote_text=wrote_text, is_week=stood is not None)
    if grid.is_never_open:
        return Found(None, grid, {"": _("Zo is de winkel nooit open. Is ze met verlof, zet dat dan bij de bijzondere dagen.")})
    try:
        return Found(text_of(grid), grid, {})
    except hours.NotUnderstood:
        return Found(None, grid, {"": _("Dit is te veel om te bewaren. Neem dagen samen, of wis een paar bijzondere dagen.")})


def _untouched(typed: Typed, grid: Grid, *, wrote_text: bool, is_week: bool) -> Found:
    if wrote_text:
        return Found(None, grid, {"": _("Je schreef ook uren in woorden. Gelden die, kies dan “in woorden”. Anders haal je ze weg.")})
    if not is_week:
        return Found(None, grid, {"": _("De week is nog leeg. Vul ze in, of kies “in woorden” om te houden wat er staat.")})
    return Found(typed.was or "", grid, {})


def _by_text(typed: Typed, *, wrote_text: bool, touched_week: bool) -> Found:
    if typed.was is not None and not wrote_text:
        if touched_week:
            return Found(None, None, {"": _("Je veranderde ook iets in de week. Geldt dat, kies dan “per dag”.")})
        if hours.is_valid(typed.was):
            return Found(typed.was, None, {})
    try:
        return Found(hours.understand(typed.text, language=(get_language() or "")[:2]), None, {})
    except hours.NotUnderstood:
        told = _(
            "Deze uren begrijpen we niet. Schrijf bijvoorbeeld: ma-vr 9u-12u30 en 13u30-18u; za 9u-17u. Of zoals OpenStreetMap: Mo-Fr 09:00-18:00."
        )
        return Found(None, None, {"": told})


def _read(typed: Typed, today: date) -> tuple[Grid | None, dict[str, str]]:
    odd: dict[str, str] = {}
    lines: list[Line] = []
    for day, line in zip(DAYS, typed.lines, strict=True):
        try:
            lines.append(_line(line, lines[-1] if lines else Line(), is_holiday=day == "ph"))
        except Odd as told:
            odd[day] = told.args[0]
            lines.append(Line())
    spells = _spells(typed, today, odd)
    grid = without_past(Grid(tuple(lines[:7]), lines[7], tuple(sorted(spells.values(), key=lambda spell: spell.first))), today)
    return (None if odd else grid), odd


def _line(typed: TypedLine, before: Line, *, is_holiday: bool = False) -> Line:
    """Raises Odd. Hours without a word are hours at which it is open."""
    slots = slots_of(typed)
    if typed.says == SAME and not slots and not is_holiday:
        return before
    known = {says.value for says in Says if is_holiday or says is not Says.USUAL}
    says = Says(typed.says) if typed.says in known else Says.UNKNOWN
    if slots and says in (Says.UNKNOWN, Says.OPEN) and typed.says != SAME:
        return Line(Says.OPEN, slots)
    if slots:
        raise Odd(_("Er staan uren bij. Kies “open”, of wis de uren."))
    if says is Says.OPEN:
        raise Odd(_("Van wanneer tot wanneer? Weet je het niet, kies dan “weten we niet”."))
    return Line(says)


def slots_of(typed: TypedLine) -> tuple[Slot, ...]:
    """In order. Raises Odd."""
    found = []
    for opens, closes in zip(typed.hours[::2], typed.hours[1::2], strict=True):
        if opens and not closes:
            raise Odd(_("Tot hoe laat?"))
        if closes and not opens:
            raise Odd(_("Vanaf hoe laat?"))
        if opens:
            found.append((_hour(opens), _hour(closes)))
    doubt = doubt_about(found)
    if doubt:
        raise Odd(_doubted(doubt))
    return tuple(sorted(found))


def _doubted(doubt: Doubt) -> str:
    return {
        Doubt.SAME_HOUR: _("Dit begint en eindigt op hetzelfde uur."),
        Doubt.NIGHT: _("Dit eindigt vroeger dan het begint. Een nacht mag, tot 4 uur."),
        Doubt.OVERLAP: _("Deze uren overlappen."),
    }[doubt]


def _hour(typed: str) -> time:
    """ "09:30" as a browser sends it, and what somebody types in one that has no field for hours: "9u30", "9.30", "24:00"."""
    match = _HOUR.fullmatch(typed.lower())
    hour, minutes = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if hour > 24 or minutes > 59 or (hour == 24 and minutes):
        raise Odd(_("Schrijf een uur als 9:30."))
    return time(hour % 24, minutes)


def _spells(typed: Typed, today: date, odd: dict[str, str]) -> dict[str, Spell]:
    """By line; what is odd is put in `odd`."""
    found: dict[str, Spell] = {}
    stood = grid_of(typed.was or "", date.min)
    known = set(stood.spells if stood else ())
    for number, one in enumerate(typed.spells):
        key = f"spell-{number}"
        try:
            spell = _spell(one)
            if spell not in known:
                _is_to_come(spell, today)
            if any(_share_a_day(spell, other) for other in found.values()):
                raise Odd(_("Een van deze dagen staat hierboven al."))
            found[key] = spell
        except Odd as told:
            odd[key] = told.args[0]
    return found


def _share_a_day(one: Spell, other: Spell) -> bool:
    return one.first <= other.last and other.first <= one.last


def _spell(typed: TypedSpell) -> Spell:
    if not typed.first:
        raise Odd(_("Vanaf welke dag?"))
    first = _day(typed.first)
    last = _day(typed.last) if typed.last else first
    if last < first:
        raise Odd(_("De laatste dag komt voor de eerste."))
    word = " ".join(typed.word.replace('"', "”").split())
    if len(word) > LONGEST_WORD:
        raise Odd(_("Zeg het in hoogstens %(most)s tekens.") % {"most": LONGEST_WORD})
    line = _line(typed.line, Line())
    if line.says is Says.UNKNOWN:
        raise Odd(_("Gesloten, andere uren of op afspraak?"))
    if not may_be_word(word, line):
        raise Odd(_("Is het op afspraak, kies dat dan en wis de uren."))
    return Spell(first, last, line, word)


def _is_to_come(spell: Spell, today: date) -> None:
    if spell.last < today:
        raise Odd(_("Deze dagen zijn al voorbij."))
    if spell.last > today + YEARS_AHEAD:
        raise Odd(_("Dat is meer dan drie jaar ver. Klopt het jaar?"))


def _day(typed: str) -> date:
    """ "2026-12-24" as a browser sends it, and "24/12/2026". Raises Odd."""
    match = _DAY.fullmatch(typed)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(typed)
    except ValueError:
        raise Odd(_("Schrijf een dag als 24/12/2026.")) from None
