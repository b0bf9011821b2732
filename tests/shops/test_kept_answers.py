"""Answers with many shops are kept until something changes; they are the same as those that are not, and nobody's whereabouts are among them."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shops import kept_answers
from shops.query import ShopQuery
from shops.search import search_shops
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def thirty(wednesday, monkeypatch):
    """Shops of which one is open until six; ten are many here."""
    monkeypatch.setattr(kept_answers, "MANY", 10)
    return [*ShopFactory.create_batch(29), ShopFactory(name="Open", opening_hours="We 09:00-18:00")]


def queries(query: ShopQuery, at) -> int:
    with CaptureQueriesContext(connection) as asked:
        search_shops(query, at)
    return len(asked)


@pytest.mark.parametrize("query", [ShopQuery(), ShopQuery("bakker"), ShopQuery("bakker", page=2), ShopQuery("kroon", sort="open")])
def test_a_kept_answer_is_the_same_and_asks_for_its_shops_alone(thirty, wednesday, query):
    first = search_shops(query, wednesday)
    assert queries(query, wednesday) == 1
    again = search_shops(query, wednesday)
    assert again == first
    assert [shop.pk for shop in again.shops] == [shop.pk for shop in first.shops]


def test_an_answer_falls_when_a_shop_changes_comes_or_goes(thirty, wednesday):
    assert search_shops(ShopQuery("bakker"), wednesday).total == 30
    extra = ShopFactory()
    assert search_shops(ShopQuery("bakker"), wednesday).total == 31
    extra.unpublish()
    assert search_shops(ShopQuery("bakker"), wednesday).total == 30
    thirty[0].delete()
    assert search_shops(ShopQuery("bakker"), wednesday).total == 29


def test_an_answer_holds_until_the_first_shop_opens_or_closes(thirty, wednesday):
    assert search_shops(ShopQuery("bakker"), wednesday).open_total == 1
    assert search_shops(ShopQuery("bakker"), wednesday + timedelta(hours=7)).open_total == 0
    assert search_shops(ShopQuery("bakker"), wednesday).open_total == 1


def test_few_answers_are_not_kept(thirty, wednesday):
    search_shops(ShopQuery("open"), wednesday)
    assert queries(ShopQuery("open"), wednesday) > 1


def test_a_question_that_holds_anything_else_is_never_kept(thirty, wednesday):
    @dataclass(frozen=True)
    class Near(ShopQuery):
        spot: str = ""

    assert kept_answers.is_plain(ShopQuery("bakker", "tielt", ("brood",), open_now=True, sort="open", page=2))
    assert not kept_answers.is_plain(Near(spot="51.0,3.3"))
    assert not kept_answers.is_plain(replace(Near(), text="bakker"))


@pytest.mark.parametrize("text", ["kroon", "bakkerij kroon", "bruggestraat 3"])
def test_a_search_asks_as_many_queries_for_one_shop_as_for_thirty(wednesday, text):
    ShopFactory(street="Bruggestraat", house_number="3")
    search_shops(ShopQuery(text), wednesday)
    one = queries(ShopQuery(text), wednesday)
    ShopFactory.create_batch(29, street="Bruggestraat", house_number="3")
    search_shops(ShopQuery(text), wednesday)
    assert queries(ShopQuery(text), wednesday) == one
