"""The days on which shops open follow the published event, and what is called off is taken back and told."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import invitations, keeping
from events.kinds import Change, Kind, Status
from events.models import EventChange, EventPage, EventShop
from mail.models import OutgoingMail
from municipalities.models import SpecialDay
from shops.models import Shop, SpecialOpening
from tests.factories.events import agenda_page, make_event, publish, tell_event, town_page
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]
SUNDAY, NEXT_SUNDAY = date(2026, 12, 6), date(2026, 12, 13)
Answer = EventShop.Answer


@pytest.fixture
def kroon(wednesday) -> Shop:
    return ShopFactory(name="De Kroon", email="kroon@winkel.example")


@pytest.fixture
def tielt(kroon):
    return town_page(kroon.municipality)


def koopzondag(parent, **given) -> EventPage:
    return make_event(parent, **({"title": "Koopzondag", "kind": Kind.SUNDAY} | given))


def says_yes(event, shop, at):
    """At the announced hours, on all days."""
    row, _is_new = EventShop.objects.get_or_create(event=event, shop=shop, defaults={"asked_at": at})
    days = invitations.days_to_answer(row, at)
    return invitations.answer(row=row, hours={day.pk: invitations.announced(day) for day in days}, at=at)


def days():
    return [(row.municipality.name, row.day, row.opens, row.closes, row.kind, row.names) for row in SpecialDay.objects.in_order()]


def mails():
    return [(mail.template, mail.to) for mail in OutgoingMail.objects.order_by("pk")]


def test_a_published_koopzondag_is_a_special_day_of_its_town(tielt):
    koopzondag(tielt)
    assert days() == [("Tielt", SUNDAY, time(10), time(18), "koopzondag", {"nl": "Koopzondag"})]


def test_a_market_and_a_draft_are_none(tielt):
    koopzondag(tielt, title="Markt", kind=Kind.MARKET)
    koopzondag(tielt, title="Concept", published=False)
    assert days() == []


def test_each_day_of_a_braderie_of_a_weekend_counts_and_its_night_is_the_evening_before(tielt):
    koopzondag(tielt, kind=Kind.BRADERIE, begins=time(20), ends=time(2))
    koopzondag(tielt, title="Weekend", kind=Kind.BRADERIE, days=[date(2026, 12, 11)], begins=None, ends=None, until_day=NEXT_SUNDAY)
    assert [(day, opens, closes) for _town, day, opens, closes, *_more in days()] == [
        (SUNDAY, time(20), time(2)),
        (date(2026, 12, 11), None, None),
        (date(2026, 12, 12), None, None),
        (NEXT_SUNDAY, None, None),
    ]


def test_what_runs_on_from_friday_evening_to_sunday_says_no_hours_of_a_day(tielt):
    koopzondag(tielt, kind=Kind.BRADERIE, days=[date(2026, 12, 11)], begins=time(18), ends=time(14), until_day=NEXT_SUNDAY)
    assert [(day, opens, closes) for _town, day, opens, closes, *_more in days()] == [
        (date(2026, 12, 11), None, None),
        (date(2026, 12, 12), None, None),
        (NEXT_SUNDAY, None, None),
    ]


def test_an_event_of_several_towns_is_announced_in_each(tielt):
    lo = MunicipalityFactory(name="Lo", slug="lo", nis="32030", postcodes=["8647"])
    MunicipalityFactory(name="Damme", slug="damme", nis="31006", postcodes=["8340"])
    event = koopzondag(agenda_page(), published=False)
    event.towns.set([tielt.municipality, lo])
    publish(event)
    assert [town for town, *_rest in days()] == ["Lo", "Tielt"]


def test_the_day_is_named_in_the_languages_in_which_the_event_is_told(tielt):
    event = koopzondag(tielt)
    french = tell_event(event, town_page(tielt.municipality, language="fr"), title="Dimanche commerçant")
    assert SpecialDay.objects.get().name_in("fr") == "Dimanche commerçant"
    french.unpublish()
    assert SpecialDay.objects.get().names == {"nl": "Koopzondag"}


def test_publishing_again_changes_nothing_for_who_said_yes(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    publish(event)
    keeping.refill_all(at=wednesday)
    assert SpecialOpening.objects.count() == 1
    assert mails() == []


def test_a_koopzondag_that_is_called_off_is_taken_back_and_who_said_yes_is_told(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.status = Status.CANCELLED
    publish(event)
    assert days() == []
    assert Shop.objects.get(pk=kroon.pk).special_hours == ""
    assert EventShop.objects.get().answer == Answer.ASKED
    assert mails() == [("events/shop_called_off", "kroon@winkel.example")]
    assert "zondag 6\xa0december\xa02026" in OutgoingMail.objects.get().text


def test_publishing_what_is_called_off_once_more_mails_nobody_again(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.status = Status.CANCELLED
    publish(event)
    publish(event)
    assert len(mails()) == 1


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_what_leaves_the_site_is_taken_back_too(tielt, kroon, wednesday, way):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    getattr(event, way)()
    assert days() == []
    assert Shop.objects.get(pk=kroon.pk).special_hours == ""
    assert mails() == [("events/shop_called_off", "kroon@winkel.example")]


def test_who_said_no_or_nothing_is_not_told(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    EventShop.objects.create(event=event, shop=kroon, answer=Answer.NO)
    event.unpublish()
    assert mails() == []


def test_another_day_asks_anew_and_opens_nobody(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.changes = [EventChange(day=SUNDAY, what=Change.MOVED, new_day=NEXT_SUNDAY)]
    publish(event)
    assert [row[1] for row in days()] == [NEXT_SUNDAY]
    assert not SpecialOpening.objects.exists()
    assert EventShop.objects.get().answer == Answer.ASKED
    assert mails() == [("events/shop_moved", "kroon@winkel.example")]
    assert "/nl/doe-je-mee/" in OutgoingMail.objects.get().text


def test_one_day_of_two_that_is_called_off_leaves_the_other(tielt, kroon, wednesday):
    event = koopzondag(tielt, days=[SUNDAY, NEXT_SUNDAY])
    says_yes(event, kroon, wednesday)
    event.changes = [EventChange(day=SUNDAY, what=Change.CANCELLED)]
    publish(event)
    assert Shop.objects.get(pk=kroon.pk).special_hours == "2026 Dec 13 10:00-18:00"
    assert EventShop.objects.get().answer == Answer.YES
    assert mails() == [("events/shop_moved", "kroon@winkel.example")]


def test_other_hours_go_to_who_took_those_announced(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.changes = [EventChange(day=SUNDAY, what=Change.MOVED, new_day=SUNDAY, begins=time(11), ends=time(17))]
    publish(event)
    assert Shop.objects.get(pk=kroon.pk).special_hours == "2026 Dec 06 11:00-17:00"
    assert mails() == []


def test_an_event_that_is_no_koopzondag_any_more_opens_no_shop(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.kind = Kind.MARKET
    publish(event)
    assert days() == []
    assert not SpecialOpening.objects.exists()


def test_a_day_that_is_over_stays_until_the_night(tielt, kroon, wednesday, clock):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    clock(2026, 12, 7, 9)
    publish(event)
    assert [row[1] for row in days()] == [SUNDAY]
    assert mails() == []


def test_refilling_asks_the_same_with_one_and_with_thirty_shops(tielt, wednesday):
    event = koopzondag(tielt)
    says_yes(event, ShopFactory(name="Een"), wednesday)
    before = queries_of(event, wednesday)
    for number in range(30):
        says_yes(event, ShopFactory(name=f"Winkel {number}"), wednesday)
    assert queries_of(event, wednesday) == before


def queries_of(event, at) -> int:
    fresh = EventPage.objects.get(pk=event.pk)
    with CaptureQueriesContext(connection) as asked:
        keeping.refill(fresh, at=at)
    return len(asked)
