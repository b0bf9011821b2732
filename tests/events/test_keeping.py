"""The rows of the agenda follow the published events."""

from datetime import UTC, date, datetime, time

import pytest
from wagtail.models import Locale

from events import keeping
from events.kinds import Change, Repeats, Status
from events.models import EventChange, EventMoment, EventPage, EventTown, Occurrence
from home.models import HomePage, MunicipalityPage
from tests.factories.municipalities import MunicipalityFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def town(page_root):
    town = MunicipalityFactory(name="Tielt")
    return page_root.add_child(instance=MunicipalityPage(title="Tielt", slug="tielt", municipality=town))


@pytest.fixture
def page_root():
    from wagtail.models import Page

    locale = Locale.objects.get_or_create(language_code="nl")[0]
    return Page.get_first_root_node().add_child(instance=HomePage(title="Voorpagina", slug="voor", locale=locale))


def event(parent, *, days=(date(2026, 12, 6),), repeats=Repeats.NOT, **facts):
    page = EventPage(title="Braderie", slug="braderie", live=False, **facts)
    page.moments = [EventMoment(day=day, begins=time(10), ends=time(18), repeats=repeats) for day in days]
    return parent.add_child(instance=page)


def publish(page):
    page.save_revision().publish()


def test_publishing_an_event_puts_it_in_the_agenda_of_its_town(town):
    page = event(town, days=[date(2026, 12, 6), date(2026, 12, 13)])
    assert not Occurrence.objects.exists()
    publish(page)
    assert [row.first_day for row in Occurrence.objects.in_town(town.municipality).in_order()] == [date(2026, 12, 6), date(2026, 12, 13)]


def test_what_is_taken_back_leaves_the_agenda(town):
    page = event(town)
    publish(page)
    EventPage.objects.get().unpublish()
    assert not Occurrence.objects.exists()
    assert not EventTown.objects.exists()


def test_a_draft_changes_nothing_until_it_is_published(town):
    page = event(town)
    publish(page)
    page.status = Status.CANCELLED
    revision = page.save_revision()
    assert [row.status for row in Occurrence.objects.all()] == [Status.PLANNED]
    revision.publish()
    assert [row.status for row in Occurrence.objects.all()] == [Status.CANCELLED]


def test_one_day_of_several_can_be_cancelled(town):
    page = event(town, repeats=Repeats.WEEKLY)
    page.moments.first().repeats_until = date(2026, 12, 20)
    page.changes = [EventChange(day=date(2026, 12, 13), what=Change.CANCELLED)]
    publish(page)
    assert [row.status for row in Occurrence.objects.in_order()[:3]] == [Status.PLANNED, Status.CANCELLED, Status.PLANNED]


def test_a_later_publication_has_a_higher_number_for_the_calendars_that_follow_it(town, time_machine):
    time_machine.move_to(AT, tick=False)
    publish(event(town))
    time_machine.move_to(AT.replace(hour=13), tick=False)
    publish(EventPage.objects.get())
    assert EventPage.objects.get().sequence == 3600


def test_the_night_moves_the_window_along_and_writes_nothing_that_stays_the_same(town):
    publish(event(town))
    known = list(Occurrence.objects.values_list("pk", flat=True))
    assert keeping.refill_all(at=AT) == 1
    assert list(Occurrence.objects.values_list("pk", flat=True)) == known
    keeping.refill_all(at=AT.replace(year=2028))
    assert not Occurrence.objects.exists(), "more than a year ago"


def test_one_event_that_cannot_be_told_keeps_no_other_from_moving_along(town, monkeypatch, caplog):
    for _event in range(2):
        page = event(town)
        page.slug = f"braderie-{_event}"
        publish(page)
    refill, seen = keeping.refill, []

    def fails_once(page, *, at):
        seen.append(page.pk)
        if len(seen) == 1:
            raise IndexError
        return refill(page, at=at)

    monkeypatch.setattr(keeping, "refill", fails_once)
    assert keeping.refill_all(at=AT) == len(seen) == 2
    assert f"event {seen[0]} was not moved along" in caplog.text


def test_an_event_of_the_whole_province_is_on_in_every_town_of_today(town, page_root):
    from events.models import AgendaPage

    kortrijk = MunicipalityFactory(name="Kortrijk")
    MunicipalityFactory(name="Meulebeke", successor=town.municipality)
    agenda = page_root.add_child(instance=AgendaPage(title="Agenda", slug="agenda"))
    publish(event(agenda))
    assert set(EventTown.objects.values_list("municipality__name", flat=True)) == {"Tielt", "Kortrijk"}
    assert Occurrence.objects.in_town(kortrijk).count() == 1
