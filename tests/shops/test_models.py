"""What a shop and a category say about themselves, and what may not be stored."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from shops.models import OpenInterval, Shop, ShopSlug, ShopText
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"house_number": "52", "box": "3"}, "Bruggestraat 52 bus 3, 8700 Tielt"),
        ({"house_number": "52", "place": "Aarsele"}, "Bruggestraat 52, 8700 Aarsele"),
        ({"house_number": "", "place": "", "postcode": ""}, "Bruggestraat, Tielt"),
        ({"street": "", "house_number": "", "place": ""}, "8700 Tielt"),
    ],
)
def test_an_address_reads_as_far_as_it_is_known(facts, line):
    assert ShopFactory(**facts).full_address() == line


@pytest.mark.parametrize(
    ("provenance", "answer"),
    [
        ({}, False),
        ({"name": {"source": "shopkeeper"}}, False),
        ({"name": {"source": "shopkeeper"}, "phone": {"source": "osm", "date": "2026-11-01"}}, True),
        ({"name": {"source": "osm:gids"}}, True),
        ({"name": {"source": "osmose"}}, False),
        ({"name": {}}, False),
    ],
)
def test_one_fact_of_openstreetmap_is_enough_to_name_it(provenance, answer):
    assert Shop(provenance=provenance).is_from_osm is answer


def test_a_text_is_in_the_readers_language_else_dutch_else_none():
    shop = ShopFactory()
    assert shop.text_in("nl") is None
    ShopText.objects.create(shop=shop, language="fr", tagline="Du pain.")
    assert [text and text.tagline for text in map(Shop.objects.get().text_in, ("fr", "nl", "de"))] == ["Du pain.", None, None]
    ShopText.objects.create(shop=shop, language="nl", tagline="Brood.")
    ShopText.objects.create(shop=shop, language="en")
    assert [text.tagline for text in map(Shop.objects.get().text_in, ("fr", "nl", "de", "en"))] == ["Du pain.", "Brood.", "Brood.", "Brood."]


@pytest.mark.parametrize(("phone", "shown"), [("+3251400101", "051 40 01 01"), ("051/40.01.01", "051 40 01 01"), ("zie website", None), ("", None)])
def test_a_telephone_is_a_number_that_one_can_call(phone, shown):
    telephone = Shop(phone=phone).telephone
    assert (telephone and telephone.as_national) == shown


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("website", "javascript:alert(1)"),
        ("webshop", "kroon"),
        ("email", "kroon"),
        ("phone", "zie website"),
        ("since", 1066),
        ("latitude", 91),
        ("longitude", -181),
        ("enterprise_number", "0123456788"),
        ("establishment_number", "1234567890"),
        ("payment", ["goud"]),
        ("name", ""),
    ],
)
def test_a_fact_that_cannot_be_is_refused(fact, value):
    shop = ShopFactory()
    setattr(shop, fact, value)
    with pytest.raises(ValidationError) as refused:
        shop.full_clean()
    assert set(refused.value.message_dict) == {fact}


def test_an_address_of_another_shop_is_refused_present_or_former():
    first, second = ShopFactory(slug="de-kroon"), ShopFactory(slug="de-ster")
    first.slug = "de-gouden-kroon"
    first.save()
    for slug in ("de-kroon", "de-gouden-kroon"):
        second.slug = slug
        with pytest.raises(ValidationError) as refused:
            second.full_clean()
        assert set(refused.value.message_dict) >= {"slug"}


def test_one_shop_per_establishment_and_any_number_without_one():
    ShopFactory.create_batch(2, establishment_number="")
    ShopFactory(establishment_number="2000000059")
    with pytest.raises(IntegrityError), transaction.atomic():
        ShopFactory(establishment_number="2000000059")


def test_one_text_per_language_and_one_shop_per_former_address():
    shop = ShopFactory(slug="de-kroon")
    ShopText.objects.create(shop=shop, language="fr")
    with pytest.raises(IntegrityError), transaction.atomic():
        ShopText.objects.create(shop=shop, language="fr")
    with pytest.raises(IntegrityError), transaction.atomic():
        ShopSlug.objects.create(shop=shop, municipality=shop.municipality, slug="de-kroon")


def test_an_interval_has_length(wednesday):
    with pytest.raises(IntegrityError), transaction.atomic():
        OpenInterval.objects.create(shop=ShopFactory(), starts_at=wednesday, ends_at=wednesday)


def test_a_shop_that_goes_takes_its_rows_along(wednesday):
    shop = ShopFactory(opening_hours="24/7", tagline="Brood.")
    shop.delete()
    assert [model.objects.count() for model in (Shop, ShopText, ShopSlug, OpenInterval)] == [0, 0, 0, 0]


def test_a_category_is_named_in_the_readers_language():
    kind = CategoryFactory(name_nl="Bakker", name_fr="Boulanger", name_de="")
    assert [kind.name_in(language) for language in ("nl", "fr", "de", "xx")] == ["Bakker", "Boulanger", "Bakker", "Bakker"]
    with translation.override("fr"):
        assert kind.local_name == "Boulanger"


def test_a_preview_shows_a_shop_that_is_not_saved_in_the_language_that_is_asked(wednesday, laid_out, rf):
    shop = ShopFactory(name="De Kroon", municipality=MunicipalityFactory(nis="31005", name="Brugge", name_fr="Bruges", slug="brugge"))
    shop.name = "De Ster"
    shown = {language: shop.make_preview_request(preview_mode=language).render().content.decode() for language in ("nl", "fr")}
    assert {language: ("De Ster, Bruges" in text, "De Ster, Brugge" in text) for language, text in shown.items()} == {
        "nl": (False, True),
        "fr": (True, False),
    }
    assert Shop.objects.get().name == "De Kroon"
