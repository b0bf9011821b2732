"""A list shares the municipalities and kinds of its shops, and never shows what they were."""

import pytest
from django.db import transaction

from municipalities.models import Municipality
from shops.models import Category, Shop
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db


def shown() -> set[tuple[str, str]]:
    return {(shop.municipality.name, shop.category.name_nl) for shop in Shop.objects.for_cards()}


def test_all_shops_of_a_list_refer_to_the_same_rows():
    ShopFactory.create_batch(3)
    shops = list(Shop.objects.for_cards())
    assert (len({id(shop.municipality) for shop in shops}), len({id(shop.category) for shop in shops})) == (1, 1)


def test_a_municipality_or_kind_that_changed_is_shown_as_it_is_now():
    shop = ShopFactory()
    assert shown() == {("Tielt", shop.category.name_nl)}
    town, kind = Municipality.objects.get(), Category.objects.get(pk=shop.category_id)
    town.name, kind.name_nl = "Tielt-Winge", "Broodjeszaak"
    town.save()
    kind.save()
    assert shown() == {("Tielt-Winge", "Broodjeszaak")}


def test_a_change_that_is_taken_back_is_forgotten():
    shop = ShopFactory()
    town = Municipality.objects.get()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        town.name = "Tielt-Winge"
        town.save()
        assert shown() == {("Tielt-Winge", shop.category.name_nl)}
        raise ZeroDivisionError
    assert shown() == {("Tielt", shop.category.name_nl)}


def test_a_municipality_that_is_newer_than_what_is_kept_is_asked_for():
    ShopFactory()
    shown()
    Municipality.objects.bulk_create([Municipality(nis="99001", slug="nieuw", name="Nieuw", latitude=51, longitude=3)])
    newer = Shop.objects.get()
    Shop.objects.filter(pk=newer.pk).update(municipality=Municipality.objects.get(slug="nieuw"))
    assert [shop.municipality.name for shop in Shop.objects.for_cards()] == ["Nieuw"]
