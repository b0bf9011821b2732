"""Which copies go when something changes, when they go, and what happens where nobody answers."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from ambassadors.models import AmbassadorPage
from content import purging
from home.models import HomePage, MunicipalityPage, StandardPage
from municipalities.models import Municipality
from shops import shown_at
from shops.confirming import confirm_by_shopkeeper
from tests.factories.events import added, make_event, tell_event, town_page
from tests.factories.shops import ShopFactory

SITE = "http://localhost:8000"
HOMES = {f"{SITE}/{language}/" for language in ("nl", "fr", "en", "de")}
DIRECTORIES = {f"{SITE}/{start}/" for start in ("nl/winkels", "fr/commerces", "en/shops", "de/geschaefte")}
AGENDAS = {f"{SITE}/{start}/" for start in ("nl/agenda", "fr/agenda", "en/whats-on", "de/veranstaltungen")}
TOWNS = {f"{SITE}/nl/tielt/", f"{SITE}/fr/tielt/"}
EVERYTHING = "everything"


class FarCache:
    """A CDN that cannot forget everything at once. Remembers what it was told: sets of addresses, or EVERYTHING."""

    told: list[object] = []  # noqa: RUF012 - each test has its own

    def __init__(self, params):
        pass

    def purge_batch(self, urls):
        assert len(set(urls)) == len(urls)
        type(self).told.append(set(urls))


class Cache(FarCache):
    is_near = True

    def purge_everything(self):
        type(self).told.append(EVERYTHING)


class BrokenCache(Cache):
    def purge_batch(self, urls):
        raise TimeoutError


@pytest.fixture
def caches(settings, monkeypatch):
    """Puts caches of these kinds in front of the site; returns what they are told."""

    def stand(*kinds):
        monkeypatch.setattr(purging, "get_backends", lambda: {kind.__name__: kind({}) for kind in kinds})
        settings.WAGTAILFRONTENDCACHE = {kind.__name__: {} for kind in kinds}
        told: list[object] = []
        for kind in kinds:
            monkeypatch.setattr(kind, "told", told)
        return told

    return stand


@pytest.fixture
def stored(django_capture_on_commit_callbacks):
    """What is done within it is stored at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def shop(laid_out):
    """Of Tielt, which has a page in Dutch and in French."""
    made = ShopFactory(name="Bakkerij De Kroon")
    for language in ("nl", "fr"):
        town_page(made.municipality, language=language)
    return made


def of_shop(*slugs: str) -> set[str]:
    return {f"{directory}tielt/{slug}/" for directory in DIRECTORIES for slug in slugs}


def in_lists() -> set[str]:
    return DIRECTORIES | {f"{directory}tielt/" for directory in DIRECTORIES}


# -- what


def test_a_shop_shows_at_every_address_it_had_in_its_lists_and_on_the_faces_of_town_and_site(shop, caches, stored):
    shop.slug = "de-kroon"
    shop.save()
    told = caches(Cache)
    with stored():
        shop.save()
    assert told == [of_shop("bakkerij-de-kroon", "de-kroon") | in_lists() | HOMES | TOWNS]


def test_a_shop_that_is_deleted_goes_from_where_it_stood(shop, caches, stored):
    told = caches(Cache)
    with stored():
        shop.delete()
    assert told == [of_shop("bakkerij-de-kroon") | in_lists() | HOMES | TOWNS]


def test_a_confirmation_shows_on_the_page_of_the_shop(shop, caches, stored, wednesday):
    told = caches(Cache)
    with stored():
        confirm_by_shopkeeper(key=shop.pk, at=wednesday)
    assert told == [of_shop("bakkerij-de-kroon") | DIRECTORIES | HOMES]


def test_an_event_shows_in_each_language_in_its_town_and_in_the_agenda(shop, caches, stored, wednesday):
    town, french = (MunicipalityPage.objects.get(locale__language_code=language) for language in ("nl", "fr"))
    event = make_event(town)
    tell_event(event, french, title="Braderie")
    told = caches(Cache)
    with stored():
        event.save_revision().publish()
    in_agenda = AGENDAS | {f"{agenda}tielt/" for agenda in AGENDAS}
    assert told == [{f"{SITE}/nl/tielt/braderie/", f"{SITE}/fr/tielt/braderie/"} | in_agenda | HOMES | TOWNS]


def test_an_event_of_the_province_shows_in_every_town(shop, caches, stored, wednesday, laid_out):
    event = make_event(laid_out["nl"].get_children().get(slug="agenda"), title="Week van de korte keten")
    told = caches(Cache)
    with stored():
        event.unpublish()
    assert told == [{f"{SITE}/nl/agenda/week-van-de-korte-keten/"} | AGENDAS | HOMES | TOWNS]


def test_an_ambassador_shows_in_the_town_among_all_and_with_the_shop(shop, caches, stored):
    parent = MunicipalityPage.objects.get(locale__language_code="nl")
    page = added(
        parent, AmbassadorPage(title="De Kroon", slug="de-kroon", municipality=shop.municipality, shop=shop, year=2026, locale=parent.locale)
    )
    told = caches(Cache)
    with stored():
        page.save_revision().publish()
    indexes = {f"{SITE}/{start}/" for start in ("nl/ambassadeurs", "fr/ambassadeurs", "en/ambassadors", "de/botschafter")}
    assert told == [{f"{SITE}/nl/tielt/de-kroon/"} | indexes | of_shop("bakkerij-de-kroon") | HOMES | TOWNS]


