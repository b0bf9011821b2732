"""What the province may do to a round, each behind a page that asks: later deadline, cancel, withdraw, count, lot, publish."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests.append_only import without_triggers
from tests.factories.votes import CLOSES, COUNTED, OPEN, many_votes, round_with_candidates
from votes import counting, seal
from votes.models import Ballot, BallotEvent, Cluster, PublishedResult, Round

pytestmark = pytest.mark.django_db
COUNTED_WELL = ["Geteld en verzegeld. Een collega van de provincie maakt de uitslag bekend."]


@pytest.fixture
def voting_round(tielt):
    return round_with_candidates(2, tielt)


def again(voting_round):
    return Round.objects.select_related("edition", "municipality").get(pk=voting_round.pk)


# -- deadline, cancelling, withdrawing


def test_the_deadline_moves_later_with_a_reason_that_everybody_reads(els, an, voting_round):
    address = f"rondes/{voting_round.pk}/"
    told = els.is_told(f"{address}einde/", to="2027-04-01T22:00", reason="De mailserver lag een dag plat.")
    assert told == ["De ronde sluit later. Het staat op haar pagina, met de reden."]
    assert again(voting_round).closes_at == datetime(2027, 4, 1, 20, tzinfo=UTC)
    moved = "Later gesloten: niet woensdag 31 maart 2027 om 22.00 uur maar donderdag 1 april 2027 om 22.00 uur. De mailserver lag een dag plat."
    assert f"woensdag 10 maart 2027 om 12.00 uur, els@provincie.example {moved}" in els.reads(address)
    assert f"woensdag 10 maart 2027 om 12.00 uur {moved}" in an.reads(address), "people are named to the province only"


@pytest.mark.parametrize(
    ("to", "reason", "told"),
    [
        ("2027-03-31T22:00", "mail", "Het einde kan alleen later. Nu is het woensdag 31 maart 2027 om 22.00 uur."),
        ("2027-03-09T22:00", "mail", "Dat is al voorbij. Kies een later uur."),
        ("2027-04-07T22:01", "mail", "Hoogstens een week later: tot woensdag 7 april 2027 om 22.00 uur."),
        ("9999-12-31T23:59", "mail", "Kijk het jaar na."),
        ("0001-01-01T00:00", "mail", "Kijk het jaar na."),
        ("2027-04-01T22:00", " ", "Dit is een verplicht veld."),
    ],
)
def test_an_earlier_deadline_or_one_without_a_reason_is_refused(els, voting_round, to, reason, told):
    assert told in els.sends(f"rondes/{voting_round.pk}/einde/", to=to, reason=reason).get_text()
    assert again(voting_round).closes_at == CLOSES


def test_a_round_is_cancelled_with_a_reason_and_once(els, voting_round):
    address = f"rondes/{voting_round.pk}/afgelasten/"
    assert els.is_told(address, reason="Te weinig kandidaten.") == ["De ronde is afgelast."]
    assert again(voting_round).cancel_reason == "Te weinig kandidaten."
    assert els.is_told(address, reason="Nog eens.") == ["Dat kan niet meer: de uitslag is bekend, of de ronde was al afgelast."]
    assert again(voting_round).cancel_reason == "Te weinig kandidaten."


def test_a_candidate_withdraws_by_the_province_and_not_of_another_round(els, voting_round, kortrijk):
    candidate = voting_round.candidates.first()
    other = round_with_candidates(2, kortrijk)
    assert els.answer(f"rondes/{other.pk}/kandidaat/{candidate.pk}/").status_code == 404
    told = els.is_told(f"rondes/{voting_round.pk}/kandidaat/{candidate.pk}/", reason="De zaak sluit.")
    assert told == ["Op deze kandidaat kan niemand nog stemmen."]
    candidate.refresh_from_db()
    assert (candidate.withdrawn_at, candidate.withdrawal_reason) == (OPEN, "De zaak sluit.")


def test_nobody_withdraws_once_it_is_counted(els, voting_round, stands):
    stands(COUNTED)
    counting.freeze(round_id=voting_round.pk, by=els.user, at=COUNTED)
    candidate = voting_round.candidates.first()
    assert els.is_told(f"rondes/{voting_round.pk}/kandidaat/{candidate.pk}/", reason="x") == ["Dat kan alleen tot er geteld is."]
    candidate.refresh_from_db()
    assert candidate.withdrawn_at is None


def test_looking_at_every_deed_changes_nothing(els, voting_round, stands):
    candidate = voting_round.candidates.first()
    before = (list(Round.objects.values()), BallotEvent.objects.count())
    for at in (OPEN, CLOSES, COUNTED):
        stands(at)
        for deed in ("einde", "afgelasten", f"kandidaat/{candidate.pk}", "tellen", "lot", "bekendmaken"):
            els.opens(f"rondes/{voting_round.pk}/{deed}/")
    assert (list(Round.objects.values()), BallotEvent.objects.count()) == before


# -- counting


def test_nothing_is_counted_before_the_time_for_objections_is_over(els, voting_round, stands):
    stands(COUNTED - timedelta(seconds=1))
    page = els.opens(f"rondes/{voting_round.pk}/tellen/")
    assert "Dat kan nog niet: de tijd voor bezwaren loopt nog" in page.get_text()
    assert page.select("form.vote-form") == []
    els.sends(f"rondes/{voting_round.pk}/tellen/")
    assert again(voting_round).frozen_at is None


def test_undecided_clusters_are_named_by_their_letters(els, voting_round, stands):
    for letter in "AB":
        Cluster.objects.create(round=voting_round, rule="one_network", key=letter, letter=letter, opened_at=OPEN)
    stands(COUNTED)
    assert els.is_told(f"rondes/{voting_round.pk}/tellen/") == ["Over deze groepen stemmen is nog niet beslist: A, B."]


def test_a_round_that_was_tampered_with_is_not_counted_and_says_what_is_wrong(els, voting_round, stands, caplog):
    many_votes(voting_round, [1, 2] * 10)
    seal.seal(round_id=voting_round.pk)
    connection.check_constraints()  # PostgreSQL changes no triggers while something is left to check
    with without_triggers(connection):
        ballot = Ballot.objects.first()
        Ballot.objects.filter(pk=ballot.pk).update(nonce="0" * 32)
        connection.check_constraints()
    stands(COUNTED)
    (told,) = els.is_told(f"rondes/{voting_round.pk}/tellen/")
    assert "een stem past niet bij haar zegel" in told
    assert ballot.commitment not in told + caplog.text
    assert "is not as it was sealed" in caplog.text
    assert again(voting_round).frozen_at is None


def test_who_counted_does_not_publish_and_is_told_so_kindly(els, jo, voting_round, stands):
    many_votes(voting_round, [1, 1, 2])
    stands(COUNTED)
    assert els.is_told(f"rondes/{voting_round.pk}/tellen/") == COUNTED_WELL
    (told,) = els.is_told(f"rondes/{voting_round.pk}/bekendmaken/")
    assert told.startswith("Jij hebt deze ronde geteld. Daarom maakt een collega")
    assert not PublishedResult.objects.exists()
    jo.is_told(f"rondes/{voting_round.pk}/bekendmaken/")
    assert again(voting_round).published_at == COUNTED
    assert jo.is_told(f"rondes/{voting_round.pk}/bekendmaken/") == ["Deze ronde is al geteld, bekendgemaakt of afgelast."]


def test_a_tie_that_the_rules_do_not_leave_asks_for_the_lot_first(els, jo, tielt, stands):
    voting_round = round_with_candidates(2, tielt, edition__tie_rule="lot")
    many_votes(voting_round, [1, 2])
    stands(COUNTED)
    els.is_told(f"rondes/{voting_round.pk}/tellen/")
    publish, lot = f"rondes/{voting_round.pk}/bekendmaken/", f"rondes/{voting_round.pk}/lot/"
    assert "Trek eerst het lot, in het openbaar." in jo.is_told(publish)[0]
    assert "Gelijk staan" not in els.reads(lot), "who counted does not learn who leads"
    assert "Gelijk staan: 1. " in jo.reads(lot)
    draw = COUNTED + timedelta(days=2)
    assert els.is_told(lot, source="De Lotto van zaterdag", after=f"{draw:%Y-%m-%dT%H:%M}") == ["De loting is aangekondigd en verzegeld."]
    assert "De loting is aangekondigd: De Lotto van zaterdag. Kom terug na " in jo.reads(lot)
    stands(draw)
    assert "Jij hebt deze loting aangekondigd." in els.reads(lot)
    (told,) = jo.is_told(lot, words="3 - 17 - 21")
    event = BallotEvent.objects.get(kind=BallotEvent.Kind.LOT_DRAWN)
    winner = voting_round.candidates.get(number=event.data["number"])
    assert told == f"Het lot nam nummer {winner.number}, {winner.name}. Het staat vast."
    assert event.data["words"] == "3 17 21"
    assert jo.is_told(lot, words="4 5 6") == ["Er is geen gelijke stand, of het lot is al getrokken."]
    jo.is_told(publish)
    assert again(voting_round).published_at == draw


def test_the_board_offers_what_makes_sense_now(els, an, jo, voting_round, stands):
    def offered(person, at):
        stands(at)
        buttons = person.opens(f"rondes/{voting_round.pk}/").select(".vote-buttons .button:not(.button-small)")
        return [button.get_text(strip=True) for button in buttons]

    assert offered(els, OPEN) == ["Later sluiten", "Afgelasten"]
    assert offered(els, COUNTED) == ["Tellen", "Afgelasten"]
    assert offered(an, COUNTED) == []
    els.is_told(f"rondes/{voting_round.pk}/tellen/")
    assert offered(jo, COUNTED) == ["Uitslag bekendmaken", "Afgelasten"]
