"""A shop opens on a special day of its municipality: its own hours stay, and all that asks for hours knows."""

from datetime import UTC, date, time
from uuid import UUID

import pytest
from django.core.management import call_command
from wagtail.models import Revision

from municipalities import special_days
from municipalities.models import SpecialDay
from shops import openings, special_openings
from shops.cards import state_of
from shops.models import OpenInterval, Shop, SpecialOpening
from shops.structured_data import shop_json_ld
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 12, 6)
SOURCE = UUID(int=1)
WEEK = "Tu-Sa 09:00-18:00; Su off"


def special_day(town, day=SUNDAY, **given):
    said = {"opens": time(10), "closes": time(18), "kind": "koopzondag", "names": {"nl": "Koopzondag", "fr": "Dimanche"}, "source": SOURCE} | given
    return SpecialDay.objects.create(municipality=town, key=f"{day:%Y%m%d}", day=day, **said)


@pytest.fixture
def kroon(wednesday) -> Shop:
    return ShopFactory(name="De Kroon", opening_hours=WEEK)


@pytest.fixture
def open_sunday(kroon, wednesday) -> SpecialOpening:
    return special_openings.open_on(shop=kroon, day=special_day(kroon.municipality), opens=time(10), closes=time(18), at=wednesday)


def again(shop) -> Shop:
    return Shop.objects.get(pk=shop.pk)


def kind_at(shop, moment) -> str:
    return str(state_of(again(shop), moment).answer)


def test_a_yes_opens_the_shop_that_day_and_leaves_its_own_hours_alone(open_sunday, kroon, clock):
    assert again(kroon).opening_hours == WEEK
    assert kind_at(kroon, clock(2026, 12, 6, 11)) == "open"
    assert kind_at(kroon, clock(2026, 12, 6, 19)) == "closed"
    assert kind_at(kroon, clock(2026, 12, 13, 11)) == "closed"


def test_lists_find_it_among_what_is_open(open_sunday, kroon, clock):
    sunday = clock(2026, 12, 6, 11)
    assert set(Shop.objects.open_at(sunday)) == {kroon}
    openings.rebuild([again(kroon)], sunday)
    openings.forget()
    assert set(Shop.objects.open_at(sunday)) == {kroon}


def test_the_table_of_openings_is_made_anew_at_the_answer(open_sunday, kroon):
    starts = OpenInterval.objects.filter(shop=kroon, starts_at__date=SUNDAY).values_list("starts_at", flat=True)
    assert [moment.astimezone(UTC).hour for moment in starts] == [9]


def test_where_the_table_has_run_out_the_special_day_still_counts(open_sunday, kroon, clock):
    OpenInterval.objects.all().delete()
    Shop.objects.update(openings_until=None)
    openings.forget()
    assert set(Shop.objects.open_at(clock(2026, 12, 6, 11))) == {kroon}


def test_of_a_shop_with_unknown_hours_only_that_day_is_known(wednesday, clock):
    shop = ShopFactory(name="Het Kluwen")
    special_openings.open_on(shop=shop, day=special_day(shop.municipality), opens=time(10), closes=time(18), at=wednesday)
    assert kind_at(shop, clock(2026, 12, 5, 11)) == "unknown"
    assert kind_at(shop, clock(2026, 12, 6, 11)) == "open"
    assert set(Shop.objects.open_at(clock(2026, 12, 6, 11))) == {shop}
    assert set(Shop.objects.open_at(clock(2026, 12, 7, 11))) == set()


def test_saving_the_shop_and_publishing_an_older_draft_keep_it(open_sunday, kroon, clock):
    draft = Shop.objects.get(pk=kroon.pk)
    draft.special_hours = ""
    draft.name = "De Kroon van Tielt"
    revision = Revision.objects.get(pk=draft.save_revision().pk)
    assert revision.as_object().special_hours == "2026 Dec 06 10:00-18:00"
    revision.publish()
    assert again(kroon).name == "De Kroon van Tielt"
    assert kind_at(kroon, clock(2026, 12, 6, 11)) == "open"


