"""What an editor says about a file."""

import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from content.tables import BrokenFile, detect, megabytes
from municipalities.models import Municipality
from municipalities.rights import Reach
from shops.importing.columns import Chosen
from shops.importing.looks import Look
from shops.importing.mapping import FACTS, UNUSED
from shops.importing.mending import is_our_column, mended_import
from shops.importing.reading import look_at, read
from shops.importing.rows import Reading
from shops.importing.storing import LONGEST_SOURCE, ImportRefused, source_name
from shops.models import ImportBatch

LARGEST = 20 * 1024 * 1024  # bytes
MOST_ROWS = 25_000
ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".json", ".geojson")


CHOICES = [(UNUSED, _("niet gebruiken")), *FACTS.items()]


class UploadForm(forms.Form):
    """far: how far its user reaches; who edits one municipality has nothing to choose. batches: the imports that they may see.

    mends: the import of which the file has refused rows: source and municipality are those of that import. A file that says so itself sets it
    too. After it was found right: look, at a table, and is_partial.
    """

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

    def __init__(self, *args: Any, far: Reach, batches: QuerySet[ImportBatch], mends: ImportBatch | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batches, self.mends, self.is_partial = batches, mends, mends is not None
        self.look: Look | None = None
        if mends is None:
            self.offer_towns(far)
        else:
            del self.fields["source"], self.fields["municipality"]

    def offer_towns(self, far: Reach) -> None:
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
        upload = cleaned.get("file")
        if upload is None:
            return cleaned
        try:
            format, self.look = examined(upload)
        except BrokenFile as broken:
            self.add_error("file", str(broken))
            return cleaned
        self.know_again()
        if self.mends is not None:
            return cleaned | {"source": self.mends.source, "municipality": self.mends.municipality}
        try:
            cleaned["source"] = source_name(cleaned.get("source", ""), format, upload.name or "")
        except ImportRefused as refused:
            self.add_error("source", str(refused))
        return cleaned

    def know_again(self) -> None:
        """Whether the file says that it has refused rows, and of which import. One that the user does not reach, or that is gone, stays unknown."""
        key = mended_import(self.look.headers) if self.look else None
        if key is not None:
            self.is_partial = True
            self.mends = self.mends or self.batches.filter(pk=key).first()


class ColumnsForm(forms.Form):
    """A choice per column, "column-0" ...; the name of the shop must be among them."""

    def __init__(self, *args: Any, look: Look, facts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.look = look
        self.shown = [index for index, header in enumerate(look.headers) if not is_our_column(header) and (header or look.samples(index))]
        for index in self.shown:
            label = look.headers[index] or _("kolom %(number)s, zonder titel") % {"number": index + 1}
            initial = facts[index] if index < len(facts) else UNUSED
            self.fields[f"column-{index}"] = forms.ChoiceField(label=label, choices=CHOICES, required=False, initial=initial)

    @property
    def rows(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Of each column its choice and some of its values."""
        return [(self[f"column-{index}"], self.look.samples(index)) for index in self.shown]

    @property
    def has_name(self) -> bool:
        """Whether one of them is taken for the name."""
        return any(self[f"column-{index}"].value() == "name" for index in self.shown)

    @property
    def facts(self) -> list[str]:
        """Of every column of the file, those that are not shown too."""
        return [self.cleaned_data.get(f"column-{index}", UNUSED) for index in range(len(self.look.headers))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "name" not in cleaned.values():
            self.add_error(None, _("In welke kolom staat de naam van de winkel?"))
        return cleaned


def examined(upload: UploadedFile) -> tuple[str, Look | None]:
    """Of what kind the file is, and a look at a table. Raises BrokenFile, with what to do about it, for one that cannot be read to its end."""
    if (upload.size or 0) > LARGEST:
        raise BrokenFile(f"Dit bestand is {megabytes(upload.size or 0)} groot, meer dan 20 MB. Splits de lijst, of haal foto's en opmaak eruit.")
    with tempfile.NamedTemporaryFile(prefix="ikl-upload-") as copy:
        for piece in upload.chunks():
            copy.write(piece)
        copy.flush()
        detect(Path(copy.name))  # of a PDF or an old .xls it says what to ask for instead
        refuse_by_ending(upload.name or "")
        look = look_at(Path(copy.name))
        reading = read(Path(copy.name), limit=LARGEST, chosen=any_name(look) if look else None)
        refuse_by_count(reading)
    upload.seek(0)
    return reading.format, look


def any_name(look: Look) -> Chosen | None:
    """To count the rows of a table that does not say which column has the names: somebody will be asked. None for one that does."""
    return None if "name" in look.columns.facts else Chosen(look.headers, look.columns.choices())


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
