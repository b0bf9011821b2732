"""The words by which shops are found: what is written, when it changes, and that nobody finds what is not listed."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from shops import indexing, vocabulary
from shops.indexing import entries_of, street_key
from shops.models import KnownWord, Shop, ShopText, ShopWord
from shops.query import ShopQuery
from shops.search import search_shops
from shops.stems import stem
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

Field = ShopWord.Field


def words(shop: Shop) -> dict[str, int]:
    """{word: the field in which it stands}"""
    return dict(ShopWord.objects.filter(shop=shop).exclude(field__in=(Field.CALLED, Field.STREET)).values_list("word", "field"))


def known() -> set[tuple[str, str]]:
    return {(row.get_kind_display(), row.label) for row in KnownWord.objects.all()}


@pytest.mark.parametrize(
    ("one", "other"),
    [("broodjes", "broden"), ("kaas", "kazen"), ("fietsherstelling", "fietsherstellingen"), ("bloem", "bloemen"), ("huis", "huizen")],
)
def test_forms_of_a_dutch_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


def test_a_stem_that_says_too_little_is_none():
    assert (stem("bakkerij"), stem("ijs"), stem("8700")) == ("bakkerij", "ijs", "8700")


def test_a_shop_is_found_by_its_facts_and_texts_each_word_where_it_is_surest():
    shop = Shop(name="Crème & Café", chain_name="Panos", street="Sint-Jansstr.", house_number="7", place="St.-Kruis", postcode="8310")
    texts = [ShopText(language="fr", tagline="Des tartes et du café", description="Ouvert le dimanche")]
    said = {(word, field) for word, _, field in entries_of(shop, texts)}
    assert said == {
        ("creme cafe", Field.CALLED),
        ("sint jansstraat", Field.STREET),
        *((word, Field.NAME) for word in ("creme", "cafe", "panos")),
        *((word, Field.ADDRESS) for word in ("sint", "jansstr", "7", "kruis", "8310")),
        *((word, Field.TAGLINE) for word in ("des", "tartes", "et", "du")),
        *((word, Field.DESCRIPTION) for word in ("ouvert", "le", "dimanche")),
    }
    assert ("tartes", "tart", Field.TAGLINE) in entries_of(shop, texts)


def test_streets_are_recognised_however_they_are_written():
    assert {street_key(text) for text in ("Sint-Jansstr.", "St. Jansstraat", "SINT JANSSTRAAT")} == {"sint jansstraat"}


def test_words_follow_the_facts(wednesday):
    shop = ShopFactory(name="De Kroon", street="Markt", house_number="7", place="", postcode="")
    shop.name, shop.street = "De Ster", "Kaai"
    shop.save()
    assert words(shop) == {"de": Field.NAME, "ster": Field.NAME, "kaai": Field.ADDRESS, "7": Field.ADDRESS}
    assert known() == {("word of a name", "ster"), ("street", "Kaai")}


def test_what_is_not_listed_has_no_words_and_is_suggested_to_nobody(wednesday):
    shop = ShopFactory(name="Zonnebloem", street="Kaai")
    assert "zonnebloem" in vocabulary.known().spelling
    shop.unpublish()
    assert (words(shop), known()) == ({}, set())
    assert "zonnebloem" not in vocabulary.known().spelling


def test_a_word_stays_known_while_another_shop_has_it(wednesday):
    ShopFactory(name="De Kroon", street="Markt")
    ShopFactory(name="De Kroon", street="Kaai").delete()
    assert known() == {("word of a name", "kroon"), ("street", "Markt")}


def test_a_shop_that_did_not_change_is_not_written_again(wednesday):
    shop = ShopFactory()
    keys = set(ShopWord.objects.values_list("pk", flat=True))
    indexing.rebuild([shop])
    assert set(ShopWord.objects.values_list("pk", flat=True)) == keys


def test_the_nightly_job_mends_what_is_missing_or_left_over_and_counts(wednesday):
    kroon, ster = ShopFactory(name="De Kroon", street="Markt"), ShopFactory(name="De Ster", street="Markt")
    ShopWord.objects.filter(shop=kroon).delete()
    KnownWord.objects.all().delete()
    Shop.objects.filter(pk=ster.pk).update(live=False)
    said = StringIO()
    call_command("rebuild_shop_index", stdout=said)
    assert (set(words(kroon)), set(words(ster))) == ({"de", "kroon", kroon.house_number, "markt", "8700", "tielt"}, set())
    assert known() == {("word of a name", "kroon"), ("street", "Markt")}
    assert said.getvalue() == "1 winkels, 8 woorden.\n"


@pytest.mark.parametrize("number", [1, 30])
def test_shops_are_indexed_in_a_fixed_number_of_queries(wednesday, django_assert_num_queries, number):
    shops = ShopFactory.create_batch(number)
    ShopWord.objects.all().delete()
    KnownWord.objects.all().delete()
    with django_assert_num_queries(6):
        indexing.rebuild(shops)


def found(text: str, at) -> list[str]:
    return [shop.name for shop in search_shops(ShopQuery(text=text), at).shops]


def test_what_a_shop_tells_finds_it_after_who_is_called_so(wednesday):
    told = ShopFactory(name="Alfa", street="Kaai")
    told.texts.add(ShopText(language="nl", tagline="Verse kruimels", description="Ook confituur uit eigen tuin."))
    told.save()
    said = ShopFactory(name="Beta", street="Kaai")
    said.texts.add(ShopText(language="nl", tagline="Confituur van de boer"))
    said.save()
    ShopFactory(name="Confituur en co", street="Kaai")
    ShopFactory(name="Zonder", street="Confituurstraat")
    assert found("kruimel", wednesday) == found("kruimeltjes", wednesday) == ["Alfa"]
    assert found("confituur", wednesday) == ["Confituur en co", "Zonder", "Beta", "Alfa"]


@pytest.mark.django_db(transaction=True)
def test_a_shop_that_two_save_at_once_has_each_word_once(wednesday):
    if connection.vendor != "postgresql":
        pytest.skip("threads of the tests share one SQLite in memory; there one statement is one write")
    shop = ShopFactory(name="De Kroon")
    before = set(ShopWord.objects.values_list("shop", "word", "field"))

    def rebuild_often(number):
        for _ in range(10):
            ShopWord.objects.filter(shop=shop, word="kroon").delete()
            indexing.rebuild([shop])
        connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(rebuild_often, range(4)))
    indexing.rebuild([shop])
    assert set(ShopWord.objects.values_list("shop", "word", "field")) == before
    assert ShopWord.objects.count() == len(before)
