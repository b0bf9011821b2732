"""The file store is gone, slow, silent or takes nothing: pages and votes go on, and who uploads is told to try again."""

import json

import pytest

from tests.faults import bombs, house

pytestmark = pytest.mark.services
DENIED = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::images/*"}]}


@pytest.fixture(scope="module")
def photo() -> bytes:
    return bombs.photo()


def images(one: house.House) -> int:
    return int(one.helper.told("from media_library.models import SiteImage; answer = SiteImage.objects.count()"))


def refused_and_pages_served(one: house.House, photo: bytes) -> house.Answer:
    """An upload meanwhile is a 503 in words, and leaves no image; pages and votes do not need the store."""
    before = images(one)
    told = one.upload(photo)
    assert (told.status, "Even geduld." in told.text) == (503, True)
    assert images(one) == before
    assert set(one.pages().values()) == {200}
    assert one.vote().status == 303
    return told


def stored(one: house.House, photo: bytes) -> float:
    before = images(one)
    told = one.upload(photo)
    assert (told.status, images(one)) == (302, before + 1)
    return told.seconds


@pytest.mark.fault("file store: down")
def test_without_the_file_store_pages_and_votes_work(one, photo, seen):
    one.files.set(refuse=True)
    told = refused_and_pages_served(one, photo)
    one.files.set()
    stored(one, photo)
    seen(f"an upload was a 503 after {told.seconds:.1f} s, nothing stored; all pages 200; afterwards it was stored")


@pytest.mark.fault("file store: slow")
def test_a_slow_file_store_makes_slow_uploads(one, photo, seen):
    one.files.set(delay=0.5)
    seconds = stored(one, photo)
    assert set(one.pages().values()) == {200}
    seen(f"0.5 s behind each answer: an upload took {seconds:.1f} s, all pages 200")


@pytest.mark.fault("file store: silent")
def test_a_file_store_that_hangs_is_given_up(one, photo, seen):
    one.files.set(silent=True)
    told = refused_and_pages_served(one, photo)
    one.files.set()
    one.files.cut()
    stored(one, photo)
    seen(f"an upload was a 503 after {told.seconds:.1f} s, nothing stored; all pages 200; afterwards it was stored")


@pytest.mark.fault("file store: full or forbidden")
def test_a_file_store_that_takes_nothing_is_no_mistake_of_the_editor(one, photo, seen):
    public = json.loads(one.store.client().get_bucket_policy(Bucket="images")["Policy"])
    one.store.client().put_bucket_policy(Bucket="images", Policy=json.dumps({**DENIED, "Statement": DENIED["Statement"] + public["Statement"]}))
    try:
        told = refused_and_pages_served(one, photo)
    finally:
        one.store.client().put_bucket_policy(Bucket="images", Policy=json.dumps(public))
    stored(one, photo)
    seen(f"the store answered 403, the upload {told.status} after {told.seconds:.1f} s, nothing stored; afterwards it was")
