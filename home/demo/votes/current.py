"""The edition of this year: open for nine days already and for three weeks to come; in one municipality it is over, so that somebody can count."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from home.demo.draws import content, number
from home.demo.votes import crowd
from home.demo.votes.casting import cast, hour_of
from home.demo.votes.editions import DAY, EVENING, MORNING, announced, brussels, name_of, with_pages
from home.demo.votes.people import COUNTS, REVIEWS, login
from home.demo.votes.standing import accepted, shops_by_town, some_of
from municipalities.models import Municipality
from shops.models import Shop
from votes import reviewing
from votes.lineup import line_up
from votes.models import Application, Cluster, Edition, Proposal, Round
from votes.rounds import move_deadline

SINCE, FOR = 9 * DAY, 21 * DAY
VOTERS, A_SHOP = 30, 8  # expected in four weeks: in any town, and more for each candidate
FAVOURED = "kortrijk", "brugge"  # where a mail domain has a favourite; about the first somebody made a proposal
MOVED = "diksmuide"
EARLY, EARLY_CROWD = "veurne", 6  # closed after four days, and ready to be counted; times the voters that four days would bring


@transaction.atomic
def current_edition(year: int, at: datetime) -> None:
    """Candidates in every municipality with shops enough, and the votes of nine days."""
    opens_on, closes_on = (at - SINCE).date(), (at + FOR).date()
    edition = Edition(
        year=year,
        name=name_of(year),
        stands=Edition.Stands.INDEPENDENTS,
        candidacy_from=brussels(opens_on - 60 * DAY, MORNING),
        candidacy_until=brussels(opens_on - 7 * DAY, EVENING),
        opens_at=brussels(opens_on, MORNING),
        closes_at=brussels(closes_on, EVENING),
        review_until=brussels(closes_on + 7 * DAY, EVENING),
    )
    standing = standing_shops()
    towns = Municipality.objects.current().filter(pk__in=standing)
    early = {"closes_at": brussels(opens_on + 4 * DAY, EVENING), "review_until": brussels(opens_on + 8 * DAY, MORNING)}
    rounds = announced(edition, towns, edition.candidacy_from - 7 * DAY, EARLY, **early)
    Application.objects.bulk_create(
        [one for voting_round in rounds for one in accepted(voting_round, standing[voting_round.municipality_id], edition.candidacy_until)]
    )
    for voting_round in rounds:
        play(voting_round, at)
    suspect(rounds, at)
    move(rounds, at)


def standing_shops() -> dict[int, list[Shop]]:
    """Who stands, by municipality; those where nobody would are missing."""
    found = {key: some_of(shops) for key, shops in shops_by_town([Round(municipality=town) for town in with_pages()]).items()}
    return {key: shops for key, shops in found.items() if shops}


def play(voting_round: Round, at: datetime) -> None:
    line_up(round_id=voting_round.pk, at=voting_round.opens_at)
    slug, standing = voting_round.municipality.slug, list(voting_round.candidates.all())
    weights = {one.face: number(f"{slug}/{one.face}/{voting_round.edition.year}", 20, 100) for one in standing}
    shares = {face: weight / sum(weights.values()) for face, weight in weights.items()}
    voters = VOTERS + A_SHOP * len(standing) + number(f"voters/{slug}", 0, 60)
    voters *= EARLY_CROWD if slug == EARLY else 1
    window = {"opens_at": voting_round.opens_at, "until": min(hour_of(at), voting_round.closes_at)}
    voices = crowd.honest(seed=f"current/{slug}", shares=shares, voters=voters, **window)
    if slug in FAVOURED:
        start = voting_round.opens_at + 4 * DAY + timedelta(hours=10)
        voices = crowd.by_time([*voices, *crowd.from_one_domain(seed=slug, face=min(weights), voters=24, start=start)])
    cast(voting_round, voices, hour_of(at))


def suspect(rounds: Sequence[Round], at: datetime) -> None:
    """Let the rules look where there is something to see, and propose about the first of it; the second waits for a reviewer."""
    for one in rounds:
        if one.municipality.slug in FAVOURED:
            reviewing.look(round_id=one.pk, at=at - DAY)
    cluster = Cluster.objects.filter(round__in=rounds, rule="unknown_domain", round__municipality__slug=FAVOURED[0]).first()
    if cluster:
        reason = content("voting")["reasons"]["proposed"]
        _size, shown = reviewing.held_by(cluster)
        reviewing.propose(cluster=cluster, verdict=Proposal.Verdict.REJECT, reason=reason, shown=shown, by=login(REVIEWS), at=at - DAY)


def move(rounds: Sequence[Round], at: datetime) -> None:
    """Somewhere the mails with codes came too late for a morning."""
    reason = content("voting")["reasons"]["moved"]
    for one in rounds:
        if one.municipality.slug == MOVED:
            move_deadline(round_id=one.pk, to=one.closes_at + 2 * DAY, reason=reason, by=login(COUNTS).pk, at=at - DAY)
