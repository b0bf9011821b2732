"""Import a file of shops: all of it or nothing, and the second time without a change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from municipalities import places
from municipalities.models import Municipality
from municipalities.places import PlaceIndex, Town
from shops import indexing, kept, openings, shown_at
from shops.importing.asking import tell_asked
from shops.importing.columns import Chosen, titles
from shops.importing.doubts import Rulings
from shops.importing.ledger import Ledger
from shops.importing.mapping import chosen_before, remembered_facts
from shops.importing.planning import AT_ONCE, Plan, chunks, make_plan
from shops.importing.reading import FORMATS, look_at, read
from shops.importing.report import Remark, Report
from shops.importing.saving import Saving
from shops.importing.sightings import note_sightings
from shops.importing.understanding import Progress, Understood, understand_rows
from shops.locks import hold_towns
from shops.models import ImportBatch, ImportRow, Shop
from shops.provenance import CONFIRMED

LONGEST_SOURCE = 60
FORMATS_WITH_AUTO = ("auto", *FORMATS)
NO_RULINGS = Rulings()
NO_KINDS = Remark("", "", "category", "Geen kolom zegt de soort winkel: nieuwe winkels komen bij “Andere zaken”")
OSM, FORMATS_OF_OSM = "osm", ("overpass", "geojson")


class ImportRefused(Exception):
    """The import cannot begin, nothing was changed; the text says why in Dutch and is meant to be shown."""


def import_shops(
    path: Path | str,
    *,
    format: str = "auto",
    municipality: Municipality | str | None = None,
    source: str | None = None,
    dry_run: bool = False,
    at: datetime,
    progress: Progress | None = None,
    started_by: AbstractBaseUser | None = None,
) -> Report:
    """Bring the shops of a file into the directory, each once, and mark those that its source no longer has.

    municipality: of which the file is, also as slug or NIS code; None for a file of the whole region. source: what these facts are said
    to come from; "osm" for maps (a given name becomes "osm:name"), else the name of the file. at: aware moment of the import.
    progress: called with a stage in Dutch, how much is done and of how much (None when unknown). What editors said of the columns of this
    source holds here too.

    One transaction, but for the table of opening intervals, which is made after it (and by the daily job). A dry run writes nothing.
    Raises BrokenFile or ImportRefused; nothing is stored then.
    """
    path = Path(path)
    file = File(path, path.name, format, municipality, source, chosen=columns_said(path, municipality, source))
    return bring_in(
        file,
        at=at,
        progress=progress or no_progress,
        dry_run=dry_run,
        begin=lambda report, own: None if dry_run else begin_batch(report, own, at, started_by),
        finish=finish_at_once,
    )


def columns_said(path: Path, municipality: Municipality | str | None, source: str | None) -> Chosen | None:
    """What somebody said in the editors' tool of the columns of an earlier list of this source. Raises BrokenFile, ImportRefused."""
    own = town_for(municipality, places.index())
    remembered = remembered_facts(list_name(source, path.name), own.id if own else None)
    look = look_at(path) if remembered else None
    return chosen_before(look, remembered) if look else None


@dataclass(frozen=True)
class File:
    """A file and what somebody said about it. name: what it was called where it came from. is_bound: touches shops of `municipality` only.

    chosen: what its columns hold. is_partial: it is not the whole list, so that what is not in it is not gone. rulings: what somebody said of
    rows that raise a question.
    """

    path: Path
    name: str
    format: str = "auto"
    municipality: Municipality | str | None = None
    source: str | None = None
    is_bound: bool = False
    chosen: Chosen | None = None
    is_partial: bool = False
    rulings: Rulings = NO_RULINGS


Begin = Callable[[Report, Town | None], ImportBatch | None]
Finish = Callable[[ImportBatch, Report], None]


def bring_in(file: File, *, at: datetime, progress: Progress, dry_run: bool, begin: Begin, finish: Finish) -> Report:
    """Read, match and write; `begin` gives the batch under which rows and journal are kept, `finish` closes it in the same transaction.

    A dry run writes no shops; with a batch it keeps its rows. Raises BrokenFile, ImportRefused, or what `finish` raises; nothing is stored then.
    """
    index = places.index()
    own = town_for(file.municipality, index)
    reading = read(file.path, file.format, chosen=file.chosen)
    report = Report(source_name(file.source, reading.format, file.name), file.name, reading.format, dry_run)
    report.headers, report.unknown_columns, report.told = titles(reading.headers), reading.unknown_columns, reading.told
    understood = understand_rows(reading, index, own, source=report.source, at=at, report=report, progress=progress)
    refuse_empty(report)
    with transaction.atomic():
        batch = begin(report, own)
        ledger = Ledger(batch, is_preview=dry_run)
        saving, touched = store(understood, index, own, report, ledger, file=file, at=at, progress=progress)
        if batch:
            finish(batch, report)
    if not dry_run:
        new_hours, written = saving.new_hours, saving.written
        del understood, ledger, saving
        rebuild_openings(new_hours, at, progress)
        indexing.rebuild_keys(written)
        for key in touched:
            kept.forget_counts(key)
        shown_at.changed(shops=written, towns=touched if written else set())
    return report


