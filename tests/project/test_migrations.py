"""Migrations say what they change."""

import re
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"^\d{4}_[a-z][a-z0-9_]+$")


def own_migrations() -> set[str]:
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs() if ROOT in Path(app.path).parents and ".venv" not in app.path]
    return {f"{folder.parent.name}.{path.stem}" for folder in folders for path in folder.glob("*.py") if path.stem != "__init__"}


def test_every_migration_has_a_name_that_says_what_changes():
    names = {name: name.split(".")[1] for name in own_migrations()}
    assert {name for name, stem in names.items() if not NAMED.match(stem) or "auto" in stem.split("_")} == set()


def test_no_two_migrations_of_a_room_carry_the_same_number():
    numbers = [(name.split(".")[0], name.split(".")[1][:4]) for name in own_migrations()]
    assert len(numbers) == len(set(numbers))


def test_the_rooms_with_rows_have_their_first_migration():
    assert {"accounts.0001_first", "home.0001_first", "media_library.0001_first", "municipalities.0001_first", "shops.0001_first"} <= own_migrations()
