"""The published result: what it says, and what anybody can make again from it."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from accounts.models import User
from tests.factories.votes import COUNTED, OPEN, judged, many_votes, round_with_candidates
from votes import counting
from votes.models import BallotEvent, Cluster, Edition, Round
from votes.seal import publish_head

pytestmark = pytest.mark.django_db

ROUND = "/nl/stemmen/2027/tielt/"
RESULT = f"{ROUND}uitslag/"
VOTES = [1] * 3 + [2] * 7 + [3] * 5
AFTER = COUNTED + timedelta(hours=2)
DAY = timedelta(days=1)


def published(voting_round: Round, *, words: str = "") -> None:
    by, other = (User.objects.create(email=f"{name}@example.org") for name in ("teller", "uitroeper"))
    counting.freeze(round_id=voting_round.pk, by=by, at=COUNTED)
    if words:
        counting.announce_lot(round_id=voting_round.pk, source="De krant van woensdag.", after=COUNTED + DAY, by=by, at=COUNTED)
        counting.draw_lot(round_id=voting_round.pk, words=words, by=other, at=COUNTED + DAY)
    counting.publish(round_id=voting_round.pk, by=other, at=AFTER + DAY if words else AFTER)


@pytest.fixture
def tielt(laid_out, at) -> Round:
    at(AFTER + 2 * DAY)
    return round_with_candidates(3)


@pytest.fixture
def counted(tielt) -> Round:
    many_votes(tielt, VOTES)
    publish_head(round_id=tielt.pk, at=OPEN)
    published(tielt)
    return tielt


def names(voting_round: Round) -> dict[int, str]:
    return dict(voting_round.candidates.values_list("number", "name"))


def test_the_result_names_the_winner_and_counts_every_candidate_the_most_first(counted, visit):
    page, known = visit(RESULT), names(counted)
    assert (page.status, page.text("h1"), page.text(".portrait__quote")) == (200, "Uitslag van Tielt 2027", known[2])
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("td, th")] for row in page.soup.select("#telling + table tbody tr")]
    assert rows == [
        ["1", f"2 {known[2]} ambassadeur", "7", "46,7\u00a0%"],
        ["2", f"3 {known[3]}", "5", "33,3\u00a0%"],
        ["3", f"1 {known[1]}", "3", "20,0\u00a0%"],
    ]
    assert "Niveau 1: bevestigd mailadres." in page.text(".lead")
    told = dict(zip(page.texts(".tally dt"), page.texts(".tally dd"), strict=True))
    assert told == {
        "bevestigde stemmen": "15", "meegeteld": "15", "apart gelegd voor nazicht": "0", "niet meegeteld": "0", "met een postcode van hier": "100 %",
    }  # fmt: skip


def test_the_round_leads_to_the_result_and_shows_who_won(counted, visit):
    page = visit(ROUND)
    assert (page.text(".lead"), page.text(".portrait__quote")) == ("De uitslag is bekend.", names(counted)[2])
    assert ("De hele uitslag", RESULT) in page.links("main a")


def test_six_what_no_page_told_before_stands_in_the_result(counted, visit):
    """The other side of test_6: the same way of looking does find the score once it is public."""
    assert {"7", "5", "3"} <= set(visit(RESULT).texts("#telling + table .num"))


def test_what_was_set_apart_is_told_by_rule_with_what_two_people_decided(tielt, visit):
    ballots = many_votes(tielt, VOTES)
    by, other = (User.objects.create(email=f"{name}@example.org") for name in ("een", "twee"))
    cluster = Cluster.objects.create(round=tielt, rule="one_network", key="k", letter="A", opened_at=OPEN)
    cluster.ballots.add(*ballots[:2])
    judged(cluster, "reject", "Twee stemmen in één seconde.", (by, other))
    published(tielt)
    page = visit(RESULT)
    assert page.texts(".apart dt") == ["A. Eén netwerk"]
    assert page.text(".apart dd").startswith("2 stemmen, niet meegeteld. Twee stemmen in één seconde.")
    assert "Samen tellen 2 stemmen niet mee." in page.texts("section[aria-labelledby=apart] p")


def test_votes_in_several_groups_are_counted_once_and_no_group_says_that_they_count_when_they_do_not(tielt, visit):
    ballots = many_votes(tielt, VOTES)
    people = [User.objects.create(email=f"{name}@example.org") for name in ("een", "twee")]
    for letter, size, verdict in (("A", 4, "reject"), ("B", 6, "release"), ("C", 3, "release")):
        cluster = Cluster.objects.create(round=tielt, rule="one_network", key=letter, letter=letter, opened_at=OPEN)
        cluster.ballots.add(*ballots[:size])
        judged(cluster, verdict, f"Reden {letter}.", people)
    published(tielt)
    page = visit(RESULT)
    told = dict(zip(page.texts(".tally dt"), page.texts(".tally dd"), strict=True))
    assert told == {
        "bevestigde stemmen": "15", "meegeteld": "11", "apart gelegd voor nazicht": "6", "niet meegeteld": "4", "met een postcode van hier": "100 %",
    }  # fmt: skip
    said = [text.partition(" Veel stemmen")[0] for text in page.texts(".apart dd")]
    assert said == [
        "4 stemmen, niet meegeteld. Reden A.",
        "6 stemmen, waarvan 2 meegeteld. Reden B. 4 stemmen staan ook in een groep die niet meetelt.",
        "3 stemmen, waarvan 0 meegeteld. Reden C. 3 stemmen staan ook in een groep die niet meetelt.",
    ]


def test_a_tie_is_ex_aequo(tielt, visit):
    many_votes(tielt, [1, 1, 2, 2, 3])
    published(tielt)
    page, known = visit(RESULT), names(tielt)
    assert page.texts(".portrait__quote") == [known[1], known[2]]
    assert page.text(".notice") == "Ze kregen evenveel stemmen. Volgens de spelregels zijn ze samen ambassadeur."


def test_a_lot_is_told_with_the_words_that_drew_it(tielt, visit):
    Edition.objects.update(tie_rule="lot")
    many_votes(tielt, [1, 1, 2, 2, 3])
    published(tielt, words="krulbol en klakker")
    won = BallotEvent.objects.get(kind=BallotEvent.Kind.LOT_DRAWN).data["number"]
    page = visit(RESULT)
    assert page.texts(".portrait__quote") == [names(tielt)[won]]
    assert page.text(".notice") == (
        "De nummers 1, 2 kregen evenveel stemmen. Het lot besliste, in het openbaar, met de woorden “krulbol en klakker”."
    )
    assert {"De loting werd aangekondigd: De krant van woensdag.", f"Het lot werd getrokken: nummer {won}."} < set(page.texts(".happened dd"))


def test_nobody_voted_and_nobody_won(tielt, visit):
    published(tielt)
    assert visit(RESULT).text(".notice") == "Niemand stemde, dus niemand is gekozen."


def test_anybody_can_count_again_from_the_downloads(counted, client, visit, tmp_path):
    for _name, address in visit(RESULT).links(".again__list a"):
        answer = client.get(address)
        name = answer["Content-Disposition"].partition('filename="')[2].rstrip('"')
        (tmp_path / name).write_bytes(answer.content)
    assert {path.name for path in tmp_path.iterdir()} == {"receipts.txt", "openings.csv", "count.json", "seal.json", "recount.py"}
    checked = subprocess.run([sys.executable, "recount.py", "."], cwd=tmp_path, capture_output=True, text=True)
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "Right: 15 votes counted, 0 left out.")


def test_a_download_is_what_was_published_and_caches_keep_it(counted, client):
    answer = client.get(f"{RESULT}count/")
    assert json.loads(answer.content)["confirmed"] == 15
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/json", "public, max-age=86400")
    assert client.get(f"{RESULT}alles/").status_code == 404
    assert client.get(f"{RESULT}recount/").content == (Path(counting.__file__).with_name("recount.py")).read_bytes()


def test_the_result_is_a_data_set_for_search_engines(counted, visit):
    told = visit(RESULT).facts_for_machines["Dataset"]
    assert [file["name"] for file in told["distribution"]] == ["receipts.txt", "openings.csv", "count.json", "seal.json", "recount.py"]


def test_the_seals_of_the_running_round_stand_on_a_page_and_as_text(counted, client, visit):
    head, last = counted.heads.order_by("at")
    page = visit(f"{ROUND}zegel/")
    assert page.texts(".seal tbody code") == [last.head, head.head]
    text = client.get(f"{ROUND}zegel/tekst/")
    assert (text["Content-Type"], text.content.decode().splitlines()[-2]) == (
        "text/plain; charset=utf-8",
        f"2027-03-10T11:00:00Z {head.position} {head.head}",
    )


def test_a_receipt_is_found_after_publication_and_after_everything_is_forgotten(counted, client, at):
    from votes import forgetting

    receipt = counted.slips.first().receipt
    at(AFTER + timedelta(days=40))
    assert forgetting.forget_due(AFTER + timedelta(days=40)) == 1
    page = client.post(f"{ROUND}ontvangstbewijs/", {"bewijs": receipt}).content.decode()
    assert "Ja. Op de lijst van Tielt 2027." in page
