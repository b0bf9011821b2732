"""What is published of a count, so that anybody can make it again with votes/recount.py. Formats, all UTF-8 with \\n:

receipts   one receipt a line, sorted. Nothing in it says what was voted, or which of them were rejected.
openings   CSV: commitment,candidate,nonce,counts,reason; sorted by commitment. counts: 1, or 0 for a rejected ballot with its reason.
figures    JSON: the figures of the count (votes.round_figures), with "winners".
seal       JSON: {"round", "entries": [["ballot"|"event", digest], ...] in order, "events": [text of each sealed event],
           "heads": [[UTC, position, head], ...] as published, "head": the last one}
"""

import csv
import io
import json
from typing import Any

from votes.counting import winners
from votes.models import Ballot, BallotEvent, Round, SealedEntry, SealHead, Slip
from votes.models.ballots import in_utc
from votes.seal import as_text, last_head

HEADER = ("commitment", "candidate", "nonce", "counts", "reason")


def downloads(voting_round: Round) -> dict[str, str]:
    """{"receipts", "openings", "figures", "seal"} as text."""
    return {
        "receipts": receipts(voting_round),
        "openings": openings(voting_round),
        "figures": written(voting_round.count.figures | {"winners": [candidate.number for candidate in winners(voting_round)]}),
        "seal": written(sealed(voting_round)),
    }


def receipts(voting_round: Round) -> str:
    found = Slip.objects.filter(round=voting_round).order_by("receipt").values_list("receipt", flat=True)
    return "".join(f"{receipt}\n" for receipt in sorted(found))


def openings(voting_round: Round) -> str:
    rejected = dict(voting_round.events.filter(kind=BallotEvent.Kind.REJECTED).values_list("ballot_id", "reason"))
    rows = Ballot.objects.filter(round=voting_round).values_list("commitment", "candidate__number", "nonce", "pk")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for commitment, number, nonce, key in sorted(rows):
        writer.writerow([commitment, number, nonce, int(key not in rejected), in_one_cell(rejected.get(key, ""))])
    return text.getvalue()


def in_one_cell(text: str) -> str:
    """On one line, and never read as a formula by a spreadsheet."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line


def sealed(voting_round: Round) -> dict[str, Any]:
    entries = SealedEntry.objects.filter(round=voting_round).order_by("position").values_list("is_ballot", "digest")
    heads = SealHead.objects.filter(round=voting_round).order_by("at").values_list("at", "position", "head")
    return {
        "round": voting_round.code,
        "entries": [["ballot" if is_ballot else "event", digest] for is_ballot, digest in entries],
        "events": sorted(as_text(event) for event in voting_round.events.select_related("ballot")),
        "heads": [[in_utc(at), position, head] for at, position, head in heads],
        "head": last_head(voting_round)[1],
    }


def written(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
