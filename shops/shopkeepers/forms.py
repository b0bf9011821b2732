"""What a shopkeeper fills in: short enough for a phone, in the words of the shop."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from content.typed import LineField, WordsField
from mail.codes import digits_of
from media_library.forms import NAME_OF_A_FILE, PictureField
from municipalities.models import Municipality
from municipalities.moderation.forms import DecisionForm
from shops.forms import KindField
from shops.hours_field import HoursField
from shops.models import Category

LONGEST_ADDRESS = 254
KINDS_OF_PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/avif,image/gif"
NOT_AN_ADDRESS = _("Dit is geen mailadres. Kijk het even na: naam@voorbeeld.be.")


class AddressField(forms.CharField):
    """An e-mail address that can get a code. Errors never repeat it."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        messages = {"required": _("Vul je mailadres in."), "max_length": _("Dit mailadres is te lang.")}
        super().__init__(max_length=LONGEST_ADDRESS, widget=forms.EmailInput(attrs=attrs), error_messages=messages, **kwargs)

    def clean(self, value: Any) -> str:
        address: str = super().clean(value).strip()
        try:
            if address:
                validate_email(address)
        except ValidationError:
            raise ValidationError(NOT_AN_ADDRESS) from None
        return address


class MailForm(forms.Form):
    """The mailbox of somebody whose shop is not in the directory yet."""

    email = AddressField(label=_("Je mailadres"), help_text=_("Daar krijg je een code, en later het antwoord. Het komt niet op de site."))


class WayInForm(forms.Form):
    """Which mailbox gets the code. `gids` only where the directory has one."""

    waar = forms.ChoiceField(
        label=_("Waar sturen we de code naartoe?"),
        choices=[("gids", ""), ("ander", _("naar een ander adres"))],
        initial="gids",
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies waar de code naartoe mag.")},
    )
    email = AddressField(
        label=_("Je mailadres"), help_text=_("Alleen bij een ander adres. De gemeente kijkt dan eerst na of de zaak van jou is."), required=False
    )

    def __init__(self, *args: Any, known: str, **kwargs: Any) -> None:
        """known: the directory's address with most of it hidden, "" where it has none."""
        super().__init__(*args, **kwargs)
        if known:
            self.fields["waar"].choices = [("gids", known), ("ander", _("naar een ander adres"))]  # type: ignore[attr-defined]
        else:
            del self.fields["waar"]
            self.fields["email"].required = True
            self.fields["email"].help_text = _("Daar krijg je een code. De gemeente kijkt daarna na of de zaak van jou is.")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("waar") == "ander" and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("Vul je mailadres in."))
        return given

    def address(self) -> str:
        """ "" for the directory's."""
        return "" if self.cleaned_data.get("waar") == "gids" else self.cleaned_data["email"]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Je code"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Typ de zes cijfers uit de mail."), "max_length": _("Een code heeft zes cijfers.")},
    )

    def clean_code(self) -> str:
        digits = digits_of(self.cleaned_data["code"])
        if not (digits.isascii() and digits.isdecimal() and len(digits) == 6):
            raise ValidationError(_("Een code heeft zes cijfers."))
        return digits


