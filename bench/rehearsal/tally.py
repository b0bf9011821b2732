"""How many votes stand in the database of a rehearsal, and whether the seal says the same. Runs inside the site."""

from votes import seal
from votes.models import Ballot, Round, Slip


def tally() -> dict[str, int]:
    """findings: of the seal, in all rounds that have a vote."""
    counted = Slip.objects.filter(ballot__isnull=False)
    rounds = Round.objects.filter(pk__in=counted.values("round"))
    return {"ballots": Ballot.objects.count(), "slips": counted.count(), "findings": sum(len(seal.verify(one)) for one in rounds)}
