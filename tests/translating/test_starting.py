"""A translation begins: from Dutch, without a published word changing, and without losing words that stood there."""

import pytest
from wagtail.models import Locale, Page
from wagtail_localize.models import OverridableSegment, StringSegment, Translation

from ambassadors.models import AmbassadorIndexPage
from events.models import EventPage
from home.models import MunicipalityPage
from ikkooplokaal.translating.refusals import NoParentThere, NotTheSource, OwnWords
from ikkooplokaal.translating.starting import start
from tests.translating.conftest import published, town_page

pytestmark = pytest.mark.django_db


def told(translation: Translation) -> dict[str, str]:
    """Translated texts by the Dutch ones."""
    texts = StringSegment.objects.filter(source=translation.source).annotate_translation(translation.target_locale)
    return {text.string.data: text.translation for text in texts.select_related("string") if text.translation}


def test_an_event_gets_a_draft_under_the_page_of_its_town_in_the_other_language(braderie, tielt, els, fr):
    start(page=braderie, locale=fr, user=els)
    draft = EventPage.objects.get(translation_key=braderie.translation_key, locale=fr)
    assert (draft.live, draft.get_parent().specific) == (False, town_page(tielt, "fr"))


def test_only_the_words_of_an_event_are_offered(braderie, els, fr):
    translation = start(page=braderie, locale=fr, user=els)
    assert set(StringSegment.objects.filter(source=translation.source).values_list("string__data", flat=True)) == {
        *("Braderie", "braderie", "Zestig kramen in de Kortrijkstraat.", "Gratis binnen"),
        *("Wat je ziet", "Er staan zestig kramen.", "Breng een tas mee."),
    }
    assert not OverridableSegment.objects.filter(source=translation.source).exists()


def test_to_begin_twice_is_to_begin_once(braderie, els, fr):
    assert start(page=braderie, locale=fr, user=els) == start(page=braderie, locale=fr, user=els)
    assert Page.objects.filter(translation_key=braderie.translation_key).count() == 2


def test_the_page_of_a_town_keeps_the_words_that_it_has_in_the_other_language(tielt, els, fr):
    translation = start(page=town_page(tielt), locale=fr, user=els)
    assert told(translation)["Winkelen in Tielt"] == "Faire ses courses à Tielt"
    assert len(told(translation)) == 3, "its name, its line, and its one paragraph"
    assert town_page(tielt, "fr").townline == "Faire ses courses à Tielt"


def test_the_newest_draft_is_what_is_kept(tielt, els, fr):
    french = town_page(tielt, "fr")
    french.townline = "Tielt, le samedi"
    french.save_revision()
    assert told(start(page=town_page(tielt), locale=fr, user=els))["Winkelen in Tielt"] == "Tielt, le samedi"


def test_words_without_a_place_stop_it_and_are_named(tielt, els, fr):
    french = town_page(tielt, "fr")
    french.about += "<p>Le lundi, tout est fermé.</p>"
    french.save()
    french.save_revision()
    with pytest.raises(OwnWords) as refused:
        start(page=town_page(tielt), locale=fr, user=els)
    assert [name for name, _text in refused.value.lost] == ["Over winkelen hier"]
    assert "Le lundi, tout est fermé." in refused.value.lost[0][1]
    assert not Translation.objects.exists()


def test_words_without_a_place_are_given_up_when_asked_to_and_stay_on_the_page_until_it_is_published(tielt, els, fr):
    french = town_page(tielt, "fr")
    french.about += "<p>Le lundi, tout est fermé.</p>"
    french.save()
    french.save_revision()
    translation = start(page=town_page(tielt), locale=fr, user=els, replace=True)
    assert told(translation)["Winkelen in Tielt"] == "Faire ses courses à Tielt"
    assert "Le lundi" in town_page(tielt, "fr").about


def test_words_of_the_other_language_where_the_dutch_says_nothing_count_as_well(tielt, els, fr):
    dutch = town_page(tielt)
    dutch.townline = ""
    published(dutch)
    with pytest.raises(OwnWords) as refused:
        start(page=town_page(tielt), locale=fr, user=els)
    assert refused.value.lost == [("In één zin", "Faire ses courses à Tielt")]


def test_dutch_that_stood_there_for_want_of_better_is_no_translation(tielt, els, fr):
    french = town_page(tielt, "fr")
    french.townline = "Winkelen in Tielt"
    french.save()
    french.save_revision()
    assert "Winkelen in Tielt" not in told(start(page=town_page(tielt), locale=fr, user=els))


def test_a_page_keeps_its_address_and_its_place_in_the_menu(laid_out, els, fr):
    dutch = AmbassadorIndexPage.objects.get(locale__language_code="nl")
    translation = start(page=dutch, locale=fr, user=els)
    assert told(translation)["ambassadeurs"] == "ambassadeurs", "the slug in French, taken over"
    german = start(page=dutch, locale=Locale.objects.get(language_code="de"), user=els)
    assert told(german)["ambassadeurs"] == "botschafter"


def test_where_the_page_above_is_missing_there_is_no_place_for_it(braderie, tielt, els, fr):
    town_page(tielt, "fr").delete()
    with pytest.raises(NoParentThere):
        start(page=braderie, locale=fr, user=els)
    assert not MunicipalityPage.objects.filter(municipality=tielt, locale=fr).exists(), "and no copy of it is made in Dutch"


def test_translating_begins_in_dutch(tielt, els, fr):
    with pytest.raises(NotTheSource):
        start(page=town_page(tielt, "fr"), locale=Locale.objects.get(language_code="de"), user=els)
    with pytest.raises(NotTheSource):
        start(page=town_page(tielt), locale=Locale.objects.get(language_code="nl"), user=els)
