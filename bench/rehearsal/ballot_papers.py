"""What the voters of a rehearsal bring along, a list of papers. Runs inside the site.

Their proofs of work are solved before, as their visitors' own telephones do it: on the machine of the site they would take what the site needs. They
are of the least cost, and checked and spent like others.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from django.utils import timezone

from tests.proofs import proof
from votes.addresses import tail_of
from votes.asking import bound_to
from votes.models import Candidate, Round, VotingPage

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
