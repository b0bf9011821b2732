"""Which shops."""

import pytest

from shops.models import Shop
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = pytest.mark.django_db


def names(shops) -> list[str]:
    return sorted(shop.name for shop in shops)


def test_listed_are_the_published_ones():
    ShopFactory(name="Open")
    ShopFactory(name="Concept", live=False)
    assert names(Shop.objects.listed()) == ["Open"]


def test_in_one_municipality_or_in_several():
    brugge = MunicipalityFactory(nis="31005", name="Brugge", slug="brugge")
    shops = [ShopFactory(name="T"), ShopFactory(name="B", municipality=brugge)]
    assert names(Shop.objects.in_municipality(brugge)) == ["B"]
    assert names(Shop.objects.in_municipality(shops[0].municipality_id, brugge)) == ["B", "T"]
    assert names(Shop.objects.in_municipality()) == []


def test_of_a_kind_once_for_main_and_other_kinds():
    bakker, ijs, vis = (CategoryFactory(slug=slug) for slug in ("bakker", "ijs", "vis"))
    shop = ShopFactory(name="Alles", category=bakker)
    shop.more_categories.set([bakker, ijs])
    shop.save()
    ShopFactory(name="Vis", category=vis)
    kinds = {"bakker": {bakker.pk}, "ijs": {ijs.pk}, "both": {bakker.pk, ijs.pk}, "all": {bakker.pk, ijs.pk, vis.pk}, "none": set()}
    assert {name: names(Shop.objects.of_kind(ids)) for name, ids in kinds.items()} == {
        "bakker": ["Alles"],
        "ijs": ["Alles"],
        "both": ["Alles"],
        "all": ["Alles", "Vis"],
        "none": [],
    }


@pytest.mark.parametrize(
    ("hours", "moment", "is_open"),
    [
        ("We 09:00-18:00", (2026, 11, 25, 11, 40), True),
        ("We 09:00-18:00", (2026, 11, 25, 9, 0), True),
        ("We 09:00-18:00", (2026, 11, 25, 8, 59, 59), False),
        ("We 09:00-18:00", (2026, 11, 25, 17, 59, 59), True),
        ("We 09:00-18:00", (2026, 11, 25, 18, 0), False),
        ("Tu 20:00-03:00", (2026, 11, 25, 2, 59), True),
        ("Tu 20:00-03:00", (2026, 11, 25, 3, 0), False),
        ("24/7", (2026, 11, 25, 0, 0), True),
        ("Mo-Su 09:00-18:00; PH off", (2026, 12, 25, 11, 40), False),
        ("Mo-Su 09:00-18:00", (2026, 12, 25, 11, 40), True),
        ("PH 10:00-12:00", (2026, 12, 25, 11, 40), True),
        ("Su 01:00-04:00", (2026, 10, 25, 2, 30), True),
        ("Su 01:00-02:30", (2027, 3, 28, 3, 0), False),
        ("", (2026, 11, 25, 11, 40), False),
        ("18:00+", (2026, 11, 25, 19, 0), False),
        ('We 09:00-18:00 "op afspraak"', (2026, 11, 25, 11, 40), False),
        ("van negen tot zes", (2026, 11, 25, 11, 40), False),
    ],
)
def test_open_is_only_what_surely_is(clock, hours, moment, is_open):
    at = clock(*moment)
    ShopFactory(opening_hours=hours)
    assert Shop.objects.open_at(at).exists() is is_open


def test_the_second_half_past_two_of_october_is_open_for_a_night_shop(clock):
    at = clock(2026, 10, 25, 2, 30, fold=1)
    ShopFactory(opening_hours="Mo-Su 22:00-05:00")
    assert Shop.objects.open_at(at).count() == 1


def test_a_card_asks_no_query_per_shop(django_assert_num_queries):
    ShopFactory.create_batch(3)
    list(Shop.objects.for_cards())  # reads the rows that lists share
    with django_assert_num_queries(1):
        assert {(shop.municipality.name, shop.category.slug) for shop in Shop.objects.for_cards()} == {("Tielt", "bakker")}


def test_the_first_of_scattered_shops_are_of_the_whole_and_always_the_same():
    first, rest = ShopFactory.create_batch(50), ShopFactory.create_batch(50)
    some = list(Shop.objects.scattered()[:20])
    assert min(sum(shop in those for shop in some) for those in (first, rest)) >= 6
    assert some == list(Shop.objects.scattered()[:20])
