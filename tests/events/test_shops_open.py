"""The days on which shops open follow the published event, and what is called off is taken back and told."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import invitations, keeping, lost_answers
from events.kinds import Change, Kind, Status
from events.models import EventChange, EventMoment, EventPage, EventShop, LostAnswer
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


def told(at):
    """What the worker mails now: (which mail, to whom)."""
    lost_answers.tell_due(at=at)
    return mails()


def days():
    return [(row.municipality.name, row.day, row.opens, row.closes, row.kind, row.names) for row in SpecialDay.objects.in_order()]


def mails():
    """Also those of before."""
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
    assert told(wednesday) == []


def test_a_koopzondag_that_is_called_off_is_taken_back_and_who_said_yes_is_told(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.status = Status.CANCELLED
    publish(event)
    assert days() == []
    assert Shop.objects.get(pk=kroon.pk).special_hours == ""
    assert EventShop.objects.get().answer == Answer.ASKED
    assert told(wednesday) == [("events/shop_called_off", "kroon@winkel.example")]
    assert "zondag 6\xa0december\xa02026" in OutgoingMail.objects.get().text


def test_publishing_what_is_called_off_once_more_mails_nobody_again(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.status = Status.CANCELLED
    publish(event)
    publish(event)
    assert len(told(wednesday)) == 1
    assert len(told(wednesday)) == 1


def test_what_is_deleted_is_taken_back_and_told_though_it_is_gone(tielt, kroon, wednesday):
    event = koopzondag(tielt, email="handel@tielt.example")
    says_yes(event, kroon, wednesday)
    event.delete()
    assert days() == []
    assert Shop.objects.get(pk=kroon.pk).special_hours == ""
    assert told(wednesday) == [("events/shop_called_off", "kroon@winkel.example")]
    mail = OutgoingMail.objects.get()
    assert (mail.subject, mail.reply_to) == ("Gaat niet door: Koopzondag", "handel@tielt.example")


def test_what_leaves_the_site_opens_nobody_and_mails_nobody_for_a_day(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.unpublish()
    assert days() == []
    assert Shop.objects.get(pk=kroon.pk).special_hours == ""
    assert told(wednesday + timedelta(hours=23)) == []
    assert told(wednesday + timedelta(hours=24)) == [("events/shop_called_off", "kroon@winkel.example")]
    assert EventShop.objects.get().answer == Answer.ASKED


def test_what_comes_back_within_a_day_is_as_it_was_and_mails_nobody(tielt, kroon, wednesday):
    own = ShopFactory(name="Eigen uren", email="eigen@winkel.example")
    event = koopzondag(tielt, days=[SUNDAY, NEXT_SUNDAY])
    says_yes(event, kroon, wednesday)
    row = EventShop.objects.create(event=event, shop=own)
    invitations.answer(row=row, hours={invitations.days_to_answer(row, wednesday)[0].pk: (time(14), time(16))}, at=wednesday)
    event.unpublish()
    publish(EventPage.objects.get(pk=event.pk))
    assert Shop.objects.get(pk=kroon.pk).special_hours == "2026 Dec 06 10:00-18:00, 2026 Dec 13 10:00-18:00"
    assert Shop.objects.get(pk=own.pk).special_hours == "2026 Dec 06 14:00-16:00"
    assert set(EventShop.objects.values_list("answer", flat=True)) == {Answer.YES}
    assert told(wednesday + timedelta(days=2)) == []


def test_what_comes_back_at_other_hours_takes_along_who_took_those_announced(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.unpublish()
    event = EventPage.objects.get(pk=event.pk)
    event.changes = [EventChange(day=SUNDAY, what=Change.MOVED, new_day=SUNDAY, begins=time(11), ends=time(17))]
    publish(event)
    assert Shop.objects.get(pk=kroon.pk).special_hours == "2026 Dec 06 11:00-17:00"


def test_what_comes_back_on_another_day_asks_anew_at_once(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.unpublish()
    event = EventPage.objects.get(pk=event.pk)
    event.changes = [EventChange(day=SUNDAY, what=Change.MOVED, new_day=NEXT_SUNDAY)]
    publish(event)
    assert not SpecialOpening.objects.exists()
    assert EventShop.objects.get().answer == Answer.ASKED
    assert told(wednesday) == [("events/shop_moved", "kroon@winkel.example")]


def test_what_is_near_is_told_within_the_hour(tielt, kroon, clock):
    saturday = clock(2026, 12, 5, 9)
    event = koopzondag(tielt)
    says_yes(event, kroon, saturday)
    event.unpublish()
    assert told(saturday + timedelta(minutes=59)) == []
    assert len(told(saturday + timedelta(hours=1))) == 1


def test_of_what_is_over_when_it_would_be_told_nobody_hears(tielt, kroon, wednesday, clock):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.unpublish()
    assert told(clock(2026, 12, 7)) == []
    assert not LostAnswer.objects.exists()


def test_who_said_no_or_nothing_is_not_told(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    EventShop.objects.create(event=event, shop=kroon, answer=Answer.NO)
    event.delete()
    assert told(wednesday) == []


def test_who_says_no_meanwhile_stays_closed_when_the_day_comes_back(tielt, kroon, wednesday):
    event = koopzondag(tielt, days=[SUNDAY, NEXT_SUNDAY])
    says_yes(event, kroon, wednesday)
    event.changes = [EventChange(day=SUNDAY, what=Change.CANCELLED)]
    publish(event)
    invitations.answer(row=EventShop.objects.select_related("event", "shop").get(), hours=None, at=wednesday)
    event.changes = []
    publish(event)
    assert Shop.objects.get(pk=kroon.pk).special_hours == ""
    assert told(wednesday) == []


def test_another_day_asks_anew_and_opens_nobody(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.changes = [EventChange(day=SUNDAY, what=Change.MOVED, new_day=NEXT_SUNDAY)]
    publish(event)
    assert [row[1] for row in days()] == [NEXT_SUNDAY]
    assert not SpecialOpening.objects.exists()
    assert (EventShop.objects.get().answer, EventShop.objects.get().asked_at) == (Answer.ASKED, wednesday)
    assert told(wednesday) == [("events/shop_moved", "kroon@winkel.example")]
    assert "/nl/doe-je-mee/" in OutgoingMail.objects.get().text


def test_one_day_of_two_that_is_called_off_leaves_the_other(tielt, kroon, wednesday):
    event = koopzondag(tielt, days=[SUNDAY, NEXT_SUNDAY])
    says_yes(event, kroon, wednesday)
    event.changes = [EventChange(day=SUNDAY, what=Change.CANCELLED)]
    publish(event)
    assert Shop.objects.get(pk=kroon.pk).special_hours == "2026 Dec 13 10:00-18:00"
    assert EventShop.objects.get().answer == Answer.YES
    assert told(wednesday) == [("events/shop_moved", "kroon@winkel.example")]


def test_other_hours_go_to_who_took_those_announced(tielt, kroon, wednesday):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.changes = [EventChange(day=SUNDAY, what=Change.MOVED, new_day=SUNDAY, begins=time(11), ends=time(17))]
    publish(event)
    assert Shop.objects.get(pk=kroon.pk).special_hours == "2026 Dec 06 11:00-17:00"
    assert told(wednesday) == []


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
    assert not LostAnswer.objects.exists()


def test_refilling_asks_the_same_with_one_and_with_thirty_shops(tielt, wednesday):
    event = koopzondag(tielt)
    says_yes(event, ShopFactory(name="Een"), wednesday)
    before = queries_of(event, wednesday)
    for number in range(30):
        says_yes(event, ShopFactory(name=f"Winkel {number}"), wednesday)
    assert queries_of(event, wednesday) == before


def test_publishing_another_day_asks_the_same_with_one_and_with_thirty_shops_and_mails_in_the_worker(tielt, wednesday):
    event = koopzondag(tielt)
    says_yes(event, ShopFactory(name="Een", email="een@winkel.example"), wednesday)
    before = queries_to_move(event, SUNDAY, NEXT_SUNDAY)
    assert len(told(wednesday)) == 1
    for number in range(30):
        says_yes(event, ShopFactory(name=f"Winkel {number}", email=f"w{number}@winkel.example"), wednesday)
    says_yes(event, Shop.objects.get(name="Een"), wednesday)
    assert queries_to_move(event, NEXT_SUNDAY, SUNDAY) == before
    assert len(mails()) == 1
    assert len(told(wednesday)) == 1 + 31


def queries_to_move(event, day, new_day) -> int:
    EventMoment.objects.filter(page=event, day=day).update(day=new_day)
    fresh = EventPage.objects.get(pk=event.pk)
    with CaptureQueriesContext(connection) as asked:
        keeping.refill(fresh, at=timezone.now())
    return len(asked)


def test_a_killed_worker_goes_on_where_it_was_and_two_tell_once(tielt, kroon, wednesday, monkeypatch):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.delete()
    (stale,) = lost_answers.due(wednesday)
    assert len(told(wednesday)) == 1
    assert lost_answers.Telling(None, [stale], wednesday).tell() == 0
    assert len(mails()) == 1


def test_the_task_is_asked_for_when_the_change_is_through(tielt, kroon, wednesday, django_capture_on_commit_callbacks, mailoutbox):
    event = koopzondag(tielt)
    says_yes(event, kroon, wednesday)
    event.status = Status.CANCELLED
    with django_capture_on_commit_callbacks(execute=True):
        publish(event)
        assert mails() == []
    assert [mail.to for mail in mailoutbox] == [["kroon@winkel.example"]]


# -- what opens no shop


@pytest.fixture
def walk(tielt, kroon, wednesday) -> EventPage:
    """De Kroon takes part."""
    event = koopzondag(tielt, title="Wandeling", kind=Kind.WALK, days=[SUNDAY, NEXT_SUNDAY])
    says_yes(event, kroon, wednesday)
    return event


def text_of_mail() -> str:
    return OutgoingMail.objects.latest("pk").text.replace("\xa0", " ")


def test_a_walk_that_is_called_off_is_told_to_who_takes_part(walk, wednesday):
    walk.status = Status.CANCELLED
    publish(walk)
    publish(walk)
    assert told(wednesday) == [("events/shop_called_off", "kroon@winkel.example")]
    assert "zondag 6 december 2026" in text_of_mail() and "uren" not in text_of_mail()
    assert EventShop.objects.get().answer == Answer.ASKED


def test_a_walk_on_other_days_is_told_and_asks_anew(walk, wednesday):
    walk.moments.update(day=date(2027, 1, 3))
    walk.moments = [EventMoment(day=date(2027, 1, 3))]
    publish(walk)
    assert told(wednesday) == [("events/shop_moved", "kroon@winkel.example")]
    assert "Doe je dan mee?" in text_of_mail() and "uren" not in text_of_mail().partition("Dag,")[2]
    assert EventShop.objects.get().answer == Answer.ASKED


def test_a_walk_of_which_one_day_goes_is_told_and_the_answer_stands(walk, wednesday):
    walk.changes = [EventChange(day=SUNDAY, what=Change.CANCELLED)]
    publish(walk)
    assert EventShop.objects.get().answer == Answer.YES
    assert told(wednesday) == [("events/shop_moved", "kroon@winkel.example")]


def test_a_walk_that_comes_back_within_a_day_keeps_who_takes_part(walk, wednesday):
    walk.unpublish()
    publish(EventPage.objects.get(pk=walk.pk))
    assert EventShop.objects.get().answer == Answer.YES
    assert told(wednesday + timedelta(days=2)) == []


def test_a_walk_that_is_over_is_told_to_nobody_when_it_leaves_the_site(walk, clock):
    clock(2026, 12, 20)
    walk.unpublish()
    assert not LostAnswer.objects.exists()
    assert EventShop.objects.get().answer == Answer.YES


def test_who_takes_part_in_a_walk_that_becomes_a_koopzondag_is_asked_anew(walk, wednesday):
    walk.kind = Kind.SUNDAY
    publish(walk)
    assert EventShop.objects.get().answer == Answer.ASKED
    assert told(wednesday) == [("events/shop_moved", "kroon@winkel.example")]


@pytest.mark.parametrize("kind", [Kind.SUNDAY, Kind.WALK])
def test_where_a_town_takes_part_no_more_its_shops_are_told_and_not_asked(tielt, kroon, wednesday, kind):
    lo = MunicipalityFactory(name="Lo", slug="lo", nis="32030", postcodes=["8647"])
    event = koopzondag(agenda_page(), kind=kind, published=False)
    event.towns.set([tielt.municipality, lo])
    publish(event)
    event = EventPage.objects.get(pk=event.pk)
    says_yes(event, kroon, wednesday)
    event.towns.set([lo])
    publish(event)
    assert told(wednesday) == [("events/shop_called_off", "kroon@winkel.example")]


def queries_of(event, at) -> int:
    fresh = EventPage.objects.get(pk=event.pk)
    with CaptureQueriesContext(connection) as asked:
        keeping.refill(fresh, at=at)
    return len(asked)
