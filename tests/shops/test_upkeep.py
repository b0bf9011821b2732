"""What goes along with every change of a shop."""

import pytest
from django.db import IntegrityError, transaction

from shops.models import OpenInterval, Shop, ShopSlug
from shops.upkeep import free_slug
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = pytest.mark.django_db


def addresses(shop: Shop) -> set[str]:
    return {f"{row.municipality.slug}/{row.slug}" for row in ShopSlug.objects.filter(shop=shop)}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bakkerij De Kroon", "bakkerij-de-kroon"),
        ("'t Krokantje", "t-krokantje"),
        ("Crème & Café", "creme-cafe"),
        ("100 % lokaal", "100-lokaal"),
        ("مخبز", "winkel"),
        ("🥐", "winkel"),
        ("<script>alert(1)</script>", "scriptalert1script"),
        ("../../admin", "admin"),
        ("a" * 120, "a" * 120),
    ],
)
def test_an_address_is_made_from_the_name(wednesday, name, slug):
    assert ShopFactory(name=name).slug == slug


def test_a_second_shop_with_the_name_gets_a_number_and_one_elsewhere_does_not(wednesday):
    brugge = MunicipalityFactory(nis="31005", name="Brugge", slug="brugge")
    shops = [
        ShopFactory(name="De Kroon"),
        ShopFactory(name="De Kroon!"),
        ShopFactory(name="De Kroon"),
        ShopFactory(name="De Kroon", municipality=brugge),
    ]
    assert [shop.slug for shop in shops] == ["de-kroon", "de-kroon-2", "de-kroon-3", "de-kroon"]


def test_an_address_that_a_shop_once_had_is_given_to_no_other(wednesday):
    shop = ShopFactory(name="De Kroon")
    shop.slug = "de-gouden-kroon"
    shop.save()
    assert addresses(shop) == {"tielt/de-kroon", "tielt/de-gouden-kroon"}
    assert ShopFactory(name="De Kroon").slug == "de-kroon-2"


def test_a_shop_may_go_back_to_an_address_of_its_own(wednesday):
    shop = ShopFactory(name="De Kroon")
    for slug in ("ander", "de-kroon"):
        shop.slug = slug
        shop.full_clean()
        shop.save()
    assert addresses(shop) == {"tielt/de-kroon", "tielt/ander"}


def test_a_new_name_keeps_the_address(wednesday):
    shop = ShopFactory(name="De Kroon")
    shop.name = "De Ster"
    shop.save()
    assert (shop.slug, addresses(shop)) == ("de-kroon", {"tielt/de-kroon"})


def test_a_shop_that_moves_keeps_its_old_address_too(wednesday):
    shop = ShopFactory(name="De Kroon")
    shop.municipality = MunicipalityFactory(nis="31005", name="Brugge", slug="brugge")
    shop.save()
    assert addresses(shop) == {"tielt/de-kroon", "brugge/de-kroon"}


def test_the_database_refuses_two_shops_at_one_address(wednesday):
    ShopFactory(name="De Kroon", slug="de-kroon")
    with pytest.raises(IntegrityError), transaction.atomic():
        ShopFactory(name="Een ander", slug="de-kroon")


def test_slugs_can_be_given_out_from_a_set_without_asking_the_database(wednesday, django_assert_num_queries):
    shop = Shop(name="De Kroon")
    with django_assert_num_queries(0):
        assert free_slug(shop, {"de-kroon", "de-kroon-2"}) == "de-kroon-3"


def test_intervals_follow_the_hours(wednesday):
    shop = ShopFactory(opening_hours="We 09:00-12:00")
    assert OpenInterval.objects.filter(shop=shop).count() == 3  # this week, the next, and that after it
    shop.opening_hours = ""
    shop.save()
    assert OpenInterval.objects.filter(shop=shop).count() == 0


@pytest.fixture
def live_shop_with_a_draft(wednesday):
    """De Kroon, a baker in Tielt that is open now, and a draft in which everything is different and closed."""
    shop = ShopFactory(name="De Kroon", opening_hours="We 09:00-18:00", street="Markt", house_number="7")
    draft = Shop.objects.get(pk=shop.pk)
    draft.name, draft.slug, draft.street, draft.opening_hours = "De Ster", "de-ster", "Kaai", "Fr 20:00-21:00"
    draft.category = CategoryFactory(slug="ijs")
    draft.municipality = MunicipalityFactory(nis="31005", name="Brugge", slug="brugge")
    draft.save_revision()
    return draft


def test_a_draft_change_of_a_live_shop_changes_nothing_beside_it(live_shop_with_a_draft):
    shop = Shop.objects.get()
    assert (shop.name, shop.has_unpublished_changes) == ("De Kroon", True)
    assert set(shop.words.values_list("word", flat=True)) == {"de kroon", "de", "kroon", "markt", "7", "tielt", "8700"}
    assert addresses(shop) == {"tielt/de-kroon"}
    assert {interval.starts_at.weekday() for interval in OpenInterval.objects.filter(shop=shop)} == {2}


def test_a_draft_change_of_a_live_shop_shows_nowhere(live_shop_with_a_draft, laid_out, visit):
    assert visit("/nl/winkels/").statuses == {"De Kroon": "Open tot 18 u."}
    assert visit("/nl/winkels/", open="nu").shops == ["De Kroon"]
    assert visit("/nl/winkels/").kinds == {"brood": 1}
    assert visit("/nl/winkels/").towns == {"tielt": 1}
    assert [visit("/nl/winkels/", q=text).shops for text in ("ster", "kaai", "ijs", "brugge")] == [[], [], [], []]
    assert visit("/nl/winkels/tielt/de-kroon/").text("h1") == "De Kroon"
    assert [visit(f"/nl/winkels/{path}/").status for path in ("tielt/de-ster", "brugge/de-ster", "brugge/de-kroon")] == [404, 404, 404]


def test_a_draft_shows_once_it_is_published(live_shop_with_a_draft, laid_out, visit):
    live_shop_with_a_draft.latest_revision.publish()
    assert visit("/nl/winkels/").statuses == {"De Ster": "Opent vrijdag om 20 u."}
    assert visit("/nl/winkels/", open="nu").shops == []
    assert visit("/nl/winkels/tielt/de-kroon/").goes_to == "/nl/winkels/brugge/de-ster/"


def test_a_shop_that_is_taken_offline_leaves_the_lists_at_once(wednesday, laid_out, visit):
    shop = ShopFactory(name="De Kroon", opening_hours="24/7")
    assert visit("/nl/").text(".kinds .num") == "1"
    shop.unpublish()
    assert (visit("/nl/winkels/").total, visit("/nl/").texts(".kinds .num"), visit("/nl/winkels/tielt/de-kroon/").status) == (0, [], 404)
