"""The count of a round: frozen by one, published by another, and counted again by a script that knows nothing of the site."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from municipalities.models import Role
from tests.factories.roles import somebody
from tests.factories.votes import CLOSES, COUNTED, OPEN, many_votes, round_with_candidates
from votes import counting, seal
from votes.models import PublishedResult, Round

pytestmark = pytest.mark.django_db
RECOUNT = Path(__file__).parents[2] / "votes" / "recount.py"


@pytest.fixture
def one():
    return somebody(Role.PROVINCE, email="een@provincie.example")


@pytest.fixture
def two():
    return somebody(Role.PROVINCE, email="twee@provincie.example")


@pytest.fixture
def counted(one):
    """A round with 5 votes for number 1 and 3 for number 2, frozen."""
    voting_round = round_with_candidates(2)
    many_votes(voting_round, [1, 2, 1, 1, 2, 1, 2, 1])
    counting.freeze(round_id=voting_round.pk, by=one, at=COUNTED)
    return Round.objects.get(pk=voting_round.pk)


def written(result: PublishedResult, folder: Path) -> Path:
    files = {"receipts.txt": result.receipts, "openings.csv": result.openings, "count.json": result.figures, "seal.json": result.seal}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def recounted(folder: Path, *heads: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, str(RECOUNT), str(folder), *heads], capture_output=True, text=True, timeout=120)


def test_a_count_says_who_got_how_many(counted):
    figures = counted.count.figures
    assert [(one["number"], one["votes"], one["rank"]) for one in figures["candidates"]] == [(1, 5, 1), (2, 3, 2)]
    assert (figures["confirmed"], figures["counted"], figures["rejected"], figures["local_percentage"]) == (8, 8, 0, 100)
    assert figures["leaders"] == [1]


def test_hours_of_a_count_are_utc(counted):
    assert counted.count.figures["hours"] == [["2027-03-10T11:00:00Z", 8]]


def test_nothing_is_counted_before_the_time_for_objections_is_over(one):
    voting_round = round_with_candidates(2)
    with pytest.raises(counting.NotYet):
        counting.freeze(round_id=voting_round.pk, by=one, at=CLOSES + timedelta(days=1))


def test_a_round_is_counted_once(counted, two):
    with pytest.raises(counting.AlreadyDone):
        counting.freeze(round_id=counted.pk, by=two, at=COUNTED)


def test_who_counted_does_not_publish(counted, one):
    with pytest.raises(counting.SamePerson):
        counting.publish(round_id=counted.pk, by=one, at=COUNTED)
    assert not PublishedResult.objects.exists()


def test_the_script_counts_what_was_published(counted, two, tmp_path):
    result = counting.publish(round_id=counted.pk, by=two, at=COUNTED)
    told = recounted(written(result, tmp_path), seal.last_head(counted)[1])
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.endswith("Right: 8 votes counted, 0 left out.\n")


def test_the_script_finds_a_result_that_was_changed(counted, two, tmp_path):
    result = counting.publish(round_id=counted.pk, by=two, at=COUNTED)
    changed = json.loads(result.figures)
    changed["candidates"][1]["votes"] += 1
    result.figures = json.dumps(changed)
    told = recounted(written(result, tmp_path))
    assert told.returncode == 1
    assert "the totals differ" in told.stdout


def test_receipts_and_openings_cannot_be_joined(counted, two):
    result = counting.publish(round_id=counted.pk, by=two, at=COUNTED)
    receipts = result.receipts.split()
    assert receipts == sorted(receipts) and len(receipts) == 8
    commitments = [line.partition(",")[0] for line in result.openings.splitlines()[1:]]
    assert commitments == sorted(commitments) and len(commitments) == 8
    assert not any(receipt in result.openings for receipt in receipts)


def test_a_tie_is_a_tie(one):
    voting_round = round_with_candidates(2)
    many_votes(voting_round, [1, 2])
    counting.freeze(round_id=voting_round.pk, by=one, at=COUNTED)
    assert [candidate.number for candidate in counting.winners(Round.objects.get(pk=voting_round.pk))] == [1, 2]


def test_a_lot_is_drawn_by_words_that_anybody_can_check(one, two):
    voting_round = round_with_candidates(2, edition__tie_rule="lot")
    many_votes(voting_round, [1, 2])
    counting.freeze(round_id=voting_round.pk, by=one, at=COUNTED)
    with pytest.raises(counting.NeedsLot):
        counting.publish(round_id=voting_round.pk, by=two, at=COUNTED)
    number = counting.draw_lot(round_id=voting_round.pk, words="zeven peren", by=one, at=COUNTED)
    assert [candidate.number for candidate in counting.winners(voting_round)] == [number]
    counting.publish(round_id=voting_round.pk, by=two, at=COUNTED)
    assert json.loads(PublishedResult.objects.get().figures)["winners"] == [number]


def test_votes_of_one_moment_are_not_sealed_alone(one):
    voting_round = round_with_candidates(2)
    many_votes(voting_round, [1] * 19, OPEN)
    seal.seal(round_id=voting_round.pk)
    assert not voting_round.sealed.filter(is_ballot=True).exists()
