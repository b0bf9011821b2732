"""manage.py import_shops FILE: bring a list or a map of shops into the directory."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import timezone

from content.tables import BrokenFile
from shops.importing.storing import FORMATS_WITH_AUTO, ImportRefused, import_shops
from shops.management.progress import ProgressBar

SOURCE_HELP = (
    "waar de feiten vandaan komen; gewoonlijk osm voor kaarten (Overpass, GeoJSON), anders de naam van het bestand. "
    "Bij een kaart wordt NAME bewaard als osm:NAME, zodat OpenStreetMap vermeld blijft. Wat iemand in het beheer over de kolommen van die bron "
    "zei, geldt ook hier"
)


class Command(BaseCommand):
    help = "Leest winkels uit een bestand. Alles of niets; herhalen mag; wat een winkel of gemeente bevestigde, blijft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="CSV, XLSX, Overpass JSON of GeoJSON")
        parser.add_argument("--format", choices=FORMATS_WITH_AUTO, default="auto", help="gewoonlijk blijkt dat uit de inhoud")
        parser.add_argument("--municipality", metavar="SLUG|NIS", help="van welke gemeente het bestand is; anders blijkt dat per rij")
        parser.add_argument("--source", metavar="NAME", help=SOURCE_HELP)
        parser.add_argument("--dry-run", action="store_true", help="zeg wat er zou veranderen en verander niets")
        parser.add_argument("--json", action="store_true", help="eindig met één regel JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_shops(
                options["file"],
                format=options["format"],
                municipality=options["municipality"],
                source=options["source"],
                dry_run=options["dry_run"],
                at=timezone.now(),
                progress=ProgressBar(self.stderr),  # type: ignore[arg-type]
            )
        except (BrokenFile, ImportRefused) as refused:
            raise CommandError(f"{refused} Er is niets veranderd.") from refused
        except IntegrityError as clash:
            raise CommandError("Iemand anders veranderde tegelijk dezelfde winkels. Er is niets veranderd; probeer het opnieuw.") from clash
        self.stdout.write(report.as_json() if options["json"] else report.in_words())
