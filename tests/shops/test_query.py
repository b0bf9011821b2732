"""A question to the directory, from an address and back."""

import pytest
from django.http import QueryDict

from shops.query import ShopQuery, hidden_fields

LIST = "/nl/winkels/"


def asked(params: str, *, town: str = "") -> ShopQuery:
    return ShopQuery.from_params(QueryDict(params), town=town)


def test_a_bare_address_asks_for_everything_on_the_first_page():
    assert asked("") == ShopQuery(text="", municipality="", categories=(), open_now=False, sort="", page=1)


def test_an_address_holds_the_whole_question():
    assert asked("q=warme+bakker&gemeente=tielt&categorie=vis&categorie=wijn&open=nu&sorteer=open&pagina=3") == ShopQuery(
        text="warme bakker", municipality="tielt", categories=("vis", "wijn"), open_now=True, sort="open", page=3
    )


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("2", 2),
        ("10000", 10_000),
        ("10001", 10_000),
        ("abc", 1),
        ("", 1),
        ("0", 1),
        ("-1", 1),
        ("1.5", 1),
        ("²", 1),
        ("٣", 1),
        ("1_0", 1),
        ("99999999999999999999", 1),
    ],
)
def test_a_page_that_nobody_could_mean_is_the_first(typed, page):
    assert asked(f"pagina={typed}").page == page


@pytest.mark.parametrize("sort", ["foo", "NAAM", "naam;drop", "", "-name"])
def test_an_unknown_order_is_the_default(sort):
    assert asked(f"sorteer={sort}").sort == ""


@pytest.mark.parametrize("value", ["ja", "1", "", "NU", "nu "])
def test_only_open_now_asks_for_what_is_open(value):
    assert asked(f"open={value}").open_now is False


def test_what_is_typed_loses_spaces_and_everything_beyond_100_signs():
    assert asked("q=++warme%0A%09bakker++").text == "warme bakker"
    assert asked("q=" + "a" * 150).text == "a" * 100
    assert asked("q=" + "%F0%9F%A5%90" * 150).text == "🥐" * 100


def test_the_same_kind_twice_is_asked_once_and_an_empty_one_never():
    assert asked("categorie=vis&categorie=&categorie=wijn&categorie=vis").categories == ("vis", "wijn")


def test_a_hundred_kinds_are_read_and_no_more():
    assert len(asked("&".join(f"categorie=k{number}" for number in range(5000))).categories) == 100


def test_the_path_names_the_municipality_whatever_the_parameter_says():
    assert asked("gemeente=brugge", town="tielt").municipality == "tielt"


@pytest.mark.parametrize(
    ("query", "address"),
    [
        (ShopQuery(), "/nl/winkels/"),
        (ShopQuery(municipality="tielt"), "/nl/winkels/tielt/"),
        (ShopQuery(text="brood & vis"), "/nl/winkels/?q=brood+%26+vis"),
        (ShopQuery(categories=("vis", "wijn"), open_now=True), "/nl/winkels/?categorie=vis&categorie=wijn&open=nu"),
        (ShopQuery(municipality="tielt", sort="nieuw", page=2), "/nl/winkels/tielt/?sorteer=nieuw&pagina=2"),
    ],
)
def test_every_question_has_one_address_that_leads_back_to_it(query, address):
    assert query.url(LIST, page=query.page) == address
    assert asked(address.partition("?")[2], town=query.municipality) == query


def test_a_change_starts_again_on_the_first_page():
    query = ShopQuery(text="brood", municipality="tielt", categories=("vis",), page=4)
    assert query.url(LIST, municipality="") == "/nl/winkels/?q=brood&categorie=vis"
    assert query.url(LIST, page=5) == "/nl/winkels/tielt/?q=brood&categorie=vis&pagina=5"


def test_one_kind_can_be_taken_away():
    assert ShopQuery(categories=("vis", "wijn", "brood")).without("wijn") == ("vis", "brood")


@pytest.mark.parametrize(
    ("query", "narrows"),
    [
        (ShopQuery(), False),
        (ShopQuery(municipality="tielt", page=2), False),
        (ShopQuery(municipality="tielt", on_map=True), False),
        (ShopQuery(text="brood"), True),
        (ShopQuery(categories=("vis",)), True),
        (ShopQuery(open_now=True), True),
        (ShopQuery(sort="nieuw"), True),
    ],
)
def test_only_a_municipality_a_page_and_a_look_at_the_map_do_not_narrow(query, narrows):
    assert query.narrows is narrows


def test_a_form_carries_everything_along_but_what_it_asks_itself_and_the_page():
    query = ShopQuery(text="brood", municipality="tielt", categories=("vis",), open_now=True, sort="naam", page=3)
    assert hidden_fields(query, "q") == [("categorie", "vis"), ("open", "nu"), ("sorteer", "naam")]
    assert hidden_fields(query, "q", "categorie", "open", "sorteer") == []
