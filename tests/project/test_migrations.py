"""Migrations say what they change."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED

ROOT = Path(__file__).parents[2]
TAKEN_AWAY = (migrations.RemoveField, migrations.RenameField, migrations.DeleteModel, migrations.RenameModel, migrations.AlterModelTable)
# Of the first version, which has no former one. Whoever adds to these writes in CHANGELOG.md that the site stands still meanwhile.
NOT_WHILE_THE_FORMER_VERSION_SERVES = {
    "accounts.0002_session_epoch",
    "events.0004_place_of_an_import_row",
    "home.0003_face_of_a_town",
    "shops.0002_imports_can_be_taken_back",
    "shops.0006_shops_are_found_by_words",
    "shops.0008_imports_ask_and_remember",
    "shops.0009_visits_and_requests_say_more",
    "votes.0004_objections_and_lots_in_two_steps",
    "votes.0005_names_of_editions",
    "votes.0007_jury_and_prize_in_four_languages",
}
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


# -- while the former version serves (docs/runbook.md, "Updating")


def breaks_the_former_version(operations: list[Operation]) -> bool:
    """Whether code that knows nothing of it can no longer read or write: a column or table is gone, or a new column must be given what that code
    does not give. Django keeps a `default` to itself; the database fills in a `db_default`."""
    new = {operation.name_lower for operation in operations if isinstance(operation, migrations.CreateModel)}
    return any(takes_away(operation) or asks_for_more(operation, new) for operation in operations)


def operations_of(name: str) -> list[Operation]:
    app, _, stem = name.partition(".")
    return import_module(f"{app}.migrations.{stem}").Migration.operations


def takes_away(operation: Operation) -> bool:
    return isinstance(operation, TAKEN_AWAY)


def asks_for_more(operation: Operation, new: set[str]) -> bool:
    if not isinstance(operation, migrations.AddField) or operation.model_name_lower in new:
        return False
    field = operation.field
    return not (field.null or field.many_to_many or field.db_default is not NOT_PROVIDED)


def test_migrations_leave_the_former_version_what_it_reads_and_writes():
    assert {name for name in own_migrations() if breaks_the_former_version(operations_of(name))} == NOT_WHILE_THE_FORMER_VERSION_SERVES


@pytest.mark.parametrize(
    ("field", "breaks"),
    [
        (models.CharField(max_length=9, default=""), True),
        (models.CharField(max_length=9, default="", db_default=""), False),
        (models.IntegerField(null=True), False),
        (models.ManyToManyField("shops.Category"), False),
    ],
)
def test_a_new_column_is_null_or_filled_in_by_the_database(field, breaks):
    added = migrations.AddField("shop", "new", field)
    assert breaks_the_former_version([added]) is breaks
    assert not breaks_the_former_version([migrations.CreateModel("Shop", []), added])


@pytest.mark.parametrize(
    "gone", [migrations.RemoveField("shop", "name"), migrations.RenameField("shop", "name", "title"), migrations.DeleteModel("Shop")]
)
def test_what_is_taken_away_is_missed(gone):
    assert breaks_the_former_version([gone])


def test_the_changelog_says_when_the_site_must_stand_still():
    to_do = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition("### To do when updating")[2].partition("\n### ")[0]
    assert "Stop the site and its workers while you run `migrate`" in to_do
