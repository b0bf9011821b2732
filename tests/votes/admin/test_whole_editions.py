"""A draft that goes, one that begins with last year's texts, an edition that is called off, and a round with days of its own."""

from datetime import UTC, datetime

import pytest

from tests.factories.shops import ShopFactory
from tests.factories.votes import ANNOUNCED, COUNTED, OPEN, OPENS, EditionFactory, RoundFactory, round_with_candidates, standing
from tests.votes.admin.test_editions import wrong
from votes import counting, drafting, rounds
from votes.models import BallotEvent, Edition, EditionText, JuryCriterion, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return EditionFactory(scheduled_at=None)


# -- a draft goes


def test_a_draft_is_thrown_away_with_its_rounds(els, draft, tielt):
    RoundFactory(edition=draft, municipality=tielt)
    assert "1 ronde" in els.reads(f"edities/{draft.pk}/weg/")
    assert els.is_told(f"edities/{draft.pk}/weg/") == ["Het concept is weg."]
    assert (Edition.objects.count(), Round.objects.count()) == (0, 0)


def test_an_announced_edition_is_not_thrown_away(els):
    edition = EditionFactory()
    assert "alleen nog afgelasten" in els.reads(f"edities/{edition.pk}/weg/")
    els.sends(f"edities/{edition.pk}/weg/")
    assert Edition.objects.count() == 1


def test_a_draft_for_which_somebody_sent_something_in_stays(draft, tielt):
    standing(RoundFactory(edition=draft, municipality=tielt), ShopFactory(municipality=tielt))
    with pytest.raises(drafting.InUse):
        drafting.delete_draft(edition=draft)
    assert (Edition.objects.count(), Round.objects.count()) == (1, 1)


# -- last year's texts


def test_a_new_edition_begins_with_the_texts_of_another_year_and_stores_nothing_yet(els):
    earlier = EditionFactory(tie_rule="lot", has_jury=True)
    EditionText.objects.create(edition=earlier, language="fr", rules="<p>Une voix.</p>")
    JuryCriterion.objects.create(edition=earlier, name="Vakkennis", points=10)
    assert "Begin met de teksten van 2027" in els.reads("edities/nieuw/")
    form = els.opens("edities/nieuw/", van="2027")
    assert [form.select_one(f"[name=texts-{number}-language] [selected]")["value"] for number in (0, 1)] == ["nl", "fr"]
    assert form.select_one("[name=criteria-0-name]")["value"] == "Vakkennis"
    assert form.select_one("[name=tie_rule] [selected]")["value"] == "lot"
    assert form.select_one("[name=opens_at]").get("value") is None
    assert Edition.objects.count() == 1


# -- an edition is called off


def test_a_whole_edition_is_called_off_with_a_reason_and_the_year_typed(els, an, tielt, kortrijk):
    edition = round_with_candidates(2, tielt).edition
    RoundFactory(edition=edition, municipality=kortrijk)
    address = f"edities/{edition.pk}/afgelasten/"
    assert "2 rondes worden afgelast: Kortrijk, Tielt." in els.reads(address)
    assert "Typ 2027 om te bevestigen." in els.sends(address, reason="Fout aangekondigd.", typed="2026").get_text()
    assert not Round.objects.exclude(cancelled_at=None).exists()
    assert els.is_told(address, reason="Fout aangekondigd.", typed="2027") == ["2 rondes zijn afgelast."]
    assert set(Round.objects.values_list("cancel_reason", "cancelled_at")) == {("Fout aangekondigd.", OPEN)}
    assert BallotEvent.objects.filter(kind="cancelled", by=els.user.pk).count() == 2
    assert els.is_told(address, reason="Nog eens.", typed="2027") == ["Er is geen ronde meer die zo afgelast kan worden."]
    assert an.answer(address).status_code == 302


