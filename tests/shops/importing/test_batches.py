"""The steps of an import: what may follow what, who does it, and what is kept how long."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from shops.importing import batches, claims
from shops.importing.batches import NotNow
from shops.importing.work import work
from shops.models import ImportBatch, ImportChange, ImportPiece, ImportRow, Shop
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.roles import superuser
from tests.factories.shops import CategoryFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TABLE = "id;naam;straat;nr;postcode\n1;De Kroon;Markt;1;8700\n2;;Markt;2;8700\n"


@pytest.fixture
def received() -> ImportBatch:
    CategoryFactory(slug="andere")
    tielt = MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", postcodes=["8700"])
    return batches.receive(upload=SimpleUploadedFile("winkels.csv", TABLE.encode()), source="gids", municipality=tielt, by=superuser(), at=AT)


@pytest.fixture
def ready(received) -> ImportBatch:
    work(received.pk, at=AT)
    return fresh(received)


def fresh(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.get(pk=batch.pk)


def test_a_step_is_done_by_the_first_who_claims_it(received):
    assert claims.claim(received.pk, AT) is not None
    assert claims.claim(received.pk, AT) is None


def test_an_import_is_confirmed_once(ready):
    batches.confirm(batch=ready, by=ready.started_by, at=AT)
    with pytest.raises(NotNow, match="Dat is intussen al gebeurd"):
        batches.confirm(batch=ready, by=ready.started_by, at=AT)


def test_a_task_that_comes_twice_does_nothing_the_second_time(ready):
    batches.confirm(batch=ready, by=ready.started_by, at=AT)
    work(ready.pk, at=AT)
    work(ready.pk, at=AT)
    assert (fresh(ready).state, Shop.objects.count()) == ("done", 1)


def test_a_worker_that_was_thought_dead_loses_everything_it_did(ready, monkeypatch):
    """While the first is at it, its silence is noticed and somebody else begins: what the first did must not stay beside it."""
    batches.confirm(batch=ready, by=ready.started_by, at=AT)
    from shops.importing import storing

    store = storing.store

    def overtaken(*args, **options):
        done = store(*args, **options)
        ImportBatch.objects.filter(pk=ready.pk).update(claim="somebody else")
        return done

    monkeypatch.setattr(storing, "store", overtaken)
    work(ready.pk, at=AT)
    assert (fresh(ready).state, fresh(ready).counts, Shop.objects.count(), ImportChange.objects.count()) == ("running", {}, 0, 0)


def test_a_step_can_be_tried_again_only_after_a_while_without_a_sign_of_life(ready):
    batches.confirm(batch=ready, by=ready.started_by, at=AT)
    claims.claim(ready.pk, AT)
    with pytest.raises(NotNow, match="al bezig"):
        batches.try_again(batch=fresh(ready), at=AT + timedelta(seconds=90))
    late = AT + timedelta(minutes=3)
    assert batches.has_stopped(fresh(ready), late)
    batches.try_again(batch=fresh(ready), at=late)
    work(ready.pk, at=late)
    assert (fresh(ready).state, Shop.objects.count()) == ("done", 1)


def test_a_step_that_no_worker_took_up_can_be_tried_again_after_a_quarter_of_an_hour(received):
    assert not batches.has_stopped(received, AT + timedelta(minutes=14))
    assert batches.has_stopped(received, AT + timedelta(minutes=16))


def test_an_import_that_fails_says_why_changes_nothing_and_may_be_tried_again(ready, monkeypatch):
    batches.confirm(batch=ready, by=ready.started_by, at=AT)
    with monkeypatch.context() as patched, pytest.raises(ZeroDivisionError):
        patched.setattr("shops.importing.storing.note_sightings", broken)
        work(ready.pk, at=AT)
    failed = fresh(ready)
    assert (failed.state, Shop.objects.count(), failed.pieces.count()) == ("failed", 0, 1)
    assert failed.trouble == "Er ging iets mis dat we niet voorzagen. Er is niets veranderd; probeer het opnieuw, of laat het ons weten."
    assert ImportRow.objects.filter(batch=failed).count() == 3  # the preview still stands, with what it says of the kinds
    batches.try_again(batch=failed, at=AT)
    work(ready.pk, at=AT)
    assert (fresh(ready).state, fresh(ready).trouble, Shop.objects.count()) == ("done", "", 1)


def broken(*args: object, **options: object) -> None:
    raise ZeroDivisionError


def test_what_nobody_confirmed_is_dropped_after_a_week(ready):
    assert batches.forget_old(AT + timedelta(days=6)) == 0
    assert batches.forget_old(AT + timedelta(days=8)) == 1
    assert (ImportBatch.objects.count(), ImportPiece.objects.count(), ImportRow.objects.count()) == (0, 0, 0)


def test_a_done_import_keeps_its_journal_for_a_month_and_its_refused_rows_until_they_are_settled(ready):
    batches.confirm(batch=ready, by=ready.started_by, at=AT)
    work(ready.pk, at=AT)
    batches.forget_old(AT + timedelta(days=29))
    assert (ImportChange.objects.count(), ImportRow.objects.count()) == (1, 3)
    batches.forget_old(AT + timedelta(days=31))
    assert (ImportChange.objects.count(), list(ImportRow.objects.values_list("kind", flat=True))) == (0, ["refused"])
    batches.settle_refused(batch=ready)
    batches.forget_old(AT + timedelta(days=32))
    assert (ImportBatch.objects.count(), ImportRow.objects.count()) == (1, 0)


def test_a_done_import_is_not_thrown_away(ready):
    batches.confirm(batch=ready, by=ready.started_by, at=AT)
    work(ready.pk, at=AT)
    with pytest.raises(NotNow):
        batches.discard(batch=fresh(ready), at=AT)
    assert ImportBatch.objects.count() == 1


def test_a_large_file_is_kept_in_pieces_and_read_whole(monkeypatch):
    monkeypatch.setattr(batches, "PIECE", 50)
    CategoryFactory(slug="andere")
    tielt = MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", postcodes=["8700"])
    rows = "".join(f"{number};Winkel {number};Markt;{number};8700\n" for number in range(1, 21))
    with TemporaryUploadedFile("a.csv", "text/csv", 0, None) as upload:
        upload.write(("id;naam;straat;nr;postcode\n" + rows).encode())
        upload.size = upload.tell()
        batch = batches.receive(upload=upload, source="a", municipality=tielt, by=superuser(), at=AT)
    work(batch.pk, at=AT)
    assert batch.pieces.count() == 11
    assert fresh(batch).foretold["new"] == 20
