"""An edition, from a draft that the province fills in to its announcement, and never back."""

from datetime import UTC, datetime

import pytest
from wagtail.models import ModelLogEntry

from mail.models import OutgoingMail
from municipalities.onboarding import onboard
from tests.factories.votes import ANNOUNCED, EditionFactory, RoundFactory
from votes import drafting, rounds
from votes.admin.moments import NoSuchTime, TwiceThatTime, in_brussels, in_words
from votes.models import Edition, MailDomainRule, Round

pytestmark = pytest.mark.django_db

CONTENT_STATE = (
    '{"blocks": [{"key": "a", "text": "%s", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}'
)
FORM = {
    "year": "2028",
    "name": "Ambassadeur 2028",
    "scope": "edition",
    "stands": "all",
    "tie_rule": "ex aequo",
    "candidacy_from": "2028-01-10T09:00",
    "candidacy_until": "2028-02-20T20:00",
    "opens_at": "2028-03-01T08:00",
    "closes_at": "2028-03-31T22:00",
    "review_until": "2028-04-07T22:00",
    "observers": "een@example.org\n\n twee@example.org",
    "criteria-TOTAL_FORMS": "0",
    "criteria-INITIAL_FORMS": "0",
    "texts-TOTAL_FORMS": "1",
    "texts-INITIAL_FORMS": "0",
    "texts-0-language": "nl",
    "texts-0-rules": CONTENT_STATE % "Eén stem per mailadres.",
}


def wrong(person, **changes):
    """What is said at the fields; nothing was stored."""
    page = person.sends("edities/nieuw/", **(FORM | changes))
    assert not Edition.objects.exists()
    return [error.get_text(strip=True) for error in page.select(".error-message")]


def announces(person, edition):
    """What is said when somebody announces an edition as it stands."""
    return person.is_told(f"edities/{edition.pk}/aankondigen/", shown=drafting.digest_with_rounds(edition.pk))


@pytest.fixture
def draft():
    return EditionFactory(scheduled_at=None)


def test_an_edition_is_made_in_brussels_time_with_its_rules_and_observers(els):
    page = els.sends("edities/nieuw/", **FORM)
    edition = Edition.objects.get()
    assert "Ambassadeur 2028" in page.get_text()
    assert (edition.opens_at, edition.closes_at) == (datetime(2028, 3, 1, 7, tzinfo=UTC), datetime(2028, 3, 31, 20, tzinfo=UTC))
    assert [(text.language, "Eén stem" in text.rules) for text in edition.texts.all()] == [("nl", True)]
    assert drafting.observers_of(edition) == ["een@example.org", "twee@example.org"]
    assert edition.scheduled_at is None


def test_the_form_shows_the_dates_as_they_were_typed(els):
    els.sends("edities/nieuw/", **FORM)
    form = els.opens(f"edities/{Edition.objects.get().pk}/bewerken/")
    assert form.select_one("[name=closes_at]")["value"] == "2028-03-31T22:00"


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("opens_at", "2028-03-26T02:30", "Op zondag 26 maart 2028 bestaat 2.30 uur niet: de klok gaat dan een uur vooruit. Kies een ander uur."),
        (
            "closes_at",
            "2028-10-29T02:30",
            "Op zondag 29 oktober 2028 is het twee keer 2.30 uur: de klok gaat dan een uur achteruit. Kies een ander uur.",
        ),
        ("closes_at", "2028-02-25T22:00", "Dit moet later zijn dan “Stemmen vanaf”: woensdag 1 maart 2028 om 8.00 uur."),
        (
            "candidacy_until",
            "2028-01-10T09:00",
            "Dit moet later zijn dan “Kandidaten kunnen zich melden vanaf”: maandag 10 januari 2028 om 9.00 uur.",
        ),
        ("opens_at", "morgen", "Kies een dag en een uur."),
        ("observers", "een@example.org\nniemand", "“niemand” is geen e-mailadres. Zet er één op elke regel."),
    ],
)
def test_what_is_wrong_with_a_date_or_an_address_is_said_at_its_field(els, name, typed, told):
    assert told in wrong(els, **{name: typed})


def test_voting_may_begin_at_the_moment_that_candidacy_ends(els):
    els.sends("edities/nieuw/", **(FORM | {"candidacy_until": FORM["opens_at"]}))
    assert Edition.objects.count() == 1


