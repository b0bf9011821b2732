"""Words that ask for a filter are one: "bakker nu open", "slager open zondag", "cadeaubon". What is called so stays a word."""

from datetime import datetime

import pytest

from municipalities.actions import load_register
from municipalities.models import Municipality
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
