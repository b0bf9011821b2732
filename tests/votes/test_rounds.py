"""An edition and its rounds: what is fixed when, and that the clock alone opens and closes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from municipalities.models import Municipality
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.factories.votes import ANNOUNCED, CLOSES, COUNTED, OPEN, OPENS, EditionFactory, RoundFactory, round_with_candidates, standing
from votes import keys, lineup, rounds
from votes.models import BallotEvent, Edition, Round
from votes.models.editions import REMEMBERED

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
State = Round.State


@pytest.fixture
def draft():
    return EditionFactory(scheduled_at=None)


def names(problems: list[rounds.Problem]) -> set[str]:
    return {problem.name for problem in problems}


def test_states_follow_from_the_clock():
    voting_round = RoundFactory()
    moments = [OPENS - SECOND, OPENS, CLOSES - SECOND, CLOSES, COUNTED]
    assert [(voting_round.state(at), voting_round.is_open(at)) for at in moments] == [
        (State.SCHEDULED, False),
        (State.SCHEDULED, True),
        (State.SCHEDULED, True),
        (State.REVIEW, False),
        (State.REVIEW, False),
    ]


def test_what_people_did_goes_before_the_clock():
    voting_round = RoundFactory()
    assert Round(scheduled_at=None, opens_at=OPENS, closes_at=CLOSES).state(OPEN) == State.DRAFT
    voting_round.frozen_at = COUNTED
    assert voting_round.state(COUNTED) == State.FROZEN
    voting_round.published_at = COUNTED
    assert voting_round.state(COUNTED + REMEMBERED - SECOND) == State.PUBLISHED
    assert voting_round.state(COUNTED + REMEMBERED) == State.ARCHIVED


@pytest.mark.parametrize("moved", [{"closes_at": OPENS}, {"review_until": CLOSES}, {"candidacy_until": OPENS + SECOND}])
def test_an_edition_runs_forward(draft, moved):
    with pytest.raises(IntegrityError):
        Edition.objects.filter(pk=draft.pk).update(**moved)


def test_rounds_are_made_once_per_municipality(draft):
    towns = [MunicipalityFactory(), MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk", postcodes=["8500"])]
    assert len(rounds.plan_rounds(edition=draft, municipalities=towns)) == 2
    assert rounds.plan_rounds(edition=draft, municipalities=towns) == []
    assert set(draft.rounds.values_list("municipality", "opens_at")) == {(town.pk, OPENS) for town in towns}


def test_a_round_with_its_own_dates_keeps_them(draft):
    own = RoundFactory(edition=draft, has_own_dates=True)
    Edition.objects.filter(pk=draft.pk).update(opens_at=OPENS + timedelta(days=1))
    draft.refresh_from_db()
    rounds.follow_edition(draft)
    own.refresh_from_db()
    assert own.opens_at == OPENS


def test_announcing_draws_a_seed_and_makes_the_key(draft):
    rounds.plan_rounds(edition=draft, municipalities=[MunicipalityFactory()])
    rounds.schedule(edition=draft, at=ANNOUNCED)
    made = draft.rounds.get()
    assert made.scheduled_at == ANNOUNCED and len(made.order_seed) == 32
    assert len(keys.key_of(made.scope)) == 32
    seed = made.order_seed
    rounds.schedule(edition=draft, at=OPEN)  # once
    made.refresh_from_db()
    assert (made.order_seed, made.scheduled_at) == (seed, ANNOUNCED)


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"prize_by_lot": True, "prize": "Een mand vol"}, "lottery"),
        ({"has_jury": True}, "no jury criteria"),
        ({"review_until": CLOSES + timedelta(days=2)}, "review length"),
        ({"review_until": CLOSES + timedelta(days=15)}, "review length"),
        ({"rules": " "}, "no rules"),
    ],
)
def test_an_edition_is_not_announced_while_something_stands_in_the_way(facts, problem):
    draft = EditionFactory(scheduled_at=None, **facts)
    RoundFactory(edition=draft)
    with pytest.raises(rounds.NotReady) as refused:
        rounds.schedule(edition=draft, at=ANNOUNCED)
    assert names(refused.value.problems) == {problem}
    assert Edition.objects.get().scheduled_at is None


@pytest.mark.parametrize("way", [{"lottery_licence": "2027/12"}, {"tiebreak_question": "Hoeveel winkels telt de Grote Markt?"}])
def test_a_prize_by_lot_needs_a_licence_or_a_question(way):
    draft = EditionFactory(scheduled_at=None, prize_by_lot=True, **way)
    assert "lottery" not in names(rounds.problems(draft, ANNOUNCED))


def test_an_edition_without_a_round_is_not_announced(draft):
    assert "no rounds" in names(rounds.problems(draft, ANNOUNCED))


def test_an_editor_hears_of_too_few_candidates():
    voting_round = RoundFactory()
    standing(voting_round, ShopFactory(municipality=voting_round.municipality))
    assert names(rounds.problems_of_round(voting_round)) == {"too few candidates"}
    standing(voting_round, ShopFactory(municipality=voting_round.municipality))
    assert rounds.problems_of_round(voting_round) == []


def test_a_deadline_moves_later_only_and_says_why():
    voting_round = RoundFactory()
    facts = {"round_id": voting_round.pk, "by": 1, "at": CLOSES - timedelta(hours=1)}
    with pytest.raises(rounds.OnlyLater):
        rounds.move_deadline(to=CLOSES - SECOND, reason="Eerder klaar.", **facts)
    with pytest.raises(rounds.NoReason):
        rounds.move_deadline(to=CLOSES + timedelta(hours=2), reason=" ", **facts)
    rounds.move_deadline(to=CLOSES + timedelta(hours=2), reason="De mailserver lag plat.", **facts)
    voting_round.refresh_from_db()
    assert voting_round.closes_at == CLOSES + timedelta(hours=2)
    assert voting_round.review_until == COUNTED + timedelta(hours=2)
    event = BallotEvent.objects.get(kind="deadline moved")
    assert (event.reason, event.by) == ("De mailserver lag plat.", 1)


def test_a_deadline_moves_by_a_week_at_most():
    voting_round = RoundFactory()
    with pytest.raises(rounds.TooFar):
        rounds.move_deadline(round_id=voting_round.pk, to=CLOSES + timedelta(days=7, seconds=1), reason="Storing.", by=1, at=OPEN)
    rounds.move_deadline(round_id=voting_round.pk, to=CLOSES + timedelta(days=7), reason="Storing.", by=1, at=OPEN)


@pytest.mark.parametrize("at", [CLOSES + timedelta(minutes=30), COUNTED + timedelta(days=10)])
def test_what_closed_is_not_opened_again(at):
    voting_round = RoundFactory()
    with pytest.raises(rounds.RoundIsOver):
        rounds.move_deadline(round_id=voting_round.pk, to=CLOSES + timedelta(days=2), reason="Storing.", by=1, at=at)


def test_an_edition_whose_candidates_are_too_late_already_is_not_announced():
    draft = EditionFactory(scheduled_at=None)
    RoundFactory(edition=draft, scheduled_at=None)
    assert "in the past" not in names(rounds.problems(draft, draft.candidacy_until - SECOND))
    with pytest.raises(rounds.NotReady) as refused:
        rounds.schedule(edition=draft, at=draft.candidacy_until)
    assert names(refused.value.problems) == {"in the past"}


def test_an_edition_says_where_one_objects():
    draft = EditionFactory(scheduled_at=None, objections_to="")
    assert "no address for objections" in [problem.name for problem in rounds.problems(draft, ANNOUNCED) if problem.blocks]


def test_a_municipality_that_gets_another_number_leaves_the_name_of_its_round():
    draft = EditionFactory(scheduled_at=None)
    voting_round = RoundFactory(edition=draft, scheduled_at=None)
    rounds.schedule(edition=draft, at=ANNOUNCED)
    Municipality.objects.filter(pk=voting_round.municipality_id).update(nis="99999")
    assert Round.objects.select_related("edition", "municipality").get(pk=voting_round.pk).code == "2027-37022"


def test_a_counted_round_is_cancelled_by_two_people():
    voting_round = round_with_candidates(2)
    Round.objects.filter(pk=voting_round.pk).update(frozen_at=COUNTED)
    facts = {"round_id": voting_round.pk, "at": COUNTED}
    for _again in (1, 2):
        with pytest.raises(rounds.NeedsSecondPerson):
            rounds.cancel(reason="Fout in de lijst.", by=1, **facts)
        rounds.ask_to_cancel(reason="Fout in de lijst.", by=1, **facts)
    rounds.cancel(reason="Akkoord: fout in de lijst.", by=2, **facts)
    assert Round.objects.get(pk=voting_round.pk).cancelled_at == COUNTED


def test_a_cancelled_round_says_why_and_there_is_no_way_back():
    voting_round = RoundFactory()
    rounds.cancel(round_id=voting_round.pk, reason="Niemand stelde zich kandidaat.", by=1, at=OPEN)
    voting_round.refresh_from_db()
    assert voting_round.state(OPEN) == State.CANCELLED and not voting_round.is_open(OPEN)
    with pytest.raises(rounds.CannotCancel):
        rounds.cancel(round_id=voting_round.pk, reason="Nog eens.", by=1, at=OPEN)


def test_a_candidate_withdraws_before_the_count_only():
    voting_round = round_with_candidates(2)
    Round.objects.filter(pk=voting_round.pk).update(frozen_at=COUNTED)
    with pytest.raises(rounds.RoundIsOver):
        rounds.withdraw_candidate(candidate=voting_round.candidates.get(number=1), reason="Te laat.", by=1, at=COUNTED)
    assert not BallotEvent.objects.filter(kind="candidate withdrawn").exists()


def test_candidates_are_frozen_at_opening():
    voting_round = round_with_candidates(2)
    first = voting_round.candidates.get(number=1)
    first.shop.name = "Heel anders"
    first.shop.save()
    standing(voting_round, ShopFactory(name="Te laat", municipality=voting_round.municipality))
    assert {candidate.name for candidate in lineup.candidates(voting_round, OPEN)} == {"Winkel 1", "Winkel 2"}
    assert not lineup.line_up(round_id=voting_round.pk, at=OPEN)


def test_before_anybody_stored_them_the_page_shows_the_same_candidates_in_the_same_order():
    voting_round = RoundFactory()
    for place in range(8):
        standing(voting_round, ShopFactory(municipality=voting_round.municipality, name=f"Winkel {place}"))
    shown = [(candidate.number, candidate.name) for candidate in lineup.candidates(voting_round, OPENS)]
    lineup.line_up(round_id=voting_round.pk, at=OPENS)
    voting_round.refresh_from_db()
    assert [(candidate.number, candidate.name) for candidate in lineup.candidates(voting_round, OPENS)] == shown
    assert [name for _number, name in shown] != sorted(name for _number, name in shown)


def test_the_order_can_be_drawn_again_by_anybody():
    voting_round = round_with_candidates(5)
    event = BallotEvent.objects.get(kind="lined up")
    faces = [face for _number, face, _name in event.data["candidates"]]
    assert faces == sorted(faces, key=lambda face: lineup.place_of(event.data["seed"], face))
    assert event.data["seed"] == voting_round.order_seed


def test_nobody_stands_before_the_round_opens():
    voting_round = RoundFactory()
    standing(voting_round, ShopFactory(municipality=voting_round.municipality))
    assert lineup.candidates(voting_round, OPENS - SECOND) == []
    assert not lineup.line_up(round_id=voting_round.pk, at=OPENS - SECOND)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"kind": "chain"}, lineup.NotIndependent),
        ({"kind": "franchise"}, lineup.NotIndependent),
        ({"live": False}, lineup.NotListed),
    ],
)
def test_only_eligible_shops_stand(facts, refusal):
    voting_round = RoundFactory(edition__stands="independents")
    with pytest.raises(refusal):
        lineup.check_eligible(ShopFactory(municipality=voting_round.municipality, **facts), voting_round)


def test_a_shop_of_another_town_does_not_stand():
    elsewhere = ShopFactory(municipality=MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk", postcodes=["8500"]))
    with pytest.raises(lineup.ElsewhereListed):
        lineup.check_eligible(elsewhere, RoundFactory())


def test_a_window_that_crosses_the_change_to_summer_time_is_held_in_utc():
    """From 8 in the morning of 1 March (winter time) to 22 in the evening of 31 March (summer time): an hour less than the clocks say."""
    voting_round = RoundFactory()
    assert voting_round.closes_at - voting_round.opens_at == timedelta(days=30, hours=14) - timedelta(hours=1)
