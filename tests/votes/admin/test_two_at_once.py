"""Two people with the same draft open: nobody overwrites or announces what a colleague changed meanwhile."""

import pytest

from tests.factories.votes import ANNOUNCED, EditionFactory, RoundFactory
from tests.votes.admin.test_editions import FORM
from votes import drafting
from votes.models import Edition, EditionText

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return EditionFactory(scheduled_at=None)


def typed(edition, shown, **changes):
    """The form of a draft as somebody sends it."""
    kept = {"year": "2027", "texts-INITIAL_FORMS": "1", "texts-0-id": edition.texts.get(language="nl").pk}
    return FORM | kept | {"shown": shown} | changes


def shown_to(person, edition):
    """The digest on the form that somebody has open."""
    return person.opens(f"edities/{edition.pk}/bewerken/").select_one("[name=shown]")["value"]


def test_a_stale_form_is_refused_with_what_was_typed_and_the_colleagues_work_stands(els, jo, draft):
    shown = shown_to(els, draft)
    jo.sends(f"edities/{draft.pk}/bewerken/", **typed(draft, shown_to(jo, draft), tiebreak_question="Hoeveel knikkers?"))
    page = els.sends(f"edities/{draft.pk}/bewerken/", **typed(draft, shown, name="Beste winkel 2027"))
    assert "een collega bewaarde deze editie terwijl jij typte" in page.select_one(".messages").get_text()
    assert "Naam, Schiftingsvraag" in page.select_one(".messages").get_text()
    assert page.select_one("[name=name]")["value"] == "Beste winkel 2027"
    stored = Edition.objects.get()
    assert (stored.name, stored.tiebreak_question) == ("Ambassadeur 2028", "Hoeveel knikkers?")


def test_a_stale_form_is_refused_again_until_it_is_opened_anew(els, jo, draft):
    shown = shown_to(els, draft)
    jo.sends(f"edities/{draft.pk}/bewerken/", **typed(draft, shown_to(jo, draft), prize="een fiets"))
    for _time in range(2):
        page = els.sends(f"edities/{draft.pk}/bewerken/", **typed(draft, shown))
        assert page.select_one("[name=shown]")["value"] == shown
    assert Edition.objects.get().prize == "een fiets"


def test_rules_of_a_language_that_a_colleague_added_make_a_form_stale_too(els, draft):
    shown = shown_to(els, draft)
    EditionText.objects.create(edition=draft, language="fr", rules="<p>Une voix.</p>")
    els.sends(f"edities/{draft.pk}/bewerken/", **typed(draft, shown, name="Iets anders"))
    assert Edition.objects.get().name == "Ambassadeur van het jaar 2027"


def test_who_opens_it_anew_saves(els, draft):
    els.sends(f"edities/{draft.pk}/bewerken/", **typed(draft, shown_to(els, draft), name="Beste winkel 2027"))
    assert Edition.objects.get().name == "Beste winkel 2027"


@pytest.mark.parametrize("change", ["rules", "date of the edition", "date of a round", "another round"])
def test_nobody_announces_what_changed_since_they_looked(els, draft, tielt, kortrijk, stands, change):
    stands(ANNOUNCED)
    voting_round = RoundFactory(edition=draft, municipality=tielt)
    shown = els.opens(f"edities/{draft.pk}/aankondigen/").select_one("[name=shown]")["value"]
    changes = {
        "rules": lambda: draft.texts.update(rules="<p>Iets anders.</p>"),
        "date of the edition": lambda: Edition.objects.update(prize="een fiets"),
        "date of a round": lambda: type(voting_round).objects.update(review_until=voting_round.review_until.replace(hour=12)),
        "another round": lambda: RoundFactory(edition=draft, municipality=kortrijk),
    }
    changes[change]()
    page = els.sends(f"edities/{draft.pk}/aankondigen/", shown=shown)
    assert "er veranderde iets terwijl jij keek" in page.select_one(".messages").get_text()
    assert Edition.objects.get().scheduled_at is None
    again = page.select_one("[name=shown]")["value"]
    assert els.is_told(f"edities/{draft.pk}/aankondigen/", shown=again) == ["De editie is aangekondigd. Vanaf nu beslist de klok."]


def test_observers_who_come_or_go_hold_up_no_announcement(draft):
    before = drafting.digest_with_rounds(draft.pk)
    Edition.objects.update(observers="notaris@example.org")
    assert drafting.digest_with_rounds(draft.pk) == before
