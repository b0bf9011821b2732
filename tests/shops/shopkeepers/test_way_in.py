""" "Dit is mijn zaak": a code to the mailbox that the directory knows lets in, another mailbox may only ask the municipality."""

import re

import pytest
from django.test import Client

from mail.models import OutgoingMail
from municipalities.onboarding import onboard
from shops.models import OwnerRequest, OwnerVisit, Shop, Shopkeeper
from shops.shopkeepers import mailing, visits
from tests.factories import roles
from tests.factories.shops import ShopFactory
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db(transaction=False), pytest.mark.usefixtures("laid_out", "wednesday")]
START = "/nl/winkels/tielt/kroon/mijn-zaak/"


@pytest.fixture
def kroon() -> Shop:
    return ShopFactory(name="De Kroon", slug="kroon", email="info@kroon.example")


def code() -> str:
    found = re.search(r"\b(\d{6})\b", OutgoingMail.objects.filter(template="shops/code").latest("pk").text)
    assert found
    return found[1]


def let_in(client: Client, **said):
    """From the first page to the form."""
    address = client.post(START, {"waar": "gids"} | said)["Location"]
    return client.post(address, {"code": code()})


def test_a_code_to_the_directorys_address_opens_the_form_for_an_hour(client, kroon, clock):
    assert "i…@kroon.example" in client.get(START).content.decode()
    answer = let_in(client)
    assert (answer.status_code, answer["Location"]) == (303, "/nl/mijn-zaak/")
    cookie = answer.cookies["shopkeeper"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Strict", 3600)
    assert OutgoingMail.objects.get().to == "info@kroon.example"
    page = client.get("/nl/mijn-zaak/")
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
    clock(2026, 11, 25, 12, 40)
    assert client.get("/nl/mijn-zaak/").status_code == 403


def test_the_address_before_the_code_names_nobody_and_opens_nothing(client, kroon):
    address = client.post(START, {"waar": "gids"})["Location"]
    assert "kroon" not in address
    assert client.get("/nl/mijn-zaak/").status_code == 403
    assert client.post(address, {"code": "000000" if code() != "000000" else "000001"}).status_code == 200
    assert client.get("/nl/mijn-zaak/").status_code == 403
    assert OwnerVisit.objects.get().proven_at is None


def test_a_code_works_once_and_the_key_of_its_page_is_not_that_of_the_cookie(client, kroon):
    address = client.post(START, {"waar": "gids"})["Location"]
    client.post(address, {"code": code()})
    assert client.get(address).status_code == 404
    assert address.split("/")[-2] != OwnerVisit.objects.get().key


def test_a_cookie_that_somebody_made_opens_nothing(client, kroon):
    let_in(client)
    client.cookies["shopkeeper"] = OwnerVisit.objects.get().key
    assert client.get("/nl/mijn-zaak/").status_code == 403


def test_a_mailbox_gets_three_codes_a_day_whoever_asks(client, kroon):
    for number in range(5):
        assert client.post(START, {"waar": "gids"}, REMOTE_ADDR=f"192.0.2.{number}").status_code == 303
    assert OutgoingMail.objects.count() == 3


def test_a_network_without_a_proof_is_told_to_wait(client, kroon):
    assert [client.post(START, {"waar": "gids"}).status_code for _number in range(4)] == [303, 303, 303, 429]


@pytest.mark.parametrize("typed", ["", "geen adres", "a@b", "x" * 300 + "@kroon.example"])
def test_an_address_that_is_none_is_said_at_its_field(client, kroon, typed):
    answer = client.post(START, {"waar": "ander", "email": typed})
    assert (answer.status_code, "field__error" in answer.content.decode(), OwnerVisit.objects.count()) == (200, True, 0)


def test_another_mailbox_asks_the_municipality_and_may_change_nothing_before_it_agrees(client, kroon, wednesday):
    onboard(municipality=kroon.municipality, at=wednesday)
    editor = roles.editor(kroon.municipality)
    let_in(client, waar="ander", email="an@mail.example")
    told = client.get("/nl/mijn-zaak/").content.decode()
    assert ("kijkt eerst na of de zaak van jou is" in told, 'name="opening_hours' in told) == (True, False)
    assert client.get("/nl/mijn-zaak/weg/").status_code == 303
    answer = client.post("/nl/mijn-zaak/", {"naam": "An", "woorden": "Bel me in de winkel.", "akkoord": "on"})
    assert answer["Location"] == "/nl/mijn-zaak/klaar/?wat=vraag"
    asked = OwnerRequest.objects.get()
    assert (asked.kind, asked.email, asked.contact_name, asked.consent_version) == ("claim", "an@mail.example", "An", "2026-11")
    browser = sign_in(Client(), editor)
    shown = browser.get(f"/admin/winkels/van-winkels/{asked.pk}/").content.decode()
    assert all(words in shown for words in ("an@mail.example", "Bel me in de winkel."))
    browser.post(f"/admin/winkels/van-winkels/{asked.pk}/", {"decision": "approve", "seen": 0})
    asked.refresh_from_db()
    assert (asked.state, asked.email, asked.contact_name, asked.words, asked.decided_by) == ("approved", "", "", "", editor)
    keeper = Shopkeeper.objects.get(shop=kroon)
    assert (keeper.email, keeper.consented_at) == ("an@mail.example", wednesday)
    mail = OutgoingMail.objects.latest("pk")
    assert (mail.to, mail.subject) == ("an@mail.example", "In orde: De Kroon")
    found = re.search(r"/nl/mijn-zaak/link/[\w-]+/", mail.text)
    assert found
    assert client.get(found[0]).status_code == 200


def test_a_refused_one_reads_why_and_its_address_is_erased(client, kroon, wednesday):
    onboard(municipality=kroon.municipality, at=wednesday)
    browser = sign_in(Client(), roles.editor(kroon.municipality))
    let_in(client, waar="ander", email="an@mail.example")
    client.post("/nl/mijn-zaak/", {"naam": "An", "woorden": "Echt waar.", "akkoord": "on"})
    asked = OwnerRequest.objects.get()
    address = f"/admin/winkels/van-winkels/{asked.pk}/"
    assert "Schrijf kort wat er anders moet." in browser.post(address, {"decision": "refuse", "seen": 0}).content.decode()
    browser.post(address, {"decision": "refuse", "seen": 0, "reason": "Kom even langs."})
    asked.refresh_from_db()
    assert (asked.state, asked.email, asked.reason) == ("refused", "", "Kom even langs.")
    assert "Kom even langs." in OutgoingMail.objects.latest("pk").text
    assert not Shopkeeper.objects.exists()


def test_an_editor_who_writes_another_address_takes_the_shop_from_who_was_accepted(kroon, wednesday):
    Shopkeeper.objects.create(shop=kroon, email="an@mail.example")
    assert mailing.address_for(kroon) == "an@mail.example"
    mailing.forget_accepted(shop=kroon)
    assert mailing.address_for(kroon) == "info@kroon.example"


def test_a_shop_leaves_for_good_after_a_code_a_tick_and_a_button(client, kroon):
    let_in(client)
    assert client.post("/nl/mijn-zaak/weg/", {}).status_code == 200
    assert Shop.objects.filter(pk=kroon.pk).exists()
    answer = client.post("/nl/mijn-zaak/weg/", {"zeker": "on"})
    assert answer["Location"] == "/nl/mijn-zaak/klaar/?wat=weg"
    assert not Shop.objects.filter(pk=kroon.pk).exists()
    assert OutgoingMail.objects.latest("pk").subject == "De Kroon staat niet meer in de winkelgids"
    assert client.get("/nl/mijn-zaak/").status_code == 403


def test_visits_are_forgotten_a_day_after_they_end(client, kroon, wednesday):
    let_in(client)
    assert visits.prune(wednesday + visits.HOUR + visits.KEPT) == 1
