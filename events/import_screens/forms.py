"""What an editor says about a file of events."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.tables import BrokenFile
from events.admin.towns import Place
from events.importing import reading
from events.importing.columns import FACTS, UNUSED
from events.importing.entries import LARGEST

ENDINGS = (".ics", ".csv", ".txt", ".xlsx")
LONGEST_SOURCE = 60
CHOICES = [(UNUSED, _("niet gebruiken")), *FACTS.items()]


class UploadForm(forms.Form):
    """standing: where its user may put events; who has one place does not choose. `content` and `format` after it is found right."""

    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Een agenda (.ics) of een lijst (.csv of .xlsx). Hoogstens 5 MB en 5.000 evenementen."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={"required": _("Kies een bestand."), "empty": _("Dit bestand is leeg.")},
    )
    place = forms.ChoiceField(label=_("Gemeente"), error_messages={"required": _("Kies een gemeente.")})
    source = forms.CharField(
        label=_("Naam van de lijst"),
        max_length=LONGEST_SOURCE,
        required=False,
        help_text=_(
            "Mag leeg blijven. Zelfde naam als vorige keer: dan komt er niets dubbel. Leeg: we nemen de naam van de agenda, "
            "of van het bestand zonder cijfers."
        ),
    )

    def __init__(self, *args: Any, standing: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content, self.format = b"", ""
        self.standing = {place.slug: place for place in standing}
        if len(standing) == 1:
            del self.fields["place"]
        else:
            self.fields["place"].choices = [("", _("Kies …")), *((place.slug, place.name) for place in standing)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Place:
        return self.standing[self.cleaned_data["place"]] if "place" in self.fields else next(iter(self.standing.values()))

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        try:
            self.content = upload.read(LARGEST + 1)
            self.format = reading.format_of(self.content, upload.name)
            if self.format != reading.CALENDAR:
                reading.rows_of(self.content, self.format)
        except BrokenFile as broken:
            raise forms.ValidationError(str(broken)) from broken
        return upload


class ColumnsForm(forms.Form):
    """A select box per column: "column-0" ..."""

    has_header = forms.BooleanField(label=_("De eerste rij is een kop"), required=False)

    def __init__(self, *args: Any, width: int, chosen: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [f"column-{index}" for index in range(width)]
        for index, name in enumerate(self.names):
            label = _("Wat staat er in kolom %(number)s?") % {"number": index + 1}
            initial = chosen[index] if index < len(chosen) else UNUSED
            self.fields[name] = forms.ChoiceField(label=label, choices=CHOICES, required=False, initial=initial)

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.names]

    @property
    def columns(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [cleaned[name] for name in self.names if cleaned.get(name)]
        twice = [FACTS[fact] for fact in dict.fromkeys(chosen) if chosen.count(fact) > 1]
        if twice:
            self.add_error(None, _("Twee kolommen met hetzelfde: %(facts)s. Kies er een.") % {"facts": ", ".join(map(str, twice))})
        if "title" not in chosen:
            self.add_error(None, _("In welke kolom staat de titel?"))
        if not {"day", "starts"} & set(chosen):
            self.add_error(None, _("In welke kolom staat de dag?"))
        return cleaned
