"""A disk that is full: reading goes on, and what cannot be stored is refused in words; nothing is stored by half."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.test import Client

from accounts.models import User
from media_library.models import SiteImage
from tests import stopped_clock
from tests.factories.votes import OPEN
from tests.faults import bombs
from tests.faults.conftest import WHOLE
from tests.signing_in import sign_in
from tests.votes.faults import voters
from votes.addresses import address_of
from votes.models import Ballot, Round, Slip

FULL = Path("/dev/full")


@pytest.fixture
def visitor() -> Client:
    """Gets the page of an error in place of the exception."""
    return Client(raise_request_exception=False)


@contextmanager
def no_room() -> Iterator[None]:
    """SQLite is told that there are no more pages than it has, and a handful."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not WHOLE, reason="contract 2 is tried on a full disk in tests/votes/faults: make faults")
@pytest.mark.fault("disk: full")
def test_on_a_full_disk_pages_are_read_and_a_vote_is_told_to_come_back_and_counts_then(laid_out, visitor, time_machine, monkeypatch, seen):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told how many pages there are")
    time_machine.move_to(OPEN, tick=False)
    stopped_clock.stop(monkeypatch, OPEN)
    round_id = voters.prepare(60)
    town = Round.objects.select_related("edition", "municipality").get(pk=round_id)
    paths = [urlsplit(address_of("code", town, "nl", key=voters.key_of(round_id, number))).path for number in range(60)]
    confirmation = {"code": voters.CODE, "doe": "bevestig"}
    with no_room():
        answers = [visitor.post(path, confirmation) for path in paths]
        assert visitor.get("/nl/winkels/").status_code == 200
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {303, 503}, "a few fit on pages that were there"
    assert Ballot.objects.count() == Slip.objects.count() == statuses.count(303)
    again = visitor.post(paths[-1], confirmation)
    assert again.status_code == 303
    seen(f"of 60 votes {statuses.count(503)} were a 503, and none of those is stored; pages 200; counted once there is room")


@pytest.mark.django_db
@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_an_upload_onto_a_full_disk_is_a_503_and_leaves_no_image(site_tree, visitor, monkeypatch):
    def onto_the_full_disk(self: FileSystemStorage, name: str, content: ContentFile) -> str:
        FULL.write_bytes(content.read())
        return name

    sign_in(visitor, User.objects.create_superuser("redactie@ikkooplokaal.example"))
    monkeypatch.setattr(FileSystemStorage, "_save", onto_the_full_disk)
    fields = {"title": "Etalage", "description": "Een etalage vol brood", "collection": 1}
    told = visitor.post("/admin/images/add/", fields | {"file": ContentFile(bombs.photo(60, 40), "foto.jpg")})
    assert (told.status_code, "Even geduld." in told.content.decode()) == (503, True)
    assert not SiteImage.objects.exists()
