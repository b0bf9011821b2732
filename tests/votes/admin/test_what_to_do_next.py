"""What the board of a counted or published round offers, to whom, and what the publisher reads first."""

from datetime import timedelta

import pytest

from home.models import MunicipalityPage
from tests.factories.votes import COUNTED, OPEN, many_votes, round_with_candidates
from votes import counting, desk, glance, rounds

pytestmark = pytest.mark.django_db
SUNDAY = COUNTED + timedelta(days=2)


@pytest.fixture
def tied(els, tielt, stands):
    """Of Tielt, counted by Els: two candidates with one vote each, and rules that want one winner."""
    made = round_with_candidates(2, tielt, edition__tie_rule="lot")
    many_votes(made, [1, 2])
    stands(COUNTED)
    counting.freeze(round_id=made.pk, by=els.user, at=COUNTED)
    return made


def main_button(person, voting_round):
    """The main button of the board, "" when it has none."""
    found = person.opens(f"rondes/{voting_round.pk}/").select(".vote-buttons > .button:not(.button-secondary)")
    return " ".join(button.get_text(strip=True) for button in found)


def waits(person, at):
    """(lots, results) that wait for somebody on the desk."""
    return [found.count if found else 0 for found in (ask(person.user, None, at) for ask in (desk.rounds_to_draw, desk.rounds_to_publish))]


def test_a_tie_asks_for_a_lot_and_then_for_publication_each_of_who_may_do_it(els, jo, tied, stands):
    assert [main_button(person, tied) for person in (els, jo)] == ["Loting aankondigen", "Loting aankondigen"]
    assert (waits(els, COUNTED), waits(jo, COUNTED)) == ([1, 0], [1, 0])
    counting.announce_lot(round_id=tied.pk, source="de Lotto van zaterdag", after=SUNDAY, by=jo.user, at=COUNTED)
    assert [main_button(person, tied) for person in (els, jo)] == ["", ""]
    assert "De loting is aangekondigd: de Lotto van zaterdag. Kom terug na " in els.reads(f"rondes/{tied.pk}/")
    assert (waits(els, COUNTED), waits(jo, COUNTED)) == ([0, 0], [0, 0])
    stands(SUNDAY)
    assert [main_button(person, tied) for person in (els, jo)] == ["Lot trekken", ""]
    assert (waits(els, SUNDAY), waits(jo, SUNDAY)) == ([1, 0], [0, 0])
    counting.draw_lot(round_id=tied.pk, words="3 17 21", by=els.user, at=SUNDAY)
    assert [main_button(person, tied) for person in (els, jo)] == ["", "Uitslag bekendmaken"]
    assert "Jij telde deze ronde." in els.reads(f"rondes/{tied.pk}/")
    assert (waits(els, SUNDAY), waits(jo, SUNDAY)) == ([0, 0], [0, 1])


def test_a_municipality_does_not_learn_of_a_tie_before_the_result(els, an, tied):
    told = "Gelijke stand: eerst beslist een lot, in het openbaar."
    assert told in els.reads("rondes/")
    for text in (an.reads("rondes/"), an.reads(f"rondes/{tied.pk}/")):
        assert told not in text
        assert "Een tweede persoon maakt de uitslag bekend." in text


def test_ties_of_many_rounds_cost_one_question_and_no_lot_is_needed_where_the_rules_leave_them(els, tied, kortrijk, django_assert_num_queries):
    found = list(type(tied).objects.select_related("edition"))
    with django_assert_num_queries(1):
        assert glance.tied_of(found) == {tied.pk}
    type(tied.edition).objects.update(tie_rule="ex aequo")
    assert glance.tied_of(type(tied).objects.select_related("edition")) == set()


def test_the_publisher_reads_what_the_page_of_the_result_will_say(els, jo, tielt, stands):
    made = round_with_candidates(3, tielt)
    many_votes(made, [1, 1, 2])
    gone = made.candidates.get(number=3)
    rounds.withdraw_candidate(candidate=gone, reason="De zaak sluit.", by=els.user.pk, at=OPEN)
    rounds.move_deadline(round_id=made.pk, to=made.closes_at + timedelta(hours=1), reason="De mail lag plat.", by=els.user.pk, at=OPEN)
    later = COUNTED + timedelta(hours=1)
    stands(later)
    counting.freeze(round_id=made.pk, by=els.user, at=later)
    text = jo.reads(f"rondes/{made.pk}/bekendmaken/")
    assert f"Nummer 3, {gone.name}, deed niet meer mee. De zaak sluit." in text
    assert "De mail lag plat." in text
    assert "Geen enkele regel legde stemmen apart." in text
    assert "De mail lag plat." not in els.reads(f"rondes/{made.pk}/bekendmaken/"), "who counted reads nothing here"


def test_the_board_of_a_published_round_leads_to_the_result_and_the_drafts_and_offers_no_poster(els, jo, an, site_tree, tielt, stands):
    home = site_tree["nl"]
    home.add_child(instance=MunicipalityPage(title="Tielt", slug="tielt", municipality=tielt, locale=home.locale))
    made = round_with_candidates(2, tielt)
    many_votes(made, [1, 1, 2])
    stands(COUNTED)
    counting.freeze(round_id=made.pk, by=els.user, at=COUNTED)
    counting.publish(round_id=made.pk, by=jo.user, at=COUNTED)
    board = an.opens(f"rondes/{made.pk}/")
    assert "concept, nog te schrijven en te publiceren" in board.get_text()
    assert "De uitslag werd bekendgemaakt." in board.get_text()
    assert "Affiche" not in board.get_text()
