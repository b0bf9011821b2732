"""The count of a round: frozen by one, published by another, and counted again by a script that knows nothing of the site."""

import csv
import hashlib
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Locale, Page

from ambassadors.models import AmbassadorPage
from home.models import HomePage, MunicipalityPage
from mail.models import OutgoingMail
from municipalities.models import Role
from tests.factories.roles import somebody
from tests.factories.votes import CLOSES, COUNTED, OPEN, many_votes, round_with_candidates
from votes import counting, rounds, seal
from votes.models import PublishedResult, Round
from votes.round_figures import digest_of

pytestmark = pytest.mark.django_db
DRAW = COUNTED + timedelta(days=2)
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


def test_a_lot_is_drawn_by_a_public_draw_that_was_named_before_it(one, two, tmp_path):
    voting_round = tied(one)
    with pytest.raises(counting.NeedsLot):
        counting.publish(round_id=voting_round.pk, by=two, at=COUNTED)
    asked = {"round_id": voting_round.pk, "by": one, "at": COUNTED}
    with pytest.raises(counting.NotYet):
        counting.draw_lot(words="3 17 21", **asked)
    with pytest.raises(counting.TooSoon):
        counting.announce_lot(source="De Lotto van straks", after=COUNTED + timedelta(hours=23), **asked)
    counting.announce_lot(source="De Lotto van woensdag", after=DRAW, **asked)
    for by, at, refusal in [(two, DRAW - timedelta(seconds=1), counting.TooSoon), (one, DRAW, counting.SamePerson)]:
        with pytest.raises(refusal):
            counting.draw_lot(round_id=voting_round.pk, words="3 17 21", by=by, at=at)
    number = counting.draw_lot(round_id=voting_round.pk, words=" 3 - 17 - 21 ", by=two, at=DRAW)
    with pytest.raises(counting.NoTie):
        counting.draw_lot(round_id=voting_round.pk, words="4 5 6", by=two, at=DRAW)
    result = counting.publish(round_id=voting_round.pk, by=two, at=DRAW)
    assert [candidate.number for candidate in counting.winners(voting_round)] == json.loads(result.figures)["winners"] == [number]
    assert recounted(written(result, tmp_path)).returncode == 0
    other = json.loads(result.figures) | {"winners": [3 - number]}
    result.figures = json.dumps(other)
    assert "another candidate won" in recounted(written(result, tmp_path)).stdout


def tied(one):
    voting_round = round_with_candidates(2, edition__tie_rule="lot")
    many_votes(voting_round, [1, 2])
    counting.freeze(round_id=voting_round.pk, by=one, at=COUNTED)
    return voting_round


def test_how_the_numbers_of_a_draw_are_typed_decides_nothing():
    assert {counting.plain(typed) for typed in ("3 17 21", " 3 - 17 - 21", "3, 17, 21.", "3\u00a017/21")} == {"3 17 21"}


def test_a_candidate_who_withdrew_is_not_chosen(one, two, tmp_path):
    voting_round = round_with_candidates(2)
    many_votes(voting_round, [1, 1, 2])
    first = voting_round.candidates.get(number=1)
    rounds.withdraw_candidate(candidate=first, reason="De winkel stopt.", by=1, at=OPEN)
    counting.freeze(round_id=voting_round.pk, by=one, at=COUNTED)
    result = counting.publish(round_id=voting_round.pk, by=two, at=COUNTED)
    figures = json.loads(result.figures)
    assert (figures["leaders"], figures["winners"], figures["counted"]) == ([2], [2], 3)
    assert recounted(written(result, tmp_path)).returncode == 0


def test_a_winner_whose_shop_left_the_directory_gets_a_page(counted, two):
    town = counted.municipality
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title="Voor", slug="voor", locale=Locale.objects.get_or_create(language_code="nl")[0])
    )
    home.add_child(instance=MunicipalityPage(title="Tielt", slug="tielt", municipality=town))
    winner = counted.candidates.get(number=1)
    winner.shop.delete()
    counting.publish(round_id=counted.pk, by=two, at=COUNTED)
    page = AmbassadorPage.objects.get()
    assert (page.shop, page.shop_name, page.face) == (None, winner.name, winner.face)


def test_the_seal_of_the_count_is_published_at_once(counted):
    head = counted.heads.get()
    assert (head.at, head.head) == (COUNTED, seal.last_head(counted)[1])


def test_the_seal_of_the_count_is_mailed_to_the_observers(one):
    voting_round = round_with_candidates(2, edition__observers="notaris@example.org")
    counting.freeze(round_id=voting_round.pk, by=one, at=COUNTED)
    mail = OutgoingMail.objects.get(template="votes/observers")
    assert mail.to == "notaris@example.org"
    assert seal.last_head(voting_round)[1] in mail.text


Forgery = dict[str, Any]
FORGERIES = {
    "votes are blanked": lambda files: files["openings"][0].update(counts=""),
    "the left out are hidden": lambda files: files["count"].update(rejected=3),
    "groups are hidden": lambda files: files["count"].update(set_apart=[{"letter": "A"}]),
    "nobody won": lambda files: files["count"].update(winners=[]),
    "candidates change names": lambda files: files["count"]["candidates"][0].update(name="Een andere winkel"),
    "candidates change addresses": lambda files: files["count"]["candidates"][0].update(slug="een-andere"),
    "no seal was published": lambda files: files["seal"].update(heads=[]),
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_the_script_finds_a_forgery(counted, two, tmp_path, forge):
    """Also where whoever forged it wrote the count, its event and the chain anew, as somebody at the freeze could."""
    result = counting.publish(round_id=counted.pk, by=two, at=COUNTED)
    files = {
        "openings": list(csv.DictReader(result.openings.splitlines())),
        "count": json.loads(result.figures),
        "seal": json.loads(result.seal),
    }
    forge(files)
    rewrite_chain(files)
    lines = [",".join(files["openings"][0]), *(",".join(row.values()) for row in files["openings"])]
    result.openings = "\n".join(lines) + "\n"
    result.figures, result.seal = json.dumps(files["count"]), json.dumps(files["seal"])
    assert recounted(written(result, tmp_path)).returncode == 1


def rewrite_chain(files: Forgery) -> None:
    """Seal the forged count, with a chain that fits; what was published before the count stays."""
    figures = {name: told for name, told in files["count"].items() if name != "winners"}
    events = [json.loads(text) for text in files["seal"]["events"]]
    for event in events:
        if event["kind"] == "frozen":
            event["data"]["figures"] = digest_of(figures)
    was = {hashlib.sha256(text.encode()).hexdigest(): text for text in files["seal"]["events"]}
    files["seal"]["events"] = [json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False) for event in events]
    now = dict(zip(was, (hashlib.sha256(text.encode()).hexdigest() for text in files["seal"]["events"]), strict=True))
    head = seal.START
    for entry in files["seal"]["entries"]:
        entry[1] = now.get(entry[1], entry[1])
        head = seal.linked(head, entry[1])
    files["seal"]["head"] = head
    files["seal"]["heads"] = [told for told in files["seal"]["heads"] if told[1] == 0] or ([["x", 0, seal.START]] if files["seal"]["heads"] else [])


def test_votes_of_one_moment_are_not_sealed_alone(one):
    voting_round = round_with_candidates(2)
    many_votes(voting_round, [1] * 19, OPEN)
    seal.seal(round_id=voting_round.pk)
    assert not voting_round.sealed.filter(is_ballot=True).exists()