def test_clocks_in_brussels_are_read_at_every_edge():
    assert in_brussels(datetime(2028, 3, 26, 1, 59)) == datetime(2028, 3, 26, 0, 59, tzinfo=UTC)
    assert in_brussels(datetime(2028, 3, 26, 3, 0)) == datetime(2028, 3, 26, 1, 0, tzinfo=UTC)
    assert in_brussels(datetime(2028, 10, 29, 1, 59)) == datetime(2028, 10, 28, 23, 59, tzinfo=UTC)
    assert in_brussels(datetime(2028, 10, 29, 3, 0)) == datetime(2028, 10, 29, 2, 0, tzinfo=UTC)
    for naive in (datetime(2028, 3, 26, 2, 0), datetime(2028, 3, 26, 2, 59)):
        with pytest.raises(NoSuchTime):
            in_brussels(naive)
    for naive in (datetime(2028, 10, 29, 2, 0), datetime(2028, 10, 29, 2, 59)):
        with pytest.raises(TwiceThatTime):
            in_brussels(naive)
    assert in_words(datetime(2028, 3, 31, 20, tzinfo=UTC)) == "vrijdag 31 maart 2028 om 22.00 uur"


def test_rounds_follow_the_dates_of_a_draft(els, draft, tielt):
    RoundFactory(edition=draft, municipality=tielt)
    dates = {name: value for name, value in FORM.items() if name.endswith(("_at", "_from", "_until"))}
    text = draft.texts.get()
    kept = {"year": "2027", "texts-INITIAL_FORMS": "1", "texts-0-id": text.pk, "shown": drafting.digest_of(draft.pk)}
    els.sends(f"edities/{draft.pk}/bewerken/", **(FORM | dates | kept))
    assert Round.objects.get().closes_at == datetime(2028, 3, 31, 20, tzinfo=UTC)


# -- rounds of those who take part


def test_one_button_makes_the_rounds_of_the_municipalities_that_take_part_and_may_be_pressed_again(els, draft, tielt, kortrijk):
    onboard(municipality=tielt, at=ANNOUNCED)
    Round.objects.all().delete()
    assert els.is_told(f"edities/{draft.pk}/rondes-maken/") == ["Er kwam 1 ronde bij."]
    assert els.is_told(f"edities/{draft.pk}/rondes-maken/") == ["Elke gemeente die meedoet, heeft al een ronde."]
    assert [one.municipality for one in Round.objects.all()] == [tielt]


def test_no_round_is_made_once_the_vote_began(els, tielt):
    edition = EditionFactory()
    onboard(municipality=tielt, at=ANNOUNCED)
    Round.objects.all().delete()
    assert els.is_told(f"edities/{edition.pk}/rondes-maken/") == ["De stemming is begonnen: er komen geen rondes meer bij."]
    assert not Round.objects.exists()


# -- announcing


def test_what_blocks_and_what_only_warns_is_named_before_announcing(els, draft):
    page = els.opens(f"edities/{draft.pk}/")
    blocking, warning = (block.get_text(" ", strip=True) for block in page.select(".help-block"))
    assert "Er doet nog geen gemeente mee." in blocking
    assert "De spelregels staan nog niet in alle vier de talen." in warning
    assert not page.select(f"a[href$='/edities/{draft.pk}/aankondigen/']")


def test_announcing_says_first_what_becomes_fixed_and_a_get_changes_nothing(els, draft, tielt, stands):
    stands(ANNOUNCED)
    RoundFactory(edition=draft, municipality=tielt)
    text = els.reads(f"edities/{draft.pk}/aankondigen/")
    assert "de data: stemmen kan van maandag 1 maart 2027 om 8.00 uur tot woensdag 31 maart 2027 om 22.00 uur" in text
    draft.refresh_from_db()
    assert draft.scheduled_at is None


def test_announcing_announces_the_rounds(els, draft, tielt, stands):
    stands(ANNOUNCED)
    RoundFactory(edition=draft, municipality=tielt)
    assert announces(els, draft) == ["De editie is aangekondigd. Vanaf nu beslist de klok."]
    assert Round.objects.get().scheduled_at == Edition.objects.get().scheduled_at == ANNOUNCED