def test_a_draft_from_before_the_answer_does_not_take_it_back(kroon, wednesday, clock):
    revision = kroon.save_revision()
    special_openings.open_on(shop=kroon, day=special_day(kroon.municipality), opens=time(10), closes=time(18), at=wednesday)
    revision.refresh_from_db()
    revision.publish()
    assert kind_at(kroon, clock(2026, 12, 6, 11)) == "open"


def test_a_second_answer_replaces_the_first(open_sunday, kroon, wednesday):
    special_openings.open_on(shop=kroon, day=open_sunday.special_day, opens=time(13), closes=time(17), at=wednesday)
    assert again(kroon).special_hours == "2026 Dec 06 13:00-17:00"


def test_who_stays_closed_after_all_is_as_before(open_sunday, kroon, wednesday):
    assert special_openings.stay_closed_on(shop=kroon, days=[open_sunday.special_day], at=wednesday) == 1
    assert again(kroon).effective_hours == WEEK
    assert not OpenInterval.objects.filter(shop=kroon, starts_at__date=SUNDAY).exists()


def test_a_day_that_is_taken_back_takes_its_openings_along(open_sunday, kroon, wednesday):
    assert special_openings.take_back([open_sunday.special_day], at=wednesday) == 1
    assert not SpecialDay.objects.exists()
    assert again(kroon).effective_hours == WEEK


def test_other_hours_of_the_town_are_those_of_who_took_its_hours_and_of_nobody_else(open_sunday, kroon, wednesday):
    own = ShopFactory(name="Eigen uren")
    special_openings.open_on(shop=own, day=open_sunday.special_day, opens=time(14), closes=time(16), at=wednesday)
    assert special_openings.change_hours(open_sunday.special_day, time(11), time(17), at=wednesday) == 1
    assert (again(kroon).special_hours, again(own).special_hours) == ("2026 Dec 06 11:00-17:00", "2026 Dec 06 14:00-16:00")


def test_hours_that_are_announced_later_are_those_of_who_took_the_usual_ones(kroon, wednesday):
    day = special_day(kroon.municipality, opens=None, closes=None)
    special_openings.open_on(shop=kroon, day=day, opens=time(10), closes=time(18), at=wednesday)
    assert special_openings.change_hours(day, time(13), time(17), at=wednesday) == 1
    assert again(kroon).special_hours == "2026 Dec 06 13:00-17:00"


def test_hours_that_are_announced_no_more_leave_what_shops_said(open_sunday, kroon, wednesday):
    assert special_openings.change_hours(open_sunday.special_day, None, None, at=wednesday) == 0
    assert again(kroon).special_hours == "2026 Dec 06 10:00-18:00"


def test_two_that_announce_the_same_at_once_announce_it_once(kroon, wednesday, monkeypatch):
    said = special_days.Announcement(SOURCE, "koopzondag", {"nl": "Koopzondag"}, {SUNDAY: special_days.Announced("20261206")})
    standing = SpecialDay.objects.filter(source=SOURCE)
    monkeypatch.setattr(special_days, "standing", lambda announcement, since: {})
    for _publication in range(2):
        special_days.announce(said, [kroon.municipality_id], at=wednesday)
    assert standing.count() == 1


def test_it_disappears_by_itself_and_a_night_is_not_cut_off(kroon, wednesday, clock):
    special_openings.open_on(shop=kroon, day=special_day(kroon.municipality), opens=time(20), closes=time(2), at=wednesday)
    assert special_openings.forget_past(clock(2026, 12, 7, 0, 30)) == 0
    assert kind_at(kroon, clock(2026, 12, 7, 1)) == "open"
    assert special_openings.forget_past(clock(2026, 12, 8, 3)) == 1
    assert not SpecialDay.objects.exists()
    assert again(kroon).special_hours == ""


