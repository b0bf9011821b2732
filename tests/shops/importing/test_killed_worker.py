"""A worker that is killed in the middle of an import leaves nothing half done, and the next one does all of it."""

import subprocess
import sys
import time

import pytest

from tests.services import processes
from tests.services.processes import ROOT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]

ROWS = 2000
PATIENCE = 60  # seconds
START = f"""
from datetime import timedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from shops.import_screens.showing import state_in_words
from shops.importing import batches, liveliness
from shops.models import ImportBatch, ImportChange, ImportRow, Shop, ShopSlug, ShopSource
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.roles import superuser
from tests.factories.shops import CategoryFactory

CategoryFactory(slug="andere")
tielt = MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", postcodes=["8700"])
rows = "".join(f"{{n}};Winkel {{n}};Straat {{n // 50}};{{n % 50}};8700\\n" for n in range({ROWS}))
table = SimpleUploadedFile("winkels.csv", ("id;naam;straat;nr;postcode\\n" + rows).encode())
batch = batches.receive(upload=table, source="gids", municipality=tielt, by=superuser(), at=timezone.now())
"""
STORED = "answer = [model.objects.count() for model in (Shop, ShopSlug, ShopSource, ImportChange)]"
STATE = "batch.refresh_from_db(); answer = batch.state"
STAGE = "sign = liveliness.last_sign(batch.pk); answer = sign.stage if sign else ''"


@pytest.fixture
def environment(tmp_path):
    with processes.shared_database() as shared:
        settings = {"DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.dev", "BACKGROUND_WORKER": "1", "DEBUG": "0"}
        yield shared | settings | {"CACHE_URL": f"filecache://{tmp_path}"}


def worker(environment: dict[str, str], *options: str) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--interval", "0.05", "--verbosity", "0", *options]
    return subprocess.Popen(command, env=environment, cwd=ROOT)


def wait_for(look, wanted: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while (seen := look()) != wanted:
        assert time.monotonic() < deadline, f"still {seen!r}, not {wanted!r}"
        time.sleep(0.02)


def test_a_killed_worker_leaves_nothing_half_stored_and_the_import_can_be_done_again(environment):
    with processes.others(1, environment) as (one,):
        one.told(START)
        first = worker(environment)
        try:
            wait_for(lambda: one.told(STATE), "ready")
            one.told("batches.confirm(batch=batch, by=batch.started_by, at=timezone.now())")
            wait_for(lambda: one.told(STAGE), "bewaren")
        finally:
            first.kill()  # SIGKILL: nothing of it can tidy up
            first.wait()
        assert one.told(STATE) == "running", "it was killed too late to be in the middle"
        assert one.told(STORED) == [0, 0, 0, 0]
        assert one.told("answer = ImportRow.objects.filter(kind='new').count()") == ROWS, "the preview still stands"

        one.told("late = timezone.now() + timedelta(minutes=3)")
        assert one.told("answer = state_in_words(batch, late)") == "mislukt"
        one.told("batches.try_again(batch=batch, at=late)")
        assert worker(environment, "--batch").wait(PATIENCE) == 0
        assert one.told(STATE) == "done"
        assert one.told(STORED) == [ROWS, ROWS, ROWS, ROWS]
