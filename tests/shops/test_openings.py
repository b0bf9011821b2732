"""The table of open intervals, and what it answers."""

from datetime import UTC, datetime, timedelta

import pytest

from shops import openings
from shops.models import OpenInterval, Shop
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

PATTERNS = [
    "Mo-Fr 09:00-12:30,13:30-18:00; Sa 09:00-17:00; PH off",
    "24/7",
    "Mo-Su 22:00-05:00",
    "Fr,Sa 18:00-02:30",
    "Mo-Su 00:00-24:00; PH off",
    "We 10:00-12:00; Dec 25 10:00-12:00",
    "PH,Su 08:00-13:00",
    "sunrise-sunset",
    'open "op afspraak"',
    "18:00+",
    "zes tot acht",
    "",
]
NIGHTS = {
    "an ordinary week": datetime(2026, 11, 24, 23, tzinfo=UTC),
    "the night in which October gives an hour twice": datetime(2026, 10, 24, 20, tzinfo=UTC),
    "the night in which March skips an hour": datetime(2027, 3, 27, 20, tzinfo=UTC),
    "Christmas": datetime(2026, 12, 24, 20, tzinfo=UTC),
    "New Year's Eve": datetime(2026, 12, 31, 20, tzinfo=UTC),
}


@pytest.fixture
def one_of_each(clock):
    """A shop with each pattern of hours, told on Friday 16 October 2026."""
    clock(2026, 10, 16, 12, 0)
    return [ShopFactory(name=f"Winkel {number}", opening_hours=hours) for number, hours in enumerate(PATTERNS)]


def stretches(shop: Shop) -> list[tuple[str, str]]:
    rows = OpenInterval.objects.filter(shop=shop).order_by("starts_at")
    return [tuple(f"{at.astimezone(openings.BRUSSELS):%a %d %H:%M}" for at in (row.starts_at, row.ends_at)) for row in rows]


@pytest.mark.parametrize("night", NIGHTS)
def test_the_table_says_what_the_hours_say_every_quarter_of_an_hour(one_of_each, time_machine, night):
    time_machine.move_to(NIGHTS[night], tick=False)
    openings.rebuild(one_of_each, NIGHTS[night])
    evaluated = {"shops": Shop.objects.all(), "table": OpenInterval.objects.all()}
    known = {quarter: said_by_the_table(NIGHTS[night] + quarter * timedelta(minutes=15)) for quarter in range(0, 4 * 28)}
    evaluated["table"].delete()
    Shop.objects.update(openings_until=None)
    openings.forget()
    assert known == {quarter: said_by_the_table(NIGHTS[night] + quarter * timedelta(minutes=15)) for quarter in known}
    assert len({frozenset(names) for names in known.values()}) > 1


def said_by_the_table(at: datetime) -> set[str]:
    return set(Shop.objects.open_at(at).values_list("opening_hours", flat=True))


def test_unknown_hours_have_no_intervals(wednesday):
    shops = [ShopFactory(opening_hours=hours) for hours in ('open "op afspraak"', "18:00+", "zes tot acht", "", "Mo-Fr off", "<script>")]
    assert [stretches(shop) for shop in shops] == [[], [], [], [], [], []]
    assert list(Shop.objects.open_at(wednesday)) == []


def test_a_night_is_cut_at_midnight_and_yesterday_is_in_the_table(wednesday):
    shop = ShopFactory(opening_hours="Tu 20:00-03:00")
    assert stretches(shop)[:3] == [("Tue 24 20:00", "Wed 25 00:00"), ("Wed 25 00:00", "Wed 25 03:00"), ("Tue 01 20:00", "Wed 02 00:00")]


def test_the_day_with_an_hour_twice_is_one_interval_of_25_hours_and_the_short_one_of_23(clock):
    at = clock(2026, 10, 24, 12, 0)
    shop = ShopFactory(opening_hours="24/7")
    lengths = {row.starts_at: row.ends_at - row.starts_at for row in OpenInterval.objects.filter(shop=shop)}
    assert lengths[datetime(2026, 10, 24, 22, tzinfo=UTC)] == timedelta(hours=25)
    assert Shop.objects.open_at(datetime(2026, 10, 25, 22, 59, tzinfo=UTC)).count() == 1
    openings.rebuild([shop], at + timedelta(days=150))
    assert timedelta(hours=23) in {row.ends_at - row.starts_at for row in OpenInterval.objects.filter(shop=shop)}


