"""We forget (contract 13). Thirty days after a scope has its last result, nothing is left that leads to a voter.

A scope is forgotten as a whole: as long as one round of it takes votes, who voted in another must be known there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Min, Q

from votes import keys
from votes.models import Application, Edition, Mailbox, Nomination, Round, Slip, VoteRequest
from votes.models.editions import REMEMBERED


@dataclass(frozen=True)
class Kept:
    """What the site holds now of one kind: how many, and until when the oldest stands (None where nothing is planned or held)."""

    name: str
    count: int
    until: datetime | None


def forget_due(at: datetime) -> int:
    """Forget the scopes whose time has come; returns how many rounds. May be repeated, and picks up where it was killed."""
    due = list(rounds_due(at))
    for scope, rounds in by_scope(due).items():
        for voting_round in rounds:
            forget_round(voting_round, at)
        Mailbox.objects.filter(scope=scope).delete()
        keys.destroy_key(scope)
    return len(due)


def rounds_due(at: datetime) -> Iterator[Round]:
    """Rounds of scopes that are over for thirty days."""
    for voting_round in Round.objects.filter(scheduled_at__isnull=False, forgotten_at=None).select_related("edition", "municipality"):
        until = forgotten_from(voting_round)
        if until is not None and at >= until:
            yield voting_round


def forgotten_from(voting_round: Round) -> datetime | None:
    """When the slips of a round are forgotten; None while a round of its scope has no result."""
    together = [voting_round]
    if voting_round.edition.scope == Edition.Scope.EDITION:
        together = list(Round.objects.filter(edition=voting_round.edition_id, scheduled_at__isnull=False))
    ends = [one.published_at or one.cancelled_at for one in together]
    return None if None in ends else max(end for end in ends if end) + REMEMBERED


def by_scope(rounds: list[Round]) -> dict[str, list[Round]]:
    found: dict[str, list[Round]] = {}
    for voting_round in rounds:
        found.setdefault(voting_round.scope, []).append(voting_round)
    return found


def forget_round(voting_round: Round, at: datetime) -> None:
    """Write the slips anew in the order of their receipts, without anything but the receipt: so that no order of rows is left either."""
    with transaction.atomic():
        slips = Slip.objects.filter(round=voting_round)
        receipts = sorted(slips.values_list("receipt", flat=True))
        slips.delete()
        Slip.objects.bulk_create([Slip(scope=voting_round.scope, round=voting_round, receipt=receipt) for receipt in receipts])
        VoteRequest.objects.filter(round=voting_round).delete()
        Round.objects.filter(pk=voting_round.pk).update(forgotten_at=at)


def kept(at: datetime) -> list[Kept]:
    """For the page "what we keep": the figures of this moment."""
    from votes.asking import PROMISED  # it asks for keys, as this does

    asked = VoteRequest.objects.aggregate(all=Count("pk"), addresses=Count("pk", filter=~Q(address="")), first=Min("created_at"))
    until = asked["first"] + PROMISED if asked["first"] else None
    slips = Slip.objects.exclude(identity_mac="").count()
    return [
        Kept("requests", asked["all"], until),
        Kept("addresses", asked["addresses"], until if asked["addresses"] else None),
        Kept("slips", slips, next_forgetting() if slips else None),
        Kept("mailboxes", Mailbox.objects.count(), None),
        Kept("submissions", sum(model.objects.exclude(email="").count() for model in (Application, Nomination)), None),
    ]


def next_forgetting() -> datetime | None:
    """The first moment at which slips are forgotten; None while that depends on results to come."""
    open_rounds = Round.objects.filter(scheduled_at__isnull=False, forgotten_at=None).select_related("edition")
    return min((until for until in map(forgotten_from, open_rounds) if until), default=None)


def leftovers(at: datetime) -> list[str]:
    """What should be gone and is not; the job that proves the promise (votes.jobs) logs it, and health tells. Nothing when all is well."""
    from votes.asking import PROMISED

    late = [voting_round.code for voting_round in rounds_due(at)]
    found = [f"{code} is not forgotten" for code in late]
    if VoteRequest.objects.filter(created_at__lte=at - PROMISED).exists():
        found.append("requests that are too old")
    gone = Round.objects.filter(forgotten_at__isnull=False).select_related("edition")
    found += [f"{one.code} has its key" for one in gone if keys.has_key(one.scope)]
    if Slip.objects.filter(round__forgotten_at__isnull=False).exclude(identity_mac="", network_mac="", ballot=None).exists():
        found.append("slips that lead to somebody")
    return found
