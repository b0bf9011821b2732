"""Searches that find nothing: counted behind caches, once a day per network, without anything about a person, and shown to the town's editors."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import sleep

import pytest
from django.db import connection

from content import visits
from content.models import PageVisits
from home.desk.numbers import searched_in_vain
from municipalities.actions import load_register
from municipalities.models import Municipality
from shops import unanswered
from shops.models import UnansweredSearch
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

LIST = "/nl/winkels/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def province(wednesday, laid_out):
    load_register()
    ShopFactory(name="Peeters", municipality=Municipality.objects.get(slug="tielt"), street="", place="", postcode="")


@pytest.fixture
def look(client, visit):
    """Looks at the page for a text, and sends what the browser would; looks(…, network="203.0.113.7")."""

    def ask(text: str, address: str = LIST, network: str = "203.0.113.1", **more) -> None:
        mark = visit(address, q=text, **more).soup.select_one("script[data-visit]")
        sent = {"user-agent": FIREFOX, "sec-fetch-site": "same-origin"}
        client.post("/bezoek/", mark["data-visit"], content_type="text/plain", headers=sent, REMOTE_ADDR=network)

    return ask


def counted() -> dict[tuple[str, str], int]:
    return {(row.municipality_slug, row.words): row.count for row in UnansweredSearch.objects.all()}


def test_words_are_counted_with_the_municipality_of_the_path_or_of_the_text(look):
    look("mosterd", f"{LIST}tielt/")
    look("Mosterd in Kortrijk")
    look("lokale mosterd")
    assert counted() == {("tielt", "mosterd"): 1, ("kortrijk", "mosterd"): 1, ("", "lokale mosterd"): 1}
    assert UnansweredSearch.objects.filter(month=date(2026, 11, 1)).count() == 3


@pytest.mark.parametrize("asked", [{"open": "2026-11-29T03:00"}, {"open": "nu"}, {"bon": "ja"}, {"bij": "8000"}, {"categorie": "bakker"}])
def test_what_a_filter_left_out_is_not_counted_as_asked_in_vain(look, asked):
    look("mosterd", **asked)
    assert counted() == {}


def test_the_page_itself_is_counted_as_before(look):
    look("mosterd", f"{LIST}tielt/")
    assert list(PageVisits.objects.values_list("kind", "key", "municipality_slug", "count")) == [("directory", "", "tielt", 1)]


def test_one_network_counts_once_a_day_and_others_count_too(look):
    for network in ("203.0.113.1", "203.0.113.1", "203.0.113.1", "198.51.100.7"):
        look("mosterd", network=network)
    assert counted() == {("", "mosterd"): 2}


def test_a_search_with_answers_or_a_clear_correction_counts_nothing(look):
    look("peeters")
    look("peters")
    assert counted() == {}


@pytest.mark.parametrize(
    "text",
    [
        "jan@voorbeeld.be",
        "0476 12 34 56",
        "Jan Janssens",
        "bakker Lies De Smedt",
        "kerkstraat 12 gent",
        "www.voorbeeld.be/winkel",
        "een twee drie vier vijf zes",
        "x" * 30,
        "ab",
        "🥐",
    ],
)
def test_what_may_tell_of_somebody_or_is_no_word_is_not_counted(look, text):
    look(text)
    assert counted() == {}


def test_looking_alone_writes_nothing(visit):
    visit(LIST, q="mosterd")
    assert counted() == {}


def test_a_robot_counts_nothing(client, visit):
    mark = visit(LIST, q="mosterd").soup.select_one("script[data-visit]")["data-visit"]
    client.post("/bezoek/", mark, content_type="text/plain", headers={"user-agent": "Googlebot/2.1"})
    assert counted() == {}


def test_a_word_that_nobody_asked_cannot_be_made_up(client):
    client.post("/bezoek/", "unanswered.mosterd.tielt", content_type="text/plain", headers={"user-agent": FIREFOX})
    assert counted() == {}


def test_a_flood_ends_the_counting_of_that_day_and_not_that_of_pages(look, monkeypatch):
    monkeypatch.setattr(unanswered, "ALL_TOGETHER", unanswered.Rule("klein", 2, unanswered.ONCE.window))
    for number, text in enumerate(["mosterd", "honing", "azijn"]):
        look(text, network=f"203.0.113.{number}")
    assert counted() == {("", "mosterd"): 1, ("", "honing"): 1}
    assert PageVisits.objects.get().count == 3


@pytest.fixture
def asked():
    """Mosterd four times in Tielt and twice in Kortrijk, honing twice in Tielt, azijn often but long ago."""
    rows = [("tielt", "mosterd", 11, 4), ("kortrijk", "mosterd", 10, 2), ("tielt", "honing", 11, 2), ("tielt", "azijn", 9, 9)]
    for town, words, month, count in rows:
        UnansweredSearch.objects.create(month=date(2026, month, 1), municipality_slug=town, words=words, count=count)


def test_editors_see_what_was_asked_often_enough_in_their_own_town(asked, wednesday):
    def shown(*slugs: str) -> list[tuple[str, int]]:
        keys = frozenset(Municipality.objects.filter(slug__in=slugs).values_list("pk", flat=True)) if slugs else None
        number = searched_in_vain(None, keys, wednesday)
        return [(one.label, one.count) for one in number.ranking] if number else []

    assert shown("tielt") == [("mosterd", 4)]
    assert shown("kortrijk") == []
    assert shown() == [("mosterd", 6)]
    assert searched_in_vain(None, frozenset(), wednesday) is None


def test_words_are_forgotten_after_six_months(asked, clock):
    assert unanswered.prune(clock(2027, 4, 30)) == 1
    assert counted() == {("tielt", "mosterd"): 4, ("kortrijk", "mosterd"): 2, ("tielt", "honing"): 2}


def test_the_token_of_the_longest_words_is_read_again():
    seen = visits.Seen(unanswered.KIND, "م" * 30, "langemark-poelkapelle")
    assert len(visits.token(seen)) <= visits.TOKEN_LENGTH
    assert visits.read(visits.token(seen)) == seen


def count_as_one_writes_it_without_thinking(seen, at):
    rows = UnansweredSearch.objects.filter(municipality_slug=seen.town, words=seen.key)
    known = rows.get().count
    sleep(0.001)
    rows.update(count=known + 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("count", "all_there"), [(unanswered.count, True), (count_as_one_writes_it_without_thinking, False)])
def test_of_searches_at_the_same_moment_none_is_lost(count, all_there, wednesday):
    if connection.vendor != "postgresql":
        pytest.skip("threads of the tests share one SQLite in memory; there one statement is one write")
    seen = visits.Seen(unanswered.KIND, "mosterd", "tielt")
    unanswered.count(seen, wednesday)

    def count_twenty(number):
        for _ in range(20):
            count(seen, wednesday)
        connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count_twenty, range(4)))
    assert (UnansweredSearch.objects.get().count == 81) is all_there
