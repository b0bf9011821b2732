"""The vote of a municipality, for the walk: what of it is not public carries the mark.

Who stands in an open round is public, so candidates have none; reviewers read what others proposed, wherever it is. What keeps those blind,
and editors away from review, is tested in tests/votes/admin/.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from accounts.models import User
from municipalities.models import Municipality
from tests.factories.shops import ShopFactory
from tests.factories.votes import OPEN, EditionFactory, RoundFactory, many_votes, proposed, round_with_candidates
from tests.isolation.patterns import Bundle
from votes.models import (
    Application,
    Candidate,
    Cluster,
    Edition,
    Juror,
    JuryCriterion,
    JuryMotivation,
    MailDomainRule,
    Nomination,
    Round,
)
from votes.urls import urlpatterns

if TYPE_CHECKING:
    from tests.isolation.town import Town

TAILS = {"vote_code": "stem/c/a-b/", "vote_check": "ontvangstbewijs/"}
SENT_IN = datetime(2027, 2, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def round_bundle(town: "Town") -> Bundle:
    """An open round with votes, a cluster, a proposal about it, and what was sent in and not decided yet."""
    voting_round = round_with_candidates(2, town.municipality)
    many_votes(voting_round, [1, 1, 2])
    cluster = a_cluster(town, voting_round)
    values = {"round_id": voting_round.pk, "candidate_id": voting_round.candidates.earliest("pk").pk, "cluster_id": cluster.pk}
    coming = RoundFactory(edition=next_edition(), municipality=town.municipality)
    return Bundle("vote", values | {"application_id": applied(town, coming).pk, "nomination_id": nominated(town, coming).pk})


def next_edition() -> Edition:
    """One that has not opened: what was sent in can still be decided, so that only the walls keep a neighbour from it."""
    later = {name: 700 + days for name, days in {"opens_at": 100, "closes_at": 120, "review_until": 130}.items()}
    made: Edition = EditionFactory(year=2029, **{name: OPEN + days * DAY for name, days in later.items()})
    return made


def a_cluster(town: "Town", voting_round: Round) -> Cluster:
    cluster = Cluster.objects.create(round=voting_round, rule="one_network", key=town.named("sleutel"), letter="A", opened_at=OPEN)
    cluster.ballots.set(voting_round.ballots.all()[:2])
    by, _made = User.objects.get_or_create(email="controleur@ikkooplokaal.example")
    proposed(cluster, "release", "Een klas op bezoek.", by)
    return cluster


def applied(town: "Town", voting_round: Round) -> Application:
    shop = ShopFactory(municipality=town.municipality, name=f"Slager {town.municipality.name}")
    told: dict[str, Any] = {"pitch": town.named("pitch"), "supports": town.named("club"), "contact_name": town.named("wie"), "state": "waiting"}
    told |= dict.fromkeys(("created_at", "confirmed_at", "consented_at"), SENT_IN)
    return Application.objects.create(round=voting_round, shop=shop, email="an@winkel.example", **told)


def nominated(town: "Town", voting_round: Round) -> Nomination:
    shop = ShopFactory(municipality=town.municipality, name=f"Viswinkel {town.municipality.name}")
    facts = {"state": "waiting", "email": "jef@klant.example", "created_at": SENT_IN, "confirmed_at": SENT_IN}
    return Nomination.objects.create(round=voting_round, shop=shop, pitch=town.named("voordracht"), **facts)


def shared_values() -> dict[str, int]:
    """Of the province: the edition, its jury and what it said, and a rule for a mail domain."""
    rule, _made = MailDomainRule.objects.get_or_create(domain="voorbeeld.example")
    judged, _made = Juror.objects.get_or_create(edition=EditionFactory(), name="Jurylid 1")
    return {"edition_id": judged.edition_id, "rule_id": rule.pk, "juror_id": judged.pk, "finalist_id": a_winner(judged.edition).pk}


def a_winner(edition: Edition) -> Candidate:
    """A candidate of the edition, of whom the jury said why."""
    JuryCriterion.objects.get_or_create(edition=edition, name="Vakkennis")
    Edition.objects.filter(pk=edition.pk).update(has_jury=True)
    candidate = Candidate.objects.filter(round__edition=edition).earliest("pk")
    JuryMotivation.objects.get_or_create(candidate=candidate, defaults={"text": "Zij kennen hun vak."})
    return candidate


def voters_addresses(municipality: Municipality) -> dict[str, list[str]]:
    """The patterns of votes.urls, which have no named parameters. By a key that nobody has: whoever knows the key of a request is its voter."""
    start = f"/nl/stemmen/2027/{municipality.slug}/"
    return {f"nl/{entry.pattern}": [start + TAILS[entry.name]] for entry in urlpatterns}
