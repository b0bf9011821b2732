"""The page of a shop in front of caches, hostile facts, and sources that want to be named."""

import json

import pytest

from shops.models import Shop, ShopText
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

KROON = "/nl/winkels/tielt/de-kroon/"
HOSTILE = "</script></title><script>alert('x')</script>\"'&<!--"


@pytest.fixture
def make(wednesday, laid_out):
    """Makes the shop "de-kroon"."""

    def shop(**facts) -> Shop:
        return ShopFactory(**{"name": "De Kroon", "slug": "de-kroon"} | facts)

    return shop


def test_hostile_facts_are_shown_as_text(make, visit):
    facts = dict.fromkeys(("name", "street", "place", "house_number", "box", "postcode", "chain_name", "opening_hours", "email"), HOSTILE)
    shop = make(raw={"opening_hours": HOSTILE}, kind="chain", **facts | {"box": "<b>", "house_number": "<i>", "postcode": "<u>"})
    ShopText.objects.create(shop=shop, language="nl", tagline=HOSTILE, description=f"{HOSTILE}\n\n<iframe src=x>")
    ShopFactory(name=HOSTILE, slug="buur")
    page = visit(KROON)
    assert (page.text("h1"), page.text("title"), page.text(".shophead__what")) == (HOSTILE, f"{HOSTILE}, Tielt · Ik koop lokaal", HOSTILE)
    assert page.facts_for_machines["Store"]["name"] == HOSTILE
    assert page.texts(".next a") == [HOSTILE]
    assert page.texts(".facts dd")[-1] == f"Keten ({HOSTILE})"
    scripts = page.soup.select("script:not([type='application/ld+json'])")
    assert [script.get("src", "")[:8] for script in scripts] == ["/static/"] * len(scripts)
    assert page.soup.select("iframe, b, i, u") == []
    assert b"<script>alert" not in page.answer.content


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example", "kroon.be"]
)
def test_only_web_addresses_become_links(make, visit, link):
    make(website=link, webshop=link)
    page = visit(KROON)
    assert [words for words, _ in page.links(".actions a")] == ["Route"]
    assert link not in json.dumps(page.facts_for_machines)


@pytest.mark.parametrize("phone", ["javascript:alert(1)", "zie website", "0"])
def test_a_phone_that_is_none_is_not_shown(make, visit, phone):
    shop = make()
    Shop.objects.filter(pk=shop.pk).update(phone=phone)
    assert [words for words, _ in visit(KROON).links(".actions a")] == ["Route"]
    assert visit(KROON).text(".notice") == "We kennen de uren niet."
    assert visit("/nl/winkels/").texts(".shop__fresh") == []


def test_a_link_elsewhere_tells_nothing_about_the_visitor(make, visit):
    make(website="https://kroon.example", webshop="https://kroon.example/shop")
    outside = [link for link in visit(KROON).soup.select(".actions a") if link["href"].startswith("http")]
    assert [(link.get_text(), link["rel"]) for link in outside] == [(words, ["noopener", "noreferrer"]) for words in ("Route", "Webshop", "Website")]


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        ((2026, 11, 25, 11, 40), 300),
        ((2026, 11, 25, 11, 58), 120),
        ((2026, 11, 25, 13, 55), 300),
        ((2026, 11, 25, 14, 59, 30), 30),
        ((2026, 11, 25, 23, 57), 180),
        ((2026, 12, 25, 11, 59), 300),
    ],
)
def test_a_page_is_kept_until_the_shop_or_a_neighbour_changes_or_the_day_ends(make, clock, visit, moment, seconds):
    make(opening_hours="Mo-Sa 09:00-12:00; PH off")
    ShopFactory(name="Buur", opening_hours="Mo-Sa 15:00-18:00; PH off")
    clock(*moment)
    assert visit(KROON).kept_for == seconds


def test_a_page_sets_no_cookie_and_is_the_same_for_everyone(make, client):
    make()
    answer = client.get(KROON, headers={"cookie": "django_language=de; a=b", "accept-language": "de"})
    assert (answer.cookies, "Cookie" in answer.get("Vary", ""), answer["Content-Language"]) == ({}, False, "nl")


FROM_OSM = {"name": {"source": "osm", "date": "2026-11-01"}}
FROM_THE_SHOP = {"name": {"source": "shopkeeper", "date": "2026-11-01"}}


@pytest.mark.parametrize(
    ("own", "neighbours", "shown"), [(FROM_OSM, {}, True), ({}, FROM_OSM, True), (FROM_THE_SHOP, FROM_THE_SHOP, False), ({}, {}, False)]
)
def test_openstreetmap_is_named_where_its_facts_stand(make, visit, own, neighbours, shown):
    make(provenance=own)
    ShopFactory(name="Buur", provenance=neighbours)
    assert visit(KROON).shows_osm is shown


@pytest.mark.parametrize(("own", "neighbours", "shown"), [(True, False, True), (False, True, True), (False, False, False)])
def test_the_demo_says_so_where_its_shops_stand(make, visit, own, neighbours, shown):
    make(is_demo=own)
    ShopFactory(name="Buur", is_demo=neighbours)
    assert visit(KROON).shows_demo is shown


def test_hours_confirmed_without_a_date_break_nothing(make, visit):
    make(opening_hours="24/7", provenance={"opening_hours": {"source": "shopkeeper"}})
    assert (visit(KROON).status, visit("/nl/winkels/").status) == (200, 200)
