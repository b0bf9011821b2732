"""What the law wants told, in a browser: what is kept, how accessible the site is, and what a keeper takes along."""

import json
from zipfile import ZipFile

import pytest
from django.http import HttpResponse

from shops.models import OwnerVisit, Shop
from shops.shopkeepers import visits
from tests.browser.conftest import NOW
from tests.browser.test_every_kind_of_page import CUT_OFF, SPILL


@pytest.mark.parametrize("address", ["/nl/privacy/", "/de/barrierefreiheit/"])
def test_the_pages_that_the_law_asks_can_be_used_by_everybody(page_at, flawless, address):
    page = page_at(1280, dark=True)
    page.goto(address)
    flawless(page)
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert (width, page.evaluate(SPILL), page.evaluate(CUT_OFF)) == (width, 0, [])


def test_a_keeper_reads_and_takes_along_what_is_kept_of_the_shop(page_at, flawless, server):
    shop = Shop.objects.listed().filter(municipality__slug="langemark-poelkapelle").order_by("pk").first()
    visit = OwnerVisit(shop=shop, email=shop.email, is_known=True, created_at=NOW)
    visits.let_in(visit, NOW)
    Shop.objects.filter(pk=shop.pk).update(email="info@winkel.example")
    OwnerVisit.objects.filter(pk=visit.pk).update(email="info@winkel.example")
    page = page_at(360)
    morsel = visits.remember(HttpResponse(), visit).cookies[visits.cookie_name()]
    page.context.add_cookies([{"name": morsel.key, "value": morsel.value.strip('"'), "url": server.url}])
    try:
        page.goto("/nl/mijn-zaak/gegevens/")
        flawless(page)
        with page.expect_download() as taken:
            page.get_by_role("button", name="Neem het mee in één bestand").click()
        assert json.loads(ZipFile(taken.value.path()).read("gegevens.json"))["shop"] == shop.name
    finally:
        visit.delete()
        Shop.objects.filter(pk=shop.pk).update(email=shop.email)
