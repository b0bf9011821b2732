"""The edition of last year: six municipalities, voted in spring, reviewed, counted by one person and published by another, and forgotten since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from home.demo.draws import content, number
from home.demo.votes import crowd
from home.demo.votes.casting import cast
from home.demo.votes.editions import DAY, EVENING, MORNING, announced, brussels, name_of, with_pages
from home.demo.votes.jury import choose_of_province, set_criteria
from home.demo.votes.people import COUNTS, PUBLISHES, REVIEWS, login
from home.demo.votes.standing import accepted, shops_by_town
from home.demo.votes.stories import publish_stories
from shops.models import Shop
from votes import counting, forgetting, reviewing
from votes.lineup import line_up
from votes.models import Application, Cluster, Edition, Proposal, Round

HOUR = timedelta(hours=1)
TEN = time(10)


@dataclass(frozen=True)
class Race:
    """voters: without those that are set apart. winners: shops by their town and name in addresses; two end equal. candidates: how many stand."""

    voters: int
    candidates: int
    winners: tuple[str, ...]


RACES = {
    "tielt": Race(352, 6, ("tielt/boekhandel-de-letterzetter",)),
    "kortrijk": Race(548, 8, ("kortrijk/twee-centimeter-korter",)),
    "ieper": Race(423, 6, ("ieper/fietsen-de-bel", "ieper/theehuis-de-ketel")),
    "oostende": Race(487, 7, ("oostende/de-zure-mat",)),
    "torhout": Race(211, 4, ("torhout/de-korenbloem",)),
    "diksmuide": Race(166, 5, ("diksmuide/averecht",)),
}
LIKED, FROM, TO = 1.9, 40, 100  # shares before they are made one: of a winner; hundredths, of the others
BOUGHT, AT_SCHOOL = "oostende", "kortrijk"  # where ballots were set apart: rejected, and released


@transaction.atomic
def past_edition(year: int, at: datetime) -> None:
    """From the announcement to the ambassadors' pages, and what leads to voters forgotten a month later."""
    edition = Edition(
        year=year,
        name=name_of(year),
        stands=Edition.Stands.INDEPENDENTS,
        has_jury=True,
        candidacy_from=brussels(date(year, 2, 1), MORNING),
        candidacy_until=brussels(date(year, 3, 15), EVENING),
        opens_at=brussels(date(year, 4, 9), MORNING),
        closes_at=brussels(date(year, 5, 6), EVENING),
        review_until=brussels(date(year, 5, 16), EVENING),
    )
    towns = with_pages().filter(slug__in=RACES)
    set_criteria(edition)
    rounds = announced(edition, towns, edition.candidacy_from - 14 * DAY)
    line_up_all(rounds)
    for voting_round in rounds:
        play(voting_round)
    publish_stories(year)
    choose_of_province(edition)
    forgetting.forget_due(at)


def line_up_all(rounds: Sequence[Round]) -> None:
    by_town, stored = shops_by_town(rounds), []
    for one in rounds:
        shops = chosen(by_town.get(one.municipality_id, []), RACES[one.municipality.slug])
        stored += accepted(one, shops, one.edition.candidacy_until - 2 * DAY)
    Application.objects.bulk_create(stored)
    for one in rounds:
        line_up(round_id=one.pk, at=one.opens_at)


def chosen(shops: Sequence[Shop], race: Race) -> list[Shop]:
    """The winners to be, and others until they are enough."""
    winners = [shop for shop in shops if shop.face in race.winners]
    others = [shop for shop in shops if shop not in winners]
    return [*winners, *others][: race.candidates]


def play(voting_round: Round) -> None:
    """Vote, look, decide, count and publish, each at its moment."""
    closes, counted_at = voting_round.closes_at, brussels(voting_round.review_until.date() + DAY, TEN)
    cast(voting_round, voices_of(voting_round), closes)
    reviewing.look(round_id=voting_round.pk, at=closes + HOUR)
    for cluster in Cluster.objects.filter(round=voting_round):
        judge(cluster, closes + 2 * DAY)
    counting.freeze(round_id=voting_round.pk, by=login(COUNTS), at=counted_at)
    counting.publish(round_id=voting_round.pk, by=login(PUBLISHES), at=counted_at + DAY)


def voices_of(voting_round: Round) -> list[crowd.Voice]:
    slug, race = voting_round.municipality.slug, RACES[voting_round.municipality.slug]
    faces = [candidate.face for candidate in voting_round.candidates.all()]
    liked = [face for face in race.winners if face in faces]
    weights = {face: LIKED if face in liked else number(f"{slug}/{face}", FROM, TO) / 100 for face in faces}
    shares = {face: weight / sum(weights.values()) for face, weight in weights.items()}
    window = {"opens_at": voting_round.opens_at, "until": voting_round.closes_at}
    honest = crowd.honest(seed=f"past/{slug}", shares=shares, voters=race.voters, **window)
    voices = crowd.drawn_from(honest, race.voters, slug)
    if len(liked) == 2:
        voices = crowd.evened(voices, *liked)
    other = min(face for face in faces if face not in liked)
    return crowd.by_time([*voices, *odd_ones(voting_round, other)])


def odd_ones(voting_round: Round, face: str) -> list[crowd.Voice]:
    """What somebody will look at."""
    slug, start = voting_round.municipality.slug, voting_round.opens_at + 12 * DAY
    if slug == BOUGHT:
        return crowd.from_one_domain(seed=slug, face=face, voters=31, start=start + 10 * HOUR)
    if slug == AT_SCHOOL:
        return crowd.from_one_school(seed=slug, face=face, voters=44, start=start + HOUR)
    return []


def judge(cluster: Cluster, at: datetime) -> None:
    """A reviewer proposes, the province agrees the day after. What came from one mail domain is rejected, all else counts."""
    is_bought = cluster.rule == "unknown_domain"
    verdict = Proposal.Verdict.REJECT if is_bought else Proposal.Verdict.RELEASE
    reason = content("voting")["reasons"]["reject" if is_bought else "release"]
    _size, shown = reviewing.held_by(cluster)
    proposal = reviewing.propose(cluster=cluster, verdict=verdict, reason=reason, shown=shown, by=login(REVIEWS), at=at)
    reviewing.decide(proposal=proposal, agrees=True, shown=shown, by=login(COUNTS), at=at + DAY)
