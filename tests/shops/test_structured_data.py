"""What search engines are told about a shop."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from content.structured_data import json_ld
from shops.models import Category, Shop, ShopText
from shops.structured_data import shop_json_ld
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = pytest.mark.django_db
URL = "https://ikkooplokaal.example/nl/winkels/tielt/bakkerij-de-kroon/"
AT = datetime(2026, 12, 21, 9, 0, tzinfo=UTC)


def told(shop: Shop, language: str = "nl", at: datetime = AT) -> dict[str, Any]:
    return shop_json_ld(shop, url=URL, image_url=f"{URL}kaart.png", language=language, at=at)


def bakery() -> Category:
    return CategoryFactory(schema_type="Bakery")


def test_of_a_shop_with_little_known_only_that_is_told():
    shop = ShopFactory(category=bakery(), name="Bakkerij De Kroon", street="", house_number="", postcode="", place="", latitude=None, longitude=None)
    assert told(shop) == {
        "@type": "Bakery",
        "@id": f"{URL}#shop",
        "url": URL,
        "name": "Bakkerij De Kroon",
        "image": f"{URL}kaart.png",
        "address": {"@type": "PostalAddress", "addressLocality": "Tielt"},
    }


def test_of_a_shop_with_everything_known_all_is_told():
    shop = ShopFactory(
        category=bakery(),
        name="Bakkerij De Kroon",
        house_number="52",
        box="3",
        place="Aarsele",
        postcode="8700",
        latitude=51.0012345678,
        longitude=3.3,
        phone="+3251404040",
        website="https://dekroon.example/",
        webshop="https://winkel.dekroon.example/",
        kind=Shop.Kind.FRANCHISE,
        chain_name="Kroonbakkers",
        since=1987,
        step_free=Shop.StepFree.YES,
        accessible_toilet=False,
        payment=["cash", "bancontact", "meal_voucher"],
        opening_hours="Mo-Fr 09:00-18:00; PH off",
        tagline="Brood zoals het was.",
    )
    workdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    closed = {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00"}
    assert told(shop) == {
        "@type": "Bakery",
        "@id": f"{URL}#shop",
        "url": URL,
        "name": "Bakkerij De Kroon",
        "image": f"{URL}kaart.png",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Bruggestraat 52 bus 3",
            "postalCode": "8700",
            "addressLocality": "Aarsele",
            "addressCountry": "BE",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 51.001235, "longitude": 3.3},
        "telephone": "+3251404040",
        "sameAs": ["https://dekroon.example/", "https://winkel.dekroon.example/"],
        "description": "Brood zoals het was.",
        "foundingDate": "1987",
        "brand": {"@type": "Brand", "name": "Kroonbakkers"},
        "paymentAccepted": "Cash, Bancontact, Meal voucher",
        "amenityFeature": [
            {"@type": "LocationFeatureSpecification", "name": "zonder trede binnen", "value": True},
            {"@type": "LocationFeatureSpecification", "name": "toegankelijk toilet", "value": False},
        ],
        "openingHoursSpecification": [{"@type": "OpeningHoursSpecification", "opens": "09:00", "closes": "18:00", "dayOfWeek": workdays}],
        "specialOpeningHoursSpecification": [
            closed | {"validFrom": "2026-12-25", "validThrough": "2026-12-25"},
            closed | {"validFrom": "2027-01-01", "validThrough": "2027-01-01"},
        ],
    }


@pytest.mark.parametrize("hours", ["", '"op afspraak"', "morgen misschien"])
def test_unknown_hours_are_not_told(hours: str):
    assert not {"openingHoursSpecification", "specialOpeningHoursSpecification"} & set(told(ShopFactory.build(**in_memory(), opening_hours=hours)))


def test_the_special_days_count_from_the_day_in_brussels():
    shop = ShopFactory(opening_hours="Mo-Su 09:00-18:00; 2026 Dec 22 off")
    just_past_midnight = datetime(2026, 12, 21, 23, 30, tzinfo=UTC)
    assert [day["validFrom"] for day in told(shop, at=just_past_midnight)["specialOpeningHoursSpecification"]] == ["2026-12-22"]
    a_day_later = datetime(2026, 12, 22, 23, 30, tzinfo=UTC)
    assert "specialOpeningHoursSpecification" not in told(shop, at=a_day_later)


def in_memory() -> dict[str, Any]:
    return {"municipality": MunicipalityFactory(nis="37022", name="Tielt", slug="tielt"), "category": bakery()}


def test_a_shop_elsewhere_has_no_belgian_address():
    for nis, postcode in [("091", "00100"), ("59350", "59000"), ("37022", ""), ("0091", "8700")]:
        town = MunicipalityFactory(nis=nis, name=f"Stad {nis}")
        assert "addressCountry" not in told(ShopFactory(municipality=town, postcode=postcode))["address"]


def test_a_text_in_the_language_of_the_page_is_told_as_it_is_and_a_dutch_one_as_dutch():
    shop = ShopFactory(tagline="Brood zoals het was.")
    ShopText.objects.create(shop=shop, language="fr", tagline="Du pain", description="Du pain comme autrefois.")
    shop = Shop.objects.get(pk=shop.pk)
    assert told(shop, "nl")["description"] == "Brood zoals het was."
    assert told(shop, "fr")["description"] == "Du pain comme autrefois."
    assert told(shop, "de")["description"] == {"@value": "Brood zoals het was.", "@language": "nl"}


@pytest.mark.parametrize(("step_free", "value"), [("yes", [True]), ("no", [False]), ("limited", []), ("", [])])
def test_a_small_step_is_neither_yes_nor_no(step_free: str, value: list[bool]):
    facts = told(ShopFactory(step_free=step_free))
    assert [feature["value"] for feature in facts.get("amenityFeature", [])] == value


def test_a_link_that_is_no_web_page_and_a_phone_that_is_no_number_are_not_told():
    shop = ShopFactory(website="ftp://dekroon.example/", phone="+32123")
    assert not {"sameAs", "telephone"} & set(told(shop))


def test_a_hostile_name_stays_a_name():
    name = "</script><script>alert(1)</script>"
    block = json_ld(told(ShopFactory(name=name, tagline=name, website="https://x.example/</script>")))
    assert block.count("</script>") == 1
    (text,) = re.findall(r">(.*)</script>", block)
    assert (json.loads(text)["name"], json.loads(text)["description"]) == (name, name)


def test_facts_of_a_listed_shop_cost_no_query_of_their_own(django_assert_num_queries: Any):
    shop = ShopFactory(tagline="Brood.", opening_hours="Mo-Fr 09:00-18:00")
    shop = Shop.objects.select_related("municipality", "category").prefetch_related("texts").get(pk=shop.pk)
    with django_assert_num_queries(0):
        told(shop)
