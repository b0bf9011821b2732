"""The agenda in a browser: chosen by link and by form without JavaScript, on a phone and on a wide screen, by light and by night."""

import re

import pytest
from playwright.sync_api import expect

AGENDA = "/nl/agenda/"


def test_the_filters_need_no_javascript(page_at):
    page = page_at(360, javascript=False)
    page.goto(AGENDA)
    page.get_by_role("link", name="Dit weekend").click()
    page.wait_for_url(re.compile(r"wanneer=weekend"))
    page.get_by_text("Verfijnen", exact=True).click()
    page.get_by_label("Gemeente", exact=True).select_option("tielt")
    page.get_by_role("checkbox", name="Koopzondagen").check()
    page.get_by_role("button", name="Toon de agenda").click()
    page.wait_for_url(re.compile(r"/agenda/tielt/\?wanneer=weekend&soort=koopzondag$"))
    expect(page.locator(".event__name")).to_have_text(["Koopzondag met Sint"])
    page.get_by_role("link", name="Verwijder: Koopzondagen").click()
    page.wait_for_url(re.compile(r"/agenda/tielt/\?wanneer=weekend$"))


def test_days_chosen_freely_take_the_place_of_a_named_period(page_at):
    page = page_at(1280, javascript=False)
    page.goto(f"{AGENDA}?wanneer=vandaag")
    page.get_by_text("Verfijnen", exact=True).click()
    page.get_by_label("Van", exact=True).fill("2026-12-01")
    page.get_by_label("Tot en met", exact=True).fill("2026-12-06")
    page.get_by_role("button", name="Toon de agenda").click()
    page.wait_for_url(re.compile(r"van=2026-12-01&tot=2026-12-06$"))
    expect(page.get_by_role("heading", level=2, name="Van 1 tot en met 6 december")).to_be_visible()


def test_the_month_is_a_table_on_a_wide_screen_and_a_list_of_days_on_a_phone(page_at):
    wide, phone = page_at(1280), page_at(360)
    for page in (wide, phone):
        page.goto(f"{AGENDA}?toon=maand")
    expect(wide.get_by_role("columnheader", name="maandag")).to_be_visible()
    expect(wide.locator(".month__events").first).to_be_visible()
    expect(phone.locator(".month__events").first).to_be_hidden()
    phone.get_by_role("link", name="Zaterdag 28 november").click()
    phone.wait_for_url(re.compile(r"van=2026-11-28&tot=2026-11-28"))


def test_what_runs_is_in_sight_on_a_wide_screen_and_opens_on_a_phone(page_at):
    wide, phone = page_at(1280), page_at(360)
    for page in (wide, phone):
        page.goto(AGENDA)
    expect(wide.locator(".running__name").first).to_be_visible()
    expect(phone.locator(".running__name").first).to_be_hidden()
    phone.locator(".running__all > summary").click()
    expect(phone.locator(".running__name").first).to_be_visible()


@pytest.mark.parametrize("address", [f"{AGENDA}tielt/?wanneer=weekend&soort=braderie", f"{AGENDA}?toon=druk"])
def test_an_empty_list_and_the_one_for_paper_are_flawless(page_at, flawless, address):
    page = page_at(320)
    page.goto(address)
    page.get_by_text("Verfijnen", exact=True).click()
    flawless(page)
