"""What the tests stand on: databases that are copied instead of migrated, rows that are written down again."""

import re
import sqlite3
from datetime import time
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Collection, Page, Site

from events.models import EventMoment
from home.models import HomePage
from ikkooplokaal.models import PeriodicJob
from municipalities.models import Municipality
from shops.models import ShopDirectoryPage
from tests import conftest, scheduling
from tests.factories.events import make_event, town_page
from tests.factories.municipalities import MunicipalityFactory
from tests.remembered import Remembered, once, read, tables
from tests.services import migrated

CONDITION = re.compile(r"^( *CONSTRAINT .*?) CHECK .*|^(CREATE (?:UNIQUE )?INDEX .*?) WHERE .*")


class Bare:
    """As much of Django's wrapper as the copying asks for."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")

    def migrate(self) -> None:
        self.connection.execute("CREATE TABLE made (number int)")
        self.connection.execute("INSERT INTO made VALUES (1)")
        self.connection.commit()

    def numbers(self) -> list[tuple[int]]:
        return self.connection.execute("SELECT number FROM made").fetchall()


@pytest.fixture
def bare():
    opened = [Bare(), Bare()]
    yield opened
    for one in opened:
        one.connection.close()


def test_the_second_database_is_copied_from_the_first(bare, tmp_path):
    first, second = bare
    migrated.fill_sqlite(first, first.migrate, tmp_path)
    migrated.fill_sqlite(second, lambda: pytest.fail("migrated twice"), tmp_path)
    assert (first.numbers(), second.numbers()) == ([(1,)], [(1,)])


def test_another_migration_makes_another_copy_and_throws_the_old_one_away(bare, tmp_path, monkeypatch):
    first, second = bare
    monkeypatch.setattr(migrated, "fingerprint", lambda version: "before")
    migrated.fill_sqlite(first, first.migrate, tmp_path)
    monkeypatch.setattr(migrated, "fingerprint", lambda version: "after")
    migrated.fill_sqlite(second, second.migrate, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"after.sqlite3", "lock"}


def test_a_migration_that_changes_meanwhile_leaves_no_copy(bare, tmp_path, monkeypatch):
    seen = iter(["before", "after"])
    monkeypatch.setattr(migrated, "fingerprint", lambda version: next(seen))
    migrated.fill_sqlite(bare[0], bare[0].migrate, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"lock"}


@pytest.mark.django_db(transaction=True)
def test_on_postgresql_the_next_run_begins_with_a_file_that_holds_the_same(tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's copy is a file")
    own, kept = connection.settings_dict, tmp_path / "kept.dump"
    another = own | {"NAME": f"{own['NAME']}_restored"}
    migrated.keep_postgresql(own, kept)
    if not kept.exists():
        pytest.skip("no pg_dump for this server")
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{another["NAME"]}" TEMPLATE template0')
        try:
            assert migrated.restored(another, kept)
            assert said_by_pg_dump(another, tmp_path / "restored.sql") == said_by_pg_dump(own, tmp_path / "own.sql")
        finally:
            cursor.execute(f'DROP DATABASE "{another["NAME"]}" WITH (FORCE)')


def said_by_pg_dump(database: dict, file: Path) -> list[str]:
    """All lines but those with a password of the moment. Not the conditions: PostgreSQL words them otherwise once they were read back."""
    assert migrated.client(database, "pg_dump", f"--file={file}", database["NAME"])
    return [CONDITION.sub(r"\1\2", line) for line in file.read_text().splitlines() if "restrict " not in line]


def test_a_file_that_is_not_whole_fills_nothing(tmp_path):
    kept = tmp_path / "kept.dump"
    nowhere = {"NAME": "nowhere", "HOST": str(tmp_path), "PORT": "", "USER": "", "PASSWORD": ""}
    assert not migrated.restored(nowhere, kept)
    kept.write_bytes(b"half")
    assert not migrated.restored(nowhere, kept)


def test_the_fingerprint_changes_with_a_migration_and_with_the_database(monkeypatch):
    now = migrated.fingerprint("3.40")
    assert migrated.fingerprint("3.40") == now
    assert migrated.fingerprint("3.41") != now
    monkeypatch.setattr(migrated.Path, "read_bytes", lambda path: b"changed" if path.name == "0001_first.py" else b"")
    assert migrated.fingerprint("3.40") != now


@pytest.mark.django_db
@pytest.mark.parametrize("make", [conftest.make_site_tree, conftest.make_laid_out])
def test_what_is_written_down_again_is_what_was_made(make):
    Collection.get_first_root_node()
    remembered = Remembered(make)
    untouched = {name: read(name) for name in tables()}
    remembered()
    made = {name: read(name) for name in tables()}
    take_back(untouched)
    remembered.make = lambda: pytest.fail("made twice")
    remembered()
    assert {name for name in made if read(name) != made[name]} == set()
    connection.check_constraints()
    assert Page.find_problems() == ([], [], [], [], [])


def test_tests_of_a_file_stay_together_and_those_that_empty_the_database_stay_behind():
    collected = ["a.py::one", "a.py::two[x::y]", "b.py::one", "a.py::empties", "c.py::empties"]
    found = scheduling.stretches(collected)
    assert [list(found.values()).index(found[nodeid]) for nodeid in collected] == [0, 0, 2, 3, 4]


def take_back(tables: dict) -> None:
    for table in tables.values():
        if read(table.name) != table:
            table.write()


@pytest.mark.django_db(transaction=True)
def test_it_is_written_down_at_once_without_a_transaction_around_the_test():
    remembered = Remembered(conftest.make_site_tree)
    ground = {name: read(name) for name in tables()}
    with transaction.atomic():
        remembered()
        take_back(ground)
    remembered()
    assert HomePage.objects.count() == 4


@pytest.mark.django_db
def test_on_other_ground_it_is_made_anew():
    remembered = Remembered(conftest.make_site_tree)
    untouched = {name: read(name) for name in tables()}
    remembered()
    take_back(untouched)
    Site.objects.update(hostname="elsewhere.example")
    remembered()
    assert HomePage.objects.count() == 4
    assert Site.objects.get().root_page.specific == HomePage.objects.get(locale__language_code="nl")


@pytest.mark.django_db
def test_on_ground_that_was_seen_before_it_is_written_down_again():
    made = []
    remembered = Remembered(lambda: made.append(MunicipalityFactory(nis=f"3702{Municipality.objects.count()}")))
    ground = {name: read(name) for name in tables()}
    for _ in range(2):
        take_back(ground)
        remembered()
        remembered()
    assert len(made) == Municipality.objects.count() == 2


@pytest.mark.django_db
def test_what_was_made_at_another_moment_is_made_anew(clock):
    made, ground = [], read(PeriodicJob._meta.db_table)
    for hour in (9, 9, 10):
        clock(2026, 11, 25, hour)
        ground.write()
        once("a turn", lambda hour=hour: made.append((hour, PeriodicJob.objects.create(name="job", turn=timezone.now()))))
    assert [hour for hour, _ in made] == [9, 10]


@pytest.mark.django_db
def test_a_time_of_day_is_written_down_as_well(laid_out):
    make_event(town_page(MunicipalityFactory()), begins=time(10), ends=time(18))
    read(EventMoment._meta.db_table).write()
    assert [(moment.begins, moment.ends) for moment in EventMoment.objects.all()] == [(time(10), time(18))]


def test_a_laid_out_site_has_its_front_pages_and_directories(laid_out):
    assert [page.title for page in laid_out.values()] == ["Ik koop lokaal", "J'achète local", "I shop local", "Ich kaufe lokal"]
    assert {page.get_parent().pk for page in ShopDirectoryPage.objects.all()} == {page.pk for page in laid_out.values()}
