"""What a visitor chooses and types."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.typed import WordsField
from shops.models import ShopReport
from shops.models.reports import LONGEST_WORDS


class ReportForm(forms.Form):
    wat = forms.ChoiceField(
        label=_("Wat klopt er niet?"),
        choices=ShopReport.What.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er niet klopt."), "invalid_choice": _("Kies wat er niet klopt.")},
    )
    woorden = WordsField(
        label=_("Wat weet je?"),
        help_text=_("Hoeft niet. Bijvoorbeeld: op maandag is het nu gesloten. Schrijf niets over jezelf: we antwoorden niet."),
        rows=3,
        max_length=LONGEST_WORDS,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("wat") == ShopReport.What.OTHER and not given.get("woorden") and "woorden" not in self.errors:
            self.add_error("woorden", _("Zeg in een paar woorden wat er niet klopt."))
        return given


class SettleForm(forms.Form):
    """seen: the reports that stood on the page."""

    outcome = forms.ChoiceField(choices=ShopReport.Outcome.choices)
    seen = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, *args: Any, open_reports: list[ShopReport], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["seen"].choices = [(report.pk, "") for report in open_reports]  # type: ignore[attr-defined]
