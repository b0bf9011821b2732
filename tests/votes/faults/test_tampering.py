"""What is changed behind the site's back is found (contract 9): in the database by votes.seal, in the published files by recount.py, which
shares no code with the site. `make faults` sets IKL_FAULTS=whole: 1,000 rows, and 1,000 changes of the files.
"""

import contextlib
import csv
import io
import json
import os
import random
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from municipalities.models import Role
from tests.append_only import without_triggers
from tests.factories.roles import somebody
from tests.factories.votes import COUNTED, OPEN, many_votes, round_with_candidates
from votes import counting, seal
from votes.commitment import commit, new_nonce
from votes.models import Ballot, BallotEvent, PublishedResult, Round, SealedEntry

pytestmark = pytest.mark.django_db

WHOLE = os.environ.get("IKL_FAULTS") == "whole"
ROWS, FILES, VOTES = (1000, 1000, 200) if WHOLE else (40, 60, 30)
SEED = 4711
ROOT = Path(__file__).parents[3]


@pytest.fixture
def published():
    """A published round, and the heads that its observers kept."""
    voting_round = round_with_candidates(3)
    many_votes(voting_round, [1 + number % 3 for number in range(VOTES)])
    head = seal.publish_head(round_id=voting_round.pk, at=OPEN)
    counting.freeze(round_id=voting_round.pk, by=somebody(Role.PROVINCE, email="een@provincie.example"), at=COUNTED)
    counting.publish(round_id=voting_round.pk, by=somebody(Role.PROVINCE, email="twee@provincie.example"), at=COUNTED)
    return Round.objects.select_related("edition", "municipality").get(pk=voting_round.pk), [(head.position, head.head)]


# -- rows: whoever is in the database takes the triggers away and changes one row


def another_candidate(voting_round: Round, dice: random.Random) -> None:
    """Its commitment is made to fit."""
    ballot = dice.choice(list(voting_round.ballots.select_related("candidate")))
    other = dice.choice(list(voting_round.candidates.exclude(pk=ballot.candidate_id)))
    Ballot.objects.filter(pk=ballot.pk).update(candidate=other, commitment=commit(ballot.nonce, other.number, voting_round.code))


def only_the_candidate(voting_round: Round, dice: random.Random) -> None:
    ballot = dice.choice(list(voting_round.ballots.all()))
    other = dice.choice(list(voting_round.candidates.exclude(pk=ballot.candidate_id)))
    Ballot.objects.filter(pk=ballot.pk).update(candidate=other)


def another_nonce(voting_round: Round, dice: random.Random) -> None:
    Ballot.objects.filter(pk=dice.choice(list(voting_round.ballots.all())).pk).update(nonce=new_nonce())


def one_ballot_less(voting_round: Round, dice: random.Random) -> None:
    ballot = dice.choice(list(voting_round.ballots.all()))
    voting_round.slips.filter(ballot=ballot).update(ballot=None)
    Ballot.objects.filter(pk=ballot.pk).delete()


def one_ballot_more(voting_round: Round, dice: random.Random) -> None:
    candidate, nonce = dice.choice(list(voting_round.candidates.all())), new_nonce()
    commitment = commit(nonce, candidate.number, voting_round.code)
    Ballot(round=voting_round, candidate=candidate, nonce=nonce, commitment=commitment, day=OPEN.date(), is_local=True).save(force_insert=True)


def another_event(voting_round: Round, dice: random.Random) -> None:
    event = dice.choice(list(voting_round.events.all()))
    BallotEvent.objects.filter(pk=event.pk).update(reason="Een andere reden.", by=999)


def one_event_less(voting_round: Round, dice: random.Random) -> None:
    BallotEvent.objects.filter(pk=dice.choice(list(voting_round.events.all())).pk).delete()


def another_link(voting_round: Round, dice: random.Random) -> None:
    link = dice.choice(list(voting_round.sealed.all()))
    SealedEntry.objects.filter(pk=link.pk).update(digest=new_nonce() * 2)


ROW_CHANGES = [another_candidate, only_the_candidate, another_nonce, one_ballot_less, one_ballot_more, another_event, one_event_less, another_link]


def test_contract_9_every_row_that_is_changed_in_the_database_is_found(published):
    voting_round, kept = published
    dice = random.Random(SEED)
    assert seal.verify(voting_round, kept) == []
    with without_triggers(connection):
        for number in range(ROWS):
            change = ROW_CHANGES[number % len(ROW_CHANGES)]
            before = transaction.savepoint()
            change(voting_round, dice)
            assert seal.verify(voting_round, kept) != [], (number, change.__name__)
            transaction.savepoint_rollback(before)
    assert seal.verify(voting_round, kept) == [], "and what was put back is right again"