@pytest.mark.parametrize(
    ("promised", "announced"), [({}, False), ({"lottery_licence": "K-2027/1"}, True), ({"tiebreak_question": "Hoeveel knikkers?"}, True)]
)
def test_a_prize_by_lot_is_announced_with_a_licence_or_a_tie_break_question_only(els, tielt, stands, promised, announced):
    stands(ANNOUNCED)
    edition = EditionFactory(scheduled_at=None, prize="een fiets", prize_by_lot=True, **promised)
    RoundFactory(edition=edition, municipality=tielt)
    told = announces(els, edition)
    edition.refresh_from_db()
    assert (edition.scheduled_at is not None) == announced
    assert announced or "een loterij, en daarvoor heb je een vergunning nodig" in told[0]


def test_an_announced_edition_has_no_form_any_more(els):
    edition = EditionFactory()
    els.sends(f"edities/{edition.pk}/bewerken/", **(FORM | {"year": "2027"}))
    edition.refresh_from_db()
    assert (edition.name, edition.tie_rule, edition.texts.get().rules) == (
        "Ambassadeur van het jaar 2027",
        "ex aequo",
        "<p>Eén stem per mailadres.</p>",
    )
    assert els.answer(f"edities/{edition.pk}/bewerken/").status_code == 302


def test_the_action_refuses_an_edition_that_was_announced_while_its_form_was_open():
    edition = EditionFactory(scheduled_at=None)
    Edition.objects.update(scheduled_at=ANNOUNCED)
    edition.name, edition.prize = "Iets anders", "een fiets"
    with pytest.raises(rounds.TooLate):
        drafting.save_draft(edition=edition)
    stored = Edition.objects.get()
    assert (stored.name, stored.prize, stored.scheduled_at) == ("Ambassadeur van het jaar 2027", "", ANNOUNCED)


def test_observers_may_change_at_any_time(els):
    edition = EditionFactory()
    assert els.is_told(f"edities/{edition.pk}/waarnemers/", observers="notaris@example.org\n") == ["De waarnemers zijn bewaard."]
    edition.refresh_from_db()
    assert edition.observers == "notaris@example.org"


def test_an_observer_is_told_when_they_come_and_when_they_go_and_the_log_says_who_did_it(els):
    edition = EditionFactory(observers="pers@example.org")
    els.is_told(f"edities/{edition.pk}/waarnemers/", observers="notaris@example.org")
    assert set(OutgoingMail.objects.values_list("template", "to")) == {
        ("votes/observer_joins", "notaris@example.org"),
        ("votes/observer_leaves", "pers@example.org"),
    }
    entry = ModelLogEntry.objects.get(action="votes.observers")
    assert (entry.user, entry.data) == (els.user, {"was": 1, "is": 1})


# -- mail domains


def test_the_province_adds_and_removes_rules_for_mail_domains_between_votes(els):
    assert els.is_told("maildomeinen/", domain="@School.be", same_as="leerling.school.be", strip_dots="on") == ["De regel voor school.be is bewaard."]
    rule = MailDomainRule.objects.get()
    assert (rule.domain, rule.same_as, rule.strip_dots) == ("school.be", "leerling.school.be", True)
    els.sends(f"maildomeinen/{rule.pk}/weg/")
    assert not MailDomainRule.objects.exists()


def test_what_is_no_mail_domain_is_refused(els):
    page = els.sends("maildomeinen/", domain="jan@school.be")
    assert "Dit is geen maildomein." in page.get_text()
    assert not MailDomainRule.objects.exists()


def test_no_rule_changes_while_votes_come_in(els, tielt):
    RoundFactory(municipality=tielt)
    standing = MailDomainRule.objects.create(domain="school.be")
    els.sends("maildomeinen/", domain="andere.be")
    els.sends(f"maildomeinen/{standing.pk}/weg/")
    assert [rule.domain for rule in MailDomainRule.objects.all()] == ["school.be"]


def test_only_the_province_has_editions(an, rik, draft):
    tails = [
        "edities/",
        "edities/nieuw/",
        f"edities/{draft.pk}/",
        f"edities/{draft.pk}/bewerken/",
        f"edities/{draft.pk}/aankondigen/",
        "maildomeinen/",
    ]
    assert {person.answer(tail).status_code for person in (an, rik) for tail in tails} == {302}


def test_rules_stand_once_in_a_language(els):
    second = {"texts-TOTAL_FORMS": "2", "texts-1-language": "nl", "texts-1-rules": CONTENT_STATE % "Nog eens."}
    assert wrong(els, **second) == ["Elke taal staat er hoogstens één keer. Haal de dubbele weg.", "Deze taal staat er al."]
