"""An author hands a shop in, an editor looks at what changes and approves it: both by mouse and keyboard, at 1280 pixels."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from wagtail.models import WorkflowState

from accounts.models import User
from mail.models import OutgoingMail
from municipalities.models import Municipality, Onboarding
from municipalities.onboarding import begin, reopen
from shops.models import Shop
from tests.browser.conftest import NOW
from tests.factories import roles
from tests.signing_in import cookies_of


@pytest.fixture
def tielt(special) -> Iterator[Municipality]:
    """It takes part; what the test made is taken away again, as the demo is shared."""
    town = Municipality.objects.get(slug="tielt")
    standing = Onboarding.objects.filter(municipality=town).first()
    made = None if standing else begin(town, NOW)
    reopen(standing or made)
    yield town
    OutgoingMail.objects.filter(template__in=["handed_in", "approved"]).delete()
    WorkflowState.objects.all().delete()
    if made:
        made.delete()
        made.workflow.tasks.all().delete()
        made.workflow.delete()
        made.collection.delete()


@pytest.fixture
def people(tielt) -> Iterator[dict[str, User]]:
    """An author and an editor of Tielt."""
    made = {"author": roles.author(tielt), "editor": roles.editor(tielt)}
    yield made
    for user in made.values():
        user.delete()


@pytest.fixture
def shop(tielt) -> Iterator[Shop]:
    """One of Tielt, as it was afterwards."""
    found = Shop.objects.listed().in_municipality(tielt).order_by("pk").first()
    before = found.house_number
    yield found
    Shop.objects.filter(pk=found.pk).update(house_number=before, latest_revision=None, live_revision=None, has_unpublished_changes=False)
    found.revisions.all().delete()


@pytest.fixture
def as_somebody(page_at, server):
    """A tab at 1280 pixels of somebody who is logged in by both steps."""

    def tab(user: User, width: int = 1280, dark: bool = False) -> Page:
        page = page_at(width, dark=dark)
        page.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies_of(user).items()])
        return page

    return tab


def test_an_author_lets_a_shop_be_looked_at_and_an_editor_approves_it(as_somebody, flawless, people, shop):
    writing = as_somebody(people["author"])
    writing.goto(f"/admin/snippets/shops/shop/edit/{shop.pk}/")
    writing.get_by_label("Nummer", exact=True).fill("152")
    writing.get_by_role("button", name="Meer acties").click()
    writing.get_by_role("button", name="Laat nakijken").click()
    writing.wait_for_url("**/admin/snippets/shops/shop/")
    assert Shop.objects.get(pk=shop.pk).house_number == shop.house_number

    deciding = as_somebody(people["editor"])
    deciding.goto("/admin/nakijken/")
    expect(deciding.get_by_role("link", name="Nakijken (1)")).to_be_visible()
    flawless(deciding)
    deciding.get_by_role("link", name=shop.name, exact=True).click()
    row = deciding.get_by_role("row", name="Nummer")
    expect(row.get_by_role("cell")).to_have_text([shop.house_number, "152"])
    flawless(deciding)
    deciding.get_by_role("button", name="Stuur terug met deze uitleg").press("Enter")
    expect(deciding.get_by_text("Schrijf kort wat er anders moet.")).to_be_visible()
    flawless(deciding)
    deciding.get_by_role("button", name="Keur goed en zet op de site").press("Enter")
    deciding.wait_for_url("**/admin/nakijken/")
    expect(deciding.get_by_text(f"“{shop.name}” is goedgekeurd.")).to_be_visible()
    flawless(deciding)
    assert Shop.objects.get(pk=shop.pk).house_number == "152"
    assert set(OutgoingMail.objects.values_list("template", flat=True)) >= {"handed_in", "approved"}
