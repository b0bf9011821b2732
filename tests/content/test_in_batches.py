"""Going through rows while writing: on SQLite an open question makes every write fail once another process wrote."""

from datetime import UTC, datetime

import pytest

from content.in_batches import in_batches, one_by_one
from ikkooplokaal.models import PeriodicJob
from tests.services import processes

AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
GO_THROUGH = """
from django.db import OperationalError, transaction
from django.utils import timezone
from content.in_batches import one_by_one
from ikkooplokaal.models import PeriodicJob

rows = iter(ROWS)
answer = next(rows).name
"""
WRITE = """
try:
    with transaction.atomic():
        PeriodicJob.objects.filter(name="a").update(turn=timezone.now())
    answer = "written"
except OperationalError as refusal:
    answer = str(refusal)
"""
FILL = "from ikkooplokaal.models import PeriodicJob\nfrom django.utils import timezone\n"
FILL += "PeriodicJob.objects.bulk_create([PeriodicJob(name=name, turn=timezone.now()) for name in 'abcd'], ignore_conflicts=True)"


def jobs(*names: str) -> None:
    PeriodicJob.objects.bulk_create([PeriodicJob(name=name, turn=AT) for name in names])


@pytest.mark.django_db
def test_every_row_comes_once_in_the_order_of_the_keys(django_assert_num_queries):
    jobs(*"edcba")
    keys = list(PeriodicJob.objects.order_by("pk").values_list("pk", flat=True))
    with django_assert_num_queries(4):
        batches = [[row.pk for row in batch] for batch in in_batches(PeriodicJob.objects.order_by("-name"), 2)]
    assert batches == [keys[:2], keys[2:4], keys[4:]]


@pytest.mark.django_db
def test_nothing_gives_nothing():
    assert list(one_by_one(PeriodicJob.objects.none(), 2)) == []


@pytest.fixture(scope="module")
def two(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), processes.shared_database() as environment, processes.others(2, environment) as started:
        yield started


@pytest.mark.django_db
@pytest.mark.parametrize("rows", ["one_by_one(PeriodicJob.objects.all(), 2)", "PeriodicJob.objects.order_by('pk').iterator(chunk_size=2)"])
def test_who_goes_through_rows_writes_although_another_process_wrote_meanwhile(two, rows):
    """The negative control is the queryset's own iterator, which SQLite refuses."""
    one, other = two
    other.told(FILL)
    one.told(GO_THROUGH.replace("ROWS", rows))
    other.told("PeriodicJob.objects.filter(name='b').update(turn=timezone.now())")
    is_refused = "iterator" in rows and "sqlite" in other.told("from django.db import connection\nanswer = connection.vendor")
    assert one.told(WRITE) == ("database is locked" if is_refused else "written")
    other.told("PeriodicJob.objects.all().delete()")
