"""Who says something else while a request waits, takes it back, or writes beside an editor: nobody's words are lost, none come back."""

import json
import re
from html import unescape

import pytest

from mail.models import OutgoingMail
from municipalities.models import Municipality
from shops.models import OwnerRequest, Shop, ShopText
from tests.factories.keepers import FORM, filled, keeper_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out", "wednesday")]


def draft_of(shop: Shop) -> Shop:
    return Shop.objects.get(pk=shop.pk).get_latest_revision_as_object()


def decide(browser, decision: str) -> OwnerRequest:
    asked = OwnerRequest.objects.get()
    browser.post(f"/admin/winkels/van-winkels/{asked.pk}/", {"decision": decision, "seen": asked.draft_id, "reason": "Nee."})
    asked.refresh_from_db()
    return asked


def test_approving_an_older_request_does_not_bring_back_older_hours(kroon, wednesday, browser):
    keeper = keeper_of(kroon, wednesday)
    keeper.post(FORM, filled(kroon, opening_hours="ma 10u-11u", phone="051 40 11 22"))
    Municipality.objects.update(shops_set_hours=True)
    answer = keeper.post(FORM, filled(kroon, opening_hours="ma 12u-13u", phone="051 40 11 22"))
    assert answer["Location"].endswith("wat=meteen-nazicht")
    assert OwnerRequest.objects.get().facts == ["phone"]
    assert decide(browser, "approve").state == "approved"
    kroon.refresh_from_db()
    assert (kroon.opening_hours, str(kroon.phone)) == ("Mo 12:00-13:00", "+3251401122")


def test_a_request_of_which_only_the_hours_were_left_ends_when_they_stand_at_once(kroon, wednesday, editor):
    keeper = keeper_of(kroon, wednesday)
    keeper.post(FORM, filled(kroon, opening_hours="ma 10u-11u"))
    Municipality.objects.update(shops_set_hours=True)
    assert keeper.post(FORM, filled(kroon, opening_hours="ma 12u-13u"))["Location"].endswith("wat=meteen")
    kroon.refresh_from_db()
    assert (kroon.opening_hours, kroon.has_unpublished_changes, OwnerRequest.objects.exists()) == ("Mo 12:00-13:00", False, False)


@pytest.mark.parametrize("change", [{"phone": "051 40 11 33"}, {"tagline": "Brood."}], ids=["fact", "text"])
def test_who_types_the_old_words_again_takes_a_change_back(kroon, wednesday, browser, change):
    Shop.objects.filter(pk=kroon.pk).update(phone="+3251401122")
    ShopText.objects.create(shop=kroon, language="nl", tagline="Taart.")
    kroon = Shop.objects.get(pk=kroon.pk)
    keeper = keeper_of(kroon, wednesday)
    assert keeper.post(FORM, filled(kroon, tagline="Taart.") | change)["Location"].endswith("nazicht")
    assert keeper.post(FORM, filled(kroon, tagline="Taart."))["Location"].endswith("klopt")
    kroon.refresh_from_db()
    assert (OwnerRequest.objects.exists(), kroon.has_unpublished_changes) == (False, False)
    assert (str(draft_of(kroon).phone), draft_of(kroon).text_in("nl").tagline) == ("+3251401122", "Taart.")
    assert "De Kroon" not in browser.get("/admin/winkels/van-winkels/").content.decode()


def test_who_takes_a_part_back_leaves_the_rest_waiting(kroon, wednesday, browser):
    keeper = keeper_of(kroon, wednesday)
    keeper.post(FORM, filled(kroon, phone="051 40 11 22", website="https://kroon.example"))
    keeper.post(FORM, filled(kroon, website="https://kroon.example"))
    assert OwnerRequest.objects.get().facts == ["website"]
    decide(browser, "approve")
    kroon = Shop.objects.get(pk=kroon.pk)
    assert (str(kroon.phone), kroon.website) == ("", "https://kroon.example")


