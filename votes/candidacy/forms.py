"""What a shopkeeper or a customer types, and what an editor changes or says about it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from content.typed import LineField, WordsField
from media_library.forms import NAME_OF_A_FILE, PictureField
from votes import identity
from votes.candidacy.pictures import Picture
from votes.forms import LONGEST_ADDRESS
from votes.models.candidacies import PITCH, SUPPORTS

LONGEST_NAME, LONGEST_DESCRIPTION = 120, 255
KINDS_OF_PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/avif,image/gif"


class AddressField(forms.CharField):
    """An e-mail address that can get a code. Errors never repeat it."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        messages = {"required": _("Vul je mailadres in."), "max_length": _("Dit mailadres is te lang.")}
        super().__init__(max_length=LONGEST_ADDRESS, widget=forms.EmailInput(attrs=attrs), error_messages=messages, **kwargs)

    def clean(self, value: Any) -> str:
        address: str = super().clean(value)
        try:
            validate_email(address)
            identity.canonical(address)
        except (ValidationError, identity.NotAnAddress):
            raise ValidationError(_("Dit is geen mailadres. Kijk het even na: naam@voorbeeld.be.")) from None
        return address


class ApplicationForm(forms.Form):
    """A shopkeeper about their own shop. `picture()` is None without a photo; Wagtail's limits and the media library's rules hold for it."""

    waarom = WordsField(
        label=_("Waarom stemt iemand op jouw zaak?"),
        help_text=_("In je eigen woorden, hoogstens 300 tekens. Dit komt bij je kandidatuur en op je affiche."),
        rows=5,
        max_length=PITCH,
        error_messages={"required": _("Schrijf een zin of twee: daarop kiezen mensen.")},
    )
    steunt = WordsField(
        label=_("Welke club of welk goed doel steun je?"),
        help_text=_("Hoeft niet. Bijvoorbeeld: de jeugd van de volleyclub, of de voedselbank."),
        rows=2,
        max_length=SUPPORTS,
        required=False,
    )
    foto = PictureField(
        label=_("Een foto van je zaak"),
        required=False,
        widget=forms.FileInput(attrs={"accept": KINDS_OF_PICTURES}),
    )
    beschrijving = LineField(
        label=_("Wat zie je op de foto?"),
        help_text=_("Alleen als je een foto kiest. Voor wie ze niet ziet: “De toog, met broden tot aan het plafond.”"),
        max_length=LONGEST_DESCRIPTION,
        required=False,
    )
    naam = LineField(
        label=_("Je naam"),
        help_text=_("Alleen de gemeente ziet je naam, om te weten wie dit instuurt. Na de uitslag wissen we hem."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Vul je naam in.")},
    )
    email = AddressField(label=_("Je mailadres"), help_text=_("Daar krijg je een code, en later het antwoord. Dan wissen we je adres."))
    akkoord = forms.BooleanField(
        label=_("Je akkoord"),
        help_text=_(
            "Dit is mijn zaak, en ze doet mee. Keurt de gemeente het goed, dan mogen mijn tekst en foto op de site, op affiches en in berichten over "
            "de actie."
        ),
        error_messages={"required": _("Zonder je akkoord kunnen we je zaak niet kandidaat stellen.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["foto"].help_text = _(
            "Hoeft niet: anders tekenen we je gevel. Toon je zaak, liever zonder mensen. JPG, PNG of HEIC, hoogstens 20 MB en 25 megapixels."
        )

    def clean_beschrijving(self) -> str:
        """Asked when there is a photo, or one that was refused; a name of a file says nothing to anybody."""
        text: str = self.cleaned_data["beschrijving"].strip()
        if text and NAME_OF_A_FILE.search(text):
            raise ValidationError(_("Dit is de naam van een bestand. Wat ziet iemand op het beeld?"))
        if not text and self.files.get("foto"):
            raise ValidationError(_("Zeg in een zin wat er op de foto staat, voor wie ze niet ziet."))
        return text

    def picture(self) -> Picture | None:
        file = self.cleaned_data["foto"]
        return Picture(file, self.cleaned_data["beschrijving"]) if file else None


class NominationForm(forms.Form):
    """A customer about a shop."""

    waarom = WordsField(
        label=_("Waarom deze zaak?"),
        help_text=_("Hoogstens 300 tekens. Keurt de gemeente het goed, dan kan dit bij de kandidaat komen te staan, zonder jouw naam."),
        rows=5,
        max_length=PITCH,
        error_messages={"required": _("Zeg in een zin of twee waarom je er graag komt.")},
    )
    email = AddressField(label=_("Je mailadres"), help_text=_("Daar krijg je een code, en later het antwoord. Dan wissen we je adres."))


class MendForm(forms.Form):
    """The words of a submission, for an editor. `supports` only where there is one."""

    pitch = WordsField(label=_("Tekst"), rows=5, max_length=PITCH)
    supports = WordsField(label=_("Club of goed doel"), rows=2, max_length=SUPPORTS, required=False)

    def __init__(self, *args: Any, has_supports: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_supports:
            del self.fields["supports"]


class RefusalForm(forms.Form):
    reason = WordsField(
        label=_("Waarom niet?"),
        help_text=_("Wie dit instuurde, leest dit in een mail. Zeg vriendelijk wat er niet past, en of het opnieuw kan."),
        rows=4,
        max_length=1000,
        error_messages={"required": _("Schrijf kort waarom. Zonder uitleg heeft niemand iets aan een weigering.")},
    )


class TakeBackForm(forms.Form):
    reason = WordsField(
        label=_("Wat ging er mis?"),
        help_text=_("De winkel leest dit. Zeg eerlijk dat het een vergissing was, en of ze opnieuw kan indienen."),
        rows=4,
        max_length=1000,
        error_messages={"required": _("Schrijf kort wat er misging. De winkel rekende er al op.")},
    )