def test_a_counted_round_stays_when_its_edition_is_called_off(els, tielt, kortrijk, stands):
    counted = round_with_candidates(2, tielt)
    stands(COUNTED)
    counting.freeze(round_id=counted.pk, by=els.user, at=COUNTED)
    other = RoundFactory(edition=counted.edition, municipality=kortrijk)
    els.sends(f"edities/{counted.edition.pk}/afgelasten/", reason="Het gaat niet door.", typed="2027")
    assert list(Round.objects.exclude(cancelled_at=None)) == [other]


# -- days of its own


def test_a_round_of_a_draft_gets_days_of_its_own_and_follows_again(els, draft, tielt):
    voting_round = RoundFactory(edition=draft, municipality=tielt)
    address = f"rondes/{voting_round.pk}/data/"
    dates = {"opens_at": "2027-03-08T08:00", "closes_at": "2027-04-07T22:00", "review_until": "2027-04-14T22:00"}
    assert els.is_told(address, **dates) == ["Deze ronde heeft eigen data."]
    voting_round.refresh_from_db()
    assert (voting_round.has_own_dates, voting_round.closes_at) == (True, datetime(2027, 4, 7, 20, tzinfo=UTC))
    assert els.is_told(address, also="1") == ["Deze ronde volgt weer de editie."]
    voting_round.refresh_from_db()
    assert (voting_round.has_own_dates, voting_round.opens_at) == (False, OPENS)


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ({"opens_at": "2027-02-01T08:00"}, "Niet bewaard: de stemming opent pas als de tijd om kandidaat te worden voorbij is."),
        ({"review_until": "2027-04-01T22:00"}, "Niet bewaard: eerst opent de stemming, dan sluit ze, en daarna duurt het nazicht 3 tot 14 dagen."),
        ({"closes_at": "2027-02-28T22:00"}, "Niet bewaard: eerst opent de stemming, dan sluit ze, en daarna duurt het nazicht 3 tot 14 dagen."),
    ],
)
def test_days_that_do_not_fit_are_refused(els, draft, tielt, dates, told):
    voting_round = RoundFactory(edition=draft, municipality=tielt)
    good = {"opens_at": "2027-03-01T08:00", "closes_at": "2027-03-31T22:00", "review_until": "2027-04-07T22:00"}
    assert els.is_told(f"rondes/{voting_round.pk}/data/", **(good | dates)) == [told]
    voting_round.refresh_from_db()
    assert voting_round.has_own_dates is False


def test_an_announced_round_takes_no_days_of_its_own(els, tielt):
    voting_round = RoundFactory(municipality=tielt)
    assert "de data staan vast" in els.reads(f"rondes/{voting_round.pk}/data/")
    with pytest.raises(rounds.TooLate):
        drafting.set_own_dates(voting_round=voting_round, opens_at=OPEN, closes_at=COUNTED, review_until=COUNTED)


def test_a_round_that_opens_while_candidates_may_still_come_blocks_the_announcement(draft, tielt):
    voting_round = RoundFactory(edition=draft, municipality=tielt)
    Round.objects.filter(pk=voting_round.pk).update(has_own_dates=True, opens_at=ANNOUNCED)
    assert "opens early" in [problem.name for problem in drafting.problems(draft, ANNOUNCED)]


@pytest.mark.parametrize(("at", "stand"), [(ANNOUNCED, "aangekondigd"), (OPEN, "loopt"), (COUNTED, "in nazicht of telling")])
def test_the_list_of_editions_says_how_far_each_is_the_newest_first(els, tielt, stands, at, stand):
    RoundFactory(municipality=tielt)
    EditionFactory(year=2028, scheduled_at=None)
    stands(at)
    cells = [[cell.get_text(strip=True) for cell in row.select("th, td")][:2] for row in els.opens("edities/").select("tbody tr")]
    assert cells == [["Ambassadeur van het jaar 2028", "concept"], ["Ambassadeur van het jaar 2027", stand]]


def test_a_prize_by_lot_asks_for_the_prize(els):
    assert wrong(els, prize_by_lot="on") == ["Schrijf wat er te winnen valt, of vink “de prijs wordt verloot” uit."]
