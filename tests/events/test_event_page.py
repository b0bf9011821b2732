"""The page of one event, and what the pages of its town and its shops tell about it."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from wagtail.signal_handlers import disable_reference_index_auto_update

from events import merged_shops
from events.kinds import Access, Change, Kind, Repeats, Status, Stock
from events.models import EventChange, EventMoment, EventPage, EventShop
from home.laying_out import TownWords, lay_out_towns
from home.models import MunicipalityPage
from tests.factories.events import SUNDAY, agenda_page, make_event, publish, tell_event
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db
URL = "/nl/tielt/braderie/"
TODAY = date(2026, 11, 25)


@pytest.fixture
def town(wednesday, laid_out):
    town = MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", postcodes=["8700"])
    lay_out_towns(lambda town, language: TownWords(sky=2, cloth="brood"), [town])
    return town


@pytest.fixture
def tielt(town):
    return MunicipalityPage.objects.get(municipality=town, locale__language_code="nl")


@pytest.fixture
def thielt(town):
    """The page in French."""
    return MunicipalityPage.objects.get(municipality=town, locale__language_code="fr")


def facts(page):
    """What is good to know, by its name."""
    rows = page.soup.select(".facts > div")
    return {row.dt.get_text(): " ".join(row.dd.get_text(" ").split()) for row in rows}


def machine_facts(page):
    import json

    blocks = [json.loads(block.string) for block in page.soup.select('script[type="application/ld+json"]')]
    return [block for block in blocks if block["@type"] == "Event"]


def test_it_says_what_when_and_where(tielt, visit):
    make_event(tielt, kind=Kind.BRADERIE, summary="Zestig kraampjes.", venue="Grote Markt", street="Markt 1", postcode="8700", place="Tielt")
    page = visit(URL)
    assert (page.text("h1"), page.text(".eventhead__when"), page.text(".eventhead__kind")) == (
        "Braderie",
        "Zondag 6 december, 10 tot 18 u.",
        "Braderie in Tielt",
    )
    assert page.text(".eventhead__what") == "Zestig kraampjes."
    assert facts(page)["Waar"] == "Grote Markt Markt 1, 8700 Tielt Winkels in Tielt"
    assert page.links(".facts a") == [("Winkels in Tielt", "/nl/winkels/tielt/")]
    assert not page.soup.select(".state")


def test_it_has_the_awning_and_the_sky_of_its_town_and_stands_under_it(tielt, visit):
    agenda_page()
    make_event(tielt)
    page = visit(URL)
    assert page.soup.select(".awning--brood")
    assert page.soup.select(".stage--sky-2")
    assert page.texts(".trail li") == ["Agenda", "Tielt"]
    assert ("Meer te doen in Tielt", "/nl/agenda/tielt/") in page.links("main a.more")


def test_what_is_unknown_is_left_out(tielt, visit):
    make_event(tielt)
    assert list(facts(visit(URL))) == ["Waar"]


def test_everything_that_is_good_to_know_stands_in_the_order_in_which_people_ask(tielt, visit):
    make_event(
        tielt,
        is_free=True,
        price="Een koffie kost 2 euro.",
        for_children=True,
        audience="gezinnen",
        access=Access.PARTLY,
        access_note="Aan de pomp ligt een trede.",
        stock=Stock.FEW,
        stock_note="Nog 40 tassen.",
        organiser="Tieltse winkeliers",
        phone="+32 51 42 81 11",
        email="info@tielt.example",
        website="https://www.tielt.example/braderie/",
        venue="Markt",
    )
    page = visit(URL)
    assert facts(page) == {
        "Waar": "Markt Tielt Winkels in Tielt",
        "Prijs": "Gratis Een koffie kost 2 euro.",
        "Voor wie": "Leuk voor kinderen gezinnen",
        "Toegang": "Deels zonder trede Aan de pomp ligt een trede.",
        "Nog te krijgen": "Bijna op Nog 40 tassen.",
        "Organisatie": "Tieltse winkeliers",
        "Bellen": "051 42 81 11",
        "Mailen": "info@tielt.example",
        "Website": "tielt.example/braderie",
    }
    assert [url for words, url in page.links(".facts a")] == [
        "/nl/winkels/tielt/",
        "tel:+32-51-42-81-11",
        "mailto:info@tielt.example",
        "https://www.tielt.example/braderie/",
    ]


def test_an_address_that_could_hide_a_script_is_no_link(tielt, visit):
    event = make_event(tielt)
    EventPage.objects.filter(pk=event.pk).update(website="javascript:alert(1)")
    assert "Website" not in facts(visit(URL))


def test_a_contest_shows_its_licence_or_its_question(tielt, visit):
    make_event(tielt, kind=Kind.CONTEST, qualifying_question="Hoeveel kaarsen branden er?")
    make_event(tielt, title="Tombola", has_prize_by_lot=True, licence_number="2026/14")
    assert facts(visit(URL))["Schiftingsvraag"] == "Hoeveel kaarsen branden er?"
    assert facts(visit("/nl/tielt/tombola/"))["Vergunning"] == "2026/14"


@pytest.mark.parametrize(
    ("status", "kind", "text"),
    [(Status.CANCELLED, "cancelled", "Gaat niet door"), (Status.MOVED, "moved", "Verplaatst"), (Status.FULL, "full", "Volzet")],
)
def test_what_is_wrong_is_said_first_with_the_reason(tielt, visit, status, kind, text):
    make_event(tielt, status=status, status_note="Te veel wind.")
    page = visit(URL)
    assert page.texts("h1 ~ p")[:2] == [text, "Te veel wind."]
    assert page.soup.select(f"h1 + .eventhead__state .state--{kind}")
    assert bool(page.soup.select(".actions .button")) == (status != Status.CANCELLED), "nobody needs it in a calendar"


def test_of_several_days_the_next_that_goes_on_stands_in_large_and_the_cancelled_one_is_crossed_out(tielt, visit):
    days = [SUNDAY + timedelta(days=7 * week) for week in range(4)]
    make_event(tielt, days=days, changes=[EventChange(day=days[0], what=Change.CANCELLED), EventChange(day=days[2], what=Change.FULL)])
    page = visit(URL)
    assert page.text(".eventhead__when") == "Zondag 13 december, 10 tot 18 u. en nog 2 keer"
    assert page.texts(".eventdates li") == [
        "Zondag 6 december, 10 tot 18 u. Gaat niet door",
        "Zondag 13 december, 10 tot 18 u.",
        "Zondag 20 december, 10 tot 18 u. Volzet",
        "Zondag 27 december, 10 tot 18 u.",
    ]
    assert not page.soup.select(".eventhead__state")


def test_a_moved_day_says_when_it_was_first_meant(tielt, visit):
    make_event(tielt, changes=[EventChange(day=SUNDAY, what=Change.MOVED, new_day=date(2026, 12, 8))])
    page = visit(URL)
    assert page.texts("h1 ~ p")[:3] == ["Verplaatst", "Eerst was dit op zondag 6 december.", "Dinsdag 8 december, 10 tot 18 u."]


def test_what_comes_back_says_how_and_lists_every_date_the_later_ones_in_a_fold(tielt, visit):
    make_event(tielt, repeats=Repeats.WEEKLY, repeats_until=date(2027, 1, 31))
    page = visit(URL)
    assert page.text(".eventdates__rhythm") == "Elke zondag van 6 december tot en met 31 januari 2027, 10 tot 18 u."
    assert (len(page.texts("ul.eventdates:not(details *) li")), len(page.texts("details li")), page.text("summary")) == (6, 3, "Nog 3 datums")


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ([], "27 december"),
        ([(date(2026, 12, 27), Change.CANCELLED, None)], "20 december"),
        ([(date(2026, 12, 27), Change.SKIPPED, None)], "20 december"),
        ([(date(2026, 12, 27), Change.MOVED, date(2026, 12, 28))], "28 december"),
    ],
)
def test_the_end_of_a_series_is_the_last_day_that_goes_ahead_and_not_the_end_of_its_rule(tielt, visit, changes, last):
    changed = [EventChange(day=day, what=what, new_day=new_day) for day, what, new_day in changes]
    make_event(tielt, repeats=Repeats.WEEKLY, repeats_until=date(2026, 12, 31), changes=changed)
    assert visit(URL).text(".eventdates__rhythm") == f"Elke zondag van 6 tot en met {last}, 10 tot 18 u."


def test_a_rule_of_its_own_has_no_words_and_lists_its_dates(tielt, visit):
    event = make_event(tielt, published=False)
    event.moments = [EventMoment(day=SUNDAY, begins=time(10), repeats=Repeats.OWN, own_rule="FREQ=WEEKLY;COUNT=3;BYDAY=SU,WE")]
    event.save_revision().publish()
    page = visit(URL)
    assert page.texts(".eventdates__rhythm") == []
    assert page.texts(".eventdates li") == ["Zondag 6 december, 10 u.", "Woensdag 9 december, 10 u.", "Zondag 13 december, 10 u."]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"days": [TODAY]}, ("Vandaag, 10 tot 18 u.", ["woensdag", "25", "november"])),
        ({"days": [date(2026, 11, 26)], "begins": time(20), "ends": time(2)}, ("Morgen, 20 tot 2 u.", ["donderdag", "26", "november"])),
        (
            {"days": [date(2026, 12, 4)], "until_day": date(2026, 12, 8), "begins": None, "ends": None},
            ("Van 4 tot en met 8 december", ["", "4–8", "december"]),
        ),
        (
            {"days": [date(2026, 11, 4)], "until_day": date(2026, 12, 8), "begins": None, "ends": None},
            ("Tot en met 8 december", ["tot en met", "8", "december"]),
        ),
        (
            {"days": [date(2026, 12, 18)], "until_day": date(2027, 1, 8), "begins": None, "ends": None},
            ("Van 18 december tot en met 8 januari 2027", ["vanaf", "18", "december"]),
        ),
    ],
)
def test_the_date_is_a_picture_and_stands_in_words_beside_it(tielt, visit, when, expected):
    make_event(tielt, **when)
    page = visit(URL)
    assert (page.text(".eventhead__when"), page.texts(".leaf span")) == expected
    assert page.soup.select_one(".leaf")["aria-hidden"] == "true"


def test_what_is_over_says_so_and_stays(tielt, visit):
    make_event(tielt, days=[date(2026, 11, 1)])
    page = visit(URL)
    assert (page.status, page.text("h1 + p"), page.text(".eventhead__when")) == (200, "Dit is voorbij", "Zondag 1 november, 10 tot 18 u.")
    assert not page.soup.select(".actions .button")


def test_what_was_over_years_ago_still_says_when_it_was(tielt, visit):
    make_event(tielt, days=[date(2019, 5, 12)])
    page = visit(URL)
    assert (page.text("h1 + p"), page.text(".eventhead__when")) == ("Dit is voorbij", "Zondag 12 mei 2019, 10 tot 18 u.")
    assert [event["startDate"] for event in machine_facts(page)] == ["2019-05-12T10:00:00+02:00"]


def test_a_translation_without_its_dutch_page_does_not_claim_that_it_is_over(tielt, thielt, visit):
    event = make_event(tielt)
    tell_event(event, thielt, title="Braderie d'hiver", slug="hiver")
    event.unpublish()
    page = visit("/fr/tielt/hiver/")
    assert (page.status, page.texts(".state, .eventhead__when, .leaf, .actions .button")) == (200, [])


def test_a_page_is_kept_no_longer_than_it_is_true(tielt, visit, clock):
    make_event(tielt, days=[TODAY], begins=time(11), ends=time(11, 42))
    assert visit(URL).kept_for == 120, "it is over at 11.42 u."
    clock(2026, 11, 25, 23, 59)
    assert visit(URL).kept_for == 60, "then it was yesterday"


def test_in_a_shop_it_shows_its_front_and_leads_to_it(tielt, visit):
    shop = ShopFactory(name="De Kroon", municipality=tielt.municipality, house_number="7")
    make_event(tielt, venue_shop=shop)
    page = visit(URL)
    assert facts(page)["Waar"] == "De Kroon Bruggestraat 7, 8700 Tielt Winkels in Tielt"
    assert page.links(".facts a")[0] == ("De Kroon", f"/nl/winkels/tielt/{shop.slug}/")
    assert page.text(".shophead__front title") == "Gevel van De Kroon, getekend"
    assert not page.soup.select(".leaf")


def take_part(event, shops, answer=EventShop.Answer.YES):
    for shop in shops:
        EventShop.objects.create(event=event, shop=shop, answer=answer)


def test_the_shops_that_said_yes_stand_in_a_street_and_the_others_are_not_named(tielt, visit):
    event = make_event(tielt)
    yes, other, hidden, no, asked = (ShopFactory(name=name, municipality=tielt.municipality) for name in ("Ja", "Ook", "Weg", "Nee", "Gevraagd"))
    hidden.live = False
    hidden.save()
    take_part(event, [yes, other, hidden])
    take_part(event, [no], EventShop.Answer.NO)
    take_part(event, [asked], EventShop.Answer.ASKED)
    page = visit(URL)
    assert page.text("#doet-mee") == "2 winkels doen mee"
    assert page.links(".eventstreet a") == [("Ja", f"/nl/winkels/tielt/{yes.slug}/"), ("Ook", f"/nl/winkels/tielt/{other.slug}/")]
    assert page.text(".eventstreet .next__far") == "Bakker, Tielt"


def test_an_action_of_several_towns_names_them(tielt, visit):
    agenda = agenda_page()
    others = [MunicipalityFactory(name=name) for name in ("Kortrijk", "Brugge")]
    make_event(agenda, title="Spaar voor de Sint", kind=Kind.STAMP_CARD, towns=[tielt.municipality, *others])
    page = visit("/nl/agenda/spaar-voor-de-sint/")
    assert (page.text(".eventhead__kind"), facts(page)["Waar"]) == ("Spaarkaart", "Brugge, Kortrijk en Tielt")
    assert page.texts(".trail li") == ["Agenda"]


def test_conditions_and_text_are_shown(tielt, visit):
    make_event(tielt, body=[("text", "<p>Om drie uur <b>soep</b>.</p>")], conditions="<p>Honden aan de leiband.</p>")
    page = visit(URL)
    assert (page.text(".told .prose"), page.text("#voorwaarden ~ .prose")) == ("Om drie uur soep.", "Honden aan de leiband.")


def test_an_editors_words_are_shown_as_text(tielt, visit):
    nasty = '"><script>alert(1)</script>'
    make_event(tielt, title=nasty, slug="braderie", summary=nasty, venue=nasty, price=nasty, organiser=nasty)
    page = visit(URL)
    assert page.text("h1") == nasty
    assert b"<script>alert" not in page.answer.content


# -- other languages


def test_colours_are_those_of_the_town_in_dutch(tielt, thielt, visit):
    tell_event(make_event(tielt), thielt, title="Braderie d'hiver", slug="hiver")
    MunicipalityPage.objects.filter(pk=tielt.pk).update(sky=3, cloth="boek")
    page = visit("/fr/tielt/hiver/")
    assert (len(page.soup.select(".stage--sky-3")), len(page.soup.select(".stage--sky-2"))) == (1, 0)


def test_french_words_with_the_facts_of_the_dutch_page(tielt, thielt, visit):
    event = make_event(tielt, summary="Kraampjes.", price="5 euro", venue="Grote Markt", is_free=True, body=[("text", "<p>Soep.</p>")])
    EventPage.objects.filter(pk=event.pk).update(organiser="Winkeliers", postcode="8700", place="Tielt")
    tell_event(event, thielt, title="Braderie d'hiver", slug="hiver", summary="Des étals.")
    page = visit("/fr/tielt/hiver/")
    assert (page.text("h1"), page.text(".eventhead__when"), page.text(".eventhead__what")) == (
        "Braderie d'hiver",
        "Dimanche 6 décembre, de 10 h à 18 h",
        "Des étals.",
    )
    assert "lang" not in page.soup.select_one(".eventhead__what").attrs
    dutch = [(" ".join(one.get_text().split())) for one in page.soup.select('main [lang="nl"]')]
    assert dutch == ["Soep.", "Grote Markt", "8700 Tielt", "5 euro", "Winkeliers"]
    assert page.versions == {
        "nl": "http://localhost:8000/nl/tielt/braderie/",
        "fr": "http://localhost:8000/fr/tielt/hiver/",
        "x-default": "http://localhost:8000/nl/tielt/braderie/",
    }


def test_who_reads_another_language_is_led_to_the_agenda_of_the_town_and_told_so(tielt, visit):
    make_event(tielt)
    page = visit(URL)
    for place in (".masthead", ".foot"):
        links = {link["hreflang"]: link["href"] for link in page.soup.select(f"{place} a[hreflang]")}
        assert links == {"nl": URL, "fr": "/fr/agenda/tielt/", "en": "/en/whats-on/tielt/", "de": "/de/veranstaltungen/tielt/"}
    assert page.soup.select_one(".masthead a[hreflang=en]")["aria-label"].endswith(": What’s on, Tielt")
    assert page.text(".foot li[lang=de] small").endswith(": Veranstaltungen, Tielt")
    assert list(page.versions) == ["nl", "x-default"], "search engines hear only of this page itself"


def test_of_an_event_that_is_told_in_french_the_french_page_itself_is_offered(tielt, thielt, visit):
    tell_event(make_event(tielt), thielt, title="Braderie d'hiver", slug="hiver")
    links = {link["hreflang"]: link["href"] for link in visit("/fr/tielt/hiver/").soup.select(".foot a[hreflang]")}
    assert links == {"nl": URL, "fr": "/fr/tielt/hiver/", "en": "/en/whats-on/tielt/", "de": "/de/veranstaltungen/tielt/"}


def test_without_an_agenda_in_that_language_the_page_of_the_town_comes_closest(tielt, visit):
    agenda_page("en").unpublish()
    make_event(tielt)
    assert visit(URL).soup.select_one(".foot a[hreflang=en]")["href"] == "/en/tielt/"


def test_of_an_event_of_several_towns_the_whole_agenda_comes_closest(tielt, visit):
    make_event(agenda_page())
    assert visit("/nl/agenda/braderie/").soup.select_one(".foot a[hreflang=fr]")["href"] == "/fr/agenda/"


def test_what_is_cancelled_in_dutch_is_cancelled_in_french(tielt, thielt, visit):
    event = make_event(tielt)
    tell_event(event, thielt, title="Braderie d'hiver", slug="hiver")
    event.status = Status.CANCELLED
    event.save_revision().publish()
    assert visit("/fr/tielt/hiver/").soup.select(".state--cancelled")


# -- the file, the picture, and what machines read


def test_put_into_a_calendar_it_is_every_time_that_is_still_to_come(tielt, visit, client):
    make_event(tielt, days=[date(2026, 11, 1), SUNDAY, date(2026, 12, 13)], changes=[EventChange(day=SUNDAY, what=Change.CANCELLED)])
    page = visit(URL)
    assert page.links(".actions a") == [("Zet in mijn agenda", "/nl/tielt/braderie/kalender.ics")]
    answer = client.get("/nl/tielt/braderie/kalender.ics")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == ("text/calendar; charset=utf-8", 'inline; filename="braderie.ics"')
    assert [(event.start.date(), event["STATUS"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")] == [
        (SUNDAY, "CANCELLED"),
        (date(2026, 12, 13), "CONFIRMED"),
    ]
    assert not answer.cookies


def test_search_engines_learn_the_next_ten_times(tielt, visit):
    make_event(tielt, repeats=Repeats.WEEKLY, is_free=True, organiser="Tielt", venue="Markt", summary="Kraampjes.", latitude=51.0, longitude=3.3)
    events = machine_facts(visit(URL))
    assert len(events) == 10
    assert events[0] == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": "http://localhost:8000/nl/tielt/braderie/#20261206T1000",
        "url": "http://localhost:8000/nl/tielt/braderie/",
        "name": "Braderie",
        "description": "Kraampjes.",
        "image": "http://localhost:8000/nl/tielt/braderie/beeld/",
        "inLanguage": "nl",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "startDate": "2026-12-06T10:00:00+01:00",
        "endDate": "2026-12-06T18:00:00+01:00",
        "location": {
            "@type": "Place",
            "name": "Markt",
            "address": {"@type": "PostalAddress", "addressLocality": "Tielt", "addressCountry": "BE"},
            "geo": {"@type": "GeoCoordinates", "latitude": 51.0, "longitude": 3.3},
        },
        "organizer": {"@type": "Organization", "name": "Tielt"},
        "isAccessibleForFree": True,
        "offers": {
            "@type": "Offer",
            "url": "http://localhost:8000/nl/tielt/braderie/",
            "price": "0",
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
        },
    }


def test_search_engines_learn_what_does_not_go_on_and_what_was_moved(tielt, visit):
    changes = [EventChange(day=SUNDAY, what=Change.CANCELLED), EventChange(day=date(2026, 12, 13), what=Change.MOVED, new_day=date(2026, 12, 14))]
    make_event(tielt, days=[SUNDAY, date(2026, 12, 13)], begins=None, ends=None, changes=changes)
    off, moved = machine_facts(visit(URL))
    assert (off["eventStatus"], off["startDate"], off["endDate"]) == ("https://schema.org/EventCancelled", "2026-12-06", "2026-12-06")
    assert (moved["eventStatus"], moved["startDate"], moved["previousStartDate"]) == (
        "https://schema.org/EventRescheduled",
        "2026-12-14",
        "2026-12-13",
    )


@pytest.mark.parametrize("where", ["shop", "town", "province"])
def test_a_link_to_it_has_a_picture(tielt, client, where):
    parent = agenda_page() if where == "province" else tielt
    make_event(parent, venue_shop=ShopFactory(municipality=tielt.municipality) if where == "shop" else None)
    answer = client.get(f"{'/nl/agenda/braderie/' if where == 'province' else URL}beeld/")
    assert (answer["Content-Type"], answer.content[:8], len(answer.content) < 60_000) == ("image/png", b"\x89PNG\r\n\x1a\n", True)


# -- preview


def test_a_preview_shows_the_moments_of_the_draft(tielt, rf):
    event = make_event(tielt)
    event.moments = [EventMoment(day=date(2027, 1, 10), begins=time(9), ends=time(12))]
    event.title = "Nieuw"
    answer = event.make_preview_request()
    answer.render()
    text = answer.content.decode().replace("\xa0", " ")
    assert "Zondag 10 januari 2027, 9 tot 12 u." in text
    assert "6 december" not in text
    assert "kalender.ics" not in text, "the file would hold what is published"


def test_a_preview_of_what_was_never_saved_works(tielt):
    event = EventPage(title="Nieuw", slug="nieuw", locale=tielt.locale)
    event.path = f"{tielt.path}0001"
    event.depth = tielt.depth + 1
    event.set_url_path(tielt)
    event.moments = [EventMoment(day=SUNDAY)]
    answer = event.make_preview_request()
    answer.render()
    assert "Zondag 6 december" in answer.content.decode().replace("\xa0", " ")


# -- elsewhere


def test_the_page_of_the_town_shows_what_is_next_and_what_runs(tielt, visit):
    agenda = agenda_page()
    make_event(tielt, repeats=Repeats.WEEKLY)
    make_event(agenda, title="Van heel de provincie", slug="heel", days=[date(2026, 12, 1)])
    make_event(tielt, title="Zegels", slug="zegels", days=[date(2026, 11, 1)], until_day=date(2026, 12, 24), begins=None, ends=None)
    make_event(tielt, title="Voorbij", slug="voorbij", days=[date(2026, 11, 1)])
    page = visit("/nl/tielt/")
    assert page.text("#te-doen") == "Te doen in Tielt"
    assert page.texts(".days .event__name") == ["Van heel de provincie", "Braderie", "Zegels"], "each once, at its next time"
    assert ("Alle 3 in de agenda", "/nl/agenda/tielt/") in page.links("main a.more")


def test_where_nothing_is_on_there_is_no_empty_section(tielt, visit):
    make_event(tielt, days=[date(2026, 11, 1)])
    assert not visit("/nl/tielt/").soup.select("#te-doen")


def test_the_page_of_a_shop_shows_what_is_on_there_and_where_it_takes_part(tielt, visit):
    shop = ShopFactory(name="De Kroon", municipality=tielt.municipality)
    make_event(tielt, title="Proeven", slug="proeven", venue_shop=shop, days=[date(2026, 12, 4)], kind=Kind.WORKSHOP)
    event = make_event(tielt, kind=Kind.SUNDAY, venue="Markt")
    take_part(event, [shop])
    take_part(make_event(tielt, title="Niet", slug="niet"), [shop], EventShop.Answer.NO)
    make_event(tielt, title="Voorbij", slug="voorbij", venue_shop=shop, days=[date(2026, 11, 1)])
    page = visit(f"/nl/winkels/tielt/{shop.slug}/")
    assert page.links(".doings h3 a") == [("Proeven", "/nl/tielt/proeven/"), ("Braderie", "/nl/tielt/braderie/")]
    assert page.texts(".doings .event__facts") == [
        "vrijdag 4 december, 10 tot 18 u. Workshop of demonstratie",
        "zondag 6 december, 10 tot 18 u. Koopzondag, Markt",
    ]


def test_a_shop_where_nothing_is_on_has_no_empty_section(tielt, visit):
    shop = ShopFactory(municipality=tielt.municipality)
    assert not visit(f"/nl/winkels/tielt/{shop.slug}/").soup.select(".doings")


def test_a_shop_that_no_event_names_asks_nothing_of_the_agenda(tielt, visit):
    shop, another = ShopFactory.create_batch(2, municipality=tielt.municipality)
    make_event(tielt, venue_shop=another)
    visit(f"/nl/winkels/tielt/{shop.slug}/")
    with CaptureQueriesContext(connection) as asked:
        visit(f"/nl/winkels/tielt/{shop.slug}/")
    assert [query["sql"] for query in asked if "events_" in query["sql"]] == []


def test_the_page_of_a_shop_shows_at_once_that_it_takes_part_or_that_an_event_comes_to_it(tielt, visit):
    shop, another = ShopFactory.create_batch(2, municipality=tielt.municipality)

    def shown() -> list[list[str]]:
        return [visit(f"/nl/winkels/tielt/{one.slug}/").texts(".doings h3") for one in (shop, another)]

    event = make_event(tielt, title="Proeven", venue="Markt")
    assert shown() == [[], []]
    row = EventShop.objects.create(event=event, shop=shop)
    assert shown() == [[], []]
    EventShop.objects.filter(pk=row.pk).update(answer=EventShop.Answer.YES)
    assert shown() == [["Proeven"], []]
    event.venue_shop = another
    publish(event)
    assert shown() == [["Proeven"], ["Proeven"]]


def test_an_event_goes_along_with_its_shop_into_the_one_that_stays(tielt, visit):
    goes, stays = ShopFactory.create_batch(2, municipality=tielt.municipality)
    make_event(tielt, title="Proeven", venue_shop=goes)
    address = f"/nl/winkels/tielt/{stays.slug}/"
    assert visit(address).texts(".doings h3") == []
    merged_shops.move(stays, goes)
    assert visit(address).texts(".doings h3") == ["Proeven"]


# -- as much for many as for one


def queries(client, url):
    client.get(url)  # what is kept between requests (menus, versions) is read first
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_page_asks_as_much_for_30_dates_and_shops_as_for_one(tielt, thielt, client, language):
    event = make_event(tielt)
    tell_event(event, thielt, title="Braderie", slug="braderie")
    take_part(event, [ShopFactory(municipality=tielt.municipality)])
    url = f"/{language}/tielt/braderie/"
    one = queries(client, url)
    take_part(event, ShopFactory.create_batch(29, municipality=tielt.municipality))
    event.moments = [EventMoment(day=SUNDAY + timedelta(days=day), begins=time(10), ends=time(18)) for day in range(30)]
    with disable_reference_index_auto_update():
        event.save_revision().publish()
    assert (one, one <= 22) == (queries(client, url), True)


def test_the_pages_of_town_and_shop_ask_as_much_for_30_events_as_for_one(tielt, client):
    shop = ShopFactory(municipality=tielt.municipality)
    urls = ["/nl/tielt/", f"/nl/winkels/tielt/{shop.slug}/"]
    make_event(tielt, venue_shop=shop)
    one = [queries(client, url) for url in urls]
    for number in range(29):
        make_event(tielt, title=f"Braderie {number}", slug=f"b-{number}", venue_shop=shop, days=[SUNDAY + timedelta(days=number)])
    assert [queries(client, url) for url in urls] == one
