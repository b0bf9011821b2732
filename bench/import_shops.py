#!/usr/bin/env python3
"""An import of 20,000 generated shops into an empty directory, and the same file once more: time, and memory at its peak.

    python bench/import_shops.py [--rows 20000] [--seed 7] [postgresql] [sqlite]

The rows are those of a list of the whole province: a number of its own, name, kind, address and place, phone, site and hours; a fiftieth of them
lacks what it takes and is refused. Each import runs in a process of its own, as a worker would do it, and its peak is what the system counted for
that process (ru_maxrss); its CPU is told beside the time, which others on the machine stretch. The bars: 60 s, 300 MB, and nothing new, changed
or vanished the second time.

Prints one JSON line per database.
"""

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from tests.services import postgres  # noqa: E402

SECONDS, MEGABYTES = 60, 300
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
HEAD = ("id", "naam", "soort", "straat", "nr", "postcode", "plaats", "lat", "lon", "telefoon", "website", "openingsuren")
KINDS = ("bakker", "slager", "apotheek", "kapper", "boekhandel", "bloemist", "schoenwinkel", "optiek", "kledingwinkel", "fietsenwinkel")
HOURS = ("ma-vr 9u-18u", "di-za 8u30-12u30 en 13u30-18u30; zo 8u-12u", "Mo-Fr 09:00-18:00; Sa 10:00-17:00", "ma-za 9-12 en 14-18", "")
SURNAMES = ("Maes", "Peeters", "Declercq", "Vandamme", "Verhelst", "Desmet", "Lambrecht", "Callens", "Vanneste", "Debruyne", "Segers", "Wouters")
STREETS = ("Kerkstraat", "Bruggestraat", "Markt", "Stationsstraat", "Kortrijkstraat", "Ieperstraat", "Dorpsplein", "Molenstraat", "Nieuwstraat")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--step", choices=["prepare", "import"], help=argparse.SUPPRESS)
    parser.add_argument("--list", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("databases", nargs="*", default=["postgresql", "sqlite"])
    options = parser.parse_args()
    if options.step:
        STEPS[options.step](options)
        return
    for name in options.databases:
        with tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder, DATABASES[name](Path(folder)) as environment:
            print(
                json.dumps({"database": name, "rows": options.rows, "seed": options.seed} | measured(environment, Path(folder), options)), flush=True
            )


def measured(environment: dict[str, str], folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Both imports, each by a process of its own on a database that another one prepared."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.test"} | environment
    command = [sys.executable, __file__, "--rows", str(options.rows), "--seed", str(options.seed), "--list", str(folder / "lijst.csv")]
    subprocess.run([*command, "--step", "prepare"], env=environment, check=True)
    first, second = (json.loads(subprocess.check_output([*command, "--step", "import"], env=environment)) for _ in range(2))
    unchanged = (second["new"], second["changed"], second["vanished"]) == (0, 0, 0)
    met = max(first["seconds"], second["seconds"]) <= SECONDS and max(first["peak_mb"], second["peak_mb"]) <= MEGABYTES and unchanged
    return {"first": first, "second": second, "bars_met": met}


# -- in a process of its own


def prepare(options: argparse.Namespace) -> None:
    """An empty directory with the register and the kinds, and the list beside it."""
    start()
    from django.core.management import call_command

    from municipalities.actions import load_register
    from municipalities.models import Municipality
    from shops.categories import load_categories

    call_command("migrate", verbosity=0)
    load_register()
    load_categories()
    towns = [(town.name, town.latitude, town.longitude, [code.code for code in town.postcodes.all()]) for town in Municipality.objects.current()]
    write(options.list, options.rows, random.Random(options.seed), [town for town in towns if town[3]])


def write(path: Path, rows: int, chance: random.Random, towns: list[Any]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEAD)
        writer.writerows(row(number, chance, chance.choice(towns)) for number in range(rows))


def row(number: int, chance: random.Random, town: Any) -> list[Any]:
    name, latitude, longitude, postcodes = town
    kind = chance.choice(KINDS)
    called = f"{kind.capitalize()} {chance.choice(SURNAMES)} {chance.choice(SURNAMES)} {number}" if number % 50 else ""
    spot = (round((latitude or 51) + chance.uniform(-0.03, 0.03), 6), round((longitude or 3.2) + chance.uniform(-0.04, 0.04), 6))
    site = f"https://winkel{number}.example" if number % 3 else ""
    phone = f"05{chance.randint(0, 9)} {chance.randint(10, 99)} {chance.randint(10, 99)} {chance.randint(10, 99)}"
    street, door = chance.choice(STREETS), chance.randint(1, 300)
    return [number + 1, called, kind, street, door, chance.choice(postcodes), name, *spot, phone, site, chance.choice(HOURS)]


def bring_in(options: argparse.Namespace) -> None:
    start()
    from shops.importing.storing import import_shops

    began, worked = time.monotonic(), time.process_time()
    report = import_shops(options.list, source="bench", at=AT)
    spent = {"seconds": round(time.monotonic() - began, 1), "cpu_seconds": round(time.process_time() - worked, 1)}
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    counts = {name: count for name, count in report.counts().items() if name in ("read", "new", "changed", "unchanged", "refused", "vanished")}
    print(json.dumps(spent | {"peak_mb": peak} | counts))


def start() -> None:
    import django

    django.setup()


STEPS = {"prepare": prepare, "import": bring_in}


@contextmanager
def a_postgresql(folder: Path) -> Iterator[dict[str, str]]:
    with postgres.server(postgres.bin_dir()) as environment:
        yield environment


@contextmanager
def a_sqlite(folder: Path) -> Iterator[dict[str, str]]:
    yield {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}


DATABASES = {"postgresql": a_postgresql, "sqlite": a_sqlite}


if __name__ == "__main__":
    main()
