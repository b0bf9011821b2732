"""What a voter types. What is wrong is said in words; what is right is kept."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from mail.codes import digits_of
from municipalities.models import Municipality
from votes import identity
from votes.asking import DIGITS, domain_rules
from votes.commitment import GROUP, GROUPS, read_receipt
from votes.models import Candidate, Round

LONGEST_ADDRESS = 254


class FrontsToPick(forms.RadioSelect):
    """Dots among the fronts of the candidates (votes/choice.html); a link to the field leads to the box around them."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return id_


class VoteForm(forms.Form):
    """Whom, by which mailbox, and whether the voter belongs to the municipality. Errors name no address."""

    kandidaat = forms.TypedChoiceField(
        label=_("Je keuze"),
        coerce=int,
        widget=FrontsToPick,
        error_messages={"required": _("Kies een winkel."), "invalid_choice": _("Deze winkel is geen kandidaat meer. Kies een andere.")},
    )
    email = forms.CharField(
        label=_("Je mailadres"),
        max_length=LONGEST_ADDRESS,
        help_text=_("Daar krijg je een code. We bewaren je adres hoogstens drie dagen, versleuteld."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Vul je mailadres in."), "max_length": _("Dit mailadres is te lang.")},
    )
    postcode = forms.CharField(
        label=_("Je postcode"),
        max_length=12,
        help_text=_("Alleen om te tellen hoeveel stemmen van hier komen. We bewaren ze niet."),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        error_messages={"required": _("Vul je postcode in."), "max_length": _("Een postcode is korter.")},
    )
    hier = forms.BooleanField(
        label=_("Je band met de gemeente"),
        error_messages={"required": _("Vink aan dat je hier woont, werkt of winkelt. Dat is de enige voorwaarde.")},
    )

    def __init__(self, *args: Any, voting_round: Round, candidates: Iterable[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voting_round = voting_round
        self.fields["kandidaat"].choices = [(one.number, f"{one.number}. {one.name}") for one in candidates if one.withdrawn_at is None]  # type: ignore[attr-defined]
        self.fields["hier"].help_text = _("Ik woon, werk of winkel in %(town)s.") % {"town": voting_round.municipality.local_name}

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        try:
            validate_email(address)
            identity.canonical(address, domain_rules())
        except (ValidationError, identity.NotAnAddress):
            raise ValidationError(_("Dit is geen mailadres. Kijk het even na: naam@voorbeeld.be.")) from None
        return address

    def is_local(self) -> bool:
        """Whether the postcode is one of the municipality's: "8700", also as "8700 Tielt"."""
        return is_postcode_of(self.cleaned_data["postcode"], self.voting_round.municipality)


def is_postcode_of(typed: str, municipality: Municipality) -> bool:
    code = typed.split()[0]
    return municipality.postcodes.filter(code__iexact=code).exists()


class CodeForm(forms.Form):
    """The six digits of the mail, however they are spaced."""

    code = forms.CharField(
        label=_("Je code"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages={"required": _("Typ de zes cijfers uit de mail."), "max_length": _("De code telt zes cijfers.")},
    )

    def clean_code(self) -> str:
        digits = digits_of(self.cleaned_data["code"])
        if len(digits) != DIGITS or not digits.isdecimal():
            raise ValidationError(_("De code telt zes cijfers. Kijk nog eens in de mail."))
        return digits


class NotMeForm(CodeForm):
    """The same digits, by who did not ask for them; it stands beside the other on one page."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_%s_niet_ik")
        self.fields["code"].label = _("De code uit de mail")


class ReceiptForm(forms.Form):
    """A receipt as somebody typed it over."""

    bewijs = forms.CharField(
        label=_("Je bewijs"),
        max_length=40,
        help_text=_("Zestien letters en cijfers, zoals 7KQ4-9MXP-2HVD-0C3E. Streepjes en hoofdletters maken niet uit."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Typ je bewijs over."), "max_length": _("Een bewijs telt zestien letters en cijfers.")},
    )

    def clean_bewijs(self) -> str:
        receipt = read_receipt(self.cleaned_data["bewijs"])
        if len(receipt) != GROUPS * (GROUP + 1) - 1:
            raise ValidationError(_("Een bewijs telt zestien letters en cijfers. Kijk of het klopt wat je overnam."))
        return receipt
