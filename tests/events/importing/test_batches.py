"""The steps of an import: what may follow what, also when two people act at once, and what is kept how long."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.db.models.deletion import Collector

from events.importing import batches
from events.importing.batches import NotNow
from events.models import CalendarImport, CalendarImportRow

AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)


def kept(state: str = "ready", ago: timedelta = timedelta(), **facts) -> CalendarImport:
    """An import with two rows."""
    batch = CalendarImport.objects.create(state=state, started_at=AT - ago, since=AT - ago, file_name="uit.ics", format="ics", **facts)
    CalendarImportRow.objects.bulk_create(CalendarImportRow(batch=batch, number=number, action="new") for number in (1, 2))
    return batch


@pytest.mark.django_db(transaction=True)
def test_what_somebody_confirms_while_another_throws_it_away_is_either_kept_or_gone(monkeypatch):
    """The second comes in between Django's look at the row and its deletion."""
    if connection.vendor != "postgresql":
        pytest.skip("threads of the tests share one SQLite in memory; there a transaction has the database to itself")
    batch, heard, collect = kept(), [], Collector.collect

    def confirm():
        try:
            batches.confirm(batch=batch, publishes=False, by=None, at=AT)
            heard.append("confirmed")
        except NotNow:
            heard.append("refused")
        finally:
            connection.close()

    other = Thread(target=confirm)

    def collected(collector, objects, *rest, **more):
        collect(collector, objects, *rest, **more)
        if other.ident is None:
            other.start()
            other.join(timeout=1)

    monkeypatch.setattr(Collector, "collect", collected)
    batches.discard(batch=batch, at=AT)
    other.join()
    assert (heard, CalendarImport.objects.exists()) == (["refused"], False)


@pytest.mark.django_db
def test_rows_are_kept_as_long_as_an_import_can_be_undone(django_assert_num_queries):
    old = timedelta(days=31)
    gone = [kept(state, old, finished_at=AT - old) for state in ("done", "undone", "done", "undone")]
    stay = [kept(state, timedelta(days=29), finished_at=AT - timedelta(days=29)) for state in ("done", "undone")]
    stay.append(kept("running", old))
    with django_assert_num_queries(4):  # its transaction counts for two
        assert batches.forget_old(AT) == 0
    assert CalendarImport.objects.count() == len(gone + stay)
    assert set(CalendarImportRow.objects.values_list("batch", flat=True)) == {batch.pk for batch in stay}
