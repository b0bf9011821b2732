"""The form of "doe je mee?": two buttons, and for each day that was announced whether the shop opens, and when."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.invitations import Hours, announced
from municipalities.models import SpecialDay
from shops import hours
from shops.hours.words import sentence
from shops.models import SpecialOpening

YES, NO = "ja", "nee"
AS_TYPED = ["%H:%M", "%H.%M", "%H:%M:%S", "%Hu%M", "%Hh%M", "%Hu", "%Hh", "%H"]
NOT_A_TIME = _("Dit is geen uur. Schrijf het als 10:00.")


class TimeField(forms.TimeField):
    def __init__(self, **given: Any) -> None:
        messages = {"required": _("Vul een uur in, zoals 10:00."), "invalid": NOT_A_TIME}
        widget = forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M")
        super().__init__(input_formats=AS_TYPED, error_messages=messages, widget=widget, **given)


class AnswerForm(forms.Form):
    """days: announced, in order. said: what the shop answered before, by key of the day; with several days each can be left out."""

    use_required_attribute = False  # who says no need not fill in anything

    def __init__(self, *args: Any, days: list[SpecialDay], said: dict[int, SpecialOpening], language: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.days, self.language = days, language
        for day in days:
            self.ask(day, said.get(day.pk), is_open=not said or day.pk in said)

    def ask(self, day: SpecialDay, said: SpecialOpening | None, *, is_open: bool) -> None:
        opens, closes = (said.opens, said.closes) if said else announced(day)
        if len(self.days) > 1:
            self.fields[f"mee-{day.pk}"] = forms.BooleanField(label=self.name_of(day), required=False, initial=is_open)
        self.fields[f"van-{day.pk}"] = TimeField(label=_("Open van"), initial=opens, required=False)
        self.fields[f"tot-{day.pk}"] = TimeField(label=_("tot"), initial=closes, required=False)

    def name_of(self, day: SpecialDay) -> str:
        return sentence(hours.day_and_month(day.day, self.language))

    def parts(self) -> list[tuple[str, Any, Any, Any]]:
        """(name of the day, tick box or None, two times) for the template."""
        several = len(self.days) > 1
        return [(self.name_of(day), self[f"mee-{day.pk}"] if several else None, self[f"van-{day.pk}"], self[f"tot-{day.pk}"]) for day in self.days]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        self.show_as_typed()
        if self.data.get("antwoord") != YES:
            return given
        for day in self.chosen(given):
            for name in (f"van-{day.pk}", f"tot-{day.pk}"):
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
            if f"van-{day.pk}" not in self.errors and f"tot-{day.pk}" not in self.errors and is_no_stretch(*self.of_day(day, given)):
                self.add_error(f"tot-{day.pk}", _("Open en dicht op hetzelfde uur? Kijk het even na."))
        if self.days and not self.chosen(given):
            self.add_error(None, _("Vink minstens één dag aan, of kies “Nee, deze keer niet”."))
        return given

    def show_as_typed(self) -> None:
        """A browser's own field for times would hide what is none."""
        for name in self.errors:
            self.fields[name].widget.attrs["type"] = "text"

    def chosen(self, given: dict[str, Any]) -> list[SpecialDay]:
        return [day for day in self.days if len(self.days) == 1 or given.get(f"mee-{day.pk}")]

    def of_day(self, day: SpecialDay, given: dict[str, Any]) -> tuple[time, time]:
        return given[f"van-{day.pk}"], given[f"tot-{day.pk}"]

    def answered(self) -> dict[int, Hours] | None:
        """The hours by key of the day; None for no."""
        if self.data.get("antwoord") != YES:
            return None
        return {day.pk: self.of_day(day, self.cleaned_data) for day in self.chosen(self.cleaned_data)}

    def is_answer(self) -> bool:
        """A no stands whatever was typed in the times."""
        return self.data.get("antwoord") == NO or (self.data.get("antwoord") == YES and self.is_valid())


def is_no_stretch(opens: time, closes: time) -> bool:
    return opens == closes != time()
