"""What people say when they do something to a round."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from votes.admin.moments import BrusselsField, in_words
from votes.models import MailDomainRule, Proposal, Round
from votes.rounds import LONGEST_DELAY

PUBLIC = gettext_lazy("Iedereen leest dit op de pagina van de ronde. Noem geen mensen.")


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reden"), help_text=PUBLIC, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class DeadlineForm(ReasonForm):
    """of: the round that closes later. at: now."""

    to = BrusselsField(label=gettext_lazy("Nieuw einde, in Brusselse tijd"))
    field_order = ("to", "reason")

    def __init__(self, *args: Any, of: Round, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of, self.at = of, at
        self.initial.setdefault("to", of.closes_at)

    def clean_to(self) -> datetime:
        to: datetime = self.cleaned_data["to"]
        if to <= self.at:
            raise ValidationError(_("Dat is al voorbij. Kies een later uur."))
        if to <= self.of.closes_at:
            told = {"moment": in_words(self.of.closes_at)}
            raise ValidationError(_("Het einde kan alleen later. Nu is het %(moment)s.") % told)
        if to > self.of.closes_at + LONGEST_DELAY:
            told = {"moment": in_words(self.of.closes_at + LONGEST_DELAY)}
            raise ValidationError(_("Hoogstens een week later: tot %(moment)s. Kijk de dag en het jaar nog eens na.") % told)
        return to


class CancelEditionForm(ReasonForm):
    """year: of the edition; typed as a confirmation."""

    typed = forms.CharField(
        label=gettext_lazy("Typ het jaar van de editie"), help_text=gettext_lazy("Zo gebeurt dit niet per ongeluk."), max_length=4
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"].strip()
        if typed != str(self.year):
            raise ValidationError(_("Typ %(year)s om te bevestigen.") % {"year": self.year})
        return typed


class OwnDatesForm(forms.Form):
    """of: the round of a draft."""

    opens_at = BrusselsField(label=gettext_lazy("Stemmen vanaf"))
    closes_at = BrusselsField(label=gettext_lazy("Stemmen tot"))
    review_until = BrusselsField(label=gettext_lazy("Nazicht en bezwaren tot"))

    def __init__(self, *args: Any, of: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.initial.setdefault(name, getattr(of, name))


class AnnounceLotForm(forms.Form):
    source = forms.CharField(
        label=gettext_lazy("Welke trekking beslist"),
        max_length=200,
        help_text=gettext_lazy(
            "Een openbare trekking die nog moet komen, en welke getallen ervan: “de zes getallen van de Lotto van woensdag 9 december, van klein "
            "naar groot”. Het staat meteen vast en iedereen kan het lezen, zodat niemand het lot kan kiezen."
        ),
    )
    after = BrusselsField(
        label=gettext_lazy("Wanneer is die trekking voorbij"), help_text=gettext_lazy("Minstens een dag vanaf nu, in Brusselse tijd.")
    )


class WordsForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Wat de trekking gaf"),
        max_length=200,
        help_text=gettext_lazy(
            "De getallen, met een spatie ertussen, zoals je vooraf zei. Ze komen bij de uitslag te staan, zodat iedereen het lot kan narekenen."
        ),
    )


class ProposalForm(forms.Form):
    """shown: the digest of the ballots that the page showed."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(label=gettext_lazy("Wat stel je voor?"), choices=Proposal.Verdict, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Waarom"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Dit komt bij de uitslag te staan. Schrijf wat je zag, niet wie je verdenkt."),
    )


class DecisionForm(forms.Form):
    """proposal: the one that the page showed, so that nobody agrees with another. shown: the digest of the ballots beside it."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    proposal = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label=gettext_lazy("Je antwoord"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nodig als je het niet eens bent; anders mag het leeg."),
    )
    decision = forms.ChoiceField(choices=[("agree", ""), ("decline", "")], widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "decline" and not cleaned.get("answer", "").strip():
            self.add_error("answer", _("Zeg waarom je het niet eens bent, dan kan iemand iets beters voorstellen."))
        return cleaned


class MailDomainForm(forms.ModelForm):
    class Meta:
        model = MailDomainRule
        fields = ("domain", "same_as", "strip_dots", "tag_sign")
        help_texts = {  # noqa: RUF012 - as Django writes it
            "same_as": gettext_lazy("Het domein waaronder dezelfde postbus ook post krijgt. Leeg als er geen ander is."),
            "strip_dots": gettext_lazy("Zoals bij gmail: jan.peeters en janpeeters zijn er één postbus."),
            "tag_sign": gettext_lazy("Zoals het koppelteken bij yahoo. Een plusteken telt overal al mee."),
        }

    def clean_domain(self) -> str:
        return plain(self.cleaned_data["domain"])

    def clean_same_as(self) -> str:
        return plain(self.cleaned_data["same_as"])


def plain(domain: str) -> str:
    """In small letters, without what people type before it. Raises ValidationError for what no mail domain is."""
    found = domain.strip().removeprefix("@").casefold()
    if found and ("." not in found.strip(".") or any(sign in found for sign in "@/ ")):
        raise ValidationError(_("Dit is geen maildomein. Schrijf het als “voorbeeld.be”."))
    return found