# -- files: whoever publishes other files than those of the count


Files = dict[str, Any]


def shifted_vote(files: Files, dice: random.Random) -> None:
    row = dice.choice(files["openings"])
    row["candidate"] = str(1 + int(row["candidate"]) % 3)


def opening_less(files: Files, dice: random.Random) -> None:
    files["openings"].remove(dice.choice(files["openings"]))


def opening_twice(files: Files, dice: random.Random) -> None:
    files["openings"].append(dict(dice.choice(files["openings"])))


def left_out(files: Files, dice: random.Random) -> None:
    dice.choice(files["openings"])["counts"] = "0"


def receipt_less(files: Files, dice: random.Random) -> None:
    files["receipts"].remove(dice.choice(files["receipts"]))


def receipt_more(files: Files, dice: random.Random) -> None:
    files["receipts"].append(f"ZZZZ-{dice.randint(1000, 9999)}-ZZZZ-ZZZZ")


def other_count(files: Files, dice: random.Random) -> None:
    one, other = dice.sample(files["count"]["candidates"], 2)
    one["votes"], other["votes"] = one["votes"] + 1, other["votes"] - 1


def other_winner(files: Files, dice: random.Random) -> None:
    files["count"]["winners"] = [7]


def other_figure(files: Files, dice: random.Random) -> None:
    files["count"]["local_percentage"] -= 1


def other_entry(files: Files, dice: random.Random) -> None:
    dice.choice(files["seal"]["entries"])[1] = f"{dice.getrandbits(256):064x}"


def entries_in_another_order(files: Files, dice: random.Random) -> None:
    entries = files["seal"]["entries"]
    place = dice.randrange(len(entries) - 1)
    entries[place], entries[place + 1] = entries[place + 1], entries[place]


def other_text_of_an_event(files: Files, dice: random.Random) -> None:
    place = dice.randrange(len(files["seal"]["events"]))
    files["seal"]["events"][place] = files["seal"]["events"][place].replace('"by":', '"by" :')


def other_head(files: Files, dice: random.Random) -> None:
    dice.choice(files["seal"]["heads"])[2] = f"{dice.getrandbits(256):064x}"


FILE_CHANGES: list[Callable[[Files, random.Random], None]] = [
    shifted_vote,
    opening_less,
    opening_twice,
    left_out,
    receipt_less,
    receipt_more,
    other_count,
    other_winner,
    other_figure,
    other_entry,
    entries_in_another_order,
    other_text_of_an_event,
    other_head,
]


def read(result: PublishedResult) -> Files:
    return {
        "receipts": result.receipts.split(),
        "openings": list(csv.DictReader(io.StringIO(result.openings))),
        "count": json.loads(result.figures),
        "seal": json.loads(result.seal),
    }


def write(files: Files, folder: Path) -> None:
    (folder / "receipts.txt").write_text("".join(f"{receipt}\n" for receipt in files["receipts"]))
    with (folder / "openings.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, ["commitment", "candidate", "nonce", "counts", "reason"])
        writer.writeheader()
        writer.writerows(files["openings"])
    (folder / "count.json").write_text(json.dumps(files["count"]))
    (folder / "seal.json").write_text(json.dumps(files["seal"]))


def recount(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """What the script answers, run as a program in this process: a thousand times a new one would take minutes."""
    monkeypatch.setattr(sys, "argv", ["recount.py", str(folder)])
    told = io.StringIO()
    with contextlib.redirect_stdout(told), pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "votes" / "recount.py"), run_name="__main__")
    return int(ended.value.code or 0), told.getvalue()


def test_contract_9_every_change_of_the_published_files_is_found_by_the_script(published, tmp_path, monkeypatch):
    result = PublishedResult.objects.get(round=published[0])
    write(read(result), tmp_path)
    assert recount(tmp_path, monkeypatch) == (0, recount(tmp_path, monkeypatch)[1]), "without a change it is right"
    dice = random.Random(SEED)
    for number in range(FILES):
        files, change = read(result), FILE_CHANGES[number % len(FILE_CHANGES)]
        change(files, dice)
        write(files, tmp_path)
        code, told = recount(tmp_path, monkeypatch)
        assert (code, "WRONG" in told) == (1, True), (number, change.__name__)
