"""What a result tells beside the numbers: the rule for ties, what went otherwise than planned, and the way to who won."""

from datetime import timedelta

import pytest

from accounts.models import User
from ambassadors.models import AmbassadorPage
from home.laying_out import TownWords, lay_out_towns
from tests.factories.votes import CLOSES, COUNTED, OPEN, many_votes, round_with_candidates
from votes import counting, rounds
from votes.models import Edition, Round

pytestmark = pytest.mark.django_db

ROUND = "/nl/stemmen/2027/tielt/"
RESULT = f"{ROUND}uitslag/"
AFTER = COUNTED + timedelta(days=2)


@pytest.fixture
def tielt(laid_out, at) -> Round:
    at(AFTER + timedelta(days=1))
    return round_with_candidates(3)


def published(voting_round: Round) -> None:
    by, other = (User.objects.create(email=f"{name}@example.org") for name in ("teller", "uitroeper"))
    counting.freeze(round_id=voting_round.pk, by=by, at=COUNTED + timedelta(days=1))
    counting.publish(round_id=voting_round.pk, by=other, at=AFTER)


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (Edition.TieRule.EX_AEQUO, "Bij een gelijke stand waren ze samen ambassadeur geweest. Dat lag vast voor de stemming begon."),
        (Edition.TieRule.LOT, "Bij een gelijke stand had het lot beslist, in het openbaar. Dat lag vast voor de stemming begon."),
    ],
)
def test_twelve_the_rule_for_ties_stands_with_a_result_that_did_not_need_it(tielt, visit, rule, line):
    Edition.objects.update(tie_rule=rule)
    many_votes(tielt, [1, 1, 2])
    published(tielt)
    assert visit(RESULT).texts(".tierule") == [line]


def test_a_result_tells_which_end_was_moved_who_withdrew_and_who_counted(tielt, visit):
    many_votes(tielt, [1, 1, 2])
    name = tielt.candidates.get(number=3).name
    rounds.move_deadline(round_id=tielt.pk, to=CLOSES + timedelta(hours=10), reason="De mailserver lag plat.", by=1, at=OPEN)
    rounds.withdraw_candidate(candidate=tielt.candidates.get(number=3), reason="De zaak stopt.", by=1, at=OPEN + timedelta(days=1))
    published(Round.objects.get(pk=tielt.pk))
    page = visit(RESULT)
    assert list(zip(page.texts(".happened dt"), page.texts(".happened dd"), strict=True)) == [
        ("maandag 1 maart 2027", "De stemming opende."),
        ("woensdag 10 maart 2027", "Het einde werd verschoven, van woensdag 31 maart, 22 u. tot donderdag 1 april, 8 u. De mailserver lag plat."),
        ("donderdag 11 maart 2027", f"Nummer 3, {name}, deed niet meer mee. De zaak stopt."),
        ("donderdag 1 april 2027", "De stemming sloot."),
        ("donderdag 8 april 2027", "Eén persoon van de provincie telde."),
        ("vrijdag 9 april 2027", "Een andere persoon keek het na en maakte het bekend."),
    ]


def test_a_reason_is_marked_as_dutch_in_other_languages(tielt, visit):
    rounds.move_deadline(round_id=tielt.pk, to=CLOSES + timedelta(hours=10), reason="De mailserver lag plat.", by=1, at=OPEN)
    published(Round.objects.get(pk=tielt.pk))
    told = visit("/fr/voter/2027/tielt/uitslag/").soup.select(".happened span")
    assert [(one.get("lang"), one.get_text()) for one in told] == [("nl", "De mailserver lag plat.")]


def test_result_and_round_lead_to_the_ambassadors_page_once_it_is_published(tielt, visit):
    lay_out_towns(lambda town, language: TownWords(), [tielt.municipality])
    many_votes(tielt, [1, 1, 2])
    published(tielt)
    story = "Lees hun verhaal: " + tielt.candidates.get(number=1).name
    assert story not in dict(visit(RESULT).links("main a"))
    page = AmbassadorPage.objects.get(locale__language_code="nl")
    page.save_revision().publish()
    page.refresh_from_db()
    assert {dict(visit(address).links("main a")).get(story) for address in (RESULT, ROUND)} == {page.url}


def test_files_of_a_result_are_free_to_use_and_say_so_to_machines(tielt, visit):
    published(tielt)
    told = visit(RESULT).facts_for_machines["Dataset"]
    assert told["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert told["creator"]["name"] == "Ik koop lokaal"


def test_seals_are_told_in_the_past_once_voting_is_over(tielt, at, visit):
    many_votes(tielt, [1, 1])
    assert visit(f"{ROUND}zegel/").text(".lead") == "In Tielt staan 2 stemmen. Elk uur van de stemming legden we er een zegel op."
    at(OPEN)
    assert visit(f"{ROUND}zegel/").text(".lead") == "In Tielt staan nu 2 stemmen. Elk uur leggen we er een zegel op."


def test_only_while_one_can_vote_the_turnout_lags(tielt, at, visit):
    lags = "De opkomst loopt hoogstens een minuut achter."
    assert lags not in visit(ROUND).text("section[aria-labelledby=data] .soft")
    at(OPEN)
    assert lags in visit(ROUND).text("section[aria-labelledby=data] .soft")


def test_the_page_that_checks_a_receipt_is_named_after_its_town(tielt, visit):
    page = visit(f"{ROUND}ontvangstbewijs/")
    assert page.text("title") == "Staat mijn stem op de lijst? · Tielt 2027 · Ik koop lokaal"
    assert "Tielt 2027" in page.soup.select_one('meta[name="description"]')["content"]
