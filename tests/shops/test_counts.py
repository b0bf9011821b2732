"""Numbers beside every choice agree with the list that the choice leads to."""

import pytest
import time_machine

from shops import counts
from shops.category_tree import category_tree
from shops.models import Category, Shop
from tests.conftest import WEDNESDAY
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, GroupFactory, ShopFactory
from tests.ground import ground

pytestmark = pytest.mark.django_db

OPEN = "Mo-Sa 09:00-18:00"
SHUT = "Mo-Sa 14:00-18:00"


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with ground(django_db_blocker):
        with time_machine.travel(WEDNESDAY, tick=False):
            make_province()
        yield


@pytest.fixture
def small_province(built, db, wednesday):
    """Eight shops in two municipalities, in three groups; some with other kinds in the same group, in another, in both. One is a draft."""


def make_province():
    brood = GroupFactory()
    mode = GroupFactory(slug="mode", name_nl="Mode", cloth="mode")
    GroupFactory(slug="leeg", name_nl="Leeg", cloth="dienst")
    kinds = {slug: CategoryFactory(slug=slug, parent=brood) for slug in ("bakker", "ijs", "patisserie")}
    kinds |= {slug: CategoryFactory(slug=slug, parent=mode) for slug in ("kleding", "lingerie")}
    tielt = MunicipalityFactory(nis="37022", name="Tielt", slug="tielt")
    brugge = MunicipalityFactory(nis="31005", name="Brugge", slug="brugge", postcodes=["8000"])
    rows = [
        ("Alfa", "bakker", [], tielt, OPEN),
        ("Beta", "bakker", ["ijs", "patisserie"], tielt, SHUT),
        ("Gamma", "bakker", ["kleding", "lingerie"], brugge, OPEN),
        ("Delta", "ijs", ["bakker", "lingerie"], brugge, ""),
        ("Epsilon", "kleding", ["kleding"], brugge, OPEN),
        ("Zeta", "kleding", [], tielt, 'open "vraag maar"'),
        ("Eta", "brood", ["bakker"], tielt, OPEN),
        ("Theta", "lingerie", ["brood"], tielt, ""),
        ("Draft", "bakker", ["kleding"], tielt, OPEN),
    ]
    for name, kind, more, town, hours in rows:
        shop = ShopFactory(name=name, category=kinds.get(kind) or brood, municipality=town, opening_hours=hours, street="Markt")
        shop.more_categories.set([kinds.get(slug) or brood for slug in more])
        shop.save()
    Shop.objects.filter(name="Draft").update(live=False)


def test_the_numbers_of_the_whole_directory(small_province, wednesday):
    made = counts.counts(wednesday)
    by_slug = {category_tree().by_id[key].slug: number for key, number in made.by_category.items() if number}
    assert (made.total, made.open_total) == (8, 4)
    assert by_slug == {"brood": 6, "bakker": 5, "ijs": 2, "patisserie": 1, "mode": 5, "kleding": 3, "lingerie": 3}
    assert [(group.slug, number) for group, number in made.groups()] == [("brood", 6), ("mode", 5)]


def test_the_numbers_of_one_municipality(small_province, wednesday):
    tielt = Shop.objects.get(name="Alfa").municipality_id
    made = counts.counts(wednesday, tielt)
    assert (made.total, made.open_total, [(group.slug, number) for group, number in made.groups()]) == (5, 2, [("brood", 4), ("mode", 2)])


def test_a_municipality_without_shops_has_no_numbers(small_province, wednesday):
    made = counts.counts(wednesday, MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk").pk)
    assert (made.total, made.open_total, made.groups()) == (0, 0, [])


NARROWED = [
    {},
    {"open": "nu"},
    {"q": "markt"},
    {"q": "bakker"},
    {"q": "tielt"},
    {"q": "bakker brugge"},
    {"categorie": "brood"},
    {"categorie": "kleding", "open": "nu"},
    {"categorie": ["ijs", "lingerie"]},
    {"categorie": "onbekend"},
    {"q": "markt", "open": "nu", "sorteer": "open"},
    {"q": "xyzzy"},
]


LEAD_AWAY = [("tielt/", {"q": "bakker brugge"}), ("brugge/", {"q": "tielt"})]  # from one town to another: tests/shops/test_search_from_a_town.py


@pytest.mark.parametrize(
    ("town", "asked"), [(town, asked) for town in ["", "tielt/", "brugge/"] for asked in NARROWED if (town, asked) not in LEAD_AWAY]
)
def test_each_number_is_the_length_of_the_list_behind_it(small_province, laid_out, visit, town, asked):
    address = f"/nl/winkels/{town}"
    page = visit(address, **asked)
    assert page.total == len(page.shops)
    assert {kind: visit(address, **asked | {"categorie": kind}).total for kind in page.kinds} == page.kinds
    assert {slug: visit(f"/nl/winkels/{slug}/", **asked).total for slug in page.towns} == page.towns
    assert visit(address, **asked | {"open": "nu"}).total == (page.total if "open" in asked else page.open_total)


def test_no_choice_that_would_leave_something_is_missing(small_province, laid_out, visit):
    assert visit("/nl/winkels/").kinds == {"brood": 6, "mode": 5}
    assert visit("/nl/winkels/", categorie="ijs").kinds == {"brood": 6, "bakker": 5, "ijs": 2, "patisserie": 1, "mode": 5}
    assert visit("/nl/winkels/").towns == {"brugge": 3, "tielt": 5}
    assert visit("/nl/winkels/tielt/", open="nu").kinds == {"brood": 2}


def test_numbers_are_kept_for_a_minute_and_counted_anew_after_a_change(small_province, wednesday, django_assert_num_queries):
    counts.counts(wednesday)
    with django_assert_num_queries(0):
        assert counts.counts(wednesday).total == 8
    shop = Shop.objects.get(name="Draft")
    shop.live = True
    shop.save()
    assert counts.counts(wednesday).total == 9


def test_numbers_are_counted_anew_when_a_shop_opens(small_province, wednesday, clock):
    assert counts.counts(wednesday).until == clock(2026, 11, 25, 14, 0)
    assert counts.counts(clock(2026, 11, 25, 14, 0)).open_total == 5


def test_a_shop_that_goes_is_no_longer_counted(small_province, wednesday):
    counts.counts(wednesday)
    Shop.objects.get(name="Alfa").delete()
    assert (counts.counts(wednesday).total, counts.counts(wednesday).open_total) == (7, 3)


def test_a_shop_that_moves_is_counted_where_it_is_now(small_province, wednesday):
    shop = Shop.objects.get(name="Alfa")
    tielt, brugge = shop.municipality_id, Shop.objects.get(name="Gamma").municipality_id
    assert [counts.counts(wednesday, town).total for town in (tielt, brugge)] == [5, 3]
    shop.municipality_id = brugge
    shop.save()
    assert [counts.counts(wednesday, town).total for town in (tielt, brugge)] == [4, 4]


def test_a_new_category_is_counted_before_the_kept_tree_knows_it(small_province, laid_out, wednesday, visit):
    visit("/nl/winkels/")
    newer = Category.objects.bulk_create([Category(slug="nieuw", name_nl="Nieuw", parent=Category.objects.get(slug="brood"))])[0]
    ShopFactory(name="Iota", category=newer)
    assert visit("/nl/winkels/").total == 9
