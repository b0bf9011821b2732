"""Questions are answered from the memory of a process: the same as the database says, anew after each change, and nobody's whereabouts are kept."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from content.words import fold
from shops import bits, hours, openings, spots
from shops.bitmaps import Newest, bitmaps
from shops.confirming import confirm_by_shopkeeper
from shops.models import Shop
from shops.models.reports import ShopReport
from shops.query import ShopQuery
from shops.reports import actions
from shops.search import first_shops, search_shops
from shops.spots import Spot
from shops.traits import TRAITS
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed(wednesday):
    """Thirty shops of which no two that follow each other are alike."""
    brugge = MunicipalityFactory(nis="31005", name="Brugge", slug="brugge", postcodes=["8000"])
    wine = CategoryFactory(slug="wijn")
    for number in range(30):
        shop = ShopFactory(
            webshop="https://a.example" if number % 2 else "",
            gift_voucher=(None, True, False)[number % 3],
            step_free=("", "yes", "no", "limited")[number % 4],
            kind=("independent", "chain", "unknown")[number % 3],
            opening_hours=("", "We 09:00-18:00", "Th 09:00-18:00", "24/7")[number % 4],
            latitude=None if number % 7 == 0 else 51 + number / 1000,
            **({"municipality": brugge} if number % 5 == 0 else {}),
            **({"category": wine} if number % 6 == 0 else {}),
        )
        if number % 6 == 1:
            shop.more_categories.set([wine])
            shop.save()
    ShopFactory(name="Een ontwerp", live=False)
    return wine, brugge


def queries(query: ShopQuery, at) -> int:
    with CaptureQueriesContext(connection) as asked:
        search_shops(query, at)
    return len(asked)


def test_every_set_holds_whom_the_database_says(mixed, wednesday):
    wine, brugge = mixed
    listed, shops = bitmaps(), Shop.objects.listed()

    def keys(found: int) -> set[int]:
        return {listed.keys[position] for position in bits.positions(found)}

    said = {
        "everybody": (listed.everybody, shops),
        "wine": (listed.of_kind([wine.pk]), shops.of_kind({wine.pk})),
        "wine above all": (listed.of_kind([wine.pk], main=True), shops.filter(category=wine)),
        "brugge": (listed.in_towns([brugge.pk]), shops.in_municipality(brugge)),
        "open": (listed.open_at(wednesday), shops.open_at(wednesday)),
        "open tomorrow": (listed.open_then(wednesday + timedelta(days=1)), shops.open_at(wednesday + timedelta(days=1))),
        "without hours": (listed.unknown_at(wednesday), shops.exclude(pk__in=shops.with_any_hours())),
        "on the map": (listed.placed, shops.filter(latitude__isnull=False, longitude__isnull=False)),
        **{name: (listed.by_trait[name], shops.filter(trait.holds)) for name, trait in TRAITS.items()},
    }
    assert {name: keys(found) for name, (found, _) in said.items()} == {name: {shop.pk for shop in rows} for name, (_, rows) in said.items()}
    assert all(0 < found.bit_count() < 30 for name, (found, _) in said.items() if name != "everybody")


TOLD = (
    "", "24/7", "We 09:00-18:00", "We 09:00-11:00", "We 09:00-11:00+", "We 09:00-11:00+; Th 10:00-12:00", '"op afspraak"', 'Mo-Sa "op afspraak"',
    'Th 09:00-12:00; "op afspraak"', 'We 09:00-18:00 "winkel"', "unknown", "We UNKNOWN", "We 09:00-10:00 || unknown", "(sunrise+01:00)-11:00",
    "Jul 01-Aug 31 09:00-18:00", "Mo-Su off", "not understood", "Th",
)  # fmt: skip


def test_unknown_is_whom_the_hours_call_unknown_at_any_moment(wednesday):
    for number, said in enumerate(TOLD):
        ShopFactory.create_batch(2, opening_hours=said if said not in {"not understood", "Th"} else "")
        shop = Shop.objects.order_by("pk").last()
        Shop.objects.filter(pk=shop.pk).update(special_hours="2026 Nov 25 09:00-12:00" if number % 2 else "", opening_hours=said)
    openings.rebuild(Shop.objects.all(), wednesday)
    moments = [wednesday + timedelta(hours=hours) for hours in (0, 6, 13, 24, 30, 24 * 40, 24 * 240)]
    kept = bitmaps()
    for moment in moments:
        unknown = {shop.pk for shop in Shop.objects.all() if hours.answer(shop.effective_hours, moment) is hours.Answer.UNKNOWN}
        assert {kept.keys[position] for position in bits.positions(kept.unknown_at(moment))} == unknown
        assert 4 < len(unknown) < 36


def test_positions_follow_the_alphabet_without_accents_capitals_and_apostrophes(wednesday):
    for name in ["Zoë", "'t Kroontje", "Élan", "de Kroon", "Elan 2", "Ütopia", "De Kroon"]:
        ShopFactory(name=name)
    ordered = ["De Kroon", "de Kroon", "Élan", "Elan 2", "'t Kroontje", "Ütopia", "Zoë"]
    assert [shop.name for shop in search_shops(ShopQuery(sort="naam"), wednesday).shops] == ordered
    assert [fold(name) for name in ordered] == sorted(map(fold, ordered))


def test_no_shop_at_all_is_no_problem(wednesday):
    found = search_shops(ShopQuery("bakker", open_now=True, near="8700"), wednesday)
    assert (found.total, found.shops, found.pages) == (0, [], 1)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        (ShopQuery(), 1),
        (ShopQuery("kroon"), 2),
        (ShopQuery("bakkerij kroon bruggestraat 3"), 2),
        (ShopQuery("kroon", open_now=True, traits=("webshop",), page=2), 2),
        (ShopQuery(sort="open"), 1),
        (ShopQuery(categories=("bakker",), municipality="tielt", sort="nieuw"), 1),
    ],
)
def test_a_question_asks_for_its_words_and_its_shops_only(mixed, wednesday, query, number):
    search_shops(query, wednesday)
    assert queries(query, wednesday) == number


@pytest.mark.parametrize("text", ["kroon", "bakkerij kroon", "bruggestraat 3"])
def test_a_search_asks_as_many_queries_for_one_shop_as_for_thirty(wednesday, text):
    ShopFactory(street="Bruggestraat", house_number="3")
    search_shops(ShopQuery(text), wednesday)
    one = queries(ShopQuery(text), wednesday)
    ShopFactory.create_batch(29, street="Bruggestraat", house_number="3")
    search_shops(ShopQuery(text), wednesday)
    assert queries(ShopQuery(text), wednesday) == one


def test_a_word_that_many_have_is_asked_once(wednesday, monkeypatch):
    monkeypatch.setattr("shops.bitmaps.MANY", 10)
    ShopFactory.create_batch(11)
    ShopFactory(name="Zeldzaam")
    search_shops(ShopQuery("kroon"), wednesday)
    search_shops(ShopQuery("zeldzaam"), wednesday)
    assert len(bitmaps().words) == 1
    assert queries(ShopQuery("zeldzaam"), wednesday) == 2


def test_what_is_kept_is_bounded():
    few = Newest(2)
    for number in range(5):
        few[number] = number
    assert few == {3: 3, 4: 4}


def test_an_answer_falls_when_a_shop_changes_comes_or_goes(wednesday):
    shops = ShopFactory.create_batch(3)
    assert search_shops(ShopQuery("bakker"), wednesday).total == 3
    extra = ShopFactory()
    assert search_shops(ShopQuery("bakker"), wednesday).total == 4
    extra.unpublish()
    assert search_shops(ShopQuery("bakker"), wednesday).total == 3
    shops[0].delete()
    assert search_shops(ShopQuery("bakker"), wednesday).total == 2
    shops[1].webshop = "https://a.example"
    shops[1].save()
    assert search_shops(ShopQuery(traits=("webshop",)), wednesday).total == 1


def test_an_answer_holds_until_the_first_shop_opens_or_closes(wednesday):
    ShopFactory(opening_hours="We 09:00-18:00")
    assert search_shops(ShopQuery(), wednesday).open_total == 1
    assert search_shops(ShopQuery(), wednesday + timedelta(hours=7)).open_total == 0
    assert search_shops(ShopQuery(), wednesday).open_total == 1


def test_new_hours_count_at_once(wednesday):
    shop = ShopFactory(opening_hours="We 09:00-18:00")
    assert search_shops(ShopQuery(), wednesday).open_total == 1
    shop.opening_hours = "Th 09:00-18:00"
    shop.save()
    assert search_shops(ShopQuery(), wednesday).open_total == 0


def test_a_word_of_its_keeper_and_a_report_change_the_order_at_once(wednesday):
    first, last = ShopFactory(name="Kroon A"), ShopFactory(name="Kroon B")

    def order() -> list[str]:
        return [shop.name for shop in search_shops(ShopQuery("kroon"), wednesday).shops]

    assert order() == ["Kroon A", "Kroon B"]
    confirm_by_shopkeeper(key=last.pk, at=wednesday)
    assert order() == ["Kroon B", "Kroon A"]
    confirm_by_shopkeeper(key=first.pk, at=wednesday)
    assert order() == ["Kroon A", "Kroon B"]


def test_reports_weigh_at_once(wednesday):
    first, _last = ShopFactory(name="Kroon A"), ShopFactory(name="Kroon B")
    search_shops(ShopQuery("kroon"), wednesday)
    ShopReport.objects.create(shop=first, what=ShopReport.What.GONE, created_at=wednesday)
    actions.recount([first.pk], wednesday)
    assert [shop.name for shop in search_shops(ShopQuery("kroon"), wednesday).shops] == ["Kroon B", "Kroon A"]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_was_taken_back_leaves_no_trace(clock):
    wednesday = clock(2026, 11, 25, 11, 40)
    ShopFactory()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ShopFactory()
        assert search_shops(ShopQuery(), wednesday).total == 2
        raise ZeroDivisionError
    assert search_shops(ShopQuery(), wednesday).total == 1


def test_a_shop_that_left_since_the_list_was_read_is_not_shown(wednesday):
    ShopFactory(name="Blijft")
    gone = ShopFactory(name="Gaat")
    search_shops(ShopQuery(), wednesday)
    Shop.objects.filter(pk=gone.pk).update(live=False)  # in another process that shares no cache
    assert [shop.name for shop in search_shops(ShopQuery(), wednesday).shops] == ["Blijft"]


def test_where_somebody_is_leaves_no_trace(mixed, wednesday):
    def kept() -> dict:
        return vars(bitmaps()) | {"words": dict(bitmaps().words), "opened": dict(bitmaps().opened)}

    search_shops(ShopQuery(near="8700", radius_km=25), wednesday)
    before = kept()
    spot = spots.sealed(Spot(51.01, 3.31), wednesday)
    assert search_shops(ShopQuery(spot=spot), wednesday).total > 0
    assert kept() == before


def test_the_first_shops_are_those_of_the_list(mixed, wednesday):
    for query in (ShopQuery(sort="nieuw"), ShopQuery(sort="open"), ShopQuery(municipality="tielt"), ShopQuery(categories=("wijn",), open_now=True)):
        assert first_shops(query, wednesday, 3) == search_shops(query, wednesday).shops[:3]
