"""A shopkeeper on a phone: from the mail to the page. And a visitor who reports something, with and without a script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from gate.models import Throttle
from home.demo.logins import LOGINS
from mail.models import OutgoingMail
from municipalities.models import Municipality
from shops.models import OwnerRequest, OwnerVisit, Shop, Shopkeeper, ShopReport, ShopText
from shops.shopkeepers import yearly
from tests.browser.conftest import NOW
from tests.factories.candidacies import a_photo
from tests.signing_in import cookies_of

PHONE = 360


@pytest.fixture
def shop(special, settings) -> Iterator[Shop]:
    """A shop of the demo with an address that nobody ever confirmed; put back as it was, as the demo is shared."""
    settings.KEEP_SENT_MAIL = True
    shop = Shop.objects.listed().filter(municipality__slug="langemark-poelkapelle").order_by("pk").last()
    told = list(shop.texts.values("language", "tagline", "description"))
    before = Shop.objects.filter(pk=shop.pk).values().get()
    Shop.objects.filter(pk=shop.pk).update(provenance={}, confirmed_on=None, is_demo=False, email="info@winkel.example")
    yield Shop.objects.get(pk=shop.pk)
    for rows in (OwnerRequest, OwnerVisit, Shopkeeper, ShopReport, Throttle):
        rows.objects.all().delete()
    for state in shop.workflow_states.all():
        state.delete()
    Shop.objects.filter(pk=shop.pk).update(**before)
    shop.texts.all().delete()
    ShopText.objects.bulk_create([ShopText(shop=shop, **text) for text in told])
    shop.revisions.exclude(pk=before["latest_revision_id"]).delete()
    Municipality.objects.update(shops_set_hours=False)
    OutgoingMail.objects.filter(template__startswith="shops/").delete()


def address_of(shop: Shop) -> str:
    return f"/nl/winkels/{shop.municipality.slug}/{shop.slug}/"


def code() -> str:
    found = re.search(r"\b(\d{6})\b", OutgoingMail.objects.filter(template="shops/code").latest("pk").text)
    assert found
    return found[1]


def test_a_change_goes_from_the_mail_to_the_page_on_a_phone(page_at, shop, server, flawless):
    assert yearly.ask_due(NOW) >= 1
    found = re.search(r"/nl/mijn-zaak/link/[\w-]+/", OutgoingMail.objects.get(template="shops/yearly", state="sent").text)
    page: Page = page_at(PHONE)
    page.goto(found[0])
    flawless(page)
    page.get_by_role("button", name="Ik wil iets aanpassen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(shop.name)
    flawless(page)
    page.get_by_label("Telefoon").fill("geen nummer")
    page.get_by_label("Dit is mijn zaak, en zo klopt alles").check()
    page.get_by_role("button", name="Zo klopt het").click()
    expect(page.locator(".mishap")).to_contain_text("Dit is geen telefoonnummer")
    flawless(page)
    page.get_by_label("Telefoon").fill("057 48 12 34")
    page.get_by_label("Je zaak in één zin").fill("Elke ochtend vers.")
    page.get_by_role("button", name="Zo klopt het").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je, we kijken het na")
    flawless(page)
    asked = OwnerRequest.objects.get()
    desk, editor = page_at(1280), User.objects.get(email=next(iter(LOGINS)))
    desk.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies_of(editor).items()])
    desk.goto(f"/admin/winkels/van-winkels/{asked.pk}/")
    expect(desk.locator("main")).to_contain_text("Elke ochtend vers.")
    desk.get_by_role("button", name="Keur goed en zet op de site").click()
    desk.wait_for_url("**/van-winkels/")
    page.goto(address_of(shop))
    expect(page.locator(".shophead__what")).to_have_text("Elke ochtend vers.")
    expect(page.get_by_role("link", name="Bel 057 48 12 34")).to_be_visible()


def test_a_code_lets_a_shopkeeper_in_and_the_preview_shows_what_they_typed(page_at, shop, flawless, tmp_path):
    page: Page = page_at(PHONE, dark=True)
    page.goto(address_of(shop))
    page.get_by_role("link", name="Dit is mijn zaak").click()
    flawless(page)
    page.get_by_role("button", name="Stuur me een code").click()
    page.wait_for_url("**/code/**")
    flawless(page)
    page.get_by_label("Je code").fill(code())
    page.get_by_role("button", name="Ga verder").click()
    flawless(page)
    photo = tmp_path / "toog.jpg"
    photo.write_bytes(a_photo().read())
    page.get_by_label("Een foto van je zaak").set_input_files(photo)
    page.get_by_label("Wat zie je op de foto?").fill("De toog.")
    page.get_by_label("Je zaak in één zin").fill("Zo zou het worden.")
    name = page.get_by_label("Naam van je zaak")
    name.fill("")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Bekijk eerst hoe het wordt").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Nog geen voorbeeld")
    expect(opened.value.locator("main")).to_contain_text("Vul de naam in.")
    opened.value.close()
    name.fill(shop.name)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Bekijk eerst hoe het wordt").click()
    expect(opened.value.locator(".shophead__what")).to_have_text("Zo zou het worden.")
    opened.value.close()
    assert not OwnerRequest.objects.exists()
    page.get_by_role("link", name="Haal mijn zaak uit de gids").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Haal mijn zaak uit de gids")
    flawless(page)


def test_two_taps_on_a_button_ask_once_and_lead_to_the_answer(page_at, shop, flawless):
    page: Page = page_at(PHONE)
    page.goto(f"{address_of(shop)}mijn-zaak/")
    page.get_by_label("naar een ander adres").check()
    page.get_by_label("Je mailadres").fill("an@mail.example")
    page.get_by_role("button", name="Stuur me een code").click()
    page.wait_for_url("**/code/**")
    page.get_by_label("Je code").fill(code())
    page.get_by_role("button", name="Ga verder").dblclick()
    page.get_by_label("Je naam").fill("An")
    page.get_by_label("Hoe weet de gemeente").fill("Bel me in de winkel.")
    page.get_by_label("Dit is mijn zaak. De gids").check()
    page.get_by_role("button", name="Vraag het aan de gemeente").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je vraag is binnen")
    assert OwnerRequest.objects.get().contact_name == "An"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_visitor_reports_with_and_without_a_script(page_at, shop, flawless, javascript):
    page: Page = page_at(PHONE, javascript=javascript)
    page.goto(address_of(shop))
    page.get_by_role("link", name="Klopt er iets niet?").click()
    page.get_by_role("button", name="Meld het").click()
    expect(page.locator(".mishap")).to_contain_text("Kies wat er niet klopt.")
    if javascript:
        flawless(page)
    page.get_by_label("De winkel bestaat niet meer").check()
    page.get_by_role("button", name="Meld het").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je, we kijken het na")
    assert ShopReport.objects.get().what == "gone"


def test_a_new_shop_begins_with_a_mailbox_on_the_smallest_phone(page_at, shop, flawless):
    page: Page = page_at(320)
    page.goto("/nl/mijn-zaak/aanmelden/")
    flawless(page)
    page.get_by_label("Je mailadres").fill("an@boek.example")
    page.get_by_role("button", name="Stuur me een code").click()
    page.wait_for_url("**/code/**")
    page.get_by_label("Je code").fill(code())
    page.get_by_role("button", name="Ga verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Meld je zaak aan")
    flawless(page)


def test_the_link_beside_the_code_lets_in_whoever_reads_the_mail_on_the_phone(page_at, shop, flawless):
    page: Page = page_at(PHONE)
    page.goto(f"{address_of(shop)}mijn-zaak/")
    expect(page.get_by_label("Je mailadres")).to_be_hidden()
    page.get_by_label("naar een ander adres").check()
    expect(page.get_by_label("Je mailadres")).to_be_visible()
    page.get_by_label("i…@winkel.example").check()
    page.get_by_role("button", name="Stuur me een code").click()
    page.wait_for_url("**/code/**")
    flawless(page)
    found = re.search(r"/nl/mijn-zaak/mail/[\w-]+/", OutgoingMail.objects.filter(template="shops/code").latest("pk").text)
    assert found
    page.goto(found[0])
    flawless(page)
    page.get_by_role("button", name="Ga verder").click()
    expect(page.get_by_label("Naam van je zaak")).to_have_value(shop.name)
