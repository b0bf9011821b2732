"""What is open on a day and at an hour that somebody chooses."""

from datetime import date, datetime

import pytest
from django.http import QueryDict

from shops import chosen_moment, hours, openings
from shops.chosen_moment import Odd
from shops.hours import BRUSSELS
from shops.models import OpenInterval, Shop
from shops.query import ShopQuery
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

LIST = "/nl/winkels/"
NO_MOMENT, OVER = "Dat moment bestaat niet. Kies een andere dag of een ander uur.", "Dat moment is voorbij. Kies een dag en een uur die nog komen."
SUNDAY_AT_TEN = datetime(2026, 11, 29, 10, tzinfo=BRUSSELS)


def asked(params: str) -> ShopQuery:
    return ShopQuery.from_params(QueryDict(params))


# -- reading an address
def test_a_moment_is_the_clock_in_brussels_and_stands_in_the_address_as_it_was_read():
    query = asked("open=2026-11-29T10:00")
    assert (query.moment, query.open_now, query.odd) == (SUNDAY_AT_TEN, False, None)
    assert query.url(LIST) == "/nl/winkels/?open=2026-11-29T10:00"


def test_the_two_fields_of_the_form_say_the_same_and_win_over_now():
    assert asked("dag=2026-11-29&uur=10:00") == asked("open=nu&dag=2026-11-29&uur=10:00") == asked("open=2026-11-29T10:00")
    assert asked("dag=2026-11-29").moment == SUNDAY_AT_TEN  # a day alone means ten o'clock
    assert asked("open=nu&dag=&uur=10:00") == asked("open=nu")


@pytest.mark.parametrize(
    "said",
    [
        "2026-02-30T10:00", "2026-11-29T24:00", "2026-11-29T10:60", "2026-11-29", "29/11/2026", "morgen", "2026-11-29T10:00:00",
        "2026-11-29T10:00Z", "٢٠٢٦-11-29T10:00", "0000-01-01T00:00", "9999-99-99T99:99", "2027-03-28T02:30", "-2026-11-29T10:00",
    ],
)  # fmt: skip
def test_what_is_no_moment_in_brussels_is_left_aside_and_noted(said):
    query = asked(f"open={said}")
    assert (query.moment, query.odd, query.asks_open) == (None, Odd.UNREADABLE, False)


def test_the_first_and_the_last_moment_that_a_calendar_has_are_no_crash():
    assert [asked(f"open={said}").moment is None for said in ("0001-01-01T00:00", "9999-12-31T23:59")] == [True, False]
    assert asked("open=9999-12-31T23:59").at(SUNDAY_AT_TEN).odd is Odd.FAR


@pytest.mark.parametrize(
    ("hour", "then"),
    [
        ("14:00", datetime(2026, 11, 25, 14, tzinfo=BRUSSELS)),
        ("11:40", datetime(2026, 11, 25, 11, 40, tzinfo=BRUSSELS)),
        ("11:39", datetime(2026, 11, 26, 11, 39, tzinfo=BRUSSELS)),
        ("25:00", None), ("nu", None), ("1", None),
    ],
)  # fmt: skip
def test_an_hour_without_a_day_is_the_next_time_that_the_clock_says_it(hour, then):
    now = datetime(2026, 11, 25, 11, 40, 30, tzinfo=BRUSSELS)
    query = asked(f"dag=&uur={hour}").with_a_day(now)
    assert (query.moment, query.odd, query.hour) == (then, None if then else Odd.UNREADABLE, "")


def test_an_hour_that_march_skips_is_that_of_the_day_after():
    saturday_night = datetime(2027, 3, 27, 23, tzinfo=BRUSSELS)
    assert chosen_moment.next_time("02:30", saturday_night) == datetime(2027, 3, 29, 2, 30, tzinfo=BRUSSELS)


def test_the_last_day_that_can_be_chosen_has_an_answer_at_every_hour():
    now = datetime(2026, 11, 25, 11, 40, tzinfo=BRUSSELS)
    said = [asked(f"open={text}").at(now).odd for text in ("2027-11-26T23:45", "2027-11-27T00:00")]
    assert said == [None, Odd.FAR]


def test_the_hour_that_october_gives_twice_is_the_first_of_the_two():
    moment = chosen_moment.read("2026-10-25T02:30")
    assert moment.utcoffset().total_seconds() == 7200


def test_a_moment_that_is_over_or_more_than_a_year_ahead_has_no_answer_and_the_present_minute_has():
    now = datetime(2026, 11, 29, 10, 0, 40, tzinfo=BRUSSELS)
    said = {text: asked(f"open={text}").at(now).odd for text in ("2026-11-29T09:59", "2026-11-29T10:00", "2027-11-29T10:00", "2027-12-01T10:00")}
    assert said == {"2026-11-29T09:59": Odd.PAST, "2026-11-29T10:00": None, "2027-11-29T10:00": None, "2027-12-01T10:00": Odd.FAR}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "zondag 29 november om 10 u."),
        ("fr", "dimanche 29 novembre à 10 h"),
        ("en", "Sunday 29 November at 10 am"),
        ("de", "Sonntag, 29. November um 10 Uhr"),
    ],
)
def test_a_moment_is_said_in_four_languages(language, words):
    assert chosen_moment.in_words(SUNDAY_AT_TEN, language).replace("\u00a0", " ") == words


