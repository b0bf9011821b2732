"""Who stands in a round, and in which order: drawn once by a published seed, so never alphabetical and never anybody's choice."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from shops.models import Shop
from votes.events import record
from votes.models import Application, BallotEvent, Candidate, Edition, Nomination, Round
from votes.models.candidacies import Submission

NOT_INDEPENDENT = {Shop.Kind.CHAIN, Shop.Kind.FRANCHISE}


class NotEligible(Exception):
    """The shop cannot stand in this round."""


class NotListed(NotEligible):
    """It does not stand in the directory (any more)."""


class ElsewhereListed(NotEligible):
    """It stands in another municipality."""


class NotIndependent(NotEligible):
    """It is a chain or a franchise, and this edition is for independents."""


def check_eligible(shop: Shop, voting_round: Round) -> None:
    """Let a shop pass that may stand. One of which nobody knows whether it is a chain may: the municipality looks. Raises NotEligible."""
    if not shop.live:
        raise NotListed
    if shop.municipality_id != voting_round.municipality_id:
        raise ElsewhereListed
    if voting_round.edition.stands == Edition.Stands.INDEPENDENTS and shop.kind in NOT_INDEPENDENT:
        raise NotIndependent


def is_eligible(shop: Shop, voting_round: Round) -> bool:
    try:
        check_eligible(shop, voting_round)
    except NotEligible:
        return False
    return True


def candidates(voting_round: Round, at: datetime) -> list[Candidate]:
    """In their order; none before the round opens. Between opening and `line_up` they are not stored yet, and the same."""
    if voting_round.lined_up_at:
        return list(voting_round.candidates.select_related("category", "picture", "shop__municipality").order_by("number"))
    return drawn(voting_round) if at >= voting_round.opens_at and voting_round.scheduled_at else []


def drawn(voting_round: Round) -> list[Candidate]:
    """Those who were accepted and may stand, numbered in the order of the seed; not stored."""
    standing = in_order(accepted(voting_round), voting_round.order_seed)
    return [snapshot(voting_round, number, submission) for number, submission in enumerate(standing, start=1)]


def accepted(voting_round: Round) -> list[Submission]:
    """One submission per shop: what the shop says itself goes before what a customer said, and of these the first."""
    found: dict[int, Submission] = {}
    for model in (Application, Nomination):
        rows = model.objects.filter(round=voting_round, state=Submission.State.APPROVED).order_by("decided_at", "pk")  # type: ignore[attr-defined]
        for submission in rows.select_related("shop__municipality", "shop__category", "round__edition"):
            found.setdefault(submission.shop_id, submission)
    return [submission for submission in found.values() if is_eligible(submission.shop, voting_round)]  # type: ignore[attr-defined]


def in_order(submissions: Iterable[Submission], seed: str) -> list[Submission]:
    """By SHA-256 of "<seed>|<town>/<shop>", so that anybody can draw the same order again."""
    return sorted(submissions, key=lambda submission: place_of(seed, submission.shop.face))  # type: ignore[attr-defined]


def place_of(seed: str, face: str) -> str:
    return hashlib.sha256(f"{seed}|{face}".encode()).hexdigest()


def snapshot(voting_round: Round, number: int, submission: Submission) -> Candidate:
    told: Application | Nomination = submission  # type: ignore[assignment]
    shop = told.shop
    return Candidate(
        round=voting_round,
        number=number,
        shop=shop,
        name=shop.name,
        slug=shop.slug,
        address=shop.full_address(),
        face=shop.face,
        category=shop.category,
        pitch=told.pitch,
        supports=getattr(told, "supports", ""),
        picture=getattr(told, "picture", None) or shop.photo,
    )


def line_up(*, round_id: int, at: datetime) -> bool:
    """Store the candidates of a round that has opened; returns whether that happened now. The round's job does it within a minute, the
    first vote does it when it comes earlier."""
    with transaction.atomic():
        voting_round = Round.objects.held_alone(round_id)
        if voting_round.lined_up_at or not voting_round.has_opened(at):
            return False
        stored = Candidate.objects.bulk_create(drawn(voting_round))
        Round.objects.filter(pk=round_id).update(lined_up_at=at)
        told = {"seed": voting_round.order_seed, "candidates": as_sealed(stored)}
        record(voting_round, BallotEvent.Kind.LINED_UP, at=at, data=told)
    return True


def as_sealed(standing: Iterable[Candidate]) -> list[list[Any]]:
    """[number, "<town>/<shop>", name] of each, by number: what a vote for a number is a vote for."""
    return sorted([candidate.number, candidate.face, candidate.name] for candidate in standing)
