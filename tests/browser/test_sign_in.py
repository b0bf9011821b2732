"""The way in, in a real browser: by keyboard and a code, and by a passkey."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from home.demo.logins import code_of, give_app, secret_of

PASSWORD = "een lange zin van mij"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def newcomer(special):
    """Somebody who may enter the admin, and is gone after the test."""
    user = User.objects.create_superuser("nieuw@ikkooplokaal.example", PASSWORD)
    yield user
    user.delete()


def give_passwords(page: Page, user: User) -> None:
    """Typed and sent without a mouse."""
    page.get_by_label("E-mailadres").focus()
    page.keyboard.type(user.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def test_by_keyboard_and_a_code_without_javascript_into_the_admin(page_at, newcomer):
    give_app(newcomer, secret_of(newcomer.email))
    page = page_at(360, javascript=False)
    page.goto("/admin/account/")
    expect(page.get_by_role("button", name="passkey")).to_have_count(0)
    give_passwords(page, newcomer)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog één stap.")
    page.get_by_label("Code").focus()
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Code").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(code_of(newcomer.email, timezone.now()))
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/account/")


def test_a_passkey_is_made_at_the_first_login_and_is_all_one_needs_at_the_next(page_at, flawless, newcomer):
    page = page_at(1280, dark=True)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto("/account/login/")
    flawless(page)
    give_passwords(page, newcomer)
    expect(page.get_by_role("heading", level=1)).to_have_text("Stel je tweede stap in.")
    flawless(page)
    page.get_by_role("link", name="Kies de passkey").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Voeg een passkey toe.")
    flawless(page)
    page.get_by_role("button", name="Maak de passkey").press("Enter")
    expect(page.locator(".setup__codes code")).to_have_count(10)
    flawless(page)
    page.get_by_role("button", name="Uitloggen").press("Enter")
    page.get_by_role("button", name="Log in met een passkey").press("Enter")
    page.wait_for_url("**/admin/")
    page.goto("/account/logout/")
    page.get_by_role("button", name="Log uit").press("Enter")
    give_passwords(page, newcomer)
    page.get_by_label("Code").fill("000000")
    page.get_by_label("Code").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    flawless(page)
    page.get_by_role("button", name="Gebruik een passkey").press("Enter")
    page.wait_for_url("**/admin/")
