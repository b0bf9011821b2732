"""What the voters of a rehearsal bring along: `python -m bench.rehearsal.ballot_papers NUMBER` prints them as JSON, a list of papers.

Their proofs of work are solved before, as their visitors' own telephones do it: on the machine of the site they would take what the site needs. They
are of the least cost, and checked and spent like others.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402 (models need Django)

from tests.proofs import proof  # noqa: E402
from votes.addresses import tail_of  # noqa: E402
from votes.asking import bound_to  # noqa: E402
from votes.models import Candidate, Round, VotingPage  # noqa: E402

AHEAD = timedelta(hours=1)  # proofs live for twenty minutes from here: longer than any rehearsal


def papers(number: int) -> list[dict[str, Any]]:
    at = timezone.now()
    voting = f"/nl/{VotingPage.objects.get(locale__language_code='nl').slug}/"
    rounds = [one for one in Round.objects.select_related("edition", "municipality").order_by("pk") if one.is_open(at)]
    candidates = {one.pk: list(Candidate.objects.filter(round=one, withdrawn_at=None).values_list("number", flat=True)) for one in rounds}
    drawn = list(islice(cycle([one for one in rounds if candidates[one.pk]]), number))
    with ThreadPoolExecutor(2) as pool:
        proofs = list(pool.map(lambda one: proof(bound_to(one.pk), at + AHEAD), drawn))
    return [
        {
            "form": voting + tail_of("vote", one),
            "challenge": voting + tail_of("challenge", one),
            "candidate": str(candidates[one.pk][place % len(candidates[one.pk])]),
            "proof": solved,
        }
        for place, (one, solved) in enumerate(zip(drawn, proofs, strict=True))
    ]


if __name__ == "__main__":
    json.dump(papers(int(sys.argv[1])), sys.stdout)
