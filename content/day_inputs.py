"""Days and hours in the editors' forms: the browser's own fields, which show and take them as its reader writes them.

Wagtail's picker puts another day in place of one that it cannot read ("6/12/2026" becomes today), before anybody asks the server.
"""

from typing import Any

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override


class Whole:
    """What is half typed, of which a browser sends nothing, is pointed out."""

    js = ("content/whole_days.js",)


class DayInput(forms.DateInput):
    input_type = "date"
    Media = Whole

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"max": "9999-12-31"} | (attrs or {}), format="%Y-%m-%d")  # without it a year has six digits


class HourInput(forms.TimeInput):
    input_type = "time"
    Media = Whole

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


def register() -> None:
    """For every day and hour of a model that Wagtail makes a form of; moments, as of planned publishing, keep Wagtail's."""
    register_form_field_override(models.DateField, override={"widget": DayInput})
    register_form_field_override(models.TimeField, override={"widget": HourInput})
