"""Editions, rounds, candidates and votes for tests. The vote is open on 10 March 2027 (`OPEN`)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import factory
from django.db import transaction

from accounts.models import User
from mail.models import OutgoingMail
from municipalities.models import Municipality
from shops.models import Shop
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from votes import asking, confirming, keys, lineup, reviewing
from votes.models import Application, Ballot, Cluster, Edition, EditionText, Proposal, Round, VoteRequest

ANNOUNCED = datetime(2027, 1, 4, 8, tzinfo=UTC)
OPENS = datetime(2027, 3, 1, 7, tzinfo=UTC)  # 8 in the morning in Brussels
OPEN = datetime(2027, 3, 10, 11, tzinfo=UTC)
CLOSES = datetime(2027, 3, 31, 20, tzinfo=UTC)  # 22 in the evening, summer time
COUNTED = datetime(2027, 4, 7, 20, tzinfo=UTC)


class EditionFactory(factory.django.DjangoModelFactory):
    """The edition of 2027, announced: candidates in January and February, votes in March, a week for objections."""

    class Meta:
        model = Edition
        django_get_or_create = ("year",)
        skip_postgeneration_save = True

    year = 2027
    name = factory.LazyAttribute(lambda made: f"Ambassadeur van het jaar {made.year}")
    candidacy_from = datetime(2027, 1, 5, 8, tzinfo=UTC)
    candidacy_until = datetime(2027, 2, 20, 8, tzinfo=UTC)
    opens_at, closes_at, review_until = OPENS, CLOSES, COUNTED
    objections_to = "bezwaar@westvlaanderen.example"
    scheduled_at = ANNOUNCED

    @factory.post_generation
    def rules(made: Edition, create: bool, given: Any, **_: Any) -> None:
        if create and not made.texts.exists():
            EditionText.objects.create(edition=made, language="nl", rules=given or "<p>Eén stem per mailadres.</p>")


class RoundFactory(factory.django.DjangoModelFactory):
    """The round of Tielt in the edition of 2027, announced, with the key of its scope; no candidates yet."""

    class Meta:
        model = Round
        django_get_or_create = ("edition", "municipality")
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    municipality = factory.SubFactory(MunicipalityFactory, nis="37022", name="Tielt", slug="tielt", longitude=3.3, postcodes=["8700", "8760"])
    opens_at = factory.SelfAttribute("edition.opens_at")
    closes_at = factory.SelfAttribute("edition.closes_at")
    review_until = factory.SelfAttribute("edition.review_until")
    scheduled_at = factory.SelfAttribute("edition.scheduled_at")
    order_seed = "5eed"

    @factory.post_generation
    def key(made: Round, create: bool, given: Any, **_: Any) -> None:
        if create and made.scheduled_at:
            keys.make_key(made.scope)


def standing(voting_round: Round, shop: Shop, **facts: Any) -> Application:
    """An accepted application of `shop`."""
    told = {"pitch": f"Stem op {shop.name}.", "consented_at": ANNOUNCED, "created_at": ANNOUNCED, "decided_at": ANNOUNCED}
    return Application.objects.create(round=voting_round, shop=shop, state="approved", **(told | facts))


def round_with_candidates(number: int = 2, municipality: Municipality | None = None, at: datetime = OPEN, **facts: Any) -> Round:
    """A round with that many candidates, lined up. They are called Winkel 1, Winkel 2 ... and numbered as the seed draws them."""
    voting_round: Round = RoundFactory(**({"municipality": municipality} if municipality else {}), **facts)
    for place in range(1, number + 1):
        standing(voting_round, ShopFactory(name=f"Winkel {place}", municipality=voting_round.municipality))
    lineup.line_up(round_id=voting_round.pk, at=at)
    voting_round.refresh_from_db()
    return voting_round


def wish(voting_round: Round, address: str, candidate: int = 1, **facts: Any) -> asking.Wish:
    told: dict[str, Any] = {"is_local": True, "language": "nl", "network": "192.0.2.7"}
    return asking.Wish(round_id=voting_round.pk, candidate=candidate, address=address, **(told | facts))


def requested(voting_round: Round, address: str, candidate: int = 1, at: datetime = OPEN, **facts: Any) -> tuple[str, str]:
    """(key, code) of a request whose mail the mail server took at `at`."""
    request = asking.ask(wish=wish(voting_round, address, candidate, **facts), proof="", at=at)
    VoteRequest.objects.filter(pk=request.pk).update(mail_due_at=at)  # however many asked before in this test
    asking.answer(key=request.pk, at=at)
    return request.pk, code_mailed(request.pk, at)


def code_mailed(key: str, at: datetime) -> str:
    """The code in the mail of a request, "" when no code was mailed; from here on the mail counts as taken at `at`."""
    mail = OutgoingMail.objects.filter(pk=VoteRequest.objects.get(pk=key).mail_id).first()
    if mail is None or mail.template != "votes/code":
        return ""
    found = re.search(r"^ {4}(\d{6})$", mail.text, re.MULTILINE)
    assert found, "the mail holds no code"
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=at)
    return found[1]


def voted(voting_round: Round, address: str, candidate: int = 1, at: datetime = OPEN, after: timedelta = timedelta(minutes=1), **facts: Any) -> str:
    """The receipt of a vote that was asked for at `at`, and confirmed a minute later."""
    key, code = requested(voting_round, address, candidate, at, **facts)
    return confirming.confirm(key=key, code=code, at=at + after).receipt


def many_votes(voting_round: Round, numbers: list[int], at: datetime = OPEN) -> list[Ballot]:
    """Ballots and slips for these candidates, one a minute, written without mails or requests: cheap.

    The pace is a little uneven, so that the rules set nothing apart; a candidate of whom only every second or fourth vote is, has an even one.
    """
    stored, before = [], voting_round.slips.count()
    standing_candidates = {candidate.number: candidate for candidate in voting_round.candidates.all()}
    for place, number in enumerate(numbers, start=before):
        moment = at + timedelta(minutes=place, seconds=58 * (place % 2))
        request = VoteRequest(
            round=voting_round,
            candidate=standing_candidates[number],
            identity_mac=f"{voting_round.pk:032x}{place:032x}",
            network_mac=f"{place:064x}",
            domain_class="gmail",
            is_local=True,
            language="nl",
            created_at=moment,
        )
        slip = confirming.new_slip(request, voting_round, moment)
        ballot = confirming.new_ballot(request, voting_round, slip, moment)
        with transaction.atomic():
            slip.save(force_insert=True)
            ballot.save(force_insert=True)
        stored.append(ballot)
    return stored


def proposed(cluster: Cluster, verdict: str, reason: str, by: User, at: datetime = OPEN) -> Proposal:
    """By somebody who saw the cluster as it stands."""
    return reviewing.propose(cluster=cluster, verdict=verdict, reason=reason, shown=reviewing.held_by(cluster)[1], by=by, at=at)


def decided(proposal: Proposal, by: User, agrees: bool = True, at: datetime = OPEN, answer: str = "") -> None:
    """By somebody who saw the cluster as it stands."""
    reviewing.decide(proposal=proposal, agrees=agrees, shown=reviewing.held_by(proposal.cluster)[1], by=by, at=at, answer=answer)


def judged(cluster: Cluster, verdict: str, reason: str, people: Sequence[User], at: datetime = OPEN) -> None:
    """Proposed by the first, agreed by the second."""
    decided(proposed(cluster, verdict, reason, people[0], at), people[1], at=at)