def test_nothing_past_is_shown_when_the_nightly_job_did_not_run(open_sunday, kroon, clock):
    monday = clock(2026, 12, 7, 9)
    assert special_openings.lines_of(again(kroon), "nl", monday) == []
    assert special_days.coming(monday) == []
    told = shop_json_ld(again(kroon), url="u", image_url="i", language="nl", at=monday)
    assert "2026-12-06" not in str(told)


def test_the_nightly_job_mends_what_somebody_else_changed(open_sunday, kroon, wednesday):
    SpecialOpening.objects.all().delete()
    assert special_openings.forget_past(wednesday) == 1
    assert again(kroon).special_hours == ""


def test_the_nightly_openings_know_special_days(wednesday, clock):
    shop = ShopFactory(name="Het Kluwen")
    special_openings.open_on(shop=shop, day=special_day(shop.municipality), opens=time(10), closes=time(18), at=wednesday)
    OpenInterval.objects.all().delete()
    call_command("refresh_openings", verbosity=0)
    assert OpenInterval.objects.filter(shop=shop).count() == 1


def test_the_page_says_when_and_why_in_four_languages(open_sunday, kroon, wednesday):
    (line,) = special_openings.lines_of(again(kroon), "nl", wednesday)
    assert (line.day, line.hours, line.name, line.name_is_dutch) == ("Zondag 6\xa0december", "open van 10 tot 18\xa0u.", "Koopzondag", False)
    assert special_openings.lines_of(again(kroon), "fr", wednesday)[0].name == "Dimanche"
    assert special_openings.lines_of(again(kroon), "de", wednesday)[0].name_is_dutch


def test_the_page_of_the_shop_tells_people_and_machines(laid_out, open_sunday, visit):
    page = visit("/nl/winkels/tielt/de-kroon/")
    assert page.text("[aria-labelledby=ook-open] dt").replace("\xa0", " ") == "Zondag 6 december"
    assert page.text("[aria-labelledby=ook-open] dd").replace("\xa0", " ") == "Open van 10 tot 18 u. Koopzondag"
    assert '"validFrom":"2026-12-06"' in page.answer.content.decode().replace(" ", "")


def test_a_shop_without_special_days_asks_no_query_more(kroon, wednesday, django_assert_num_queries):
    shop = again(kroon)
    with django_assert_num_queries(0):
        assert special_openings.lines_of(shop, "nl", wednesday) == []
        assert shop.effective_hours == WEEK


def test_a_list_asks_the_same_with_thirty_that_open_specially(kroon, wednesday, django_assert_num_queries, clock):
    day = special_day(kroon.municipality)
    for number in range(30):
        special_openings.open_on(shop=ShopFactory(name=f"Winkel {number}"), day=day, opens=time(10), closes=time(18), at=wednesday)
    sunday = clock(2026, 12, 6, 11)
    list(Shop.objects.for_cards()[:1])  # reads the rows that lists share
    with django_assert_num_queries(1):
        kinds = {str(state_of(shop, sunday).answer) for shop in Shop.objects.listed().for_cards()}
    assert kinds == {"open", "closed"}


def test_the_coming_days_of_one_town_or_all_know_how_many_shops_open(open_sunday, wednesday, django_assert_num_queries):
    other = MunicipalityFactory(name="Lo", slug="lo", nis="32030", postcodes=["8647"])
    special_day(other, date(2026, 12, 13), kind="braderie")
    with django_assert_num_queries(1):
        found = [(day.municipality.name, day.day, day.open_shops) for day in special_days.coming(wednesday)]
    assert found == [("Tielt", SUNDAY, 1), ("Lo", date(2026, 12, 13), 0)]
    assert [day.day for day in special_days.coming(wednesday, municipality=other)] == [date(2026, 12, 13)]
    assert [day.day for day in special_days.coming(wednesday, kinds=["koopzondag"])] == [SUNDAY]
    assert len(special_days.coming(wednesday, limit=1)) == 1
