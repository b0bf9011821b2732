"""What a shopkeeper tells: judged by the municipality, hours at once where it says so, and never overwritten by an import."""

import re
from pathlib import Path

import pytest
from django.test import Client
from wagtail.models import TaskState, WorkflowState

from mail.models import OutgoingMail
from media_library.models import SiteImage
from municipalities.models import Municipality
from municipalities.onboarding import onboard
from shops.importing.facts import Telling, write
from shops.models import OwnerRequest, OwnerVisit, Shop, ShopText
from shops.shopkeepers import proposing, visits
from tests.factories import roles
from tests.factories.candidacies import a_photo
from tests.factories.keepers import FORM, filled, keeper_of
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out", "wednesday")]


def test_who_changes_nothing_confirms_everything_today(kroon, wednesday):
    answer = keeper_of(kroon, wednesday).post(FORM, filled(kroon))
    assert answer["Location"] == "/nl/mijn-zaak/klaar/?wat=klopt"
    kroon.refresh_from_db()
    asked = ("name", "street", "opening_hours", "email")
    assert [kroon.fact_source(fact)["source"] for fact in asked] == ["shopkeeper"] * 4
    assert (kroon.confirmed_on.isoformat(), kroon.faded, OwnerRequest.objects.count()) == ("2026-11-25", 0, 0)


def test_a_change_waits_for_the_municipality_and_stands_on_the_site_once_it_agrees(kroon, wednesday, editor, browser, visit):
    answer = keeper_of(kroon, wednesday).post(FORM, filled(kroon, phone="051 40 11 22", tagline="Brood van bij ons."))
    assert answer["Location"] == "/nl/mijn-zaak/klaar/?wat=nazicht"
    kroon.refresh_from_db()
    assert (str(kroon.phone), kroon.has_unpublished_changes) == ("", True)
    asked = OwnerRequest.objects.get()
    assert (asked.kind, asked.state, "phone" in asked.facts, asked.email) == ("change", "waiting", True, "info@kroon.example")
    assert "De Kroon" in browser.get("/admin/winkels/van-winkels/").content.decode()
    page = browser.get(f"/admin/winkels/van-winkels/{asked.pk}/").content.decode()
    assert all(words in page for words in ("info@kroon.example", "051 40 11 22", "Brood van bij ons."))
    assert "winkel vraagt je iets na te kijken" in browser.get("/admin/").content.decode()
    browser.post(f"/admin/winkels/van-winkels/{asked.pk}/", {"decision": "approve", "seen": asked.draft_id})
    kroon.refresh_from_db()
    assert (str(kroon.phone), kroon.fact_source("phone")) == ("+3251401122", {"source": "shopkeeper", "date": "2026-11-25"})
    assert kroon.text_in("nl").tagline == "Brood van bij ons."
    asked.refresh_from_db()
    assert (asked.state, asked.email, asked.decided_by) == ("approved", "", editor)
    assert "Bel 051 40 11 22" in visit("/nl/winkels/tielt/kroon/").text("main")
    told = OutgoingMail.objects.filter(to__isnull=False, template="shops/accepted")
    assert [mail.subject for mail in told] == ["In orde: De Kroon"]


def test_no_import_overwrites_what_the_shop_said(kroon, wednesday, browser):
    keeper_of(kroon, wednesday).post(FORM, filled(kroon, phone="051 40 11 22"))
    asked = OwnerRequest.objects.get()
    browser.post(f"/admin/winkels/van-winkels/{asked.pk}/", {"decision": "approve", "seen": asked.draft_id})
    kroon = Shop.objects.get(pk=kroon.pk)
    told = Telling("osm", "2027-01-01", {"phone": "+3251999999", "street": "Elders", "opening_hours": "24/7", "name": "Iets anders"}, {})
    assert write(kroon, told, {}) == set()


def test_it_can_be_approved_by_the_towns_own_moderation_too(kroon, wednesday, browser):
    keeper_of(kroon, wednesday).post(FORM, filled(kroon, phone="051 40 11 22"))
    step, asked = TaskState.objects.get(), OwnerRequest.objects.get()
    browser.post(f"/admin/nakijken/{step.pk}/", {"decision": "approve", "seen": asked.draft_id})
    asked.refresh_from_db()
    kroon.refresh_from_db()
    assert (asked.state, asked.email, str(kroon.phone)) == ("approved", "", "+3251401122")
    assert OutgoingMail.objects.filter(template="shops/accepted").count() == 1


