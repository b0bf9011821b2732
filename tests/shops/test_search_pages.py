"""Orders and pages: every shop once, in the same order on every database."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from shops.models import Shop
from shops.query import ShopQuery
from shops.search import search_shops
from tests.conftest import WEDNESDAY
from tests.factories.shops import ShopFactory
from tests.ground import ground

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with ground(django_db_blocker):
        with time_machine.travel(WEDNESDAY, tick=False):
            keys = make_sixty()
        yield keys


@pytest.fixture
def sixty(built, db, wednesday):
    """Sixty bakers in Tielt: three names in turn, a third open on Wednesday, a third published, two on the same moment. One is a draft.
    The keys of the others."""
    return set(built)


def make_sixty() -> set[int]:
    shops = [
        ShopFactory(
            name=["Alfa", "Beta", "beta"][number % 3],
            opening_hours="We 09:00-12:00" if number % 3 == 0 else "",
            first_published_at=PUBLISHED + timedelta(days=number // 6) if number % 3 == 1 else None,
        )
        for number in range(60)
    ]
    Shop.objects.filter(pk=shops[0].pk).update(live=False)
    return {shop.pk for shop in shops[1:]}


@pytest.mark.parametrize("asked", [{}, {"sort": "naam"}, {"sort": "open"}, {"sort": "nieuw"}, {"text": "bakker"}])
def test_the_pages_hold_every_shop_once_and_no_other(sixty, wednesday, asked):
    pages = [search_shops(ShopQuery(**asked, page=page), wednesday) for page in (1, 2, 3)]
    keys = [shop.pk for page in pages for shop in page.shops]
    assert [len(page.shops) for page in pages] == [24, 24, 11]
    assert (len(keys), set(keys)) == (59, sixty)
    assert {(page.total, page.pages) for page in pages} == {(59, 3)}


@pytest.mark.parametrize("asked", [{"text": "alfa"}, {"open_now": True}, {"text": "alfa", "sort": "nieuw"}])
def test_a_narrowed_list_holds_every_answer_once(sixty, wednesday, asked):
    found = search_shops(ShopQuery(**asked), wednesday)
    assert ({shop.name for shop in found.shops}, len({shop.pk for shop in found.shops}), found.total, found.pages) == ({"Alfa"}, 19, 19, 1)


def test_the_default_order_is_by_name_and_equal_names_keep_their_order(sixty, wednesday):
    pages = [search_shops(ShopQuery(page=page), wednesday).shops for page in (1, 2, 3)]
    assert [(shop.name, shop.pk) for page in pages for shop in page] == sorted((shop.name, shop.pk) for page in pages for shop in page)


def test_the_newest_come_first_and_those_without_a_date_last(sixty, wednesday):
    pages = [search_shops(ShopQuery(sort="nieuw", page=page), wednesday).shops for page in (1, 2, 3)]
    dates = [shop.first_published_at for page in pages for shop in page]
    known = [date for date in dates if date]
    assert dates == sorted(known, reverse=True) + [None] * 39


def test_what_is_open_comes_first_when_asked(sixty, wednesday):
    names = [shop.name for shop in search_shops(ShopQuery(sort="open"), wednesday).shops]
    assert names == ["Alfa"] * 19 + ["Beta"] * 5


def test_a_page_beyond_the_last_is_the_last(sixty, wednesday):
    found = search_shops(ShopQuery(page=99), wednesday)
    assert (found.page, found.pages, len(found.shops)) == (3, 3, 11)


def test_nothing_found_is_one_empty_page(wednesday):
    found = search_shops(ShopQuery(text="xyzzy", page=7), wednesday)
    assert (found.shops, found.total, found.open_total, found.page, found.pages) == ([], 0, 0, 1, 1)
