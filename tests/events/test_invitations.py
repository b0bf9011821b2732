""" "Doe je mee?": one mail per shop, once; what is answered opens the shop."""

from datetime import date, time
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageLogEntry

from events import invitations
from events.kinds import Kind, Status
from events.models import EventMoment, EventPage, EventShop
from events.shop_letters import Letters
from events.taking_part import taking_part
from events.tasks import ask
from mail.models import OneTimeLink, OutgoingMail
from municipalities.moderation import NotYours
from shops.models import Shop, ShopText, SpecialOpening
from tests.events.town_with_editors import Editing
from tests.factories.events import make_event, publish
from tests.factories.shops import ShopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]
Answer = EventShop.Answer
TEN_TO_SIX = (time(10), time(18))


@pytest.fixture
def tielt() -> Editing:
    return Editing()


@pytest.fixture
def event(tielt) -> EventPage:
    return make_event(tielt.page, title="Koopzondag", kind=Kind.SUNDAY, email="handel@tielt.example")


@pytest.fixture
def kroon(tielt) -> Shop:
    return ShopFactory(name="De Kroon", municipality=tielt.municipality, email="kroon@winkel.example")


def row_of(event, shop) -> EventShop:
    return EventShop.objects.select_related("event", "shop").get_or_create(event=event, shop=shop)[0]


def asked_by(editing, event, at, commit) -> int:
    with commit(execute=True):
        return invitations.ask_shops(event=event, by=editing.people["editor"], at=at)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def test_each_shop_of_the_town_with_an_address_gets_one_mail(tielt, event, kroon, wednesday, commit, mailoutbox):
    ShopFactory(name="Zonder mail", municipality=tielt.municipality)
    ShopFactory(name="Niet op de site", municipality=tielt.municipality, email="weg@winkel.example", live=False)
    ShopFactory(name="Buur", municipality=Editing("Lo", "32030", "8647").municipality, email="buur@winkel.example")
    assert asked_by(tielt, event, wednesday, commit) == 1
    (mail,) = mailoutbox
    assert (mail.to, mail.reply_to) == (["kroon@winkel.example"], ["handel@tielt.example"])
    assert mail.subject.replace("\xa0", " ") == "Doe je mee? Koopzondag, zondag 6 december 2026, 10 tot 18 u."
    assert "http://localhost:8000/nl/doe-je-mee/" in mail.body and "“De Kroon”" in mail.body
    assert [(row.shop.name, row.answer, row.asked_at) for row in EventShop.objects.all()] == [("De Kroon", Answer.ASKED, wednesday)]


def test_a_second_mail_is_never_sent_but_a_new_shop_gets_its_first(tielt, event, kroon, wednesday, commit, mailoutbox):
    asked_by(tielt, event, wednesday, commit)
    assert asked_by(tielt, event, wednesday, commit) == 0
    ShopFactory(name="Nieuw", municipality=tielt.municipality, email="nieuw@winkel.example")
    assert asked_by(tielt, event, wednesday, commit) == 1
    assert [mail.to for mail in mailoutbox] == [["kroon@winkel.example"], ["nieuw@winkel.example"]]


def test_two_workers_at_once_mail_a_shop_once(event, kroon, wednesday):
    assert [invitations.mail_one(Letters(event, wednesday), kroon) for _worker in range(2)] == [True, False]
    assert OutgoingMail.objects.count() == 1


def test_who_answered_by_another_way_is_not_asked(event, kroon, wednesday):
    invitations.answer(row=row_of(event, kroon), hours=None, at=wednesday)
    assert invitations.mail_everybody(event=event, at=wednesday) == 0


def test_an_address_that_is_none_keeps_nobody_else_from_a_mail(tielt, event, kroon, wednesday):
    Shop.objects.filter(pk=ShopFactory(name="Aap", municipality=tielt.municipality).pk).update(email="geen adres")
    assert invitations.mail_everybody(event=event, at=wednesday) == 2
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["kroon@winkel.example"]


def test_a_shop_that_tells_in_french_alone_reads_french(event, kroon, wednesday):
    ShopText.objects.create(shop=kroon, language="fr", tagline="Du pain")
    invitations.mail_everybody(event=event, at=wednesday)
    assert OutgoingMail.objects.get().language == "fr"
    assert "/fr/doe-je-mee/" in OutgoingMail.objects.get().text


