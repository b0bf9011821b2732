"""Words that ask for a filter are one: "bakker nu open", "slager open zondag", "cadeaubon". What is called so stays a word."""

from datetime import date, datetime, time
from uuid import uuid4

import pytest

from municipalities.actions import load_register
from municipalities.models import Municipality, SpecialDay
from shops import wishes
from shops.categories import load_categories
from shops.models import Category
from shops.query import ShopQuery
from tests.conftest import BRUSSELS
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

LIST = "/nl/winkels/"


@pytest.fixture(autouse=True)
def bakers(wednesday, laid_out):
    """One that is open now, a Wednesday at 11.40, and one that is open on Sunday; neither says so in words."""
    load_register()
    load_categories()
    for name, hours in (("De Kroon", "We 09:00-18:00"), ("De Ster", "Su 08:00-12:00")):
        facts = {"municipality": Municipality.objects.get(slug="tielt"), "category": Category.objects.get(slug="bakker")}
        ShopFactory(name=name, opening_hours=hours, street="", place="", postcode="", **facts)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("bakker nu open", "?q=bakker&open=nu"),
        ("open bakker", "?q=bakker&open=nu"),
        ("Bäcker jetzt geöffnet", "?q=B%C3%A4cker&open=nu"),
        ("boulanger ouvert maintenant tielt", "?q=boulanger+tielt&open=nu"),
        ("bakkers die nu open zijn", "?q=bakkers&open=nu"),
        ("open", "?open=nu"),
        ("open nu", "?open=nu"),
        ("bakker vandaag open", "?q=bakker&open=nu"),
        ("bakker morgen open", "?q=bakker&open=2026-11-26T10:00"),
        ("open zondag", "?open=2026-11-29T10:00"),
        ("bakker zondag open", "?q=bakker&open=2026-11-29T10:00"),
        ("bakker open op dinsdag", "?q=bakker&open=2026-12-01T10:00"),
        ("boulangerie ouverte le dimanche", "?q=boulangerie&open=2026-11-29T10:00"),
        ("bakker woensdag open", "?q=bakker&open=nu"),
        ("cadeaubon", "?bon=ja"),
        ("bakker met cadeaubon", "?q=bakker&bon=ja"),
        ("chèque cadeau", "?bon=ja"),
        ("geschenkbon", "?bon=ja"),
        ("kadobon", "?bon=ja"),
        ("kado bon", "?bon=ja"),
        ("bakker kadocheques", "?q=bakker&bon=ja"),
        ("koopzondag", "?open=2026-11-29T14:00"),
        ("bakker koopzondag", "?q=bakker&open=2026-11-29T14:00"),
        ("winkels open op koopzondag", "?q=winkels&open=2026-11-29T14:00"),
        ("dimanche commercial", "?open=2026-11-29T14:00"),
        ("webshop", "?webshop=ja"),
        ("zelfstandig", "?zaak=zelfstandig"),
        ("bakker zonder trede nu open", "?q=bakker&open=nu&toegang=zonder-trede"),
    ],
)
def test_a_wish_in_words_becomes_its_filter(visit, text, address):
    assert visit(LIST, q=text).goes_to == f"{LIST}{address}"


def test_the_filter_has_a_chip_that_takes_it_away_alone(visit):
    page = visit(LIST, q="bakker", open="nu")
    assert page.shops == ["De Kroon"]
    assert page.links(".chip")[1] == ("Nu open", f"{LIST}?q=bakker")


def test_the_list_of_a_town_stays_that_of_the_town(visit):
    assert visit(f"{LIST}tielt/", q="bakker nu open", categorie="bakker").goes_to == f"{LIST}tielt/?q=bakker&categorie=bakker&open=nu"


@pytest.mark.parametrize("text", ["openhaard", '"open"', "zondag", "nu", "bakker morgen", "opening", "bakker", ""])
def test_other_words_are_left_alone(visit, text):
    assert visit(LIST, q=text).status == 200


def test_a_shop_that_is_called_so_is_found_by_its_name(visit):
    ShopFactory(name="Open Boek", municipality=Municipality.objects.get(slug="tielt"))
    assert visit(LIST, q="open boek").shops == ["Open Boek"]
    assert visit(LIST, q="open").goes_to == f"{LIST}?open=nu"


@pytest.mark.parametrize(("hour", "moment"), [(9, datetime(2026, 11, 29, 10, tzinfo=BRUSSELS)), (11, None)])
def test_on_the_day_itself_it_is_today_until_the_usual_hour_and_now_from_then_on(hour, moment):
    asked = wishes.as_filters(ShopQuery(text="bakker open zondag"), datetime(2026, 11, 29, hour, tzinfo=BRUSSELS))
    assert (asked.text, asked.open_now, asked.moment) == ("bakker", moment is None, moment)


@pytest.fixture
def sundays():
    """Tielt announced 13 December from one o'clock, Kortrijk 6 December without an hour."""
    for slug, day, opens in (("tielt", date(2026, 12, 13), time(13)), ("kortrijk", date(2026, 12, 6), None)):
        announce(slug, day, "koopzondag", opens, opens and time(18))
    announce("tielt", date(2026, 11, 28), "braderie")


def announce(slug, day, kind, opens=None, closes=None):
    town = Municipality.objects.get(slug=slug)
    SpecialDay.objects.create(municipality=town, source=uuid4(), key="", day=day, kind=kind, opens=opens, closes=closes)


@pytest.mark.parametrize(
    ("town", "text", "address"),
    [
        ("", "koopzondag", "?open=2026-12-06T14:00"),
        ("", "koopzondag tielt", "?q=tielt&open=2026-12-13T13:00"),
        ("tielt/", "schoenen koopzondag", "tielt/?q=schoenen&open=2026-12-13T13:00"),
        ("brugge/", "koopzondag", "brugge/?open=2026-11-29T14:00"),
    ],
)
def test_a_koopzondag_is_the_next_one_that_was_announced(visit, sundays, town, text, address):
    assert visit(f"{LIST}{town}", q=text).goes_to == f"{LIST}{address}"


@pytest.mark.parametrize(
    ("hour", "moment"), [(12, datetime(2026, 12, 13, 13, tzinfo=BRUSSELS)), (15, None), (18, datetime(2026, 12, 20, 14, tzinfo=BRUSSELS))]
)
def test_on_a_koopzondag_itself_it_is_today_then_now_and_then_the_next(sundays, hour, moment):
    asked = wishes.as_filters(ShopQuery(text="koopzondag", municipality="tielt"), datetime(2026, 12, 13, hour, tzinfo=BRUSSELS))
    assert (asked.text, asked.open_now, asked.moment) == ("", moment is None, moment)
