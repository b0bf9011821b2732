"""A shopkeeper who confirms while an import runs, each in a process of its own: the import waits, and then leaves what was confirmed."""

import pytest
from django.db import connection

from tests.services import processes
from tests.services.processes import all_at_once

SETTING = f"""
import tempfile, time
from datetime import UTC, datetime
from pathlib import Path
from django.db import connection, transaction
from shops.confirming import confirm_by_shopkeeper
from shops.importing import saving
from shops.importing.storing import import_shops
from shops.models import Shop, ShopSuggestion
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)

def bring(phone):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gids.csv"
        path.write_text("id;naam;soort;straat;nr;postcode;telefoon\\n1;De Kroon;bakker;Markt;1;8700;" + phone + "\\n")
        return import_shops(path, municipality="37022", at=AT).changed

def wait_until_somebody_waits():
    deadline = time.monotonic() + {processes.PATIENCE}
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.02)
"""
PREPARED = """
for slug in ("bakker", "andere"):
    CategoryFactory(slug=slug)
MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", postcodes=["8700"])
bring("051 40 11 22")
"""
BEGINS_TO_CONFIRM = """
unfinished = transaction.atomic()
unfinished.__enter__()
confirm_by_shopkeeper(key=Shop.objects.get().pk, at=AT)
"""
ENDS = "answer = wait_until_somebody_waits(); unfinished.__exit__(None, None, None)"
OUTCOME = """
shop = Shop.objects.get()
answer = [str(shop.phone), shop.provenance["phone"]["source"], list(ShopSuggestion.objects.values_list("fact", flat=True))]
"""
CARELESS = "saving.hold_shops = lambda keys: None"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]


@pytest.fixture(scope="module")
def environment(django_db_setup, django_db_blocker):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, so nobody confirms in between")
    with django_db_blocker.unblock(), processes.shared_database() as shared:
        yield shared


@pytest.fixture
def two(environment):
    with processes.others(2, environment) as started:
        all_at_once(started, SETTING)
        started[0].told(PREPARED)
        yield started


def confirmed_while_importing(importer, keeper) -> list:
    keeper.told(BEGINS_TO_CONFIRM)
    importer.ask("answer = bring('051 99 99 99')")
    assert keeper.told(ENDS) is True
    importer.answer()
    return importer.told(OUTCOME)


def test_what_a_shopkeeper_confirms_while_an_import_runs_stands_and_the_list_becomes_a_suggestion(two):
    assert confirmed_while_importing(*two) == ["+3251401122", "shopkeeper", ["phone"]]


def test_an_import_that_does_not_hold_the_shops_would_overwrite_it(two):
    two[0].told(CARELESS)
    assert confirmed_while_importing(*two) == ["+3251999999", "shopkeeper", []], "the number of the list, under the name of the shopkeeper"
