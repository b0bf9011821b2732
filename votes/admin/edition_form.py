"""The form of an edition, in the words of who organises it. Only a draft has one: see votes.drafting."""

from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList

from votes import drafting
from votes.admin.moments import BrusselsField, in_words
from votes.models import Edition

# Each comes after the one before it; None where two may fall together.
PHASES = ("candidacy_from", "candidacy_until", "opens_at", "closes_at", "review_until")
MAY_FALL_TOGETHER = {"opens_at"}  # voting may begin when candidacy ends
CANDIDACY_UNTIL = gettext_lazy("kandidaten kunnen zich melden tot")
TIES = {
    Edition.TieRule.EX_AEQUO: gettext_lazy("ex aequo: wie gelijk staat, is samen ambassadeur"),
    Edition.TieRule.LOT: gettext_lazy("het lot beslist, in het openbaar"),
}


class EditionForm(WagtailAdminModelForm):
    """shown: the digest of the edition as the form showed it first; it stays as it was sent, whatever is stored by then."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PHASES:
            self.fields[name] = BrusselsField(label=self.fields[name].label, required=True)
        self.fields["candidacy_until"].label = capfirst(CANDIDACY_UNTIL)
        self.fields["tie_rule"].choices = list(TIES.items())
        if self.instance.pk and not self.is_bound:
            self.initial["shown"] = drafting.digest_of(self.instance.pk)

    def differing(self) -> list[str]:
        """What was typed otherwise than it is stored, by its label."""
        found = [str(self.fields[name].label) for name in self.changed_data if name in self.fields and name != "shown"]
        return found + [str(HEADINGS[name]) for name, formset in self.formsets.items() if formset.has_changed()]

    def clean_observers(self) -> str:
        return cleaned_addresses(self.cleaned_data.get("observers", ""))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for before, after in pairwise(PHASES):
            self.check_order(cleaned, before, after)
        if cleaned.get("prize_by_lot") and not cleaned.get("prize", "").strip():
            self.add_error("prize", ValidationError(_("Schrijf wat er te winnen valt, of vink “de prijs wordt verloot” uit."), code="no prize"))
        return cleaned

    def check_order(self, cleaned: dict[str, Any], before: str, after: str) -> None:
        first, then = cleaned.get(before), cleaned.get(after)
        if first is None or then is None or first < then or (first == then and after in MAY_FALL_TOGETHER):
            return
        told = {"label": self.fields[before].label, "moment": in_words(first)}
        self.add_error(after, ValidationError(_("Dit moet later zijn dan “%(label)s”: %(moment)s.") % told, code="runs backward"))


class ObserversForm(forms.Form):
    """Who gets the seals of an announced edition."""

    observers = forms.CharField(
        label=gettext_lazy("Waarnemers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=gettext_lazy("E-mailadressen, één per regel. Zij krijgen terwijl de stemming loopt elk uur de zegels."),
    )

    def clean_observers(self) -> str:
        return cleaned_addresses(self.cleaned_data["observers"])


def cleaned_addresses(text: str) -> str:
    """One address a line, without empty lines. Raises ValidationError with the line that is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines:
        try:
            validate_email(line)
        except ValidationError:
            raise ValidationError(_("“%(line)s” is geen e-mailadres. Zet er één op elke regel.") % {"line": line}) from None
    return "\n".join(lines)


class OnceInALanguage(BaseChildFormSet):
    """Says in plain words that rules stand once in each language."""

    def get_unique_error_message(self, unique_check: Any) -> str:
        return _("Elke taal staat er hoogstens één keer. Haal de dubbele weg.")

    def get_form_error(self) -> str:
        return _("Deze taal staat er al.")


class RulesPanel(InlinePanel):
    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = OnceInALanguage
        return options


HEADINGS = {"texts": gettext_lazy("Spelregels"), "criteria": gettext_lazy("Criteria van de jury")}
RULES = RulesPanel(
    "texts",
    [FieldPanel("language"), FieldPanel("name"), FieldPanel("rules"), FieldPanel("jury_criteria"), FieldPanel("criteria"), FieldPanel("prize")],
    heading=HEADINGS["texts"],
    label=gettext_lazy("Taal"),
    help_text=gettext_lazy(
        "In het Nederlands moet; wie een andere taal leest, krijgt anders de Nederlandse. Zeg er ook in wat jullie niet kunnen weten."
    ),
    max_num=4,
)
PROVINCE = gettext_lazy(
    "Onder de winnaars van de gemeenten. Zonder jury wint wie het grootste deel van de stemmen van de eigen gemeente kreeg; dat helpt wie "
    "tegen weinig kandidaten stond. Een jury vergelijkt eerlijker, als ze zegt waarom."
)
IN_GENERAL = gettext_lazy("In enkele zinnen, als de criteria hieronder uitleg vragen. Mag leeg.")
CRITERIA = InlinePanel(
    "criteria",
    [FieldPanel("name"), FieldPanel("about"), FieldPanel("points")],
    heading=HEADINGS["criteria"],
    label=gettext_lazy("Criterium"),
    help_text=gettext_lazy("Alleen als er een jury is. Ze staan in de spelregels, en liggen vast zodra je aankondigt."),
    max_num=8,
)
EDITION_FORM = ObjectList(
    [
        FieldPanel("year"),
        FieldPanel("name"),
        MultiFieldPanel([FieldPanel("scope"), FieldPanel("stands"), FieldPanel("tie_rule")], heading=gettext_lazy("Wie stemt, en op wie")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel(name) for name in PHASES[start : start + 2]]) for start in (0, 2)] + [FieldPanel(PHASES[4])],
            heading=gettext_lazy("Wanneer, in Brusselse tijd"),
            help_text=gettext_lazy("Het nazicht duurt 3 tot 14 dagen: dan kan iedereen bezwaar maken. Pas daarna wordt er geteld."),
        ),
        RULES,
        MultiFieldPanel(
            [FieldPanel("has_jury"), FieldPanel("jury_criteria", help_text=IN_GENERAL)],
            heading=gettext_lazy("De provinciale winnaar"),
            help_text=PROVINCE,
        ),
        CRITERIA,
        MultiFieldPanel(
            [FieldPanel("prize"), FieldPanel("prize_by_lot"), FieldPanel("lottery_licence"), FieldPanel("tiebreak_question")],
            heading=gettext_lazy("Prijs voor wie stemt"),
        ),
        FieldPanel("objections_to"),
        FieldPanel("observers"),
    ],
    base_form_class=EditionForm,
).bind_to_model(Edition)
