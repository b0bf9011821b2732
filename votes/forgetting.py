"""We forget (contract 13). Thirty days after a scope has its last result, nothing is left that leads to a voter.

A scope is forgotten as a whole: as long as one round of it takes votes, who voted in another must be known there.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Min, Q

from votes import keys
from votes.models import Application, Mailbox, Nomination, Round, Slip, VoteRequest
from votes.models.editions import REMEMBERED


@dataclass(frozen=True)
class Kept:
    """What the site holds now of one kind: how many, and until when the oldest stands (None where nothing is planned or held)."""

    name: str
    count: int
    until: datetime | None


def forget_due(at: datetime) -> int:
    """Forget the scopes whose time has come; returns how many rounds. May be repeated, and picks up where it was killed."""
    due = scopes_due(at)
    for scope, rounds in due.items():
        for voting_round in rounds:
            forget_round(voting_round, at)
        Mailbox.objects.filter(scope=scope).delete()
        keys.destroy_key(scope)
    return sum(map(len, due.values()))


def scopes_due(at: datetime) -> dict[str, list[Round]]:
    """Scopes that are over for thirty days and of which something is left: the rounds that still have to forget, if any."""
    with_mailboxes = set(Mailbox.objects.values_list("scope", flat=True).distinct())
    found = {}
    for scope, rounds in rounds_by_scope().items():
        until = forgotten_from(rounds)
        remembering = [voting_round for voting_round in rounds if voting_round.forgotten_at is None]
        if until is not None and at >= until and (remembering or scope in with_mailboxes or keys.has_key(scope)):
            found[scope] = remembering
    return found


def rounds_by_scope() -> dict[str, list[Round]]:
    """All that were announced."""
    found: dict[str, list[Round]] = {}
    for voting_round in Round.objects.filter(scheduled_at__isnull=False).select_related("edition", "municipality"):
        found.setdefault(voting_round.scope, []).append(voting_round)
    return found


def forgotten_from(together: list[Round]) -> datetime | None:
    """When the slips of a scope are forgotten; None while one of its rounds has no result."""
    ends = [one.published_at or one.cancelled_at for one in together]
    return None if None in ends else max(end for end in ends if end) + REMEMBERED


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
    return [*kept_of_requests(), *kept_of_slips(), *kept_of_submissions()]


def kept_of_requests() -> list[Kept]:
    from votes.asking import PROMISED  # it asks for keys, as this does

    asked = VoteRequest.objects.aggregate(all=Count("pk"), addresses=Count("pk", filter=~Q(address="")), first=Min("created_at"))
    until = asked["first"] + PROMISED if asked["first"] else None
    return [Kept("requests", asked["all"], until), Kept("addresses", asked["addresses"], until if asked["addresses"] else None)]


def kept_of_slips() -> list[Kept]:
    known = {"slips": ~Q(identity_mac=""), "networks": ~Q(network_mac=""), "domains": ~Q(domain_class=""), "links": Q(ballot__isnull=False)}
    slips = Slip.objects.aggregate(**{name: Count("pk", filter=rows) for name, rows in known.items()})
    until = next_forgetting() if any(slips.values()) else None
    boxes = Mailbox.objects.aggregate(mailboxes=Count("pk"), blocks=Count("pk", filter=Q(blocked_at__isnull=False)))
    return [*(Kept(name, count, until if count else None) for name, count in slips.items()), *(Kept(*one, None) for one in boxes.items())]


def kept_of_submissions() -> list[Kept]:
    """Of who let a shop stand, or nominated one."""
    addresses = sum(model.objects.exclude(email="").count() for model in (Application, Nomination))
    names = Application.objects.exclude(contact_name="").count()
    texts = sum(model.objects.exclude(pitch="").count() for model in (Application, Nomination))
    return [Kept("submissions", addresses, None), Kept("names", names, None), Kept("texts", texts, None)]


def next_forgetting() -> datetime | None:
    """The first moment at which slips are forgotten; None while that depends on results to come."""
    remembering = (rounds for rounds in rounds_by_scope().values() if any(one.forgotten_at is None for one in rounds))
    return min((until for until in map(forgotten_from, remembering) if until), default=None)


def leftovers(at: datetime) -> list[str]:
    """What should be gone and is not; the job that proves the promise (votes.jobs) logs it, and health tells. Nothing when all is well."""
    from votes.asking import PROMISED  # it asks for keys, as this does

    found = []
    for scope, remembering in scopes_due(at).items():
        found += [f"{voting_round.code} is not forgotten" for voting_round in remembering] or [f"{scope} has its key or its mailboxes"]
    if VoteRequest.objects.filter(created_at__lte=at - PROMISED).exists():
        found.append("requests that are too old")
    if Slip.objects.filter(round__forgotten_at__isnull=False).exclude(identity_mac="", network_mac="", ballot=None).exists():
        found.append("slips that lead to somebody")
    return found