# -- the line beside a shop
@pytest.mark.parametrize(
    ("text", "moment", "line"),
    [
        ("Su 09:00-12:00", SUNDAY_AT_TEN, "Open van 9 tot 12 u. op zondag"),
        ("Mo-Su 10:00-24:00", SUNDAY_AT_TEN, "Open van 10 u. tot middernacht op zondag"),
        ("Sa 20:00-03:00", datetime(2026, 11, 29, 1, tzinfo=BRUSSELS), "Open van 20 tot 3 u. op zaterdag"),
        ("24/7", SUNDAY_AT_TEN, "Dag en nacht open"),
        ("We 09:00-18:00", datetime(2026, 11, 25, 15, tzinfo=BRUSSELS), "Open van 9 tot 18 u. vandaag"),
        ("Th 09:00-18:00", datetime(2026, 11, 26, 15, tzinfo=BRUSSELS), "Open van 9 tot 18 u. morgen"),
        ("Su 09:00-12:00", datetime(2026, 12, 27, 10, tzinfo=BRUSSELS), "Open van 9 tot 12 u. op zondag 27 december"),
        ("Mo 09:00-12:00", SUNDAY_AT_TEN, "Gesloten"),
        ("", SUNDAY_AT_TEN, "Uren onbekend"),
        ('Su "op afspraak"', SUNDAY_AT_TEN, "Op afspraak"),
        ("zes tot acht", SUNDAY_AT_TEN, "Uren onbekend"),
    ],
)
def test_a_shop_says_what_is_so_then(text, moment, line):
    now = datetime(2026, 11, 25, 11, 40, tzinfo=BRUSSELS)
    assert hours.status_then(text, moment, now, "nl").text.replace("\u00a0", " ") == line


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Ouvert dimanche de 9 h à 12 h"),
        ("en", "Open on Sunday from 9 am to 12 pm"),
        ("de", "Geöffnet am Sonntag von 9 bis 12 Uhr"),
    ],
)
def test_it_says_so_in_the_other_languages(language, line):
    now = datetime(2026, 11, 25, 11, 40, tzinfo=BRUSSELS)
    assert hours.status_then("Su 09:00-12:00", SUNDAY_AT_TEN, now, language).text.replace("\u00a0", " ") == line


# -- the list
@pytest.fixture
def street(wednesday, laid_out):
    """On Sunday morning the first is open; the second is not, the third is on the 6th of December, of the fourth nobody knows."""
    brugge = MunicipalityFactory(nis="31005", name="Brugge", slug="brugge", longitude=3.22, latitude=51.2, postcodes=["8000"])
    ShopFactory(name="Zondagsbakker", opening_hours="Su 09:00-12:00; PH 09:00-11:00", webshop="https://a.example")
    ShopFactory(name="Weekbakker", opening_hours="Mo-Fr 09:00-18:00; PH off", municipality=brugge)
    ShopFactory(name="Boekhandel", category=CategoryFactory(slug="boeken"), opening_hours="Mo-Sa 10:00-18:00; 2026 Dec 06 10:00-18:00")
    ShopFactory(name="Zwijger", opening_hours="", municipality=brugge)


@pytest.mark.django_db
def test_a_moment_lists_what_is_open_then_and_says_of_how_many_nobody_knows(street, visit):
    page = visit(LIST, open="2026-11-29T10:00")
    assert page.statuses == {"Zondagsbakker": "Open van 9 tot 12 u. op zondag"}
    assert page.texts(".listnote") == ["Van 1 winkel weten we niet of ze open is. Die staat er niet bij."]
    assert page.links(".chip") == [("Open zondag 29 november om 10 u.", LIST)]
    assert page.text(".listhead .soft") == "Zondag 29 november, 10 u."
    assert (page.total, page.open_total) == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "names"),
    [
        ("2026-12-06T10:00", ["Boekhandel", "Zondagsbakker"]),  # a date of the shop's own
        ("2026-12-25T10:00", ["Boekhandel", "Zondagsbakker"]),  # a holiday beyond the two weeks, on a Friday: hours of its own, "off", and neither
        ("2026-12-25T11:30", ["Boekhandel"]),
        ("2026-12-24T10:00", ["Boekhandel", "Weekbakker"]),
        ("2027-02-14T10:00", ["Zondagsbakker"]),
    ],
)
def test_dates_and_holidays_count_within_the_two_weeks_of_the_table_and_beyond(street, visit, moment, names):
    assert visit(LIST, open=moment).shops == names


