"""What the search of the whole site knows of each page: it follows what is published."""

from datetime import date, time
from io import StringIO

import pytest
from django.core.management import call_command

from content import finding
from content.models import SearchEntry
from home.models import MunicipalityPage
from municipalities.models import Alias
from shops.models import ShopDirectoryPage
from tests.factories.events import make_event, publish, tell_event, town_page
from tests.factories.municipalities import MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tielt(wednesday, laid_out):
    return town_page(MunicipalityFactory(name="Tielt", slug="tielt"))


def known() -> set[tuple[str, str, str]]:
    return set(SearchEntry.objects.values_list("language", "kind", "title"))


def test_a_page_is_found_from_when_it_is_published_until_it_is_taken_back(tielt):
    event = make_event(tielt, title="Grote braderie", summary="Heel de straat komt buiten.")
    entry = SearchEntry.objects.get(page=event.pk)
    assert (entry.title_words, entry.summary) == (" grote braderie", "Heel de straat komt buiten.")
    assert {" grote", " braderie", " straat", " tielt"} <= {f" {word}" for word in entry.words.split()}
    event.unpublish()
    assert known() == set()


def test_a_draft_is_not_found(tielt):
    event = make_event(tielt, title="Geheim", published=False)
    event.save_revision()
    assert known() == set()


def test_a_change_is_found_when_it_is_published_and_not_before(tielt):
    event = make_event(tielt, title="Braderie")
    event.title = "Kermis"
    event.save_revision()
    assert {title for _, _, title in known()} == {"Braderie"}
    publish(event)
    assert {title for _, _, title in known()} == {"Kermis"}


def test_an_entry_goes_with_its_page(tielt):
    make_event(tielt, title="Braderie").delete()
    assert known() == set()


def test_a_page_that_was_published_unheard_can_be_deleted_and_leaves_no_entry(tielt):
    event = make_event(tielt, title="Braderie")
    SearchEntry.objects.all().delete()
    event.delete()
    assert known() == set()


def test_when_an_event_is_on_is_known_in_each_language(tielt, laid_out):
    event = make_event(tielt, title="Markt", days=[date(2026, 12, 6)], begins=time(9), ends=time(12))
    french = town_page(tielt.municipality, language="fr")
    tell_event(event, french, title="Marché")
    event = type(event).objects.get(pk=event.pk)
    event.moments.all().update(day=date(2026, 12, 13))
    publish(type(event).objects.get(pk=event.pk))
    said = {(entry.language, f"{entry.begins:%d %H:%M}", f"{entry.until:%d %H:%M}") for entry in SearchEntry.objects.all()}
    assert said == {("nl", "13 08:00", "13 11:00"), ("fr", "13 08:00", "13 11:00")}


def test_a_page_that_no_room_registered_is_found_by_all_that_it_tells(laid_out):
    directory = ShopDirectoryPage.objects.get(locale__language_code="nl")
    directory.search_description, directory.intro = "Alle winkels.", "Zoek op <b>kaas</b> &amp; wijn."
    directory.save_revision().publish()
    entry = SearchEntry.objects.get(page=directory.pk)
    assert (entry.kind, entry.title, entry.summary, entry.words) == (finding.PAGE, "Winkels", "Alle winkels.", " winkels alle zoek op kaas wijn")


def test_a_town_is_found_by_its_villages_and_postcodes(tielt, wednesday):
    Alias.objects.create(municipality=tielt.municipality, name="Aarsele")
    finding.refresh([tielt.translation_key], at=wednesday)
    entry = SearchEntry.objects.get(page=tielt.pk)
    assert (entry.kind, entry.municipality, {"tielt", "aarsele"} <= set(entry.words.split())) == (finding.TOWN, tielt.municipality_id, True)


def test_a_rebuild_finds_all_that_is_published_and_forgets_the_rest(tielt):
    make_event(tielt, title="Braderie")
    MunicipalityPage.objects.filter(pk=tielt.pk).update(townline="Stad van de kamelen")
    gone = ShopDirectoryPage.objects.get(locale__language_code="de")
    said = StringIO()
    call_command("rebuild_search", stdout=said)
    assert said.getvalue() == f"{SearchEntry.objects.count()} bladzijden zijn te vinden.\n"
    assert {("nl", "event", "Braderie"), ("nl", "town", "Tielt"), ("fr", "page", "Commerces")} <= known()
    assert "kamelen" in SearchEntry.objects.get(page=tielt.pk).words
    ShopDirectoryPage.objects.filter(pk=gone.pk).update(live=False)
    call_command("rebuild_search", stdout=StringIO())
    assert not SearchEntry.objects.filter(page=gone.pk).exists()


def test_a_rebuild_changes_nothing_where_nothing_changed(tielt, wednesday):
    make_event(tielt, title="Braderie")
    finding.rebuild(at=wednesday)
    before = set(SearchEntry.objects.values_list("pk", "words"))
    finding.rebuild(at=wednesday)
    assert set(SearchEntry.objects.values_list("pk", "words")) == before
