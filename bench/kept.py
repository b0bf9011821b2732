"""Sites that are made once a day, in var/bench: SQLite databases with what stands beside them (keys of votes, images).

Those of another day, or of other migrations, are thrown away: openings and votes are drawn around the day on which they were made.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var" / "bench"
PATHS = {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.test"}
DATABASE = "site.sqlite3"


def demo(shops: int, towns: int = 62) -> dict[str, str]:
    """The demo with its vote in so many municipalities, made-up shops beside its own until there are so many; the environment that leads there."""
    return kept(f"demo-{towns}-{shops}", "demo", str(shops), str(towns))


def directory(shops: int) -> dict[str, str]:
    """So many made-up shops and nothing else (bench.directory.many_shops)."""
    return kept(f"directory-{shops}", "directory", str(shops))


def kept(name: str, *filling: str) -> dict[str, str]:
    """filling: of bench.filling."""
    place = today() / name
    if not place.exists():
        unfinished = fresh(today() / f"{name}-unfinished")
        shutil.copyfile(migrated(), unfinished / DATABASE)
        run(unfinished, "-m", "bench.filling", *filling)
        unfinished.rename(place)
    return environment_of(place)


def today() -> Path:
    """Where the sites of this day and these migrations stand."""
    place = FOLDER / f"{date.today()}-{fingerprint()}"
    if not place.exists():
        for older in FOLDER.glob("20*-*"):
            shutil.rmtree(older)
        place.mkdir(parents=True)
    return place


def fingerprint() -> str:
    """Of the migrations, and of what fills a database."""
    said = hashlib.sha256()
    for path in sorted([*ROOT.glob("*/migrations/*.py"), *(ROOT / "home" / "demo").rglob("*.py"), *(ROOT / "bench").rglob("*_shops.py")]):
        said.update(path.read_bytes())
    return said.hexdigest()[:8]


def migrated() -> Path:
    place = today() / "migrated"
    if not place.exists():
        unfinished = fresh(today() / "migrated-unfinished")
        run(unfinished, "manage.py", "migrate", "--verbosity", "0")
        unfinished.rename(place)
    return place / DATABASE


def fresh(place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    return place


def run(place: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=os.environ | PATHS | environment_of(place), check=True)


def environment_of(place: Path) -> dict[str, str]:
    media, keys = f"{place}/media", f"{place}/keys"
    return {"DATABASE_URL": f"sqlite:///{place}/{DATABASE}", "VOTE_KEYS_DIR": keys, "MEDIA_ROOT": media, "CACHE_URL": "locmemcache://"}
