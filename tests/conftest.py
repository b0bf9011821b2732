"""What every test may ask for."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from tests.append_only import emptied_tables  # noqa: F401 (a fixture for all)
from tests.public_page import PublicPage
from tests.remembered import Remembered
from tests.written import Written, listening

if TYPE_CHECKING:
    from home.models import HomePage

BRUSSELS = ZoneInfo("Europe/Brussels")
WEDNESDAY = datetime(2026, 11, 25, 11, 40, tzinfo=BRUSSELS)
HOME_TITLES = {"nl": "Ik koop lokaal", "fr": "J'achète local", "en": "I shop local", "de": "Ich kaufe lokal"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks a database is run: the rest gives the same answer as on SQLite, where everything runs."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    asking = [item for item in items if asks_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not asks_database(item)])
    items[:] = asking


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    from tests import scheduling  # only where xdist is at work

    return scheduling.make(config, log)


def asks_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & {"db", "transactional_db"})


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_createdb: bool) -> None:
    """From here on `migrate` copies (tests/services/migrated.py), unless --create-db asks for the real thing."""
    from django.core.management.commands import migrate

    from tests.services import migrated  # loads commands, which can only be done once Django is set up

    if not django_db_createdb:
        migrate.Command = migrated.Command


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real files from outside (IKL_REAL_DATA); without it the test is skipped, and says so."""
    folder = os.environ.get("IKL_REAL_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("real files are not here: set IKL_REAL_DATA to their folder to run this test")
    return Path(folder)


@pytest.fixture(scope="session", autouse=True)
def what_is_logged() -> Iterator[Written]:
    """The last test of all fails when any line that was logged while the tests ran tells of somebody."""
    from ikkooplokaal.watching.lines import JsonLines  # settings are there only now

    with listening(JsonLines()) as written:
        yield written
    assert written.found == []


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    """What a test before this one kept (menus, root paths, a language) is forgotten."""
    cache.clear()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def mails_go_by_the_stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests stop the machine's clock, and a mail's due time comes from it; the database's, by which the worker goes, runs on."""
    from django.utils import timezone

    from mail import tasks  # models can only be imported once Django is set up

    monkeypatch.setattr(tasks, "database_now", timezone.now)


@pytest.fixture
def site_tree(db: None) -> "dict[str, HomePage]":
    """The published front page in each language, by language code; the default site stands on the Dutch one.

    Works on an emptied database too (after a transactional test): what Wagtail's first migration makes is made when it is missing.
    """
    remembered_site_tree()
    return homes()


@pytest.fixture
def laid_out(db: None) -> "dict[str, HomePage]":
    """The site as home.laying_out makes it: the front pages of `site_tree`, each with its directory. No municipality pages."""
    remembered_laid_out()
    return homes()


def homes() -> "dict[str, HomePage]":
    from home.models import HomePage  # models can only be imported once Django is set up

    cache.clear()
    pages = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
    return {code: pages[code] for code in HOME_TITLES}


def make_site_tree() -> None:
    from wagtail.models import Collection, Locale, Page, Site

    from home.models import HomePage  # models can only be imported once Django is set up

    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in HOME_TITLES}
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locales["nl"])
    dutch = root.add_child(instance=HomePage(title=HOME_TITLES["nl"], slug="voorpagina", locale=locales["nl"]))
    made = [dutch]
    for code in ["fr", "en", "de"]:
        page = HomePage(title=HOME_TITLES[code], slug=f"voorpagina-{code}", locale=locales[code], translation_key=dutch.translation_key)
        made.append(root.add_child(instance=page))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": dutch})
    Page.objects.filter(depth=2).exclude(pk__in=[page.pk for page in made]).delete()


def make_laid_out() -> None:
    from home.laying_out import lay_out_site  # models can only be imported once Django is set up

    make_site_tree()
    cache.clear()
    lay_out_site()


remembered_site_tree = Remembered(make_site_tree)
remembered_laid_out = Remembered(make_laid_out)


@pytest.fixture
def clock(time_machine) -> Callable[..., datetime]:
    """Stops the clock: clock(2026, 11, 25, 11, 40) in Brussels; returns the moment."""

    def stop(*parts: int, fold: int = 0) -> datetime:
        at = datetime(*parts, tzinfo=BRUSSELS, fold=fold)
        time_machine.move_to(at, tick=False)
        return at

    return stop


@pytest.fixture
def wednesday(clock) -> datetime:
    """It is Wednesday 25 November 2026, 11.40 in Brussels (WEDNESDAY)."""
    return clock(2026, 11, 25, 11, 40)


@pytest.fixture
def visit(client: Client) -> Callable[..., PublicPage]:
    """Opens an address as a visitor does: visit("/nl/winkels/", q="bakker", categorie=["vis", "wijn"])."""

    def opened(address: str, **params: str | list[str]) -> PublicPage:
        return PublicPage(client.get(address, params))

    return opened
