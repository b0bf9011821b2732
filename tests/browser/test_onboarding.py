"""From a municipality in the register to its page on the site in two languages, by hand, in a real browser.

Whether that fits in five minutes of people's time is reckoned, not measured: a browser that types by itself says nothing about people.
What the test counts are their acts. The province: 5 clicks and 1 field. The editor: 12 clicks (the link in the mail is one) and 7 fields, two
of which are words of their own. At three seconds a click (find the button, click, wait for the page), ten a field (type an address or a
password, copy a code) and thirty for pointing a telephone at the square, that is 5 x 3 + 10 = 25 s for the province, and
12 x 3 + 7 x 10 + 30 = 136 s for the editor: under three minutes together, which leaves two for reading. Thinking of a good sentence is not in
it, nor is waiting for the mail. The test fails when an act is added, because that is how five minutes become fifteen.
"""

import re
from dataclasses import dataclass
from datetime import datetime

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from home.models import MunicipalityPage
from municipalities.models import Municipality, Role
from municipalities.onboarding import open_province
from municipalities.roles import give
from tests.signing_in import cookies_of

TOWN = "Ardooie"  # of the register; the small demo has no pages of it
PASSWORD = "elf nonkels eten wafels"
LINK = re.compile(r"http://\S+(/account/uitnodiging/[^/\s]+/)")
PERIOD_SECONDS = 30


@dataclass
class Hand:
    """Somebody at a computer, whose acts are counted."""

    page: Page
    clicks: int = 0
    fields: int = 0

    def click(self, name: str | re.Pattern, role: str = "button", within: Locator | None = None, exact: bool = False) -> None:
        (within or self.page).get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]
        self.clicks += 1

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.fields += 1

    def publish(self) -> None:
        """From the foot of Wagtail's editor: open the menu, publish."""
        foot = self.page.locator("footer")
        foot.locator("[data-w-dropdown-target=toggle]").click()
        foot.get_by_role("button", name="Publiceren").click()
        self.clicks += 2
        expect(self.page.locator(".messages .success")).to_be_visible()


@pytest.fixture
def province(page_at, server) -> Hand:
    open_province()
    els, _made = User.objects.get_or_create(email="els@provincie.example", defaults={"first_name": "Els", "last_name": "Peeters"})
    give(user=els, role=Role.PROVINCE)
    page = page_at(1280)
    page.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies_of(els).items()])
    page.goto("/admin/")
    return Hand(page)


def code_of(secret: str, at: datetime) -> str:
    """The six digits that an app with this secret shows."""
    return str(format_hotp_value(hotp_value(secret, int(at.timestamp()) // PERIOD_SECONDS)))


def test_a_municipality_joins_and_stands_on_the_site_in_two_languages_in_a_few_acts(province, page_at, flawless, capsys):
    joined_by(province, "an@ardooie.example")
    flawless(province.page)
    editor = Hand(page_at(1280))
    take_up(editor, LINK.search(mail.outbox[-1].body).group(1))
    publish_two_languages(editor)
    visitor = page_at(360)
    for address, words in (("/nl/ardooie/", "Elke winkel op een kwartier fietsen."), ("/fr/ardooie/", "Chaque magasin à un quart d’heure à vélo.")):
        visitor.goto(address)
        expect(visitor.get_by_text(words)).to_be_visible()
    with capsys.disabled():
        print(f"\nonboarding: province {province.clicks} clicks {province.fields} fields, editor {editor.clicks} clicks {editor.fields} fields")
    assert (province.clicks, province.fields) == (5, 1)
    assert (editor.clicks, editor.fields) == (12, 7)


def joined_by(province: Hand, email: str) -> None:
    """The province lets the municipality join, and invites its editor."""
    province.click("Gemeenten")
    province.click("Deelnemende gemeenten", "link")
    province.click(re.compile(f"^Laat meedoen.*{TOWN}$"), "link")
    province.click("Laat meedoen", exact=True)
    province.type("E-mailadres", email)
    province.click("Nodig uit", exact=True)
    expect(province.page.get_by_text(f"Er is een uitnodiging naar {email} vertrokken.")).to_be_visible()


def take_up(editor: Hand, link: str) -> None:
    """Behind the link in the mail (a click): a name, a password, and the second step."""
    editor.page.goto(link)
    editor.clicks += 1
    editor.type("Voornaam", "An")
    editor.type("Achternaam", "De Smet")
    editor.type("Wachtwoord", PASSWORD)
    editor.type("Nog eens het wachtwoord", PASSWORD)
    editor.click("Doe mee")
    editor.click("Kies de app", "link")
    secret = editor.page.locator(".setup__secret").inner_text().replace(" ", "")
    editor.type("De 6 cijfers die je app nu toont", code_of(secret, timezone.now()))
    editor.click("Zet de tweede stap aan")
    editor.click("Ik heb ze. Naar het beheer", "link")
    expect(editor.page.get_by_role("heading", level=1)).to_be_visible()


def publish_two_languages(editor: Hand) -> None:
    """From the checklist on their desk to the Dutch page, and to the French one."""
    editor.click("De zin onder de naam is van jullie", "link")
    editor.page.locator("[name=townline]").fill("Elke winkel op een kwartier fietsen.")
    editor.fields += 1
    editor.publish()
    editor.page.goto("/admin/")
    editor.clicks += 1
    editor.click("De pagina staat online in nog een taal", "link")
    editor.page.locator("[name=townline]").fill("Chaque magasin à un quart d’heure à vélo.")
    editor.fields += 1
    editor.publish()
    live = MunicipalityPage.objects.live().filter(municipality__name=TOWN)
    assert set(live.values_list("locale__language_code", flat=True)) == {"nl", "fr"}


@pytest.mark.parametrize("width", [1280, 768])
def test_the_screens_of_the_province_are_flawless(province, width, flawless):
    page = province.page
    page.set_viewport_size({"width": width, "height": 900})
    town = Municipality.objects.get(name="Gistel").pk
    for address in ("", f"{town}/", f"{town}/meedoen/"):
        page.goto(f"/admin/gemeenten/{address}")
        page.wait_for_load_state("networkidle")
        flawless(page)
