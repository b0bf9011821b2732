"""Last year's event once more: everything that stays, on the days that it would have now."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from events import copying
from events.kinds import Change, Repeats, Status, Stock
from events.models import EventChange, EventMoment, EventPage, EventShop, Occurrence
from municipalities.moderation import NotYours
from tests.events.town_with_editors import Editing, edit
from tests.factories.events import make_event
from tests.factories.shops import ShopFactory

BRUSSELS = ZoneInfo("Europe/Brussels")
AT = datetime(2026, 11, 25, 11, 40, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("day", "year", "becomes"),
    [
        (date(2026, 12, 6), 2027, date(2027, 12, 5)),  # the first Sunday
        (date(2026, 3, 1), 2027, date(2027, 3, 7)),  # the first Sunday, though 364 days later is another month
        (date(2026, 5, 31), 2027, date(2027, 5, 30)),  # a fifth Sunday becomes the last
        (date(2028, 2, 29), 2029, date(2029, 2, 27)),  # a fifth Tuesday
        (date(2026, 12, 31), 2027, date(2027, 12, 30)),
    ],
)
def test_a_day_keeps_its_weekday_and_its_place_in_the_month(day, year, becomes):
    assert copying.same_weekday(day, year) == becomes


@pytest.mark.parametrize(
    ("repeats", "own_rule", "becomes"),
    [
        (Repeats.WEEKLY, "", (date(2027, 12, 5), date(2027, 12, 19), "")),
        (Repeats.MONTHLY_DATE, "", (date(2027, 12, 6), date(2027, 12, 20), "")),
        (Repeats.OWN, "FREQ=DAILY;UNTIL=20261220T235959", (date(2027, 12, 5), date(2027, 12, 19), "FREQ=DAILY;UNTIL=20271219T235959")),
    ],
)
def test_what_comes_back_goes_on_coming_back(repeats, own_rule, becomes):
    moment = EventMoment(day=date(2026, 12, 6), repeats=repeats, repeats_until=date(2026, 12, 20), own_rule=own_rule)
    copying.move(moment, date(2027, 12, 5) - date(2026, 12, 6), 2027)
    assert (moment.day, moment.repeats_until, moment.own_rule) == becomes


@pytest.mark.django_db
@pytest.mark.usefixtures("site_tree", "wednesday")
class TestCopies:
    @pytest.fixture
    def tielt(self) -> Editing:
        return Editing()

    def test_everything_stays_but_what_was_of_that_year(self, tielt):
        facts = {"venue": "Markt", "price": "Gratis", "is_free": True, "status": Status.MOVED, "status_note": "Wind", "stock": Stock.NONE}
        facts |= {
            "stock_note": "Alles weg",
            "licence_number": "2025/9",
            "qualifying_question": "Hoeveel?",
            "source_ref": "uit-1",
            "has_prize_by_lot": True,
        }
        change = EventChange(day=date(2025, 12, 6), what=Change.FULL)
        event = make_event(
            tielt.page, title="Braderie 2025", days=[date(2025, 12, 6), date(2025, 12, 7)], until_day=None, changes=[change], expire_at=AT, **facts
        )
        EventShop.objects.create(event=event, shop=ShopFactory(municipality=tielt.municipality), answer=EventShop.Answer.YES)
        made = copying.once_more(event=event, by=tielt.people["author"], at=AT)
        made = EventPage.objects.get(pk=made.pk)
        assert (made.title, made.draft_title, made.slug, made.live, made.owner) == (
            "Braderie 2026",
            "Braderie 2026",
            "braderie-2026",
            False,
            tielt.people["author"],
        )
        assert [(moment.day, moment.begins) for moment in made.moments.all()] == [(date(2026, 12, 5), time(10)), (date(2026, 12, 6), time(10))]
        assert (made.venue, made.price, made.is_free, made.qualifying_question) == ("Markt", "Gratis", True, "Hoeveel?")
        assert (made.status, made.status_note, made.stock, made.stock_note, made.licence_number) == (Status.PLANNED, "", Stock.UNKNOWN, "", "")
        assert (made.source_ref, made.expire_at, made.changes.count(), made.event_shops.count()) == ("", None, 0, 0)
        assert made.get_parent().pk == tielt.page.pk
        assert made.translation_key != event.translation_key
        draft = made.get_latest_revision_as_object()
        assert (draft.title, draft.slug, [moment.day for moment in draft.moments.all()]) == (
            "Braderie 2026",
            "braderie-2026",
            [date(2026, 12, 5), date(2026, 12, 6)],
        )
        event.refresh_from_db()
        assert (event.title, event.moments.first().day, event.status, event.live) == ("Braderie 2025", date(2025, 12, 6), Status.MOVED, True)
        assert set(Occurrence.objects.values_list("event", flat=True)) <= {event.pk}

    def test_of_what_is_still_to_come_it_is_next_years(self, tielt):
        event = make_event(tielt.page, slug="kerstmarkt")
        assert copying.once_more(event=event, by=tielt.people["editor"], at=AT).slug == "kerstmarkt-2027"
        assert copying.once_more(event=event, by=tielt.people["editor"], at=AT).slug == "kerstmarkt-2027-2"

    def test_of_what_is_long_past_it_is_the_first_that_is_to_come(self, tielt):
        event = make_event(tielt.page, days=[date(2019, 3, 3)], slug="jaarmarkt-2019")
        made = copying.once_more(event=event, by=tielt.people["editor"], at=AT)
        assert (made.slug, made.moments.get().day) == ("jaarmarkt-2027", date(2027, 3, 7))

    def test_one_click_makes_it_and_opens_its_form(self, tielt):
        event = make_event(tielt.page, venue="Markt")
        address = f"/admin/acties/{event.pk}/nog-eens/"
        asked = tielt.author.get(address)
        assert "De eerste dag wordt zondag 5 december 2027" in asked.content.decode().replace("\xa0", " ")
        assert EventPage.objects.count() == 1
        answer = tielt.author.post(address)
        made = EventPage.objects.exclude(pk=event.pk).get()
        assert answer["Location"] == edit(made)
        assert tielt.author.get(edit(made)).status_code == 200

    def test_nobody_copies_an_event_of_another_town(self, tielt):
        event = make_event(Editing("Kortrijk", "34022", "8500").page)
        assert tielt.editor.get(f"/admin/acties/{event.pk}/nog-eens/").status_code == 302
        tielt.editor.post(f"/admin/acties/{event.pk}/nog-eens/")
        with pytest.raises(NotYours):
            copying.once_more(event=event, by=tielt.people["editor"], at=AT)
        assert EventPage.objects.count() == 1
