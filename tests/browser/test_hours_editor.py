"""The hours of a shop in the editors' form: filled in by hand, with and without a script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.http import QueryDict
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from home.demo.logins import LOGINS
from shops.hours_field import HoursField
from shops.models import Shop
from tests.signing_in import cookies_of


@pytest.fixture
def shop(special) -> Shop:
    """A shop of the demo whose hours nobody knows; forgotten again at the end."""
    shop = Shop.objects.filter(opening_hours="").order_by("pk").last()
    yield shop
    shop.latest_revision = None
    Shop.objects.filter(pk=shop.pk).update(latest_revision=None, has_unpublished_changes=False)
    shop.revisions.all().delete()


@pytest.fixture
def form_at(page_at, server, shop):
    """Opens the form of the shop, logged in."""

    def open_form(**how) -> Page:
        page = page_at(**how)
        user = User.objects.get(email=next(iter(LOGINS)))
        page.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies_of(user).items()])
        page.goto(f"/admin/snippets/shops/shop/edit/{shop.pk}/")
        return page

    return open_form


def drafted(shop: Shop) -> str:
    return Shop.objects.get(pk=shop.pk).get_latest_revision_as_object().opening_hours


def save(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Bewaar concept")).first.click()
    page.wait_for_load_state()


def no_findings(page: Page) -> list[str]:
    """What axe finds in the hours; the rest of the form is Wagtail's."""
    return [found["id"] for found in Axe().run(page, context=".hours-field").response["violations"]]


def test_a_week_is_filled_in_on_a_phone_by_copying_and_told_back_as_one_types(form_at, shop):
    page = form_at(width=360)
    monday = page.get_by_role("group", name="Maandag")
    monday.get_by_label("Maandag: van", exact=True).fill("09:00")
    monday.get_by_label("Maandag: tot", exact=True).fill("12:00")
    expect(monday.get_by_role("combobox")).to_have_value("open")
    expect(monday.get_by_label("Maandag: na de middag van")).to_be_hidden()
    monday.get_by_role("button", name="Middagpauze").click()
    expect(monday.get_by_label("Maandag: na de middag van")).to_be_focused()
    monday.get_by_label("Maandag: na de middag van").fill("13:30")
    monday.get_by_label("Maandag: na de middag tot").fill("18:00")
    for before in ("maandag", "dinsdag", "woensdag", "donderdag"):
        page.get_by_role("button", name=f"Zelfde als {before}", exact=True).click()
    for day in ("Zaterdag", "Zondag", "Feestdagen"):
        page.get_by_role("group", name=day).get_by_role("combobox").select_option("closed")
    expect(page.get_by_label("Zondag: van", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Nog een periode").click()
    expect(page.get_by_label("eerste dag", exact=True)).to_be_focused()
    page.get_by_label("eerste dag", exact=True).fill("2026-12-24")
    page.get_by_label("waarom", exact=True).fill("kerstverlof")
    expect(page.locator("[data-told]")).to_contain_text("ma–vr 9–12 en 13.30–18")
    expect(page.locator("[data-told]")).to_contain_text("donderdag 24 december gesloten (kerstverlof)")
    assert no_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    save(page)
    assert drafted(shop) == 'Mo-Fr 09:00-12:00,13:30-18:00; PH off; 2026 Dec 24 off "kerstverlof"'


def test_what_is_odd_stands_at_its_day_and_what_was_typed_stays(form_at, shop):
    page = form_at(width=1280, dark=True)
    page.get_by_label("Dinsdag: van", exact=True).fill("09:00")
    save(page)
    expect(page.get_by_role("group", name="Dinsdag").get_by_text("Tot hoe laat?")).to_be_visible()
    expect(page.get_by_label("Dinsdag: van", exact=True)).to_have_value("09:00")
    assert no_findings(page) == []


class PlainForm(forms.Form):
    uren = HoursField()


@pytest.fixture
def plain_form(page_at):
    """A page of its own around the field, as the form of a shopkeeper has it; gives the tab and, once it is sent, what the hours are."""

    def open_form(**how) -> tuple[Page, list[str]]:
        page, stored = page_at(**how), []

        def answer(route: Route) -> None:
            form = PlainForm(QueryDict(route.request.post_data)) if route.request.method == "POST" else PlainForm()
            if form.is_bound and form.is_valid():
                stored.append(form.cleaned_data["uren"])
            route.fulfill(content_type="text/html; charset=utf-8", body=PLAIN_PAGE.format(media=form.media, field=form["uren"]))

        page.route("**/uren-proef/", answer)
        page.goto("/uren-proef/")
        return page, stored

    return open_form


PLAIN_PAGE = """<!doctype html><html lang="nl"><head><title>Uren</title><meta name="viewport" content="width=device-width">{media}</head>
<body><main><h1>Uren</h1><form method="post">{field}<button>Bewaar</button></form></main></body></html>"""


def test_hours_are_filled_in_without_a_script_and_what_is_odd_is_asked_again(plain_form):
    page, stored = plain_form(width=320, javascript=False)
    page.get_by_label("Maandag: van", exact=True).fill("09:00")
    page.get_by_label("Maandag: tot", exact=True).fill("12:00")
    page.get_by_label("Maandag: na de middag van").fill("13:30")
    page.get_by_label("Dinsdag: open of niet").select_option("same")
    page.get_by_label("eerste dag").first.fill("2026-12-24")
    expect(page.get_by_label("Uren in woorden")).to_be_hidden()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("group", name="Maandag").get_by_text("Tot hoe laat?")).to_be_visible()
    assert stored == []
    page.get_by_label("Maandag: na de middag tot").fill("18:00")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator("[data-told]")).to_contain_text("ma en di 9–12 en 13.30–18")
    assert stored == ["Mo,Tu 09:00-12:00,13:30-18:00; We-Su unknown; PH unknown; 2026 Dec 24 off"]


def test_hours_are_typed_in_words_instead(plain_form, flawless):
    page, stored = plain_form(width=320)
    flawless(page)
    page.get_by_label("in woorden", exact=True).check()
    expect(page.get_by_role("group", name="Maandag")).to_be_hidden()
    page.get_by_label("Uren in woorden").fill("ma-vr 9u-18u; feestdagen gesloten")
    flawless(page)
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_label("Uren in woorden")).to_be_visible()
    assert stored == ["Mo-Fr 09:00-18:00; PH off"]


def test_a_night_is_named_and_a_stretch_of_special_days_is_taken_away_again(plain_form):
    page, stored = plain_form(width=768)
    page.get_by_role("group", name="Maandag").get_by_role("combobox").select_option("appointment")
    page.get_by_label("Dinsdag: van", exact=True).fill("20:00")
    page.get_by_label("Dinsdag: tot", exact=True).fill("02:30")
    expect(page.get_by_role("group", name="Dinsdag").get_by_text("Tot 02:30 de volgende dag.")).to_be_visible()
    for day in ("2026-12-24", "2026-12-31"):
        page.get_by_role("button", name="Nog een periode").click()
        page.get_by_label("eerste dag").last.fill(day)
    page.get_by_role("button", name="Verwijder").first.click()
    expect(page.get_by_role("button", name="Nog een periode")).to_be_focused()
    page.get_by_role("button", name="Bewaar").click()
    page.wait_for_load_state()
    assert stored == ['Mo unknown "op afspraak"; Tu 20:00-02:30; We-Su unknown; PH unknown; 2026 Dec 31 off']
