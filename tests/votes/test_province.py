"""The provincial winner: by share of the votes or by a jury, locked by one person and published by another."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from ambassadors.drafts import make_drafts
from ambassadors.models import AmbassadorPage
from home.models import MunicipalityPage
from municipalities.models import Role
from tests.factories.jury import PUBLISHED, WELL_JUDGED, give, judged_edition, motivate, published_round, ready_edition, town, voted_edition
from tests.factories.roles import somebody
from tests.factories.votes import ANNOUNCED, COUNTED, EditionFactory, RoundFactory
from votes import counting, jury, province, province_lot, rounds, tally
from votes.finalists import finalists
from votes.models import Candidate, Edition, Juror, JuryCriterion, JuryMotivation, JuryScore, ProvincialCount, ProvincialResult
from votes.round_figures import digest_of

pytestmark = pytest.mark.django_db
AT = PUBLISHED + timedelta(days=7)


@pytest.fixture
def one():
    return somebody(Role.PROVINCE, email="een@provincie.example")


@pytest.fixture
def two():
    return somebody(Role.PROVINCE, email="twee@provincie.example")


def lock(edition, by):
    return province.lock(edition_id=edition.pk, by=by, at=AT)


def publish(edition, by):
    return province.publish(edition_id=edition.pk, by=by, at=AT)


def ranked(figures):
    return {told["name"]: told["rank"] for told in figures["finalists"]}


def named(edition, name):
    return Candidate.objects.get(round__edition=edition, name=name)


# -- who the finalists are


def test_finalists_are_the_winners_of_published_rounds_and_all_who_ended_equal():
    edition = voted_edition({"Tielt": [9, 2], "Ieper": [4, 4, 1]})
    RoundFactory(edition=edition, municipality=town("Torhout"))
    assert [(told.candidate.name, told.votes, told.counted) for told in finalists(edition)] == [
        ("Ieper 1", 4, 9),
        ("Ieper 2", 4, 9),
        ("Tielt 1", 9, 11),
    ]


def test_finalists_are_asked_in_two_queries_for_one_town_as_for_four(django_assert_num_queries):
    edition = voted_edition({"Tielt": [9, 2]})
    with django_assert_num_queries(2):
        [told.candidate.round.municipality.name for told in finalists(edition)]
    for name in ("Ieper", "Kortrijk", "Torhout"):
        published_round(edition, name, [3, 1])
    with django_assert_num_queries(2):
        [(told.candidate.round.municipality.name, told.candidate.round.edition.year, told.candidate.category) for told in finalists(edition)]


# -- by the vote


def test_without_a_jury_the_largest_share_of_the_own_round_wins_however_small_the_town(one):
    edition = voted_edition({"Kortrijk": [300, 250], "Tielt": [30, 10], "Ieper": [40, 40, 20]})
    figures = lock(edition, one).figures
    assert (figures["by"], ranked(figures)) == ("share", {"Ieper 1": 3, "Ieper 2": 3, "Kortrijk 1": 2, "Tielt 1": 1})
    assert [told["name"] for told in figures["finalists"] if told["number"] in figures["leaders"]] == ["Tielt 1"]


def test_shares_are_compared_exactly_so_that_a_third_is_a_third(one):
    edition = voted_edition({"Ieper": [3, 2, 2, 2], "Tielt": [111, 111, 111]})
    figures = lock(edition, one).figures
    assert [told["name"] for told in figures["finalists"] if told["number"] in figures["leaders"]] == ["Ieper 1", "Tielt 1", "Tielt 2", "Tielt 3"]


# -- by a jury


def test_a_jury_chooses_by_the_points_of_all_jurors_together(one):
    figures = lock(ready_edition(), one).figures
    assert (figures["by"], figures["jurors"], ranked(figures)) == ("jury", ["Jurylid 1", "Jurylid 2"], {"Ieper 1": 2, "Kortrijk 2": 1, "Tielt 1": 3})
    kortrijk = next(told for told in figures["finalists"] if told["name"] == "Kortrijk 2")
    assert (kortrijk["scores"], kortrijk["motivation"]) == ([[9, 5], [9, 4]], "Zij kennen hun vak.")
    assert figures["criteria"] == [{"name": "Vakkennis", "about": "", "points": 10}, {"name": "Welkom", "about": "", "points": 5}]


@pytest.mark.parametrize("points", [-1, 11])
def test_points_stay_between_nothing_and_what_the_criterion_gives_and_nothing_is_stored_otherwise(points):
    edition = judged_edition()
    juror, (first, second) = Juror.objects.first(), edition.criteria.all()
    key = named(edition, "Tielt 1").pk
    with pytest.raises(jury.OutOfRange):
        jury.give_points(juror=juror, points={(key, second.pk): 5, (key, first.pk): points})
    assert not JuryScore.objects.exists()


def test_points_for_a_criterion_of_another_edition_are_refused():
    edition = judged_edition()
    other = JuryCriterion.objects.create(edition=EditionFactory(year=2028), name="Vakkennis")
    with pytest.raises(jury.OutOfRange):
        jury.give_points(juror=edition.jurors.first(), points={(named(edition, "Tielt 1").pk, other.pk): 1})


def test_only_winners_get_points_or_a_motivation():
    edition = judged_edition()
    loser = named(edition, "Tielt 2")
    with pytest.raises(jury.NotAFinalist):
        jury.give_points(juror=edition.jurors.first(), points={(loser.pk, edition.criteria.first().pk): 1})
    with pytest.raises(jury.NotAFinalist):
        jury.motivate(edition_id=edition.pk, candidate=loser, text="Toch mooi.")
    assert not JuryMotivation.objects.exists()


def test_points_may_change_go_and_come_back_until_they_are_locked(one):
    edition = ready_edition()
    juror, criterion, key = edition.jurors.first(), edition.criteria.first(), named(edition, "Tielt 1").pk
    jury.give_points(juror=juror, points={(key, criterion.pk): 9})
    assert JuryScore.objects.get(juror=juror, criterion=criterion, candidate=key).points == 9
    jury.give_points(juror=juror, points={(key, criterion.pk): None})
    assert JuryScore.objects.filter(juror=juror).count() == 5
    jury.give_points(juror=juror, points={(key, criterion.pk): 0})
    lock(edition, one)
    with pytest.raises(counting.AlreadyDone):
        jury.give_points(juror=juror, points={(key, criterion.pk): 10})
    with pytest.raises(counting.AlreadyDone):
        motivate(edition, "Kortrijk 2", "Anders.")
    with pytest.raises(counting.AlreadyDone):
        jury.remove_juror(juror=juror)


def test_a_juror_has_a_name_that_nobody_else_has_and_a_sheet_is_stored_whole_or_not_at_all():
    edition = judged_edition()
    with pytest.raises(jury.NameTaken):
        jury.name_juror(edition_id=edition.pk, name=" Jurylid 1 ")
    with pytest.raises(jury.NoName):
        jury.name_juror(edition_id=edition.pk, name="  ")
    second, key = edition.jurors.last(), (named(edition, "Tielt 1").pk, edition.criteria.first().pk)
    with pytest.raises(jury.NameTaken):
        jury.fill_in(juror=second, name="Jurylid 1", points={key: 3})
    with pytest.raises(jury.OutOfRange):
        jury.fill_in(juror=second, name="Voorzitter", points={key: 30})
    assert [juror.name for juror in edition.jurors.all()] == ["Jurylid 1", "Jurylid 2"]
    jury.fill_in(juror=second, name="Voorzitter", points={key: 3})
    assert ([juror.name for juror in edition.jurors.all()], JuryScore.objects.get().points) == (["Jurylid 1", "Voorzitter"], 3)


def test_an_edition_in_which_the_votes_decide_has_no_jury():
    edition = voted_edition({"Ieper": [2, 1], "Tielt": [3, 1]})
    with pytest.raises(jury.NoJury):
        jury.name_juror(edition_id=edition.pk, name="Jurylid 1")


def test_the_database_refuses_more_points_than_any_criterion_gives():
    edition = judged_edition()
    with pytest.raises(IntegrityError), transaction.atomic():
        JuryScore.objects.create(juror=edition.jurors.first(), criterion=edition.criteria.first(), candidate=named(edition, "Tielt 1"), points=101)


# -- what must be there before it is locked


def test_nothing_is_locked_before_every_round_has_a_result_or_was_cancelled(one):
    edition = voted_edition({"Ieper": [2, 1], "Tielt": [3, 1]})
    late = RoundFactory(edition=edition, municipality=town("Torhout"))
    with pytest.raises(province.RoundsWait) as refusal:
        lock(edition, one)
    assert refusal.value.towns == ["Torhout"]
    rounds.cancel(round_id=late.pk, reason="Te weinig kandidaten.", by=one.pk, at=COUNTED)
    assert lock(edition, one).figures["leaders"] == [2]


def test_one_winner_is_nothing_to_choose(one):
    with pytest.raises(province.NothingToChoose):
        lock(voted_edition({"Tielt": [3, 1]}), one)


def test_a_jury_needs_criteria_two_people_all_points_and_a_reason_for_its_winner(one):
    edition = judged_edition()
    Juror.objects.filter(name="Jurylid 2").delete()
    with pytest.raises(province.TooFewJurors):
        lock(edition, one)
    jury.name_juror(edition_id=edition.pk, name="Jurylid 2")
    give(edition, {"Ieper 1": WELL_JUDGED["Ieper 1"], "Kortrijk 2": WELL_JUDGED["Kortrijk 2"]})
    with pytest.raises(province.Incomplete) as incomplete:
        lock(edition, one)
    assert incomplete.value.jurors == ["Jurylid 1", "Jurylid 2"]
    give(edition, WELL_JUDGED)
    motivate(edition, "Ieper 1", "Mooie etalage.")
    with pytest.raises(province.NoMotivation) as silent:
        lock(edition, one)
    assert silent.value.names == ["Kortrijk 2"]
    motivate(edition, "Kortrijk 2", "Zij kennen hun vak.")
    assert lock(edition, one).figures["leaders"] == [2]


def test_an_edition_with_a_jury_and_no_criteria_is_not_announced_and_not_locked(one):
    edition = voted_edition({"Ieper": [2, 1], "Tielt": [3, 1]}, has_jury=True)
    assert "no jury criteria" in [problem.name for problem in rounds.problems(edition, ANNOUNCED) if problem.blocks]
    with pytest.raises(province.NoCriteria):
        lock(edition, one)
    JuryCriterion.objects.create(edition=edition, name="Vakkennis")
    assert "no jury criteria" not in [problem.name for problem in rounds.problems(Edition.objects.get(), ANNOUNCED)]


# -- two people, and no way back


def test_who_locked_does_not_publish(one, two):
    edition = ready_edition()
    with pytest.raises(province.NotLocked):
        publish(edition, two)
    lock(edition, one)
    with pytest.raises(counting.SamePerson):
        publish(edition, one)
    assert not ProvincialResult.objects.exists()
    result = publish(edition, two)
    told = json.loads(result.figures)
    assert (told["winners"], told["lot"], told["returned"], result.locked_by, result.by) == ([2], None, [], one, two)


def test_the_database_refuses_a_result_that_one_person_locked_and_published(one):
    count = lock(ready_edition(), one)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvincialResult.objects.create(edition=count.edition, count=count, at=AT, by=one, locked_by=one, figures="{}")


def test_it_is_locked_and_published_once(one, two):
    edition = ready_edition()
    lock(edition, one)
    with pytest.raises(counting.AlreadyDone):
        lock(edition, two)
    publish(edition, two)
    with pytest.raises(counting.AlreadyDone):
        publish(edition, two)
    with pytest.raises(counting.AlreadyDone):
        province.give_back(edition_id=edition.pk, reason="Te laat.", by=two, at=AT)


def test_a_mistake_goes_back_with_a_reason_that_is_published_and_both_counts_stay(one, two):
    edition = ready_edition()
    lock(edition, one)
    with pytest.raises(province.NoReason):
        province.give_back(edition_id=edition.pk, reason=" ", by=two, at=AT)
    province.give_back(edition_id=edition.pk, reason="Een blad was verkeerd overgetypt.", by=two, at=AT)
    give(edition, WELL_JUDGED | {"Tielt 1": [[10, 5], [10, 5]]})
    motivate(edition, "Tielt 1", "Twee keer gekeken.")
    lock(edition, two)
    told = json.loads(publish(edition, one).figures)
    assert (told["returned"], told["winners"], ProvincialCount.objects.count()) == (["Een blad was verkeerd overgetypt."], [3], 2)


def test_what_the_votes_decided_does_not_go_back(one, two):
    edition = voted_edition({"Ieper": [2, 1], "Tielt": [3, 1]})
    lock(edition, one)
    with pytest.raises(jury.NoJury):
        province.give_back(edition_id=edition.pk, reason="Jammer.", by=two, at=AT)


# -- ties


def tied(**facts):
    edition = judged_edition(**facts)
    give(edition, {"Ieper 1": [[8, 4], [7, 5]], "Kortrijk 2": [[7, 5], [8, 4]], "Tielt 1": [[5, 5], [6, 2]]})
    motivate(edition, "Ieper 1", "Warm."), motivate(edition, "Kortrijk 2", "Knap.")
    return edition


def test_a_tie_of_the_jury_is_a_tie(one, two):
    edition = tied()
    lock(edition, one)
    with pytest.raises(counting.NoTie):
        announce(edition, one)
    assert json.loads(publish(edition, two).figures)["winners"] == [1, 2]


DRAW, AFTER = "de zes getallen van de Lotto van woensdag", AT + timedelta(days=3)


def announce(edition, by, after=AFTER, source=DRAW):
    province_lot.announce_lot(edition_id=edition.pk, source=source, after=after, by=by, at=AT)


def draw(edition, by, at=AFTER, words="3 - 17 - 21"):
    return province_lot.draw_lot(edition_id=edition.pk, words=words, by=by, at=at)


def test_where_the_rules_want_one_a_draw_that_was_named_before_it_was_held_decides_and_anybody_can_compute_it(one, two):
    edition = tied(tie_rule="lot")
    count = lock(edition, one)
    with pytest.raises(counting.NeedsLot):
        publish(edition, two)
    announce(edition, one)
    number = draw(edition, two)
    assert number == tally.lot([1, 2], "3 17 21", digest_of(count.figures))
    told = json.loads(publish(edition, two).figures)
    assert (told["winners"], told["lot"]["source"], told["lot"]["words"], told["lot"]["among"]) == ([number], DRAW, "3 17 21", [1, 2])


def test_nobody_draws_what_was_not_announced_too_soon_alone_or_twice(one, two):
    edition = tied(tie_rule="lot")
    with pytest.raises(province.NotLocked):
        announce(edition, one)
    lock(edition, one)
    with pytest.raises(province_lot.NoDraw):
        draw(edition, two)
    with pytest.raises(province_lot.NoDraw):
        announce(edition, one, source=" ")
    with pytest.raises(counting.TooSoon):
        announce(edition, one, after=AT + timedelta(hours=23))
    announce(edition, one)
    with pytest.raises(counting.NoTie):
        announce(edition, two, source="een andere trekking")
    with pytest.raises(counting.TooSoon):
        draw(edition, two, at=AFTER - timedelta(seconds=1))
    with pytest.raises(counting.SamePerson):
        draw(edition, one)
    draw(edition, two)
    with pytest.raises(counting.NoTie):
        draw(edition, two, words="4 5 6")


def test_once_a_lot_is_announced_nothing_goes_back(one, two):
    edition = tied(tie_rule="lot")
    lock(edition, one)
    announce(edition, one)
    with pytest.raises(province.LotStands):
        province.give_back(edition_id=edition.pk, reason="Opnieuw.", by=two, at=AT)


# -- what it leaves behind


def test_the_winner_is_ambassador_of_the_province_on_its_page_and_in_a_draft_that_waits(one, two, laid_out):
    edition = ready_edition()
    winner = named(edition, "Kortrijk 2")
    told = {"year": 2027, "edition_name": edition.name, "is_shared": False, "is_provincial": False, "pitch": "", "supports": "", "picture": None}
    for candidate in (winner, named(edition, "Tielt 1")):
        with_page(candidate.round.municipality)
        make_drafts(shop=candidate.shop, municipality=candidate.round.municipality, at=AT, **told)
    page = AmbassadorPage.objects.get(shop=winner.shop, locale__language_code="nl")
    page.latest_revision.publish()
    page.refresh_from_db()
    page.pitch = "Nog een woord."
    page.save_revision(user=one)
    lock(edition, one)
    publish(edition, two)
    crowned = AmbassadorPage.objects.filter(is_provincial=True)
    assert {found.shop_name for found in crowned} == {"Kortrijk 2"}
    page.refresh_from_db()
    page.latest_revision.publish()
    page.refresh_from_db()
    assert (page.is_provincial, page.pitch) == (True, "Nog een woord.")


def with_page(municipality):
    if not MunicipalityPage.objects.filter(municipality=municipality).exists():
        from home.models import HomePage

        home = HomePage.objects.get(locale__language_code="nl")
        home.add_child(instance=MunicipalityPage(title=municipality.name, slug=municipality.slug, municipality=municipality, locale=home.locale))


def test_what_was_locked_and_published_cannot_be_changed_in_the_database(one, two):
    edition = tied(tie_rule="lot")
    lock(edition, one)
    announce(edition, one)
    draw(edition, two)
    publish(edition, two)
    for table in ("votes_provincialcount", "votes_provincialevent", "votes_provincialresult"):
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
