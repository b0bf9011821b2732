"""How many votes stand in the database of a rehearsal, and whether the seal says the same: `python -m bench.rehearsal.tally` prints it as JSON."""

import json
import sys

import django

django.setup()

from votes import seal  # noqa: E402 (models need Django)
from votes.models import Ballot, Round, Slip  # noqa: E402


def tally() -> dict[str, int]:
    """findings: of the seal, in the rounds of the newest votes."""
    rounds = Round.objects.filter(pk__in=Slip.objects.filter(ballot__isnull=False).values("round"))
    return {
        "ballots": Ballot.objects.count(),
        "slips": Slip.objects.filter(ballot__isnull=False).count(),
        "findings": sum(len(seal.verify(one)) for one in rounds),
    }


if __name__ == "__main__":
    json.dump(tally(), sys.stdout)