def test_the_database_holds_no_link_and_the_task_no_address(event, kroon, wednesday):
    invitations.mail_everybody(event=event, at=wednesday)
    token = OutgoingMail.objects.get().text.partition("/doe-je-mee/")[2].partition("/")[0]
    link = OneTimeLink.objects.get()
    assert (len(token), link.data) == (43, {"event_shop": EventShop.objects.get().pk})
    assert token not in link.token_hash


@pytest.mark.parametrize("change", [{"status": Status.CANCELLED}, {"live": False}])
def test_for_what_is_called_off_meanwhile_nobody_is_mailed(event, kroon, change):
    if "status" in change:
        event.status = change["status"]
        publish(event)
    else:
        event.unpublish()
    ask.enqueue(event.pk)
    assert not OutgoingMail.objects.exists()


def test_called_off_halfway_the_worker_stops_there(tielt, event, kroon, wednesday, monkeypatch):
    monkeypatch.setattr(invitations, "AT_ONCE", 1)
    ShopFactory(name="Later", municipality=tielt.municipality, email="later@winkel.example")
    mail_one = invitations.mail_one

    def and_then_it_is_called_off(letters, shop):
        event.status = Status.CANCELLED
        publish(event)
        return mail_one(letters, shop)

    monkeypatch.setattr(invitations, "mail_one", and_then_it_is_called_off)
    assert invitations.mail_everybody(event=EventPage.objects.get(pk=event.pk), at=wednesday) == 1
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["kroon@winkel.example"]


def test_what_mails_say_of_the_event_is_asked_once_for_all_shops(tielt, event, kroon, wednesday):
    ShopFactory(name="Nog een", municipality=tielt.municipality, email="nog@winkel.example")
    letters = Letters(event, wednesday)
    shops = list(invitations.to_ask(event).select_related("municipality").prefetch_related("texts"))
    assert invitations.mail_one(letters, shops[0])
    with CaptureQueriesContext(connection) as asked:
        assert invitations.mail_one(letters, shops[1])
    assert [query["sql"] for query in asked if "events_occurrence" in query["sql"] or "wagtailcore" in query["sql"]] == []


def test_who_takes_part_is_counted_in_the_towns_that_take_part(tielt, event, kroon, wednesday):
    invitations.answer(row=row_of(event, kroon), hours=None, at=wednesday)
    EventShop.objects.update(answer=Answer.YES)
    directory = SimpleNamespace(shop_url=lambda shop: "/nl/winkels/tielt/de-kroon/")
    assert (invitations.numbers_of(event).yes, invitations.joining([event.pk])) == (1, {event.pk: 1})
    assert taking_part(event, directory, "nl").count == 1
    kroon.municipality = Editing("Lo", "32030", "8647").municipality
    kroon.save()
    assert (invitations.numbers_of(event).yes, invitations.joining([event.pk])) == (0, {})
    assert taking_part(event, directory, "nl") is None


def test_an_author_and_a_neighbour_cannot_ask(tielt, event, kroon, wednesday):
    neighbour = Editing("Lo", "32030", "8647")
    for user in (tielt.people["author"], neighbour.people["editor"]):
        with pytest.raises(NotYours):
            invitations.ask_shops(event=event, by=user, at=wednesday)
        with pytest.raises(NotYours):
            invitations.answer_by_hand(event=event, shop=kroon, is_yes=True, by=user, at=wednesday)
    assert not EventShop.objects.exists()


def test_an_editor_fills_in_no_answer_for_a_shop_of_another_town(tielt, event, wednesday):
    other = ShopFactory(name="Buur", municipality=Editing("Lo", "32030", "8647").municipality)
    with pytest.raises(NotYours):
        invitations.answer_by_hand(event=event, shop=other, is_yes=True, by=tielt.people["editor"], at=wednesday)
    assert not SpecialOpening.objects.exists()


def test_yes_opens_the_shop_and_no_closes_it_again(event, kroon, wednesday):
    row = row_of(event, kroon)
    (day,) = invitations.days_to_answer(row, wednesday)
    assert invitations.answer(row=row, hours={day.pk: (time(11), time(16))}, at=wednesday) == Answer.YES
    assert Shop.objects.get(pk=kroon.pk).special_hours == "2026 Dec 06 11:00-16:00"
    assert invitations.answer(row=row, hours=None, at=wednesday) == Answer.NO
    assert Shop.objects.get(pk=kroon.pk).special_hours == ""