@pytest.mark.parametrize("way", ["ours", "the towns"])
def test_a_refusal_is_mailed_with_its_reason_and_leaves_no_draft_behind(kroon, wednesday, browser, way, settings, django_capture_on_commit_callbacks):
    settings.KEEP_SENT_MAIL = True
    keeper_of(kroon, wednesday).post(FORM, filled(kroon, name="Goedkoopste van Tielt"))
    asked = OwnerRequest.objects.get()
    address = f"/admin/winkels/van-winkels/{asked.pk}/" if way == "ours" else f"/admin/nakijken/{TaskState.objects.get().pk}/"
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(address, {"decision": "refuse", "seen": asked.draft_id, "reason": "Zo heet de winkel niet."})
    asked.refresh_from_db()
    kroon = Shop.objects.get(pk=kroon.pk)
    assert (asked.state, asked.reason, asked.email) == ("refused", "Zo heet de winkel niet.", "")
    assert (kroon.name, kroon.has_unpublished_changes, kroon.get_latest_revision_as_object().name) == ("De Kroon", False, "De Kroon")
    assert "Zo heet de winkel niet." in OutgoingMail.objects.filter(template="shops/declined").get().text
    assert not WorkflowState.objects.active().for_instance(kroon).exists()
    again = keeper_of(kroon, wednesday).post(FORM, filled(kroon, name="De Gouden Kroon"))
    assert again["Location"].endswith("nazicht")
    assert OwnerRequest.objects.filter(state="waiting").count() == 1


def test_what_an_editor_has_open_stays_when_the_keeper_is_refused(kroon, wednesday, browser):
    kroon.refresh_from_db()
    kroon.website = "https://kroon.example"
    kroon.save_revision()
    keeper_of(kroon, wednesday).post(FORM, filled(Shop.objects.get(pk=kroon.pk), name="Goedkoopste"))
    asked = OwnerRequest.objects.get()
    browser.post(f"/admin/winkels/van-winkels/{asked.pk}/", {"decision": "refuse", "seen": asked.draft_id, "reason": "Nee."})
    draft = Shop.objects.get(pk=kroon.pk).get_latest_revision_as_object()
    assert (draft.name, draft.website) == ("De Kroon", "https://kroon.example")


def test_who_sends_twice_has_one_request_with_the_newest(kroon, wednesday, editor):
    keeper = keeper_of(kroon, wednesday)
    keeper.post(FORM, filled(kroon, phone="051 40 11 22"))
    page = keeper.get(FORM).content.decode()
    assert ("Je gaf al iets door" in page, "051 40 11 22" in page) == (True, True)
    keeper.post(FORM, filled(kroon, phone="051 40 11 33", website="https://kroon.example"))
    asked = OwnerRequest.objects.get()
    draft = Shop.objects.get(pk=kroon.pk).get_latest_revision_as_object()
    assert (str(draft.phone), draft.website) == ("+3251401133", "https://kroon.example")
    assert {"phone", "website"} <= set(asked.facts)


def test_an_editor_who_did_not_see_the_newest_version_approves_nothing(kroon, wednesday, browser):
    keeper = keeper_of(kroon, wednesday)
    keeper.post(FORM, filled(kroon, phone="051 40 11 22"))
    seen = OwnerRequest.objects.get().draft_id
    keeper.post(FORM, filled(kroon, phone="051 40 11 33"))
    asked = OwnerRequest.objects.get()
    browser.post(f"/admin/winkels/van-winkels/{asked.pk}/", {"decision": "approve", "seen": seen})
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_hours_stand_at_once_where_the_municipality_says_so(kroon, wednesday, editor, browser, visit):
    town = kroon.municipality
    page = browser.get("/admin/winkels/van-winkels/").content.decode()
    assert "Zet uren meteen op de site" in page
    browser.post(f"/admin/winkels/van-winkels/uren/{town.pk}/", {"meteen": "ja"})
    assert Municipality.objects.get(pk=town.pk).shops_set_hours is True
    answer = keeper_of(kroon, wednesday).post(FORM, filled(kroon, opening_hours="ma-za 9u-17u"))
    assert answer["Location"] == "/nl/mijn-zaak/klaar/?wat=meteen"
    kroon.refresh_from_db()
    assert (kroon.opening_hours, kroon.fact_source("opening_hours")["date"], OwnerRequest.objects.count()) == ("Mo-Sa 09:00-17:00", "2026-11-25", 0)
    assert "ma–za 9–17 u." in visit("/nl/winkels/tielt/kroon/").text("main")


def test_elsewhere_hours_wait_and_the_rest_waits_everywhere(kroon, wednesday, editor):
    keeper = keeper_of(kroon, wednesday)
    assert keeper.post(FORM, filled(kroon, opening_hours="ma-za 9u-17u"))["Location"].endswith("wat=nazicht")
    Municipality.objects.update(shops_set_hours=True)
    answer = keeper.post(FORM, filled(kroon, opening_hours="ma-vr 8u-17u", name="De Gouden Kroon"))
    assert answer["Location"].endswith("wat=meteen-nazicht")
    kroon.refresh_from_db()
    assert (kroon.opening_hours, kroon.name) == ("Mo-Fr 08:00-17:00", "De Kroon")
    assert kroon.get_latest_revision_as_object().opening_hours == "Mo-Fr 08:00-17:00"


