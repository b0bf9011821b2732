"""What one may want of a shop beside its kind, and the numbers that say what each choice would leave."""

from collections import Counter
from itertools import product

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from shops.models import Category, Shop
from shops.query import ShopQuery
from shops.search import search_shops
from shops.traits import TRAITS
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = pytest.mark.django_db
LIST = "/nl/winkels/"


@pytest.fixture
def street(wednesday, laid_out):
    """Every combination of independent, step-free, webshop, voucher, open now, kind and municipality, once: 128 shops."""
    towns = [None, MunicipalityFactory(nis="31005", name="Brugge", slug="brugge", longitude=3.22, latitude=51.2, postcodes=["8000"])]
    kinds = [CategoryFactory(), CategoryFactory(slug="wijn")]
    for independent, step_free, webshop, voucher, is_open, kind, town in product([0, 1], repeat=7):
        facts = {"municipality": towns[1]} if town else {}
        ShopFactory(
            kind="independent" if independent else "chain",
            step_free="yes" if step_free else "limited",
            webshop="https://a.example" if webshop else "",
            gift_voucher=True if voucher else None,
            opening_hours="24/7" if is_open else "",
            category=kinds[kind],
            **facts,
        )


def test_an_address_asks_for_traits_and_is_written_back():
    query = ShopQuery.from_params(QueryDict("zaak=zelfstandig&toegang=zonder-trede&webshop=ja&bon=ja"))
    assert query.traits == ("independent", "step_free", "webshop", "gift_voucher")
    assert query.url(LIST) == f"{LIST}?zaak=zelfstandig&toegang=zonder-trede&webshop=ja&bon=ja"
    assert query.url(LIST, traits=query.without_trait("webshop")) == f"{LIST}?zaak=zelfstandig&toegang=zonder-trede&bon=ja"


@pytest.mark.parametrize("said", ["zaak=keten", "toegang=ja", "webshop=nee", "bon=", "bon=1", "zaak=zelfstandig%20"])
def test_a_value_that_is_none_asks_for_nothing(said):
    assert ShopQuery.from_params(QueryDict(said)).traits == ()


def test_each_box_narrows_by_its_own_fact_and_all_together(street, visit):
    totals = {name: visit(LIST, **{trait.parameter: trait.value}).total for name, trait in TRAITS.items()}
    assert totals == {"independent": 64, "step_free": 64, "webshop": 64, "gift_voucher": 64}
    page = visit(LIST, zaak="zelfstandig", toegang="zonder-trede", webshop="ja", bon="ja", open="nu", categorie="wijn")
    assert page.total == 2
    assert page.texts(".chip") == ["Wijn", "Nu open", "Zelfstandige zaak", "Zonder trede binnen", "Met webshop", "Neemt de cadeaubon"]


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bon=ja",
        "open=nu",
        "open=2026-11-29T10:00",
        "categorie=wijn&webshop=ja",
        "q=kroon&zaak=zelfstandig",
        "bij=8700&straal=25&bon=ja",
        "open=nu&q=kroon",
    ],
)
def test_every_number_is_what_choosing_it_would_leave(street, wednesday, asked):
    query = ShopQuery.from_params(QueryDict(asked))
    found = search_shops(query, wednesday)

    def left(**changes) -> int:
        cache.clear()
        return search_shops(ShopQuery(**(vars(query) | changes)), wednesday).total

    assert found.by_trait == Counter({name: left(traits=(*query.traits, name)) for name in TRAITS})
    assert found.open_total == left(open_now=True, moment=None)
    kinds = {slug: Category.objects.get(slug=slug).pk for slug in ("bakker", "wijn", "brood")}
    assert {slug: found.by_category[pk] for slug, pk in kinds.items()} == {slug: left(categories=(slug,)) for slug in kinds}
    towns = dict(Shop.objects.values_list("municipality__slug", "municipality").distinct())
    assert {slug: found.by_municipality[pk] for slug, pk in towns.items()} == {slug: left(municipality=slug) for slug in towns}


def test_a_box_that_would_leave_nothing_is_not_shown_unless_it_is_ticked(wednesday, laid_out, visit):
    ShopFactory(webshop="https://a.example")
    assert [box["name"] for box in visit(LIST).soup.select("form[data-filters] legend:-soup-contains('Goed') ~ label input")] == ["webshop"]
    page = visit(LIST, bon="ja")
    assert [box["name"] for box in page.soup.select("input[type=checkbox][checked]")] == ["bon"]
    assert ("Zonder wat je nog aanvinkte", LIST) in page.ways_out


@pytest.mark.parametrize(
    "asked",
    [
        "?bon=ja&webshop=ja",
        "?open=2026-11-29T10:00",
        "?open=2027-02-14T10:00&bon=ja",
        "?bij=8700",
        "?bij=8700&open=nu&q=bakker&sorteer=open&zaak=zelfstandig",
        "?bij=8700&kaart=1",
    ],
)
def test_a_list_asks_at_most_twelve_questions_for_one_shop_and_for_thirty(wednesday, laid_out, client, asked):
    def queries() -> int:
        client.get(LIST + asked)  # what is kept between requests (tree, places, menus) is read first
        with CaptureQueriesContext(connection) as made:
            assert client.get(LIST + asked).status_code == 200
        return len(made)

    facts = {"opening_hours": "24/7", "gift_voucher": True, "webshop": "https://a.example", "kind": "independent", "latitude": 51.0}
    ShopFactory(**facts)
    one = queries()
    ShopFactory.create_batch(29, **facts)
    assert (one, one <= 12) == (queries(), True)
