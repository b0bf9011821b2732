"""A worker that is killed in the middle of an import leaves nothing half done, and the next one does all of it."""

import json
import subprocess
import sys
import time

import pytest

from tests.services import processes

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 40
START = f"""
from datetime import timedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from shops.import_screens.showing import state_in_words
from shops.importing import batches
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

# A worker that stands still once the shops are written and before what the source said of them is; it says what it has written by then.
STANDS_STILL_IN_THE_MIDDLE = f"""
import json, os, sys, time
import django
django.setup()
from django.core.management import call_command
from shops.importing import storing
from shops.models import ImportChange, Shop, ShopSlug, ShopSource
note_sightings = storing.note_sightings

def stand_still(*given, **named):
    if not Shop.objects.exists():  # the preview
        return note_sightings(*given, **named)
    {STORED}
    with open("unfinished", "w") as sign:
        json.dump(answer, sign)
    os.replace("unfinished", "written so far")
    time.sleep({processes.PATIENCE})

storing.note_sightings = stand_still
call_command("db_worker", startup_delay=False, interval=0.05, verbosity=0)
"""


@pytest.fixture
def environment(tmp_path):
    with processes.shared_database() as shared:
        settings = {"DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.dev", "BACKGROUND_WORKER": "1", "DEBUG": "0"}
        yield shared | settings | {"CACHE_URL": f"filecache://{tmp_path / 'cache'}"}


def wait_for(look, wanted: object, worker: subprocess.Popen) -> None:
    deadline = time.monotonic() + processes.PATIENCE
    while (seen := look()) != wanted:
        assert worker.poll() is None, "the worker ended by itself"
        assert time.monotonic() < deadline, f"still {seen!r}, not {wanted!r}"
        time.sleep(0.02)


def test_a_killed_worker_leaves_nothing_half_stored_and_the_import_can_be_done_again(environment, tmp_path):
    sign = tmp_path / "written so far"
    with processes.others(1, environment) as (one,):
        one.told(START)
        with processes.program([sys.executable, "-c", STANDS_STILL_IN_THE_MIDDLE], environment, tmp_path) as first:
            wait_for(lambda: one.told(STATE), "ready", first)
            one.told("batches.confirm(batch=batch, by=batch.started_by, at=timezone.now())")
            wait_for(sign.exists, True, first)
        assert json.loads(sign.read_text()) == [ROWS, ROWS, 0, 0], "the control: it was in the middle"
        assert one.told(STATE) == "running"
        assert one.told(STORED) == [0, 0, 0, 0]
        assert one.told("answer = ImportRow.objects.filter(kind='new').count()") == ROWS, "the preview still stands"

        one.told("late = timezone.now() + timedelta(minutes=3)")
        assert one.told("answer = state_in_words(batch, late)") == "mislukt"
        one.told("batches.try_again(batch=batch, at=late)")
        command = [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--interval", "0.05", "--verbosity", "0", "--batch"]
        with processes.program(command, environment) as second:
            assert second.wait(processes.PATIENCE) == 0
        assert one.told(STATE) == "done"
        assert one.told(STORED) == [ROWS, ROWS, ROWS, ROWS]
