"""What one asks of a page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ikkooplokaal.translating import machine
from ikkooplokaal.translating.states import Standing, State

TO_BEGIN = {State.NONE, State.ALIAS, State.OWN}


class AskForm(forms.Form):
    """Into which languages, and how. A question that makes no sense for this page is not put."""

    languages = forms.MultipleChoiceField(label=_("In welke taal"), widget=forms.CheckboxSelectMultiple)
    with_machine = forms.BooleanField(
        label=_("Laat een machine alvast vertalen"), required=False, help_text=_("Lees het na voor je publiceert: een machine kent je gemeente niet.")
    )
    with_below = forms.BooleanField(label=_("Ook de pagina’s eronder"), required=False)
    replace = forms.BooleanField(
        label=_("Wat geen plaats heeft, mag weg"), required=False, help_text=_("Het blijft op de pagina staan tot je de vertaling publiceert.")
    )

    def __init__(self, *args: Any, standings: list[Standing], has_below: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_machine = machine.is_set_up()
        offered = [one for one in standings if one.state in TO_BEGIN or (has_machine and one.state == State.BEHIND)]
        self.fields["languages"].choices = [(one.locale.language_code, one.language) for one in offered]  # type: ignore[attr-defined]
        asks = {"with_machine": has_machine, "with_below": has_below, "replace": any(one.job and one.job.code for one in offered)}
        for name in [name for name, makes_sense in asks.items() if not makes_sense]:
            del self.fields[name]

    @property
    def offers_something(self) -> bool:
        return bool(self.fields["languages"].choices)  # type: ignore[attr-defined]
