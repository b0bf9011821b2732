"""SQLite learns of its tables only when it is told to look."""

import pytest
from django.db import connection

from ikkooplokaal import statistics
from tests.conftest import WEDNESDAY
from tests.factories.shops import ShopFactory


@pytest.mark.django_db
def test_the_database_knows_how_well_its_indexes_tell_rows_apart():
    if connection.vendor != "sqlite":
        statistics.renew(WEDNESDAY)
        pytest.skip("PostgreSQL looks by itself")
    ShopFactory.create_batch(12)
    statistics.renew(WEDNESDAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'listed_by_name'")
        (told,) = cursor.fetchone()
    assert told.split()[:2] == ["12", "12"]  # rows, and how many of them have the same `live`
