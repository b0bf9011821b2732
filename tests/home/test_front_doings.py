"""What the front page tells is on, and one ambassador."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from events.kinds import Kind
from events.models import Occurrence
from home.laying_out import TownWords, lay_out_towns
from home.models import MunicipalityPage
from municipalities.models import Municipality
from tests.factories.events import agenda_page, make_event, publish
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

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


# -- what is kept between two visits


def week(visit) -> list[str]:
    return [line.replace("\xa0", " ") for line in visit("/nl/").texts(".event")]


def test_who_comes_next_asks_nothing_of_the_agenda(parents, visit):
    make_event(parents["Tielt"], title="Soep", days=[date(2026, 11, 26)])
    first = week(visit)
    with CaptureQueriesContext(connection) as asked:
        assert week(visit) == first
    assert ([query["sql"] for query in asked if "events_" in query["sql"]], len(first)) == ([], 1)


def test_what_an_editor_changes_shows_at_once(parents, visit):
    assert week(visit) == []
    soup = make_event(parents["Tielt"], title="Soep", days=[date(2026, 11, 26)])
    assert visit("/nl/").texts(".event__name") == ["Soep"]
    soup.title = "Soepfeest"
    publish(soup)
    assert visit("/nl/").texts(".event__name") == ["Soepfeest"]
    soup.move(parents["Brugge"], pos="last-child")
    assert visit("/nl/").links(".event__name a") == [("Soepfeest", "/nl/brugge/soep/")]
    soup.refresh_from_db()
    soup.unpublish()
    assert week(visit) == []


def test_the_shop_in_which_it_is_and_the_town_are_called_as_they_are_called_now(parents, visit):
    shop = ShopFactory(name="De Letterzetter", municipality=Municipality.objects.get(slug="tielt"))
    make_event(parents["Tielt"], title="Lezing", days=[date(2026, 11, 26)], venue_shop=shop)
    (before,) = week(visit)
    shop.name = "De Zetter"
    shop.save()
    (renamed,) = week(visit)
    town = Municipality.objects.get(slug="tielt")
    town.name = "Tielt-Winge"
    town.save()
    (moved,) = week(visit)
    assert [("De Letterzetter" in before, "De Zetter" in renamed), ("Tielt-Winge" in renamed, "Tielt-Winge" in moved)] == [
        (True, True),
        (False, True),
    ]


def test_what_is_over_goes_when_it_is_over_and_tomorrow_becomes_today(parents, clock, visit):
    make_event(parents["Tielt"], title="Soep", days=[date(2026, 11, 25)])
    make_event(parents["Tielt"], title="Taart", days=[date(2026, 11, 26)])
    seen = []
    for moment in [(25, 17, 59), (25, 18, 0), (26, 0, 0)]:
        clock(2026, 11, *moment)
        page = visit("/nl/")
        seen.append((page.texts(".event__name"), page.texts(".day time")[0].split()[1]))
    assert seen == [(["Soep", "Taart"], "woensdag"), (["Taart"], "donderdag"), (["Taart"], "donderdag")]


def test_a_change_that_is_taken_back_is_forgotten(parents, visit):
    make_event(parents["Tielt"], title="Soep", days=[date(2026, 11, 26)])
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_event(parents["Tielt"], title="Taart", days=[date(2026, 11, 26)])
        assert visit("/nl/").texts(".event__name") == ["Soep", "Taart"]
        raise ZeroDivisionError
    assert (visit("/nl/").texts(".event__name"), Occurrence.objects.count()) == (["Soep"], 1)