def test_an_editor_switches_only_their_own_town(browser, kroon):
    other = MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022")
    browser.post(f"/admin/winkels/van-winkels/uren/{other.pk}/", {"meteen": "ja"})
    other.refresh_from_db()
    assert other.shops_set_hours is False


def test_a_photo_is_stored_clean_and_goes_when_it_is_refused(kroon, wednesday, editor, browser):
    photo = {"photo": a_photo(), "photo_description": "De toog met brood."}
    assert keeper_of(kroon, wednesday).post(FORM, filled(kroon) | photo)["Location"].endswith("nazicht")
    image = SiteImage.objects.get()
    assert (image.description, image.collection) == ("De toog met brood.", kroon.municipality.onboarding.collection)
    assert (Path(image.file.name).name.startswith("winkel-kroon-"), "Ingezonden door de winkel" in image.rights) == (True, True)
    asked = OwnerRequest.objects.get()
    browser.post(f"/admin/winkels/van-winkels/{asked.pk}/", {"decision": "refuse", "seen": asked.draft_id, "reason": "Onscherp."})
    assert Shop.objects.get(pk=kroon.pk).get_latest_revision_as_object().photo is None


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "", "Vul de naam in."),
        ("category", "9999", "field__error"),
        ("phone", "bel me", "Dit is geen telefoonnummer."),
        ("website", "geen site", "field__error"),
        ("website", "javascript:alert(1)", "field__error"),
        ("opening_hours", "soms", "Deze uren begrijpen we niet."),
        ("akkoord", "", "Zonder je akkoord kan dit niet op de site."),
        ("name", "x" * 121, "Maak het korter"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(kroon, wednesday, field, typed, told):
    page = keeper_of(kroon, wednesday).post(FORM, filled(kroon, tagline="Blijft staan.") | {field: typed}).content.decode()
    assert (told in page, "Blijft staan." in page, OwnerRequest.objects.count()) == (True, True, 0)


def test_the_preview_shows_the_page_as_it_would_be_and_stores_nothing(kroon, wednesday):
    answer = keeper_of(kroon, wednesday).post(FORM + "voorbeeld/", filled(kroon, name="De Gouden Kroon", tagline="Brood van bij ons."))
    page = answer.content.decode()
    assert all(words in page for words in ("De Gouden Kroon", "Brood van bij ons."))
    assert (answer["Cache-Control"], OwnerRequest.objects.count(), Shop.objects.get(pk=kroon.pk).name) == ("private, no-store", 0, "De Kroon")


def test_a_look_first_asks_for_no_consent(kroon, wednesday):
    answer = keeper_of(kroon, wednesday).post(FORM + "voorbeeld/", filled(kroon, name="De Gouden Kroon", akkoord=""))
    assert "De Gouden Kroon" in answer.content.decode()


def test_a_look_that_cannot_be_given_says_why_and_shows_no_second_form(kroon, wednesday):
    page = keeper_of(kroon, wednesday).post(FORM + "voorbeeld/", filled(kroon, name="", akkoord="")).content.decode()
    assert ("Vul de naam in." in page, 'name="street"' in page, "akkoord" in page) == (True, False, False)


# -- a new shop


def test_a_new_shop_is_seen_by_nobody_before_the_municipality_agrees(new, wednesday, browser, visit):
    answer = keeper_of(None, wednesday, "an@boek.example").post(FORM, new)
    assert answer["Location"] == "/nl/mijn-zaak/klaar/?wat=nieuw"
    shop = Shop.objects.get(name="Het Boekenhuis")
    assert (shop.live, visit("/nl/winkels/tielt/het-boekenhuis/").status, shop.email) == (False, 404, "")
    asked = OwnerRequest.objects.get()
    assert (asked.kind, asked.email) == ("new", "an@boek.example")
    browser.post(f"/admin/winkels/van-winkels/{asked.pk}/", {"decision": "approve", "seen": asked.draft_id})
    page = visit("/nl/winkels/tielt/het-boekenhuis/")
    assert (page.status, "Alles over tuinen." in page.text("main"), "an@boek.example" in page.text("main")) == (200, True, False)
    shop.refresh_from_db()
    assert {known["source"] for known in shop.provenance.values()} == {"shopkeeper"}
    assert (shop.opening_hours, shop.confirmed_on.isoformat()) == ("Tu-Sa 10:00-18:00", "2026-11-25")
    found = re.search(r"/nl/mijn-zaak/link/[\w-]+/", OutgoingMail.objects.get(template="shops/accepted").text)
    assert Client().get(found[0]).status_code == 200


def test_a_new_shop_that_is_sent_twice_is_one(new, wednesday):
    keeper = keeper_of(None, wednesday, "an@boek.example")
    same, cookie = OwnerVisit.objects.get(), keeper.cookies[visits.cookie_name()].value
    assert keeper.post(FORM, new).status_code == 303
    keeper.cookies[visits.cookie_name()] = cookie
    assert [keeper.post(FORM, new)["Location"], keeper.get(FORM)["Location"]] == ["/nl/mijn-zaak/klaar/?wat=nieuw"] * 2
    with pytest.raises(proposing.NotYours):
        proposing.use_up(same, "nieuw")
    assert (OwnerRequest.objects.count(), OwnerVisit.objects.get().email) == (1, "")


def test_the_second_tap_of_a_question_leads_where_the_first_one_did(kroon, wednesday):
    keeper = keeper_of(kroon, wednesday, "an@mail.example")
    OwnerVisit.objects.update(is_known=False)
    cookie, words = keeper.cookies[visits.cookie_name()].value, {"naam": "An", "woorden": "Bel me.", "akkoord": "on"}
    for _tap in range(2):
        keeper.cookies[visits.cookie_name()] = cookie
        assert keeper.post(FORM, words)["Location"] == "/nl/mijn-zaak/klaar/?wat=vraag"
    assert OwnerRequest.objects.count() == 1


@pytest.mark.parametrize("postcode", ["8700", ""])
def test_a_shop_that_is_there_already_is_shown_kindly(new, wednesday, postcode):
    town = Municipality.objects.get(slug="tielt")
    ShopFactory(name="Het boekenhuis", slug="boek", municipality=town, street="Markt", house_number="5", postcode="8700")
    answer = keeper_of(None, wednesday, "an@boek.example").post(FORM, new | {"postcode": postcode, "phone": ""})
    page = answer.content.decode()
    assert ("staat al in de gids" in page, "/nl/winkels/tielt/boek/mijn-zaak/" in page, "Alles over tuinen." in page) == (True, True, True)
    assert not OwnerRequest.objects.exists()


def test_in_a_town_that_takes_no_part_the_province_decides(new, wednesday):
    town = MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022")
    keeper_of(None, wednesday, "an@boek.example").post(FORM, new | {"municipality": town.pk})
    asked = OwnerRequest.objects.get()
    assert asked.workflow_state is None
    province = sign_in(Client(), roles.province())
    province.post(f"/admin/winkels/van-winkels/{asked.pk}/", {"decision": "approve", "seen": asked.draft_id})
    assert Shop.objects.get(name="Het Boekenhuis").live is True


def test_an_editor_elsewhere_neither_sees_nor_decides_it(new, wednesday):
    keeper_of(None, wednesday, "an@boek.example").post(FORM, new)
    other = MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022")
    onboard(municipality=other, at=wednesday)
    stranger, asked = sign_in(Client(), roles.editor(other)), OwnerRequest.objects.get()
    assert "Het Boekenhuis" not in stranger.get("/admin/winkels/van-winkels/").content.decode()
    address = f"/admin/winkels/van-winkels/{asked.pk}/"
    stranger.post(address, {"decision": "approve", "seen": asked.draft_id})
    asked.refresh_from_db()
    assert ("Het Boekenhuis" in stranger.get(address, follow=True).content.decode(), asked.state) == (False, "waiting")


def test_the_way_to_a_new_shop_begins_with_a_mailbox(client, laid_out):
    assert client.get("/nl/mijn-zaak/aanmelden/").status_code == 200
    address = client.post("/nl/mijn-zaak/aanmelden/", {"email": "an@boek.example"})["Location"]
    mail = OutgoingMail.objects.get()
    code = re.search(r"\b(\d{6})\b", mail.text)
    assert (mail.to, "voor de winkelgids" in mail.text) == ("an@boek.example", True)
    assert client.post(address, {"code": code[1]})["Location"] == FORM
    assert 'name="municipality"' in client.get(FORM).content.decode()


def test_texts_of_other_languages_stay(kroon, wednesday, browser):
    ShopText.objects.create(shop=kroon, language="fr", tagline="Du pain")
    keeper_of(kroon, wednesday).post(FORM, filled(kroon, tagline="Brood."))
    asked = OwnerRequest.objects.get()
    browser.post(f"/admin/winkels/van-winkels/{asked.pk}/", {"decision": "approve", "seen": asked.draft_id})
    assert set(ShopText.objects.filter(shop=kroon).values_list("language", "tagline")) == {("fr", "Du pain"), ("nl", "Brood.")}