def store(
    understood: Understood, index: PlaceIndex, own: Town | None, report: Report, ledger: Ledger, *, file: File, at: datetime, progress: Progress
) -> tuple[Saving, set[int]]:
    """Match, write and mark, counting into `report`; what was saved, and keys of the municipalities with a shop in the file."""
    lock(understood)
    plan = make_plan(understood, index, report.source, report, within=own.id if own and file.is_bound else None, rulings=file.rulings)
    saving = Saving(plan, report, at, ledger)
    saving.settle(progress)
    marks_vanished = not (file.is_partial or is_part(file.municipality, own))
    note_sightings(plan, understood, report, ledger, region=own.nis if own else "", marks_vanished=marks_vanished, at=at)
    if report.new and report.told is not None and "category" not in report.told:
        report.remarks.insert(0, NO_KINDS)
    tell_duplicates(plan, ledger)
    tell_asked(plan, ledger)
    ledger.tell_report(report)
    ledger.store()
    return saving, {shop.municipality for shop, _ in plan.first}


def tell_duplicates(plan: Plan, ledger: Ledger) -> None:
    lines = {shop: found.line for shop, found in plan.first}
    for shop, found in plan.others:
        ledger.tell(ImportRow.Kind.DUPLICATE, found.line, found.told.facts["name"], text=f"Dezelfde winkel als {lines[shop]}")


def town_for(municipality: Municipality | str | None, index: PlaceIndex) -> Town | None:
    """The municipality of today that the file is of. Raises ImportRefused for an unknown one, or when none is registered at all."""
    if not index.towns:
        raise ImportRefused("Er zijn nog geen gemeenten. Laad eerst het register (manage.py load_register) of voeg er een toe (add_municipality).")
    if municipality is None:
        return None
    code = municipality.nis if isinstance(municipality, Municipality) else municipality
    key = index.id_for(code)
    if key is None:
        raise ImportRefused(f"De gemeente “{code}” kennen we niet. Geef haar NIS-code, of voeg haar toe met add_municipality.")
    return index.towns[key]


def refuse_empty(report: Report) -> None:
    """A list without one row is a slip of its sender, no news that every shop is gone. Raises ImportRefused."""
    if not report.read:
        raise ImportRefused("Er staat geen enkele winkel in dit bestand. Kijk na of je het juiste hebt, of haal het opnieuw op.")


def is_part(municipality: Municipality | str | None, own: Town | None) -> bool:
    """Whether the file was asked for a former municipality: it then says nothing about the rest of today's."""
    code = municipality.nis if isinstance(municipality, Municipality) else municipality
    return bool(own and code) and code.strip().lower() not in (own.nis.lower(), own.slug)  # type: ignore[union-attr]


def source_name(given: str | None, format: str, file_name: str) -> str:
    """What facts are said to come from: of a map always "osm", or "osm:" and the given name, so that its makers stay named.

    Raises ImportRefused for the names that mean that a person vouches: what a file says under these, no later import would correct.
    """
    name = (given or "").strip()
    if format in FORMATS_OF_OSM:
        return (name if name == OSM or name.startswith(f"{OSM}:") else f"{OSM}:{name}" if name else OSM)[:LONGEST_SOURCE]
    name = list_name(given, file_name)
    if name.casefold() in CONFIRMED:
        raise ImportRefused(f"“{name}” kan geen naam van een bron zijn. Noem de lijst anders, bijvoorbeeld “{name} 2026”.")
    return name


def list_name(given: str | None, file_name: str) -> str:
    """What a table is called as a source."""
    return ((given or "").strip() or Path(file_name).stem.strip() or "csv")[:LONGEST_SOURCE]


def lock(understood: Understood) -> None:
    """Let two imports into the same municipalities wait for each other; on SQLite every writer waits anyway."""
    hold_towns({found.known.municipality for found in understood.candidates})


def begin_batch(report: Report, own: Town | None, at: datetime, started_by: AbstractBaseUser | None) -> ImportBatch:
    """The batch of an import that nobody prepared. A journal needs it before there are counts."""
    return ImportBatch.objects.create(
        source=report.source,
        file_name=report.file_name[-200:],
        municipality_id=own.id if own else None,
        started_by=started_by,  # type: ignore[misc]
        started_at=at,
        confirmed_at=at,
        finished_at=at,
    )


def finish_at_once(batch: ImportBatch, report: Report) -> None:
    batch.counts, batch.refused_open = report.counts(), report.mendable
    batch.headers, batch.unknown_columns = list(report.headers), list(report.unknown_columns)
    batch.save(update_fields=["counts", "refused_open", "headers", "unknown_columns"])


def rebuild_openings(keys: list[int], at: datetime, progress: Progress) -> None:
    for number, some in enumerate(chunks(keys)):
        progress("openingsuren", number * AT_ONCE, len(keys))
        openings.rebuild(Shop.objects.filter(pk__in=some).only("pk", "opening_hours", "special_hours"), at)
    if keys:
        progress("openingsuren", len(keys), len(keys))


def no_progress(stage: str, done: int, total: int | None) -> None:
    """For callers that show none."""
