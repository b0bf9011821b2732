"""The Dutch page changes: what is translated stays, what changed is shown beside what stood there."""

import pytest
from wagtail_localize.models import StringTranslation, Translation

from events.models import EventPage
from ikkooplokaal.translating import publishing, renewing
from ikkooplokaal.translating.differences import Gone, Open, open_texts
from ikkooplokaal.translating.starting import start
from ikkooplokaal.translating.states import State, rows
from tests.translating.conftest import published
from tests.translating.test_publishing import say

pytestmark = pytest.mark.django_db
ALL = {
    "Braderie": "La braderie",
    "Zestig kramen in de Kortrijkstraat.": "Soixante étals rue de Courtrai.",
    "Gratis binnen": "Entrée libre",
    "Wat je ziet": "À voir",
    "Er staan zestig kramen.": "Il y a soixante étals.",
    "Breng een tas mee.": "Apportez un sac.",
}


@pytest.fixture
def french(braderie, els, fr) -> Translation:
    translation = start(page=braderie, locale=fr, user=els)
    say(translation, **ALL)
    return translation


@pytest.fixture
def change(braderie, django_capture_on_commit_callbacks):
    """Publish the Dutch page with other texts; returns it."""

    def done(**texts: object) -> EventPage:
        page = EventPage.objects.get(pk=braderie.pk)
        for name, text in texts.items():
            setattr(page, name, text)
        with django_capture_on_commit_callbacks(execute=True):
            return published(page)

    return done


def paragraphs(page: EventPage, *texts: str) -> list[dict]:
    """The body of the page with other paragraphs: its blocks stay the same ones, as in the editors' form."""
    raw = [dict(block) for block in page.body.raw_data]
    raw[1]["value"] = "".join(f"<p>{text}</p>" for text in texts)
    return raw


def test_a_text_that_changed_is_to_be_translated_and_all_others_stay(french, change):
    change(summary="Zeventig kramen in de Kortrijkstraat.")
    was = Open("In één zin", "Zeventig kramen in de Kortrijkstraat.", "Zestig kramen in de Kortrijkstraat.", "Soixante étals rue de Courtrai.")
    assert open_texts(french) == ([was], [])
    assert StringTranslation.objects.filter(locale=french.target_locale).count() == len(ALL)


def test_of_several_paragraphs_the_one_that_looks_like_it_is_shown_beside_it(french, change, braderie):
    change(body=paragraphs(braderie, "Er staan nu zeventig kramen.", "Breng een tas mee.", "Er is ook muziek op het plein."))
    texts, gone = open_texts(french)
    assert [(text.dutch, text.said) for text in texts] == [
        ("Er staan nu zeventig kramen.", "Il y a soixante étals."),
        ("Er is ook muziek op het plein.", ""),
    ]
    assert gone == []


def test_what_is_no_longer_said_is_shown_with_its_translation(french, change, braderie):
    change(body=paragraphs(braderie, "Er staan zestig kramen."))
    assert open_texts(french) == ([], [Gone("Meer erover", "Breng een tas mee.", "Apportez un sac.")])


def test_a_text_that_comes_back_is_translated_at_once(french, change):
    change(price="5 euro")
    assert [text.dutch for text in open_texts(french)[0]] == ["5 euro"]
    change(price="Gratis binnen")
    assert open_texts(french) == ([], [])


def test_nothing_on_the_page_in_the_other_language_changes_by_that(french, change):
    before = EventPage.objects.get(locale=french.target_locale)
    change(summary="Zeventig kramen in de Kortrijkstraat.")
    after = EventPage.objects.get(locale=french.target_locale)
    assert (after.summary, after.latest_revision_id) == (before.summary, before.latest_revision_id)


def test_a_page_that_nobody_translates_costs_no_task(braderie, monkeypatch, change):
    asked = []
    monkeypatch.setattr(renewing, "renew", lambda **given: asked.append(given))
    change(summary="Zeventig kramen.")
    assert asked == []


def test_a_renewal_says_whether_anything_that_is_shown_changed(french, braderie):
    assert renewing.renew(page=braderie) is False
    braderie.price = "5 euro"
    braderie.save()
    assert renewing.renew(page=braderie) is True
    braderie.street = "Markt 1"
    braderie.save()
    assert renewing.renew(page=braderie) is True, "a fact goes along too"


def state_of(page: EventPage) -> tuple[State, int]:
    standing = rows([page])[0].standings[0]
    return standing.state, standing.open


def test_from_nothing_to_translated_and_behind_again(braderie, els, fr, change, django_capture_on_commit_callbacks):
    assert state_of(braderie) == (State.NONE, 0)
    translation = start(page=braderie, locale=fr, user=els)
    assert state_of(braderie) == (State.BEHIND, 6)
    say(translation, **ALL)
    assert state_of(braderie) == (State.READY, 0)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.save(translation, user=els, publish=True)
    assert state_of(braderie) == (State.DONE, 0)
    change()
    assert state_of(braderie) == (State.DONE, 0), "published again, and nothing changed"
    change(summary="Zeventig kramen in de Kortrijkstraat.", price="5 euro")
    assert state_of(braderie) == (State.BEHIND, 2)
    change(summary="Zestig kramen in de Kortrijkstraat.", price="")
    assert state_of(braderie) == (State.READY, 0), "nothing to translate, but the page there still says a price"
