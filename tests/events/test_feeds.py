"""The agenda in a calendar and in a reader of news, read back by other people's programs. It is Wednesday 25 November 2026, 11.40 in Brussels."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from events.kinds import Change, Kind, Repeats
from events.models import EventChange, EventPage, EventShop, Occurrence
from tests.factories.events import make_event, publish, tell_event, town_page
from tests.factories.many_events import many_events
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

SITE = settings.WAGTAILADMIN_BASE_URL
CALENDAR, NEWS = "/nl/agenda/agenda.ics", "/nl/agenda/atom.xml"
BRUSSELS = ZoneInfo("Europe/Brussels")
SUNDAY = date(2026, 12, 6)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def tielt(wednesday, laid_out):
    return town_page(MunicipalityFactory(name="Tielt", slug="tielt"))


def read(client, address=CALENDAR, **params) -> Calendar:
    answer = client.get(address, params)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content)


def told(calendar: Calendar) -> list[tuple]:
    """(name, begin, end) of each, as another program reads them, in UTC or as days."""
    found = recurring_ical_events.of(calendar, keep_recurrence_attributes=True).between(date(2026, 1, 1), date(2028, 12, 31))
    return sorted((str(event["SUMMARY"]), in_utc(event["DTSTART"].dt), in_utc(event["DTEND"].dt)) for event in found)


def in_utc(moment):
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def news(client, address=NEWS, **params):
    answer = client.get(address, params)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)


def test_a_calendar_reads_the_hours_of_brussels_through_both_changes_of_the_clock(tielt, client):
    days = [date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 30), date(2027, 10, 31)]
    make_event(tielt, title="Markt", days=days, begins=time(1, 30), ends=time(4))
    assert told(read(client)) == [
        ("Markt", datetime(2027, 3, 27, 0, 30, tzinfo=UTC), datetime(2027, 3, 27, 3, 0, tzinfo=UTC)),
        ("Markt", datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2027, 3, 28, 2, 0, tzinfo=UTC)),
        ("Markt", datetime(2027, 10, 29, 23, 30, tzinfo=UTC), datetime(2027, 10, 30, 2, 0, tzinfo=UTC)),
        ("Markt", datetime(2027, 10, 30, 23, 30, tzinfo=UTC), datetime(2027, 10, 31, 3, 0, tzinfo=UTC)),
    ]
    assert [str(zone["TZID"]) for zone in read(client).walk("VTIMEZONE")] == ["Europe/Brussels"]


def test_what_is_read_back_is_what_is_on(tielt, client):
    make_event(tielt, title="Markt", days=[SUNDAY], begins=time(9), ends=time(12), repeats=Repeats.WEEKLY, repeats_until=date(2027, 12, 31))
    make_event(tielt, title="Bal", days=[date(2026, 12, 31)], begins=time(21), ends=time(2))
    make_event(tielt, title="Beurs", days=[SUNDAY], until_day=SUNDAY + timedelta(days=2), begins=None, ends=None)
    rows = Occurrence.objects.select_related("event")
    days = {row.pk: (row.first_day, row.last_day + timedelta(days=1)) for row in rows if row.all_day}
    assert told(read(client)) == sorted((row.event.title, *days.get(row.pk, (row.starts_at, row.ends_at))) for row in rows)
    assert len(rows) == 58


def test_a_calendar_follows_the_question_of_its_address(tielt, client):
    make_event(tielt, title="Markt", kind=Kind.MARKET, days=[SUNDAY])
    make_event(tielt, title="Braderie", kind=Kind.BRADERIE, days=[date(2026, 11, 28)])
    assert [name for name, *_ in told(read(client, soort="markt"))] == ["Markt"]
    assert [name for name, *_ in told(read(client, "/nl/agenda/tielt/agenda.ics", wanneer="weekend"))] == ["Braderie"]
    assert told(read(client, "/nl/agenda/tielt/agenda.ics", prijs="gratis")) == []
    assert client.get("/nl/agenda/gent/agenda.ics").status_code == 404
    calendar = read(client, "/nl/agenda/tielt/agenda.ics", soort="markt")
    assert str(calendar["X-WR-CALNAME"]) == "Ik koop lokaal: Markten · Tielt"
    assert str(calendar["URL"]) == f"{SITE}/nl/agenda/tielt/?soort=markt"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)


def test_what_is_called_off_stays_as_called_off_under_the_same_name(tielt, client):
    event = make_event(tielt, title="Koopavond", days=[SUNDAY, SUNDAY + timedelta(days=7)])
    before = {str(one["UID"]): str(one["STATUS"]) for one in read(client).walk("VEVENT")}
    event.changes = [EventChange(day=SUNDAY, what=Change.CANCELLED)]
    publish(event)
    after = {str(one["UID"]): str(one["STATUS"]) for one in read(client).walk("VEVENT")}
    assert (list(before.values()), list(after.values())) == (["CONFIRMED", "CONFIRMED"], ["CANCELLED", "CONFIRMED"])
    assert list(before) == list(after)


def test_what_is_moved_keeps_its_name_and_what_was_over_this_morning_is_still_there(tielt, client):
    event = make_event(tielt, title="Markt", days=[date(2026, 11, 25)], begins=time(6), ends=time(8))
    (before,) = read(client).walk("VEVENT")
    event.changes = [EventChange(day=date(2026, 11, 25), what=Change.MOVED, new_day=SUNDAY)]
    publish(event)
    (after,) = read(client).walk("VEVENT")
    assert str(before["UID"]) == str(after["UID"])
    assert (before["DTSTART"].dt.date(), after["DTSTART"].dt.date()) == (date(2026, 11, 25), SUNDAY)


def test_a_calendar_that_has_it_already_is_told_so(tielt, client, clock):
    event = make_event(tielt, title="Markt", days=[SUNDAY])
    first = client.get(CALENDAR)
    clock(2026, 11, 25, 18, 0)
    assert first["Last-Modified"] == "Wed, 25 Nov 2026 10:40:00 GMT"
    again = client.get(CALENDAR, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    event.title = "Grote markt"
    publish(event)
    assert client.get(CALENDAR, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.get(NEWS).content == client.get(NEWS).content
    assert client.get(NEWS, headers={"If-None-Match": client.get(NEWS)["ETag"]}).status_code == 304


def test_what_is_taken_back_is_gone_for_whoever_asks_by_date_too(tielt, client):
    make_event(tielt, title="Markt", days=[SUNDAY])
    first = client.get(CALENDAR)
    EventPage.objects.get().unpublish()
    again = client.get(CALENDAR, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (again.status_code, told(Calendar.from_ical(again.content))) == (200, [])


def test_a_feed_is_kept_until_midnight_at_most_and_sets_no_cookie(tielt, client, clock):
    clock(2026, 11, 25, 23, 59)
    answer = client.get(CALENDAR)
    assert (answer["Cache-Control"], answer.cookies) == ("public, s-maxage=60", {})
    assert answer["X-Robots-Tag"] == "noindex"


def test_feeds_leave_packed(tielt, client):
    make_event(tielt, title="Markt", days=[SUNDAY])
    for address in (CALENDAR, NEWS):
        assert client.get(address, headers={"Accept-Encoding": "br"})["Content-Encoding"] == "br"


def test_a_feed_costs_the_same_for_one_event_and_for_three_hundred(tielt, wednesday, client):
    make_event(tielt, title="Een", days=[SUNDAY])
    few = [queries(client, address) for address in (CALENDAR, NEWS, "/fr/agenda/agenda.ics")]
    many_events([tielt], 300, at=wednesday, day=lambda place: SUNDAY, repeats_until=date(2026, 12, 13))
    assert [queries(client, address) for address in (CALENDAR, NEWS, "/fr/agenda/agenda.ics")] == few
    assert max(few) <= 12
    assert len(read(client).walk("VEVENT")) == 601
    assert len(news(client).findall("a:entry", ATOM)) == 100


@pytest.fixture
def small(monkeypatch):
    """A feed that holds 30 times, and of what comes back 4 each before it gives way."""
    for name in ("events.answering", "events.asking"):
        monkeypatch.setattr(f"{name}.MOST_IN_FEED", 30)


def test_weekly_markets_do_not_push_out_what_is_once(small, tielt, wednesday, client, visit):
    many_events([tielt], 5, at=wednesday, day=lambda place: SUNDAY, repeats_until=date(2027, 12, 31))
    make_event(tielt, title="Bal", days=[date(2028, 6, 3)])
    make_event(tielt, title="Toneel", days=[date(2028, 1, 1) + timedelta(days=number) for number in range(6)])
    calendar = read(client)
    counted = Counter(str(one["SUMMARY"]) for one in calendar.walk("VEVENT"))
    assert counted == {"Feest 0": 5, "Feest 1": 5, "Feest 2": 5, "Feest 3": 4, "Feest 4": 4, "Toneel": 6, "Bal": 1}
    assert [one["DTSTART"].dt for one in calendar.walk("VEVENT")] == sorted(one["DTSTART"].dt for one in calendar.walk("VEVENT"))
    assert str(calendar["X-WR-CALDESC"]) == "Van wat telkens terugkomt, staan minstens de eerste 4 keer hierin. De rest volgt vanzelf."
    assert "wat nog ver weg is, komt er later vanzelf bij" in visit("/nl/agenda/").text(".subscribe > p")


def test_a_feed_that_is_full_says_until_when_it_holds_all(small, tielt, wednesday, client):
    many_events([tielt], 40, at=wednesday, day=lambda place: SUNDAY + timedelta(days=place))
    calendar = read(client)
    assert len(calendar.walk("VEVENT")) == 30
    assert str(calendar["X-WR-CALDESC"]) == "Hier staat alles in tot en met maandag 4\xa0januari\xa02027. Wat later komt, volgt vanzelf."


def test_a_feed_that_holds_all_says_nothing_of_it(small, tielt, wednesday, client, visit):
    many_events([tielt], 5, at=wednesday, day=lambda place: SUNDAY, repeats_until=date(2027, 1, 10))
    assert (len(read(client).walk("VEVENT")), "X-WR-CALDESC" in read(client)) == (30, False)
    assert visit("/nl/agenda/").text(".subscribe > p").endswith("Precies wat je hier nu koos.")


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as context:
        assert client.get(address).status_code == 200
    return len(context)


def test_a_reader_gets_one_entry_per_event_the_newest_first(tielt, client, clock):
    make_event(tielt, title="Markt", kind=Kind.MARKET, summary="Vis & brood <vers>.", venue="Markt", days=[SUNDAY], repeats=Repeats.WEEKLY)
    clock(2026, 11, 25, 12, 0)
    make_event(tielt, title="Bal", days=[SUNDAY])
    feed = news(client)
    assert [entry.findtext("a:title", "", ATOM) for entry in feed.findall("a:entry", ATOM)] == ["Bal", "Markt"]
    entry = feed.findall("a:entry", ATOM)[1]
    said = {name: entry.findtext(f"a:{name}", "", ATOM) for name in ("summary", "updated", "published")}
    assert said == {
        "summary": "Zondag 6\xa0december\xa02026, 10 tot\xa018\xa0u. Markt, Tielt. Vis &amp; brood &lt;vers&gt;.",
        "updated": "2026-11-25T10:40:00+00:00",
        "published": "2026-11-25T10:40:00+00:00",
    }
    assert entry.find("a:link", ATOM).get("href") == f"{SITE}/nl/tielt/markt/"
    assert {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)} == {
        "alternate": f"{SITE}/nl/agenda/",
        "self": f"{SITE}/nl/agenda/atom.xml",
    }


def test_an_entry_keeps_its_name_and_says_in_which_language_it_is(tielt, laid_out, client):
    event = make_event(tielt, title="Markt", days=[SUNDAY])
    dutch = name_of_entry(news(client))
    assert name_of_entry(news(client, "/fr/agenda/atom.xml")) != dutch
    assert news(client, "/fr/agenda/atom.xml").find("a:entry", ATOM).get(LANGUAGE) == "nl"
    tell_event(event, town_page(tielt.municipality, language="fr"), title="Marché", slug="marche")
    assert news(client, "/fr/agenda/atom.xml").find("a:entry", ATOM).get(LANGUAGE) == "fr"
    event.title, event.slug = "Grote markt", "grote-markt"
    publish(event)
    assert name_of_entry(news(client)) == dutch


def name_of_entry(feed) -> str:
    return feed.find("a:entry", ATOM).findtext("a:id", "", ATOM)


def test_a_feed_without_anything_is_a_feed(tielt, client):
    feed = news(client)
    assert (feed.findall("a:entry", ATOM), feed.findtext("a:updated", "", ATOM)) == ([], "1970-01-01T00:00:00+00:00")
    assert told(read(client)) == []


def test_the_page_names_its_feeds_with_the_question_kept(tielt, visit):
    make_event(tielt, title="Markt", days=[SUNDAY])
    page = visit("/nl/agenda/tielt/", soort="evenement", toon="maand", pagina="2")
    links = {link["type"]: link["href"] for link in page.soup.select("head link[rel=alternate][type]")}
    assert links == {
        "application/atom+xml": "/nl/agenda/tielt/atom.xml?soort=evenement",
        "text/calendar": "/nl/agenda/tielt/agenda.ics?soort=evenement",
    }
    assert page.soup.select_one(".subscribe a.button")["href"] == SITE.replace("http", "webcal") + "/nl/agenda/tielt/agenda.ics?soort=evenement"


def test_the_feeds_say_how_many_shops_take_part(client, tielt):
    event = make_event(tielt, title="Koopzondag", kind=Kind.SUNDAY, summary="De winkels zijn open.")
    for number in range(2):
        EventShop.objects.create(event=event, shop=ShopFactory(name=f"Winkel {number}", municipality=tielt.municipality), answer=EventShop.Answer.YES)
    for address in (CALENDAR, NEWS):
        assert "2 winkels doen mee" in client.get(address).content.decode().replace("\r\n ", "")
    assert "2 winkels doen mee" in client.get(f"{event.url}kalender.ics").content.decode().replace("\r\n ", "")