@pytest.mark.parametrize("decision", ["refuse", "approve"])
def test_a_keeper_who_changes_the_phone_leaves_what_an_editor_drafted(kroon, wednesday, browser, decision):
    ShopText.objects.create(shop=kroon, language="nl", description="Oud.")
    draft = Shop.objects.get(pk=kroon.pk)
    for text in draft.texts.all():
        text.description = "Nieuw, van de redactie."
        draft.texts.add(text)
    draft.texts.add(ShopText(language="fr", tagline="Du pain"))
    draft.save_revision()
    keeper_of(kroon, wednesday).post(FORM, filled(kroon, phone="051 40 11 22", description="Oud."))
    assert OwnerRequest.objects.get().facts == ["phone"]
    decide(browser, decision)
    told = {(text.language, text.tagline, text.description) for text in draft_of(kroon).texts.all()}
    assert told == {("nl", "", "Nieuw, van de redactie."), ("fr", "Du pain", "")}


def test_a_refusal_takes_the_keepers_words_back_and_leaves_those_that_an_editor_wrote_since(kroon, wednesday, browser):
    keeper_of(kroon, wednesday).post(FORM, filled(kroon, phone="051 40 11 22", tagline="Goedkoopste.", website="https://kroon.example"))
    draft = draft_of(kroon)
    draft.texts.add(ShopText(language="fr", tagline="Du pain"))
    draft.website = "https://www.kroon.example"
    draft.save_revision()
    decide(browser, "refuse")
    draft = draft_of(kroon)
    told = {(text.language, text.tagline) for text in draft.texts.all()}
    assert (str(draft.phone), draft.website, told) == ("", "https://www.kroon.example", {("fr", "Du pain")})


def test_the_form_shows_what_the_keeper_told_and_nothing_that_an_editor_drafted(kroon, wednesday, editor):
    draft = Shop.objects.get(pk=kroon.pk)
    draft.website = "https://nog-geheim.example"
    draft.save_revision()
    keeper = keeper_of(kroon, wednesday)
    keeper.post(FORM, filled(kroon, phone="051 40 11 22"))
    page = keeper.get(FORM).content.decode()
    assert ("051 40 11 22" in page, "nog-geheim" in page) == (True, False)


def test_the_same_press_five_times_is_one_mail_and_one_draft(kroon, wednesday, editor):
    keeper = keeper_of(kroon, wednesday)
    drafts = set()
    for _press in range(5):
        assert keeper.post(FORM, filled(kroon, phone="051 40 11 22"))["Location"].endswith("nazicht")
        drafts.add(OwnerRequest.objects.get().draft_id)
    assert (len(drafts), OutgoingMail.objects.filter(template="shops/received").count()) == (1, 1)


# -- a form that was open for a while


def opened(keeper) -> str:
    """What the form remembers of how it began."""
    found = re.search(r'name="shown" value="([^"]*)"', keeper.get(FORM).content.decode())
    assert found
    return unescape(found[1])


def test_what_an_editor_mended_while_the_form_was_open_stays(kroon, wednesday, editor):
    Municipality.objects.update(shops_set_hours=True)
    keeper = keeper_of(kroon, wednesday)
    shown = opened(keeper)
    assert json.loads(shown)["opening_hours"] == "Mo-Fr 09:00-18:00"
    Shop.objects.filter(pk=kroon.pk).update(opening_hours="Mo-Sa 09:00-12:00", name="De Gouden Kroon")
    answer = keeper.post(FORM, filled(kroon, phone="051 40 11 22", shown=shown))
    assert answer["Location"].endswith("wat=nazicht")
    kroon.refresh_from_db()
    assert (kroon.opening_hours, kroon.name, OwnerRequest.objects.get().facts) == ("Mo-Sa 09:00-12:00", "De Gouden Kroon", ["phone"])
    assert kroon.fact_source("opening_hours")["date"] == "2024-01-01"


@pytest.mark.parametrize("shown", ["", "[]", "{", "[" * 100_000, '{"phone": {}}'])
def test_a_form_that_remembers_nonsense_counts_as_just_opened(kroon, wednesday, editor, shown):
    assert keeper_of(kroon, wednesday).post(FORM, filled(kroon, phone="051 40 11 22", shown=shown))["Location"].endswith("nazicht")
