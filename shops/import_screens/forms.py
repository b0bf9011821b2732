"""What an editor says about a file."""

import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from content.tables import BrokenFile, detect, megabytes
from municipalities.models import Municipality
from municipalities.rights import Reach
from shops.importing.reading import read
from shops.importing.rows import Reading
from shops.importing.storing import LONGEST_SOURCE, ImportRefused, source_name

LARGEST = 20 * 1024 * 1024  # bytes
MOST_ROWS = 25_000
ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".json", ".geojson")


class UploadForm(forms.Form):
    """far: how far its user reaches; who edits one municipality has nothing to choose."""

    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Een lijst als CSV of Excel (.xlsx), of een kaart als Overpass JSON of GeoJSON. Hoogstens 20 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("Dit bestand is leeg. Kies een ander, of bewaar de lijst opnieuw."),
        },
    )
    source = forms.CharField(
        label=_("Waar komt de lijst vandaan?"),
        max_length=LONGEST_SOURCE - len("osm:"),
        required=False,
        help_text=_(
            "Gebruik telkens dezelfde naam voor dezelfde lijst, dan herkennen we de winkels van de vorige keer. "
            "Laat je dit leeg, dan nemen we de naam van het bestand; een kaart heet altijd osm."
        ),
    )
    municipality = forms.ModelChoiceField(label=_("Gemeente"), queryset=Municipality.objects.none(), empty_label=None)

    def __init__(self, *args: Any, far: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Municipality.objects.current().order_by("name")
        self.fields["municipality"].queryset = towns if far.everywhere else towns.filter(pk__in=far.edited)  # type: ignore[attr-defined]
        if far.everywhere:
            self.fields["municipality"].required = False
            self.fields["municipality"].empty_label = _("Alle gemeenten: elke rij zegt waar ze hoort")  # type: ignore[attr-defined]
        elif len(far.edited) == 1:
            self.fields["municipality"].disabled = True
            self.fields["municipality"].initial = next(iter(far.edited))

    def clean(self) -> dict[str, Any]:
        """Reads the file to its end, so that whatever is wrong with it is said here, at its field; the name of the source is settled."""
        cleaned = super().clean() or {}
        upload, given = cleaned.get("file"), cleaned.get("source")
        if upload is None or given is None:
            return cleaned
        try:
            format = format_of(upload)
        except BrokenFile as broken:
            self.add_error("file", str(broken))
            return cleaned
        try:
            cleaned["source"] = source_name(given, format, upload.name or "")
        except ImportRefused as refused:
            self.add_error("source", str(refused))
        return cleaned


def format_of(upload: UploadedFile) -> str:
    """Of what kind the file is. Raises BrokenFile, with what to do about it, for one that cannot be read to its end."""
    if (upload.size or 0) > LARGEST:
        raise BrokenFile(f"Dit bestand is {megabytes(upload.size or 0)} groot, meer dan 20 MB. Splits de lijst, of haal foto's en opmaak eruit.")
    with tempfile.NamedTemporaryFile(prefix="ikl-upload-") as copy:
        for piece in upload.chunks():
            copy.write(piece)
        copy.flush()
        detect(Path(copy.name))  # of a PDF or an old .xls it says what to ask for instead
        refuse_by_ending(upload.name or "")
        reading = read(Path(copy.name), limit=LARGEST)
        refuse_by_count(reading)
    upload.seek(0)
    return reading.format


def refuse_by_ending(name: str) -> None:
    """Raises BrokenFile for a file that is called something else than what a list is called, whatever it holds."""
    ending = Path(name).suffix.lower()
    if ending in ENDINGS:
        return
    called = f"eindigt op {ending}" if ending else "heeft geen extensie"
    raise BrokenFile(f"De naam van dit bestand {called}. Bewaar de lijst als .csv, .txt, .tsv, .xlsx, .json of .geojson en kies ze dan opnieuw.")


def refuse_by_count(reading: Reading) -> None:
    rows = sum(1 for _row in islice(reading.rows, MOST_ROWS + 1))
    if rows == 0:
        raise BrokenFile("Er staat geen enkele winkel in dit bestand. Kijk na of je het juiste hebt, of haal het opnieuw op.")
    if rows > MOST_ROWS:
        raise BrokenFile(f"Dit bestand heeft meer dan {MOST_ROWS} rijen. Splits de lijst.")