def test_of_two_days_a_shop_may_take_one(tielt, kroon, wednesday):
    event = make_event(tielt.page, title="Twee", kind=Kind.SUNDAY, days=[date(2026, 12, 6), date(2026, 12, 13)])
    row = row_of(event, kroon)
    first, second = invitations.days_to_answer(row, wednesday)
    invitations.answer(row=row, hours={first.pk: TEN_TO_SIX, second.pk: TEN_TO_SIX}, at=wednesday)
    invitations.answer(row=row, hours={second.pk: TEN_TO_SIX}, at=wednesday)
    assert Shop.objects.get(pk=kroon.pk).special_hours == "2026 Dec 13 10:00-18:00"


def test_no_closes_also_the_days_that_the_link_does_not_ask_for(tielt, kroon, wednesday):
    sundays = [date(2027, month, 7) for month in range(1, 13)]
    event = make_event(tielt.page, title="Veel", kind=Kind.SUNDAY, days=sundays)
    row = row_of(event, kroon)
    invitations.answer(row=row, hours={day.pk: TEN_TO_SIX for day in invitations.days_to_answer(row, wednesday)}, at=wednesday)
    event.moments.add(EventMoment(day=date(2026, 12, 6), begins=time(10), ends=time(18)))
    publish(event)
    invitations.answer(row=row, hours=None, at=wednesday)
    assert not SpecialOpening.objects.exists()
    assert Shop.objects.get(pk=kroon.pk).special_hours == ""


def test_hours_for_a_day_of_another_event_are_not_taken(tielt, event, kroon, wednesday):
    other = make_event(tielt.page, title="Anders", kind=Kind.SUNDAY, days=[date(2026, 12, 20)])
    foreign = invitations.days_to_answer(row_of(other, kroon), wednesday)[0]
    assert invitations.answer(row=row_of(event, kroon), hours={foreign.pk: TEN_TO_SIX}, at=wednesday) == Answer.NO
    assert not SpecialOpening.objects.exists()


def test_for_a_market_yes_is_only_an_answer(tielt, kroon, wednesday):
    market = make_event(tielt.page, title="Markt", kind=Kind.MARKET)
    assert invitations.answer(row=row_of(market, kroon), hours={}, at=wednesday) == Answer.YES
    assert not SpecialOpening.objects.exists()


def test_an_editor_fills_in_yes_at_the_announced_hours_and_the_history_says_who(tielt, event, wednesday):
    shop = ShopFactory(name="Zonder mail", municipality=tielt.municipality)
    invitations.answer_by_hand(event=event, shop=shop, is_yes=True, by=tielt.people["editor"], at=wednesday)
    assert Shop.objects.get(pk=shop.pk).special_hours == "2026 Dec 06 10:00-18:00"
    entry = PageLogEntry.objects.get(action=invitations.ANSWER_BY_HAND)
    assert (entry.user, entry.data) == (tielt.people["editor"], {"shop": shop.pk, "name": "Zonder mail", "answer": "ja"})
    assert str(entry.message) == "Vulde het antwoord in van Zonder mail: doet mee"


def test_the_last_answer_may_come_on_the_day_itself_and_none_after_it(event, kroon, clock):
    row = row_of(event, kroon)
    evening = clock(2026, 12, 6, 23)
    invitations.answer(row=row, hours=None, at=evening)
    with pytest.raises(invitations.TooLate):
        invitations.answer(row=row, hours=None, at=clock(2026, 12, 7, 0, 1))


def test_without_announced_hours_the_usual_ones_are_offered(tielt, kroon, wednesday):
    event = make_event(tielt.page, title="Braderie", kind=Kind.BRADERIE, begins=None, ends=None)
    (day,) = invitations.days_to_answer(row_of(event, kroon), wednesday)
    assert invitations.announced(day) == TEN_TO_SIX


def test_the_numbers_of_the_screen(tielt, event, kroon, wednesday):
    ShopFactory(name="Nog vragen", municipality=tielt.municipality, email="b@winkel.example")
    ShopFactory(name="Zonder mail", municipality=tielt.municipality)
    invitations.mail_one(Letters(event, wednesday), kroon)
    assert invitations.numbers_of(event) == invitations.Numbers(shops=3, to_ask=1, asked=1, without_address=1, yes=0, no=0, waiting=1)
    invitations.answer(row=row_of(event, kroon), hours=None, at=wednesday)
    assert invitations.numbers_of(event) == invitations.Numbers(shops=3, to_ask=1, asked=1, without_address=1, yes=0, no=1, waiting=0)
