"""What the page in the other language says: translations, and Dutch that is marked as Dutch."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.models import Redirect
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from events.models import EventPage
from ikkooplokaal.translating import publishing
from ikkooplokaal.translating.starting import start
from tests.translating.conftest import published, town_page

pytestmark = pytest.mark.django_db


def say(translation: Translation, **texts: str) -> None:
    """Translate: say(translation, **{"Braderie": "La braderie"}) by the Dutch text."""
    for dutch, said in texts.items():
        segment = StringSegment.objects.get(source=translation.source, string__data=dutch)
        place = {"translation_of": segment.string, "context": segment.context, "locale": translation.target_locale}
        StringTranslation.objects.update_or_create(**place, defaults={"data": said, "translation_type": "manual"})


@pytest.fixture
def french(braderie, els, fr) -> Translation:
    return start(page=braderie, locale=fr, user=els)


@pytest.fixture
def publish(els, django_capture_on_commit_callbacks):
    """Publish a translation, and read the page."""

    def done(translation: Translation) -> EventPage:
        with django_capture_on_commit_callbacks(execute=True):
            publishing.save(Translation.objects.get(pk=translation.pk), user=els, publish=True)
        return EventPage.objects.get(pk=translation.get_target_instance().pk)

    return done


def test_what_is_translated_is_told_and_facts_go_along(french, publish):
    say(french, Braderie="La braderie", **{"Zestig kramen in de Kortrijkstraat.": "Soixante étals."})
    page = publish(french)
    assert (page.live, page.title, page.summary) == (True, "La braderie", "Soixante étals.")
    assert (page.street, page.phone, page.email) == ("Kortrijkstraat 1", "+3251400000", "info@tielt.example")


def test_a_field_without_a_word_of_translation_stays_empty_so_that_the_page_shows_the_dutch_as_dutch(french, publish):
    say(french, Braderie="La braderie")
    page = publish(french)
    assert (page.summary, page.price, len(page.body)) == ("", "", 0)
    assert page.told("summary") == "Zestig kramen in de Kortrijkstraat."


def test_a_paragraph_that_is_missing_among_translated_ones_is_marked_as_dutch(french, publish):
    say(french, **{"Er staan zestig kramen.": "Il y a soixante étals.", "Wat je ziet": "À voir"})
    body = publish(french).body
    assert body[0].value == "À voir"
    assert body[1].value.source == '<p>Il y a soixante étals.</p><p><span lang="nl">Breng een tas mee.</span></p>'


def test_a_whole_text_is_translated_without_a_mark(french, publish):
    said = {"Er staan zestig kramen.": "Il y a soixante étals.", "Wat je ziet": "À voir", "Breng een tas mee.": "Apportez un sac."}
    say(french, **said)
    assert "lang=" not in str(publish(french).body[1].value.source)


def test_dutch_with_a_mark_is_not_taken_for_french_when_the_translation_begins_again(french, publish, els, fr):
    say(french, **{"Er staan zestig kramen.": "Il y a soixante étals.", "Wat je ziet": "À voir"})
    publish(french)
    Translation.objects.update(enabled=False)
    StringTranslation.objects.all().delete()
    again = start(page=french.source.get_source_instance(), locale=fr, user=els)
    kept = set(StringTranslation.objects.filter(locale=fr).values_list("data", flat=True))
    assert {"Il y a soixante étals.", "À voir"} <= kept
    assert [text.string.data for text in publishing.untranslated(again)] == [
        "Zestig kramen in de Kortrijkstraat.",
        "Breng een tas mee.",
        "Gratis binnen",
    ]


def test_an_address_is_translated_on_purpose_and_the_former_one_leads_on(french, publish, visit):
    first = publish(french)
    assert first.url == "/fr/tielt/braderie/"
    say(french, braderie="grande-braderie")
    page = publish(french)
    assert page.url == "/fr/tielt/grande-braderie/"
    assert Redirect.objects.get(old_path="/fr/tielt/braderie").redirect_page_id == page.pk


def test_a_text_that_does_not_fit_changes_nothing_and_is_marked(french, publish):
    say(french, Braderie="La braderie")
    publish(french)
    say(french, **{"Gratis binnen": "x" * 200})
    with pytest.raises(ValidationError):
        publish(french)
    assert StringTranslation.objects.get(data="x" * 200).has_error
    assert EventPage.objects.get(locale=french.target_locale).price == ""


def test_the_page_of_a_town_is_published_with_its_own_words(tielt, els, fr, django_capture_on_commit_callbacks):
    published(town_page(tielt))
    translation = start(page=town_page(tielt), locale=fr, user=els)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.save(translation, user=els, publish=True)
    page = town_page(tielt, "fr")
    assert (page.live, page.slug, page.townline) == (True, "tielt", "Faire ses courses à Tielt")