class ClaimForm(forms.Form):
    """Somebody whose mailbox the directory does not know asks to be taken for the keeper."""

    naam = LineField(
        label=_("Je naam"),
        help_text=_("Alleen de gemeente ziet je naam. Na het antwoord wissen we hem."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Vul je naam in.")},
    )
    woorden = WordsField(
        label=_("Hoe weet de gemeente dat deze zaak van jou is?"),
        help_text=_("Bijvoorbeeld: bel me op het nummer van de winkel, of mijn ondernemingsnummer is 0403.170.701."),
        rows=3,
        max_length=500,
        error_messages={"required": _("Schrijf een zin of twee.")},
    )
    akkoord = forms.BooleanField(
        label=_("Je akkoord"),
        help_text=_("Dit is mijn zaak. De gids mag dit adres gebruiken voor mails over de winkel; het komt niet op de site."),
        error_messages={"required": _("Zonder je akkoord kunnen we je niets mailen.")},
    )


class ShownField(forms.CharField):
    """What the form began with, as JSON, by the names of `asked`; {} for what is none."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> dict[str, Any]:
        try:
            shown = json.loads(super().clean(value) or "{}")
        except (ValueError, RecursionError):
            return {}
        return shown if isinstance(shown, dict) else {}


class ShopFactsForm(forms.Form):
    """The facts of a shop as its keeper tells them; names are those of Shop. `tagline` and `description` are of the language of the visit."""

    name = LineField(
        label=_("Naam van je zaak"), help_text=_("Zoals het op de gevel staat."), max_length=120, error_messages={"required": _("Vul de naam in.")}
    )
    category = KindField(
        label=_("Soort winkel"),
        help_text=_("Bestaat de soort niet, neem dan de dichtste."),
        queryset=Category.objects.filter(parent__isnull=False),
        empty_label=_("Kies een soort"),
        error_messages={"required": _("Kies een soort.")},
    )
    municipality = forms.ModelChoiceField(
        label=_("Gemeente"),
        queryset=Municipality.objects.none(),
        empty_label=_("Kies een gemeente"),
        error_messages={"required": _("Kies een gemeente.")},
    )
    street = LineField(label=_("Straat"), max_length=120, error_messages={"required": _("Vul de straat in.")})
    house_number = LineField(label=_("Nummer"), max_length=20, error_messages={"required": _("Vul het nummer in.")})
    box = LineField(label=_("Bus"), max_length=20, required=False)
    postcode = LineField(label=_("Postcode"), max_length=12, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    place = LineField(label=_("Dorp of deelgemeente"), max_length=80, required=False)
    opening_hours = HoursField(label=_("Openingsuren"))
    phone = PhoneNumberField(
        label=_("Telefoon"), required=False, error_messages={"invalid": _("Dit is geen telefoonnummer. Schrijf het als 051 40 11 22.")}
    )
    email = AddressField(label=_("Mailadres op de site"), help_text=_("Iedereen kan dit lezen. Liever niet? Laat het leeg."), required=False)
    website = forms.URLField(label=_("Website"), max_length=300, required=False, assume_scheme="https")
    webshop = forms.URLField(
        label=_("Webshop"), help_text=_("Alleen als je er echt kunt bestellen."), max_length=300, required=False, assume_scheme="https"
    )
    tagline = LineField(
        label=_("Je zaak in één zin"), help_text=_("Bijvoorbeeld: brood van bij ons, elke dag om zes uur."), max_length=160, required=False
    )
    description = WordsField(label=_("Je verhaal"), rows=4, max_length=2000, required=False)
    photo = PictureField(label=_("Een foto van je zaak"), required=False, widget=forms.FileInput(attrs={"accept": KINDS_OF_PICTURES}))
    photo_description = LineField(
        label=_("Wat zie je op de foto?"),
        help_text=_("Alleen als je een foto kiest, voor wie ze niet ziet: “De toog, met broden tot aan het plafond.”"),
        max_length=255,
        required=False,
    )
    akkoord = forms.BooleanField(
        label=_("Je akkoord"),
        help_text=_("Dit is mijn zaak, en zo klopt alles. Mijn tekst en foto mogen op deze site staan."),
        error_messages={"required": _("Zonder je akkoord kan dit niet op de site.")},
    )
    shown = ShownField(required=False)
    use_required_attribute = False

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].help_text = _(
            "Hoeft niet: anders tekenen we je gevel. Liever zonder mensen. JPG, PNG of HEIC, hoogstens 20 MB. In het voorbeeld zie je ze nog niet."
        )
        if is_new:
            self.fields["municipality"].queryset = Municipality.objects.current().order_by("name")  # type: ignore[attr-defined]
        else:
            for name in ("municipality", "house_number", "street"):
                self.fields[name].required = False
            del self.fields["municipality"]  # a shop that moves to another town is the towns' to settle

    def clean_photo_description(self) -> str:
        """Asked when there is a photo, or one that was refused; a name of a file says nothing to anybody."""
        text: str = self.cleaned_data["photo_description"].strip()
        if text and NAME_OF_A_FILE.search(text):
            raise ValidationError(_("Dit is de naam van een bestand. Wat ziet iemand op het beeld?"))
        if not text and self.files.get("photo"):
            raise ValidationError(_("Zeg in een zin wat er op de foto staat, voor wie ze niet ziet."))
        return text

    def clean_phone(self) -> str:
        """As it is stored."""
        phone: Any = self.cleaned_data["phone"]
        return phone.as_e164 if phone else ""


class LeaveForm(forms.Form):
    zeker = forms.BooleanField(
        label=_("Ben je zeker?"),
        help_text=_("Ja, haal mijn zaak voorgoed uit de winkelgids."),
        error_messages={"required": _("Vink aan dat je zeker bent.")},
    )


class AnswerForm(DecisionForm):
    """What an editor says to a shop."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "Alleen nodig als je het terugstuurt. De winkel leest dit in een mail: zeg vriendelijk wat er anders moet."
        )