def test_the_page_of_a_town_shows_in_other_languages_and_on_the_front_page(shop, caches, stored):
    told = caches(Cache)
    with stored():
        MunicipalityPage.objects.get(locale__language_code="nl").save_revision().publish()
    assert told == [HOMES | TOWNS]


def test_a_page_that_is_deleted_goes_from_its_address(laid_out, caches, stored):
    page = added(laid_out["nl"], StandardPage(title="Over", slug="over", locale=laid_out["nl"].locale))
    town_page(Municipality.objects.create(nis="37022", name="Tielt", slug="tielt", latitude=51.0, longitude=3.3))
    under = added(MunicipalityPage.objects.get(), StandardPage(title="Parkeren", slug="parkeren", locale=page.locale))
    told = caches(Cache)
    with stored():
        under.delete()
    assert told == [{f"{SITE}/nl/tielt/parkeren/"}]


def test_what_stands_in_menu_or_foot_stands_on_every_page(laid_out, caches, stored):
    told = caches(Cache)
    with stored():
        laid_out["nl"].get_children().get(slug="winkels").specific.save_revision().publish()
    assert told == [EVERYTHING]


def test_a_page_that_moves_takes_its_pages_along(shop, caches, stored):
    told = caches(Cache)
    page = MunicipalityPage.objects.get(locale__language_code="nl")
    page.slug = "thielt"
    with stored():
        page.save_revision().publish()
    assert told == [EVERYTHING]


def test_another_name_of_a_municipality_stands_everywhere(shop, caches, stored):
    told = caches(Cache)
    with stored():
        shop.municipality.save()
    assert told == [EVERYTHING]


# -- when


def test_what_one_transaction_changes_is_told_once(shop, caches, stored):
    told = caches(Cache)
    with stored(), transaction.atomic():
        purging.stale(["a", "b"])
        purging.stale(["b", "c"])
        assert told == []
    assert told == [{"a", "b", "c"}]


def test_what_is_taken_back_is_not_told(db, caches, stored):
    told = caches(Cache)
    with stored(), pytest.raises(ZeroDivisionError), transaction.atomic():
        purging.stale(["a"])
        raise ZeroDivisionError
    with stored():
        purging.stale(["b"])
    assert told == [{"b"}]


def test_too_many_addresses_are_everything(db, caches, stored):
    told = caches(Cache)
    with stored():
        purging.stale(f"a{number}" for number in range(purging.MOST))
    with stored():
        purging.stale(f"a{number}" for number in range(purging.MOST + 1))
    assert [EVERYTHING if one == EVERYTHING else len(one) for one in told] == [600, EVERYTHING]


def test_a_cache_that_cannot_forget_everything_is_told_as_many_as_there_may_be(db, caches, stored):
    told = caches(FarCache)
    with stored():
        purging.stale(f"a{number}" for number in range(purging.MOST + 1))
    assert [len(one) for one in told] == [600]


def test_nothing_is_asked_of_the_database_where_no_cache_stands(shop, settings, django_assert_num_queries, stored):
    settings.WAGTAILFRONTENDCACHE = {}
    with stored() as hooks, django_assert_num_queries(0):
        purging.stale(["a"])
        purging.everything_is_stale()
        purging.changed(HomePage.objects.none().first())
    assert hooks == []


@pytest.mark.parametrize("number", [1, 30])
def test_finding_where_shops_show_takes_as_many_questions_for_thirty(laid_out, caches, django_assert_num_queries, number):
    shops = [ShopFactory() for _ in range(number)]
    caches(Cache)
    town_page(shops[0].municipality)
    purging.faces([])  # Wagtail keeps where its sites begin
    with django_assert_num_queries(6):
        shown_at.changed(shops=[one.pk for one in shops], towns=[shops[0].municipality_id])


# -- where nobody answers, or slowly


def test_a_cache_that_does_not_answer_keeps_the_others_from_nothing(db, caches, stored, caplog):
    told = caches(BrokenCache, Cache)
    with stored():
        purging.stale(["a"])
    assert told == [{"a"}]
    assert caplog.messages == ["the cache BrokenCache keeps pages that changed: TimeoutError"]


def test_a_far_cache_is_told_by_the_worker_and_all_are_told_again_later(db, caches, stored, settings, wednesday):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    told = caches(Cache, FarCache)
    with stored():
        purging.stale(["a"])
    assert told == [{"a"}], "the near one"
    waiting = {one.task_path: one.run_after - wednesday for one in DBTaskResult.objects.filter(run_after__gte=wednesday, run_after__year=2026)}
    assert waiting == {"content.purging.tell_again": timedelta(seconds=5)}
    assert list(DBTaskResult.objects.order_by("task_path").values_list("task_path", flat=True)) == [
        "content.purging.tell_again",
        "content.purging.tell_far",
    ]
    purging.tell_far.call(["a"], False)
    purging.tell_again.call(["a"], False)
    assert told == [{"a"}] * 4


def test_a_task_that_cannot_be_stored_stops_nothing(db, caches, stored, monkeypatch, caplog):
    def refuse(*args):
        raise ConnectionError

    monkeypatch.setattr(purging, "leave_to_worker", refuse)
    told = caches(Cache)
    with stored():
        purging.stale(["a"])
    assert told == [{"a"}]
    assert caplog.messages == ["kept pages are not thrown away a second time: no task could be stored"]
