"""The filters beside the list: at once on a wide screen, by the button on a phone; and the way back."""

import re

import pytest
from playwright.sync_api import expect

NARROWED = re.compile("open=nu")


def test_on_a_wide_screen_a_change_sends_the_form(page_at):
    page = page_at(1280)
    page.goto("/nl/winkels/")
    page.get_by_role("checkbox", name="Nu open").check()
    page.wait_for_url(NARROWED)
    page.get_by_label("Gemeente", exact=True).select_option("kortrijk")
    page.wait_for_url(re.compile(r"/winkels/kortrijk/\?open=nu#lijst$"))


def test_a_box_that_sent_the_form_has_the_focus_again_and_its_address_forgets_it(page_at):
    page = page_at(1280)
    page.goto("/nl/winkels/?q=brood")
    box = page.locator("[name=categorie]").first
    value = box.get_attribute("value")
    box.click()
    page.wait_for_url(lambda address: address.endswith(f"?q=brood&categorie={value}"))
    expect(page.locator(f"[name=categorie][value={value}]")).to_be_focused()


def test_a_box_that_is_no_more_leaves_the_focus_at_the_list(page_at):
    page = page_at(1280)
    page.goto("/nl/winkels/#categorie=nergens")
    expect(page.locator("#lijst")).to_be_focused()
    assert page.url.endswith("/nl/winkels/")


def test_on_a_phone_a_change_waits_for_the_button(page_at):
    page = page_at(360)
    page.goto("/nl/winkels/")
    page.get_by_text("Verfijnen").click()
    page.get_by_role("checkbox", name="Nu open").check()
    page.get_by_label("Gemeente", exact=True).select_option("kortrijk")
    page.wait_for_timeout(300)
    assert page.url.endswith("/nl/winkels/")
    page.get_by_role("button", name="Toon deze winkels").click()
    page.wait_for_url(NARROWED)


def test_stepping_through_a_closed_list_by_key_does_not_send_the_form(page_at):
    page = page_at(1280)
    page.goto("/nl/winkels/")
    page.get_by_label("Gemeente", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Gemeente", exact=True)).not_to_have_value("")
    page.wait_for_timeout(300)
    assert page.url.endswith("/nl/winkels/")


def test_who_ticks_by_key_stays_there_and_ticks_on_until_the_button(page_at):
    page = page_at(1280)
    page.goto("/nl/winkels/")
    page.get_by_role("checkbox", name="Nu open").focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(300)
    expect(page.get_by_role("checkbox", name="Nu open")).to_be_focused()
    page.get_by_role("checkbox", name="Brood").focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(300)
    assert page.url.endswith("/nl/winkels/")
    page.get_by_role("button", name="Toon deze winkels").press("Enter")
    page.wait_for_url(re.compile(r"categorie=brood&open=nu#lijst$"))


def test_a_change_that_no_pointer_made_waits_for_the_button(page_at):
    page = page_at(1280)
    page.goto("/nl/winkels/")
    page.get_by_role("checkbox", name="Nu open").evaluate("box => box.click()")  # as a screen reader does
    page.wait_for_timeout(300)
    assert page.url.endswith("/nl/winkels/")


def test_a_kind_is_ticked_within_its_group_and_goes_with_it(page_at):
    page = page_at(1280)
    page.goto("/nl/winkels/")
    page.get_by_role("checkbox", name="Brood").check()
    page.wait_for_url(re.compile(r"categorie=brood$"))
    kinds, group = page.locator(".check--under input"), page.locator(".count").inner_text()
    kinds.first.check()
    page.wait_for_url(lambda address: "categorie=brood" not in address and "categorie=" in address)
    assert page.locator(".count").inner_text() != group
    expect(page.get_by_role("checkbox", name="Brood")).to_be_checked()
    page.get_by_role("checkbox", name="Brood").uncheck()
    page.wait_for_url(re.compile(r"/nl/winkels/$"))


def test_the_link_past_the_filters_leads_to_the_list(page_at, flawless):
    page = page_at(1280)
    page.goto("/nl/winkels/")
    skip = page.get_by_role("link", name="Naar de winkels", exact=True)
    skip.focus()
    flawless(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('.directory__list'))")


def test_the_way_back_gives_the_list_as_it_was(page_at):
    page = page_at(1280)
    page.goto("/nl/winkels/")
    page.get_by_role("checkbox", name="Nu open").check()
    page.wait_for_url(NARROWED)
    count = page.locator(".count").inner_text()
    page.locator(".shop__name a").first.click()
    page.wait_for_url(lambda address: "open=nu" not in address)
    page.go_back()
    page.wait_for_url(NARROWED)
    assert page.locator(".count").inner_text() == count
    expect(page.get_by_role("checkbox", name="Nu open")).to_be_checked()
    page.go_back()
    page.wait_for_url(lambda address: address.endswith("/nl/winkels/"))
    expect(page.get_by_role("checkbox", name="Nu open")).not_to_be_checked()


def test_a_chip_takes_its_filter_away(page_at):
    page = page_at(360)
    page.goto("/nl/winkels/?open=nu&gemeente=kortrijk")
    page.get_by_role("link", name="Verwijder: Nu open").click()
    page.wait_for_url(lambda address: address.endswith("/kortrijk/#lijst"))
    expect(page.locator("#lijst")).to_be_focused()


def test_the_filters_beside_the_list_need_no_bar_of_their_own(page_at):
    page = page_at(1280)
    page.goto("/nl/winkels/?categorie=brood")
    assert page.evaluate("(() => { const form = document.querySelector('[data-filters]'); return form.scrollHeight - form.clientHeight })()") <= 0
    expect(page.locator(".filters > summary")).to_be_hidden()


@pytest.mark.parametrize("address", ["/nl/winkels/", "/nl/winkels/?q=fietsherstelling&bij=8500"], ids=["with a next page", "one page"])
def test_the_way_in_for_shopkeepers_stands_clear_of_the_list(page_at, address):
    page = page_at(360)
    page.goto(address)
    link = page.get_by_role("link", name="Staat je winkel er niet bij? Meld ze aan.").bounding_box()
    above = page.locator(".shops, .directory__list .listfoot:not(:last-child)").last.bounding_box()
    assert link["y"] - above["y"] - above["height"] >= 16