@pytest.mark.django_db
def test_the_table_and_the_hours_say_the_same_at_every_hour_of_two_weeks(street):
    moments = [datetime(2026, 11, day, hour, tzinfo=BRUSSELS) for day in range(26, 31) for hour in range(24)]
    told = {moment: set(Shop.objects.open_at(moment)) for moment in moments}
    OpenInterval.objects.all().delete()
    Shop.objects.update(openings_until=None)
    openings.forget()
    assert told == {moment: set(Shop.objects.open_at(moment)) for moment in moments}
    assert len({frozenset(shops) for shops in told.values()}) > 2


@pytest.mark.django_db
def test_what_many_shops_say_alike_is_evaluated_once(wednesday, monkeypatch):
    ShopFactory.create_batch(5, opening_hours="Su 09:00-12:00")
    ShopFactory(opening_hours="Mo 09:00-12:00")
    evaluated = []
    really = hours.answer
    monkeypatch.setattr(hours, "answer", lambda text, at: evaluated.append(text) or really(text, at))
    found = Shop.objects.open_without_table(datetime(2027, 2, 14, 10, tzinfo=BRUSSELS))
    assert (len(found), sorted(evaluated)) == (5, ["Mo 09:00-12:00", "Su 09:00-12:00"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked_for", "note"),
    [
        ({"open": "2020-01-01T10:00"}, OVER),
        ({"dag": "2026-11-25", "uur": "09:00"}, OVER),
        ({"open": "2031-01-01T10:00"}, "Zo ver vooruit kent niemand zijn uren. Kies een dag binnen het jaar."),
        ({"dag": "", "uur": "99:00"}, NO_MOMENT),
        ({"open": "volgende week"}, NO_MOMENT),
    ],
)
def test_a_moment_without_an_answer_is_said_and_the_whole_list_stands(street, visit, asked_for, note):
    page = visit(LIST, **asked_for)
    page = visit(page.goes_to) if page.goes_to else page
    assert (page.total, page.texts(".listnote"), page.links(".chip")) == (4, [note], [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked_for", "leads_to", "note"),
    [
        ({"open": "2026-02-31T10:00", "gemeente": "tielt"}, "tielt/?open=2026-02-31T10:00", NO_MOMENT),
        ({"dag": "2026-02-31", "uur": "10:00", "gemeente": "tielt"}, "tielt/?open=2026-02-31T10:00", NO_MOMENT),
        ({"open": "2020-01-01T10:00", "gemeente": "tielt"}, "tielt/?open=2020-01-01T10:00", OVER),
        ({"open": "2020-01-01T10:00", "gemeente": "nergens"}, "?q=nergens&open=2020-01-01T10:00", OVER),
        ({"open": "<b>\x85", "gemeente": "tielt"}, "tielt/?open=%3Cb%3E%C2%85", NO_MOMENT),
    ],
)
def test_on_its_way_to_a_municipality_a_moment_without_an_answer_is_not_forgotten(street, visit, asked_for, leads_to, note):
    moved = visit(LIST, **asked_for).goes_to
    assert moved == f"{LIST}{leads_to}"
    page = visit(moved)
    assert (page.goes_to, page.texts(".listnote")) == ("", [note])
    assert [address for _, address in page.links("a[href]") if "2026-02-31" in address or "2020-01-01" in address] == []


@pytest.mark.django_db
def test_open_first_says_then_once_a_moment_is_chosen(street, visit):
    def orders(**asked_for):
        return visit(LIST, **asked_for).texts("[name=sorteer] option")

    assert orders() == orders(open="nu") == ["Naam", "Nu open eerst", "Nieuwste eerst"]
    assert orders(open="2026-11-29T10:00") == ["Naam", "Dan open eerst", "Nieuwste eerst"]


@pytest.mark.django_db
def test_the_form_shows_what_is_chosen_and_leads_to_the_one_address_of_it(street, visit):
    assert visit(LIST, dag="2026-11-29", uur="10:00", gemeente="", bij="", straal="5").goes_to == f"{LIST}?open=2026-11-29T10:00"
    form = visit(LIST, open="2026-11-29T10:00").soup.select_one("form[data-filters]")
    day = form.select_one("input[name=dag]")
    assert (day["value"], day["min"], day["max"]) == ("2026-11-29", "2026-11-25", "2027-11-26")
    assert form.select_one("input[name=uur]")["value"] == "10:00"
    assert visit(LIST).soup.select_one("input[name=uur]")["value"] == ""
    assert visit(LIST, dag="", uur="14:00", q="bakker").goes_to == f"{LIST}?q=bakker&open=2026-11-25T14:00"
    assert visit(LIST, dag="", uur="09:00", open="nu").goes_to == f"{LIST}?open=nu"
    assert date.fromisoformat(day["min"]) == date(2026, 11, 25)


@pytest.mark.django_db
def test_an_empty_list_at_a_moment_leads_to_the_same_at_any_time(street, visit):
    ways = visit(f"{LIST}brugge/", open="2026-11-29T10:00").ways_out
    assert ("Ook wat dan gesloten is", f"{LIST}brugge/") in ways


@pytest.mark.django_db
def test_a_page_about_a_moment_is_kept_no_longer_than_until_then(street, visit):
    assert visit(LIST, open="2026-11-25T11:42").kept_for == 120
