"""The demo's agenda: there from the first day on, and not only for a week."""

from datetime import date, timedelta

import pytest

from events.kinds import Kind, Status
from events.models import EventPage, Occurrence
from home.demo.draws import content
from home.demo.events import load_events, moment_of
from tests.factories.events import agenda_page, town_page
from tests.factories.municipalities import MunicipalityFactory

TODAY = date(2026, 11, 25)


def test_there_are_about_sixty_of_every_kind():
    told = content("events")
    assert (len(told), {event["kind"] for event in told}) == (62, set(Kind.values))


@pytest.mark.parametrize("days", range(7))
def test_a_demo_is_never_empty_whatever_day_it_is(days):
    today = TODAY + timedelta(days=days)
    weekly = [moment_of(event["when"], TODAY).day.weekday() for event in content("events") if event["when"].get("every") == "week"]
    assert today.weekday() in weekly
    assert any(moment_of(event["when"], today).day == today for event in content("events"))


@pytest.mark.django_db
def test_loading_publishes_what_has_a_page_in_its_languages_and_loading_again_adds_nothing(wednesday, laid_out):
    town = MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")
    parents = [town_page(town), town_page(town, language="fr"), agenda_page()]
    assert all(parents)
    told = [event for event in content("events") if event["town"] in {"tielt", ""}]
    assert load_events(wednesday) == len(told)
    dutch = EventPage.objects.live().filter(locale__language_code="nl")
    assert set(dutch.values_list("title", flat=True)) == {event["title"] for event in told}
    french = EventPage.objects.live().filter(locale__language_code="fr")
    assert set(french.values_list("title", flat=True)) == {event["fr"][0] for event in told if "fr" in event}
    assert set(dutch.values_list("is_demo", flat=True)) == {True}
    assert set(Occurrence.objects.values_list("status", flat=True)) == {Status.PLANNED}
    market = dutch.get(title="Wekelijkse markt")
    assert (market.place, market.postcode, market.occurrences.in_order()[0].first_day) == ("Tielt", "8700", date(2026, 11, 26))
    assert load_events(wednesday + timedelta(days=3)) == 0
