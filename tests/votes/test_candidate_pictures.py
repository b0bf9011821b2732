"""The picture of a candidate stays as it was when the round opened, whatever a shop does with its own."""

import pytest
from django.core.files.storage import FileSystemStorage
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from media_library.models import SiteImage
from tests.factories.shops import ShopFactory
from tests.factories.votes import OPEN, RoundFactory, standing
from votes import candidate_pictures, jobs, lineup
from votes.models import Candidate

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    return SiteImage.objects.create(title="De toog", description="De toog met broden", credit="An", file=get_test_image_file("toog.png"))


@pytest.fixture
def candidate(picture):
    voting_round = RoundFactory()
    standing(voting_round, ShopFactory(municipality=voting_round.municipality), picture=picture)
    lineup.line_up(round_id=voting_round.pk, at=OPEN)
    return Candidate.objects.get()


def test_a_candidate_keeps_its_picture_when_the_shops_own_is_deleted(candidate, picture):
    content = content_of(picture)
    assert candidate_pictures.keep_pictures() == 1
    picture.file.storage.delete(picture.file.name)
    picture.delete()
    candidate.refresh_from_db()
    assert content_of(candidate.picture) == content
    assert (candidate.picture.description, candidate.picture.credit) == ("De toog met broden", "An")
    assert candidate_pictures.keep_pictures() == 0, "once"


def content_of(picture) -> bytes:
    with picture.file.storage.open(picture.file.name) as file:
        return file.read()


def test_the_copy_stands_among_the_provinces_pictures_and_says_what_it_is(candidate):
    candidate_pictures.keep_pictures()
    copy = Candidate.objects.get().picture
    assert copy.collection == Collection.get_first_root_node()
    assert copy.title == f"Tielt 2027, 1. {candidate.name}"


def test_a_file_store_that_does_not_answer_keeps_nobody_from_voting_and_is_asked_again(candidate, picture, monkeypatch, caplog):
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(FileSystemStorage, "open", broken)
        assert jobs.line_up_opened(OPEN) == 0
    candidate.refresh_from_db()
    assert (candidate.picture, candidate.has_own_picture) == (picture, False)
    assert "is not copied yet" in caplog.text
    assert candidate_pictures.keep_pictures() == 1


def broken(*_args, **_kwargs):
    raise OSError("the file store does not answer")


def test_a_candidate_without_a_picture_gets_none():
    voting_round = RoundFactory()
    standing(voting_round, ShopFactory(municipality=voting_round.municipality))
    lineup.line_up(round_id=voting_round.pk, at=OPEN)
    assert candidate_pictures.keep_pictures() == 0
