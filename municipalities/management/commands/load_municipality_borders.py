"""manage.py load_municipality_borders: the official borders under the map, in place of the cantons that come with the site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from municipalities import geojson, outlines


class Command(BaseCommand):
    help = "Lees de grenzen van de gemeenten uit een GeoJSON in WGS84, met de NIS-code bij elk gebied. Alles of niets; herhalen mag."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="Wie op de kaart genoemd wordt, bijvoorbeeld “Statbel, CC BY 4.0”.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            areas = geojson.read(options["file"].read_bytes())
            without = outlines.store_borders(areas=areas, source=options["source"], at=timezone.now())
        except (OSError, geojson.Refused) as refusal:
            raise CommandError("\n".join([*getattr(refusal, "reasons", [str(refusal)]), "Er is niets veranderd."])) from None
        self.stdout.write(f"{len(areas)} gemeenten hebben nu hun grens op de kaart.")
        if without:
            self.stdout.write(f"Nog zonder grens: {', '.join(without)}.")
