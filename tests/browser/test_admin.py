"""The editors' side: it works under our policy, without a complaint of the browser and without a call to another host."""

import pytest
from playwright.sync_api import Page, expect

from home.demo.load import LOGINS, PASSWORD
from shops.models import Shop


@pytest.fixture
def editor(page_at) -> Page:
    """A tab of the demo's superuser, just logged in."""
    page = page_at(1280)
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(next(iter(LOGINS)))
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.wait_for_url("**/admin/")
    return page


def test_the_admin_greets_lists_and_edits_without_a_complaint(editor):
    expect(editor.get_by_role("button", name="Winkelgids")).to_be_visible()
    shop = Shop.objects.exclude(opening_hours="").order_by("name").first()
    assert editor.goto("/admin/snippets/shops/shop/").status == 200
    expect(editor.get_by_role("link", name=shop.name, exact=True).first).to_be_visible()
    assert editor.goto(f"/admin/snippets/shops/shop/edit/{shop.pk}/").status == 200
    expect(editor.locator("[name=name]")).to_have_value(shop.name)
    editor.wait_for_load_state("networkidle")
