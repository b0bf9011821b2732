"""The fields of a contact form as a browser gets them."""

from typing import Any

from django import forms
from wagtail.contrib.forms.forms import FormBuilder

LONGEST = 4_000  # signs
NAMES = {"naam", "name", "nom", "je_naam", "votre_nom", "your_name", "ihr_name"}


class AnswersBuilder(FormBuilder):
    """With what a browser may fill in by itself, and no text without an end."""

    def create_singleline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        made: forms.Field = super().create_singleline_field(field, options)
        if (field.clean_name or field.get_field_clean_name()) in NAMES:
            made.widget.attrs["autocomplete"] = "name"
        return made

    def create_multiline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 7}), **options)

    def create_email_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        return forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}), **options)

    def create_dropdown_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        choices = [(choice, choice) for choice in choices_in(field.choices)]
        shown = forms.Select(attrs={"lang": field.choices_language} if field.choices_language else {})
        return forms.ChoiceField(choices=choices if field.required else [("", "–"), *choices], widget=shown, **options)


def choices_in(text: str) -> list[str]:
    """As Wagtail reads them: one per line, or all on one line with commas between."""
    return [choice for one in (text.splitlines() if "\n" in text else text.split(",")) if (choice := one.strip())]
