"""The editor's home in a browser: complete and quiet at both widths, light and dark; and a visit is counted, with and without JavaScript."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from content import visits
from content.models import PageVisits
from municipalities.models import Municipality
from shops.models import Shop
from tests.browser.conftest import NOW
from tests.browser.profiles import PATIENCE
from tests.factories import roles
from tests.signing_in import cookies_of

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def lien(special) -> Iterator[User]:
    """An editor of Tielt, in a week with visits; taken away again, as the demo is shared."""
    tielt = Municipality.objects.get(slug="tielt")
    user = roles.editor(tielt)
    user.first_name = "Lien"
    user.save()
    for number, shop in enumerate(Shop.objects.listed().in_municipality(tielt).order_by("pk")[:5]):
        for ago in range(10):
            page = {"kind": "shop", "key": str(shop.pk), "municipality_slug": "tielt"}
            PageVisits.objects.create(day=date(2026, 11, 25) - timedelta(days=ago), count=(7 - number) * (ago % 4 + 2), **page)
    yield user
    PageVisits.objects.all().delete()
    groups = user.groups.all()
    user.delete()
    groups.delete()


def home_of(user: User, page: Page, server) -> Page:
    page.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies_of(user).items()])
    page.goto("/admin/")
    return page


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (768, False), (768, True)])
def test_the_desk_is_complete_and_without_a_barrier(lien, page_at, server, flawless, width, dark):
    page = home_of(lien, page_at(width, dark=dark), server)
    expect(page.get_by_role("heading", name="Dag Lien")).to_be_visible()
    expect(page.get_by_role("heading", name="Dit wacht op jou")).to_be_visible()
    expect(page.get_by_role("heading", name="Klaar om te starten in Tielt")).to_be_visible()
    expect(page.get_by_role("heading", name="Meest bekeken winkels")).to_be_visible()
    expect(page.locator(".desk__day")).to_have_count(7)
    ground = page.evaluate("getComputedStyle(document.querySelector('.desk__head')).colorScheme")
    assert ground == ("dark" if dark else "light")
    flawless(page)


def test_the_first_thing_that_waits_opens_by_the_keyboard(lien, page_at, server):
    page = home_of(lien, page_at(1280), server)
    page.locator(".desk__what").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**look_at=unconfirmed**")


@pytest.fixture
def as_a_phone(browser, server, special):
    """A tab whose browser says that it is one of people, with or without JavaScript."""
    opened = []

    def open_tab(javascript: bool) -> Page:
        opened.append(browser.new_context(base_url=server.url, user_agent=PHONE, java_script_enabled=javascript))
        opened[-1].set_default_timeout(PATIENCE)
        return opened[-1].new_page()

    yield open_tab
    for context in opened:
        context.close()
    PageVisits.objects.all().delete()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_visit_is_counted_once_and_leaves_no_cookie(as_a_phone, special, javascript):
    page = as_a_phone(javascript)
    with page.expect_response("**/bezoek/**") as answer:
        page.goto(f"/nl/winkels/{special.with_hours}")
    assert answer.value.status == (204 if javascript else 200)
    assert "cookie" not in answer.value.request.all_headers()
    page.wait_for_load_state("networkidle")
    town, slug = special.with_hours.strip("/").split("/")
    shop = Shop.objects.get(municipality__slug=town, slug=slug)
    assert list(PageVisits.objects.values_list("day", "kind", "key", "municipality_slug", "count")) == [
        (visits.day_of(NOW), "shop", str(shop.pk), town, 1)
    ]
    assert page.context.cookies() == []
