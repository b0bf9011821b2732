"""A form field for opening hours that anybody can fill in, on a phone and without a script: a line a day, or the hours in words.

`HoursField` gives OpenStreetMap syntax, "" for unknown hours. A form may also send a text alone, under the name of the field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from shops import hours_typed
from shops.differences import said_hours
from shops.hours.grammar import grammar_of
from shops.hours.grid import LONGEST_WORD, Says, is_night
from shops.hours.rules import LONGEST_TEXT
from shops.hours.words import clock, sentence
from shops.hours_told import told
from shops.hours_typed import DAYS, SAME, Found, Odd, Typed, TypedLine, TypedSpell

EMPTY_SPELLS = 2
Choice = tuple[str, str, bool]  # value, label, chosen


@dataclass(frozen=True)
class ShownLine:
    """A line of the form. name: of its inputs. follows: the day before, which it may be the same as. night: until when on the next day."""

    name: str
    label: str
    choices: list[Choice]
    hours: tuple[str, ...]
    odd: str
    night: str
    follows: str = ""


@dataclass(frozen=True)
class ShownSpell:
    line: ShownLine
    first: str
    last: str
    word: str


def today() -> date:
    return timezone.localdate()


class HoursWidget(forms.Widget):
    template_name = "shops/forms/hours.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, told_from: str = "") -> None:
        """told_from: the name of an address that tells what is filled in, as one types; without it that is told when the form is sent."""
        super().__init__(attrs)
        self.told_from = told_from

    class Media:
        js = (Script("shops/js/hours.js", type="module"), "content/whole_days.js")
        css = {"all": ["shops/css/hours.css"]}  # noqa: RUF012 (as Django asks for it)

    def id_for_label(self, id_: str) -> str:
        return ""  # it is a group of fields

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        return hours_typed.sent(data, name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}-way" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """value: the stored text, or what was typed; then what is odd stands at its line."""
        typed = value if isinstance(value, Typed) else hours_typed.as_stored(value or "", today())
        found = hours_typed.found(typed, today())
        odd = found.odd if isinstance(value, Typed) else {}
        spells = (*typed.spells, *(TypedSpell() for _number in range(EMPTY_SPELLS)))
        shown = [_shown_spell(spell, f"{name}-spell-{number}", odd.get(f"spell-{number}", "")) for number, spell in enumerate(spells)]
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "typed": typed,
            "was": typed.text if typed.was is None else typed.was,
            "days": [_shown_day(number, line, name, odd) for number, line in enumerate(typed.lines)],
            "spells": shown,
            "spare": _shown_spell(TypedSpell(), f"{name}-spell-NUMBER", ""),
            "told_from": reverse(self.told_from) if self.told_from else "",
            "told": told_of(found),
            "is_odd": found.text is None,
            "longest_word": LONGEST_WORD,
            "longest_text": LONGEST_TEXT,
        }
        return context


def told_of(found: Found) -> str:
    """In words, "" for unknown hours and for what is odd."""
    if found.text and found.grid is None:
        return said_hours(found.text)
    return told(found.grid, today()) if found.grid and not found.odd else ""


def _shown_day(number: int, line: TypedLine, name: str, odd: Mapping[str, str]) -> ShownLine:
    key = DAYS[number]
    choices: list[tuple[str, Any]] = [
        (Says.UNKNOWN, _("weten we niet")),
        (Says.OPEN, _("open")),
        (Says.CLOSED, _("gesloten")),
        (Says.APPOINTMENT, _("op afspraak")),
    ]
    follows = day_name(number - 1) if 0 < number < 7 else ""
    if key == "ph":
        choices.append((Says.USUAL, _("zoals op een gewone dag")))
    if follows:
        choices.append((SAME, _("zelfde als %(day)s") % {"day": follows}))
    return _shown(line, f"{name}-{key}", sentence(day_name(number)), choices, odd.get(key, ""), follows)


def _shown_spell(spell: TypedSpell, name: str, odd: str) -> ShownSpell:
    choices = [(Says.CLOSED, _("gesloten")), (Says.OPEN, _("andere uren")), (Says.APPOINTMENT, _("op afspraak"))]
    return ShownSpell(_shown(spell.line, name, "", choices, odd), spell.first, spell.last, spell.word)


def _shown(line: TypedLine, name: str, label: str, choices: list[Any], odd: str, follows: str = "") -> ShownLine:
    chosen = [(value, text, value == line.says) for value, text in choices]
    return ShownLine(name, label, chosen, line.hours, odd, _night(line), follows)


def _night(line: TypedLine) -> str:
    """Until when on the next day, "2 u.", where it is open past midnight."""
    try:
        nights = [closes for opens, closes in hours_typed.slots_of(line) if is_night((opens, closes))]
    except Odd:
        return ""
    return clock(nights[0], get_language() or "nl") if nights else ""


def day_name(number: int) -> str:
    """number: of a weekday from Monday on; 7 are the holidays."""
    return grammar_of(get_language() or "nl").days[number] if number < 7 else gettext("feestdagen")


class HoursField(forms.Field):
    widget = HoursWidget

    def __init__(self, **kwargs: Any) -> None:
        options: dict[str, Any] = {"required": False, "label": _("openingsuren")} | kwargs
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        """value: what was typed, or a text alone."""
        typed = value if isinstance(value, Typed) else Typed(text=value or "")
        found = hours_typed.found(typed, today())
        if found.text is None:
            raise ValidationError(_in_one_line(found.odd), code="odd")
        if self.required and not found.text:
            raise ValidationError(self.error_messages["required"], code="required")
        return found.text

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return self.clean(data) != (initial or "")
        except ValidationError:
            return True


def _in_one_line(odd: Mapping[str, str]) -> str:
    """What is odd about all of it, else at which lines to look."""
    if "" in odd:
        return odd[""]
    names = [day_name(DAYS.index(key)) for key in odd if key in DAYS]
    if len(names) < len(odd):
        names.append(gettext("bijzondere dagen"))
    return gettext("Kijk de uren nog eens na: %(where)s.") % {"where": ", ".join(names)}
