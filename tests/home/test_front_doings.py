"""What the front page tells is on, and one ambassador."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.kinds import Kind
from home.laying_out import TownWords, lay_out_towns
from home.models import MunicipalityPage
from municipalities.models import Municipality
from tests.factories.events import agenda_page, make_event
from tests.factories.municipalities import MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def parents(wednesday, laid_out):
    """The Dutch pages of Tielt, Brugge, Damme, Gistel, Ieper and Menen, by name."""
    for nis, name in enumerate(["Tielt", "Brugge", "Damme", "Gistel", "Ieper", "Menen"], start=30001):
        MunicipalityFactory(nis=str(nis), name=name, slug=name.lower())
    lay_out_towns(lambda town, language: TownWords(), Municipality.objects.all())
    return {page.title: page for page in MunicipalityPage.objects.filter(locale__language_code="nl")}


def test_an_empty_agenda_does_not_show(parents, visit):
    assert visit("/nl/").texts("#te-doen") == []


def test_the_coming_week_stands_day_by_day_and_markets_only_where_little_else_is(parents, visit):
    for day in range(25, 29):
        make_event(parents["Tielt"], title=f"Soep {day}", days=[date(2026, 11, day)])
        make_event(parents["Tielt"], title=f"Boeken {day}", days=[date(2026, 11, day)])
        make_event(parents["Brugge"], title=f"Markt {day}", kind=Kind.MARKET, days=[date(2026, 11, day)])
    make_event(parents["Tielt"], title="Volgende week", days=[date(2026, 12, 2)])
    page = visit("/nl/")
    assert page.texts(".event__name") == ["Soep 25", "Boeken 25", "Soep 26", "Boeken 26", "Soep 27", "Boeken 27"]
    assert page.links("[aria-labelledby=te-doen] .more") == [("Alle 13 in de agenda", "/nl/agenda/")]


def test_without_much_else_a_market_is_news(parents, visit):
    make_event(parents["Brugge"], title="Markt", kind=Kind.MARKET, days=[date(2026, 11, 27)])
    assert visit("/nl/").texts(".event__name") == ["Markt"]


def test_koopzondagen_name_their_towns_until_they_are_many(parents, visit):
    make_event(parents["Tielt"], title="Sint", kind=Kind.SUNDAY)
    make_event(parents["Brugge"], title="Licht", kind=Kind.SUNDAY)
    make_event(agenda_page(), title="Overal", kind=Kind.SUNDAY, days=[date(2026, 12, 13)], towns=list(Municipality.objects.all()))
    page = visit("/nl/")
    assert page.texts(".sundays li") == ["6 december Brugge, Tielt", "13 december in 6 gemeenten"]
    assert page.links(".sundays a") == [
        ("Brugge", "/nl/brugge/"),
        ("Tielt", "/nl/tielt/"),
        ("in 6 gemeenten", "/nl/agenda/?van=2026-12-13&tot=2026-12-13&soort=koopzondag"),
    ]


def test_the_page_changes_at_midnight_at_the_latest(parents, clock, visit):
    clock(2026, 11, 25, 23, 58)
    assert visit("/nl/").kept_for == 120


def test_the_front_page_asks_as_much_for_thirty_events_as_for_one(parents, client):
    def queries() -> int:
        client.get("/nl/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/nl/").status_code == 200
        return len(asked)

    make_event(parents["Tielt"], title="Sint", kind=Kind.SUNDAY, days=[date(2026, 11, 29)])
    one = queries()
    for number in range(20):
        make_event(parents["Tielt"], title=f"Actie {number}", days=[date(2026, 11, 25 + number % 5)])
    assert (one, one <= 13) == (queries(), True)
