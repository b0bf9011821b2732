"""The editors' side: it works under our policy, without a complaint of the browser and without a call to another host."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from home.demo.logins import LOGINS
from shops.models import Shop
from tests.signing_in import cookies_of


@pytest.fixture
def editor(page_at, server) -> Page:
    """A tab of the demo's superuser, logged in by both steps, on the front page of the admin."""
    page = page_at(1280)
    user = User.objects.get(email=next(iter(LOGINS)))
    page.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies_of(user).items()])
    page.goto("/admin/")
    return page


def test_the_admin_greets_lists_and_edits_without_a_complaint(editor):
    expect(editor.get_by_role("button", name="Winkelgids")).to_be_visible()
    shop = Shop.objects.exclude(opening_hours="").order_by("name").first()
    assert editor.goto("/admin/snippets/shops/shop/").status == 200
    expect(editor.get_by_role("link", name=shop.name, exact=True).first).to_be_visible()
    assert editor.goto(f"/admin/snippets/shops/shop/edit/{shop.pk}/").status == 200
    expect(editor.locator("[name=name]")).to_have_value(shop.name)
    editor.wait_for_load_state("networkidle")