def test_rebuilding_makes_the_same_intervals_once(wednesday):
    ShopFactory.create_batch(3, opening_hours="Mo-Su 09:00-12:00")
    before = set(OpenInterval.objects.values_list("shop", "starts_at", "ends_at"))
    assert openings.rebuild(Shop.objects.all(), wednesday) == len(before) == 3 * 16
    assert set(OpenInterval.objects.values_list("shop", "starts_at", "ends_at")) == before


def test_more_shops_than_a_batch_are_all_rebuilt(wednesday, monkeypatch):
    monkeypatch.setattr(openings, "BATCH", 2)
    ShopFactory.create_batch(5, opening_hours="We 09:00-12:00")
    OpenInterval.objects.all().delete()
    assert openings.rebuild(Shop.objects.all(), wednesday) == 15
    assert openings.rebuild([], wednesday) == 0


def test_the_next_change_is_the_first_opening_or_closing_of_any_shop(wednesday, clock):
    ShopFactory(opening_hours="We 09:00-12:00")
    ShopFactory(opening_hours="We 11:50-14:00")
    assert openings.next_change(wednesday) == clock(2026, 11, 25, 11, 50)
    assert openings.next_change(clock(2026, 11, 25, 11, 50)) == clock(2026, 11, 25, 12, 0)
    assert openings.next_change(clock(2026, 11, 25, 14, 0)) == clock(2026, 12, 2, 9, 0)


def test_there_is_no_next_change_without_hours(wednesday):
    assert openings.next_change(wednesday) is None
    ShopFactory(opening_hours="")
    assert openings.next_change(wednesday) is None


def test_a_new_shop_moves_the_next_change(wednesday, clock):
    ShopFactory(opening_hours="We 09:00-12:00")
    assert openings.next_change(wednesday) == clock(2026, 11, 25, 12, 0)
    ShopFactory(opening_hours="We 09:00-11:45")
    assert openings.next_change(wednesday) == clock(2026, 11, 25, 11, 45)


def test_the_next_change_is_asked_once_a_minute_at_most(wednesday, django_assert_num_queries):
    ShopFactory(opening_hours="We 09:00-12:00")
    openings.next_change(wednesday)
    with django_assert_num_queries(0):
        openings.next_change(wednesday + timedelta(seconds=59))


def test_a_table_that_ran_out_says_so_and_the_hours_are_asked_instead(clock):
    clock(2026, 11, 1, 12, 0)
    ShopFactory(name="Open", opening_hours="Mo-Su 09:00-18:00")
    ShopFactory(name="Dicht", opening_hours="Mo-Su 09:00-11:00")
    ShopFactory(name="Zwijgt", opening_hours="")
    later = clock(2026, 11, 25, 11, 40, 20)
    assert openings.has_run_out(later) is True
    assert [shop.name for shop in Shop.objects.open_at(later)] == ["Open"]
    assert openings.next_change(later) == clock(2026, 11, 25, 11, 41)
    openings.rebuild(Shop.objects.all(), later)
    assert (openings.has_run_out(later), [shop.name for shop in Shop.objects.open_at(later)]) == (False, ["Open"])
    assert openings.next_change(later) == clock(2026, 11, 25, 18, 0)


def test_one_shop_without_intervals_does_not_hide_the_others(wednesday):
    ShopFactory(name="Alfa", opening_hours="We 09:00-12:00")
    late = ShopFactory(name="Beta", opening_hours="We 09:00-12:00")
    ShopFactory(name="Concept", opening_hours="We 09:00-12:00", live=False)
    OpenInterval.objects.filter(shop=late).delete()
    Shop.objects.filter(pk=late.pk).update(openings_until=None)
    openings.forget()
    assert sorted(shop.name for shop in Shop.objects.listed().open_at(wednesday)) == ["Alfa", "Beta"]


def test_a_full_table_has_not_run_out(wednesday):
    ShopFactory(opening_hours="We 09:00-12:00")
    ShopFactory(opening_hours="")
    assert openings.has_run_out(wednesday) is False
    assert Shop.objects.open_without_table(wednesday) == []
