""" "Dit is mijn zaak": a code to the mailbox that the directory knows lets in, another mailbox may only ask the municipality."""

import re

import pytest
from django.db import transaction
from django.test import Client

from mail.links import NotValid
from mail.models import OutgoingMail
from municipalities.onboarding import onboard
from shops.models import OwnerRequest, OwnerVisit, Shop, Shopkeeper
from shops.shopkeepers import deciding, leaving, mailing, visits
from tests.factories import roles
from tests.factories.shops import ShopFactory
from tests.proofs import proof
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
    network = {"REMOTE_ADDR": said.pop("REMOTE_ADDR", "127.0.0.1")}
    address = client.post(START, {"waar": "gids"} | said, **network)["Location"]
    return client.post(address, {"code": code()}, **network)


def link_in(mail: OutgoingMail) -> str:
    """Its way in without a code, without the host."""
    found = re.search(r"/nl/mijn-zaak/mail/[\w-]+/", mail.text)
    assert found
    return found[0]


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


def test_a_stranger_who_asks_on_and_on_leaves_the_owner_three_mails(client, kroon, wednesday):
    for _number in range(8):
        assert client.post(START, {"waar": "gids", "proof": proof(visits.BOUND_TO, wednesday)}, REMOTE_ADDR="192.0.2.66").status_code == 303
    assert OutgoingMail.objects.count() == 3
    address = client.post(START, {"waar": "gids"}, REMOTE_ADDR="198.51.100.7")["Location"]
    assert OutgoingMail.objects.count() == 4
    assert client.post(address, {"code": code()})["Location"] == "/nl/mijn-zaak/"


def test_strangers_from_everywhere_bring_six_mails_a_day_to_a_mailbox_and_no_more(client, kroon, clock):
    for number in range(9):
        assert client.post(START, {"waar": "gids"}, REMOTE_ADDR=f"192.0.2.{number}").status_code == 303
    assert OutgoingMail.objects.count() == 6
    clock(2026, 11, 26, 11, 41)
    client.post(START, {"waar": "gids"}, REMOTE_ADDR="192.0.2.66")
    assert OutgoingMail.objects.count() == 7


def test_an_owner_whose_mails_strangers_used_up_comes_in_by_any_of_them_until_others_may_be_mailed(client, kroon, clock):
    for number in range(9):
        client.post(START, {"waar": "gids"}, REMOTE_ADDR=f"192.0.2.{number}")
    clock(2026, 11, 26, 11, 39)
    owner = Client()
    address = owner.post(START, {"waar": "gids"}, REMOTE_ADDR="198.51.100.7")["Location"]
    assert OutgoingMail.objects.count() == 6
    assert "Klik daarin op “Ga verder zonder code”" in owner.get(address).content.decode()
    links = [link_in(mail) for mail in OutgoingMail.objects.order_by("pk")]
    assert [owner.post(link)["Location"] for link in (links[0], links[-1])] == ["/nl/mijn-zaak/", "/nl/mijn-zaak/"]
    assert 'name="opening_hours' in owner.get("/nl/mijn-zaak/").content.decode()
    clock(2026, 11, 26, 11, 40)
    assert owner.get(links[0]).status_code == 410


def test_who_proves_a_mailbox_gets_its_mails_of_the_day_back(client, kroon, wednesday):
    for _number in range(8):
        let_in(client, proof=proof(visits.BOUND_TO, wednesday))
    assert OutgoingMail.objects.count() == 8


def test_a_code_that_was_mailed_goes_on_working_when_the_mailbox_gets_no_other(client, kroon):
    address = client.post(START, {"waar": "gids"})["Location"]
    for _number in range(5):
        client.post(address, {"doe": "opnieuw"})
    assert OutgoingMail.objects.count() == 3
    assert client.post(address, {"code": code()})["Location"] == "/nl/mijn-zaak/"


@pytest.mark.parametrize("typed", ["an.de.wit@mail.example", "AnDeWit@mail.example", "andewit+winkel@mail.example"])
def test_ways_to_write_one_mailbox_share_what_it_gets(client, kroon, typed):
    for number in range(6):
        client.post(START, {"waar": "ander", "email": f"andewit+{number}@mail.example"}, REMOTE_ADDR=f"192.0.2.{number}")
    client.post(START, {"waar": "ander", "email": typed}, REMOTE_ADDR="198.51.100.7")
    assert OutgoingMail.objects.count() == 6


def test_opening_the_link_of_a_mail_lets_nobody_in(client, kroon):
    client.post(START, {"waar": "gids"})
    page = client.get(link_in(OutgoingMail.objects.get()))
    assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (200, "private, no-store", "no-referrer")
    assert (OwnerVisit.objects.filter(proven_at=None).count(), OwnerVisit.objects.count(), dict(page.cookies)) == (1, 1, {})


def test_the_link_of_a_strangers_request_lets_only_its_reader_in(client, kroon):
    address = client.post(START, {"waar": "gids"})["Location"]
    owner = Client()
    owner.post(link_in(OutgoingMail.objects.get()))
    assert (owner.get("/nl/mijn-zaak/").status_code, client.get("/nl/mijn-zaak/").status_code) == (200, 403)
    assert client.get(address).status_code == 200


def test_the_link_of_who_registers_a_shop_opens_an_empty_form(client, kroon):
    client.post("/nl/mijn-zaak/aanmelden/", {"email": "an@boek.example"})
    reader = Client()
    assert reader.post(link_in(OutgoingMail.objects.get()))["Location"] == "/nl/mijn-zaak/"
    assert 'name="municipality"' in reader.get("/nl/mijn-zaak/").content.decode()


def test_a_link_to_a_mailbox_that_the_directory_gave_up_only_asks_the_municipality(client, kroon):
    client.post(START, {"waar": "gids"})
    Shop.objects.filter(pk=kroon.pk).update(email="nieuw@kroon.example")
    client.post(link_in(OutgoingMail.objects.get()))
    assert "kijkt eerst na of de zaak van jou is" in client.get("/nl/mijn-zaak/").content.decode()


def test_a_link_of_three_months_outlives_a_change_of_the_secret_key(kroon, wednesday, settings):
    token = mailing.link_for(kroon, "info@kroon.example", "nl", wednesday).rstrip("/").rpartition("/")[2]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key of the tests"
    assert mailing.shop_of(token, wednesday) == kroon
    kroon.email = "nieuw@kroon.example"
    kroon.save()
    with pytest.raises(NotValid):
        mailing.shop_of(token, wednesday)


def test_a_link_is_over_when_the_shop_left_and_unknown_when_nobody_mailed_it(client, kroon):
    client.post(START, {"waar": "gids"})
    Shop.objects.filter(pk=kroon.pk).update(live=False)
    assert client.post(link_in(OutgoingMail.objects.get())).status_code == 410
    assert client.post("/nl/mijn-zaak/mail/dat-is-er-geen/").status_code == 404


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
    assert [client.get(f"/nl/mijn-zaak/{page}")["Location"] for page in ("weg/", "voorbeeld/")] == ["/nl/mijn-zaak/"] * 2
    assert client.post("/nl/mijn-zaak/voorbeeld/", {"name": "De Kroon"})["Location"] == "/nl/mijn-zaak/"
    answer = client.post("/nl/mijn-zaak/", {"naam": "An", "woorden": "Bel me in de winkel.", "akkoord": "on"})
    assert answer["Location"] == "/nl/mijn-zaak/klaar/?wat=vraag"
    asked = OwnerRequest.objects.get()
    assert (asked.kind, asked.email, asked.contact_name, asked.consent_version) == ("claim", "an@mail.example", "An", "2026-11")
    browser = sign_in(Client(), editor)
    shown = browser.get(f"/admin/winkels/van-winkels/{asked.pk}/").content.decode()
    assert all(words in shown for words in ("an@mail.example", "Bel me in de winkel.", "Nu kan info@kroon.example", "de zaak is van hen"))
    assert not any(words in shown for words in ("zet op de site", "De auteur leest"))
    browser.post(f"/admin/winkels/van-winkels/{asked.pk}/", {"decision": "approve", "seen": 0})
    asked.refresh_from_db()
    assert (asked.state, asked.email, asked.contact_name, asked.words, asked.decided_by) == ("approved", "", "", "", editor)
    keeper = Shopkeeper.objects.get(shop=kroon)
    assert (keeper.email, keeper.consented_at) == ("an@mail.example", wednesday)
    mail, told = OutgoingMail.objects.get(template="shops/accepted"), OutgoingMail.objects.get(template="shops/replaced")
    assert (mail.to, mail.subject) == ("an@mail.example", "In orde: De Kroon")
    assert (told.to, told.subject) == ("info@kroon.example", "Iemand anders past nu De Kroon aan")
    assert "an@mail.example" not in told.text
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


def test_a_shop_leaves_for_good_after_a_code_a_tick_and_a_button(client, kroon):
    let_in(client)
    assert client.post("/nl/mijn-zaak/weg/", {}).status_code == 200
    assert Shop.objects.filter(pk=kroon.pk).exists()
    answer = client.post("/nl/mijn-zaak/weg/", {"zeker": "on"})
    assert answer["Location"] == "/nl/mijn-zaak/klaar/?wat=weg"
    assert not Shop.objects.filter(pk=kroon.pk).exists()
    assert OutgoingMail.objects.latest("pk").subject == "De Kroon staat niet meer in de winkelgids"
    assert client.get("/nl/mijn-zaak/").status_code == 403


def test_the_municipality_hears_that_a_shop_left(client, kroon, wednesday):
    onboard(municipality=kroon.municipality, at=wednesday)
    editor = roles.editor(kroon.municipality)
    let_in(client)
    client.post("/nl/mijn-zaak/weg/", {"zeker": "on"})
    mail = OutgoingMail.objects.get(template="shops/left_town")
    assert (mail.to, mail.subject) == (editor.email, "De Kroon haalde zichzelf uit de winkelgids")
    assert "“De Kroon” (Bruggestraat" in mail.text


def test_a_shop_that_leaves_is_told_in_the_same_breath_or_stays(kroon, wednesday, monkeypatch):
    visit = visits.by_link(shop=kroon, language="nl", at=wednesday)
    monkeypatch.setattr(leaving, "remove_at_owners_request", broken)
    with pytest.raises(OSError, match="stopped"), transaction.atomic():
        leaving.leave(visit=visit, at=wednesday)
    assert (Shop.objects.filter(pk=kroon.pk).exists(), OutgoingMail.objects.exists()) == (True, False)


def broken(**given) -> None:
    raise OSError("stopped")


def test_who_was_let_in_speaks_no_longer_once_another_mailbox_is_accepted(client, kroon):
    let_in(client)
    Shopkeeper.objects.create(shop=kroon, email="an@mail.example")
    assert 'name="opening_hours' not in client.get("/nl/mijn-zaak/").content.decode()
    assert client.get("/nl/mijn-zaak/weg/")["Location"] == "/nl/mijn-zaak/"


def test_a_change_of_a_mailbox_that_was_replaced_does_not_give_the_shop_back(client, kroon, wednesday):
    old = {"shop": kroon, "email": "info@kroon.example", "consented_at": wednesday, "consent_version": "2026-11", "created_at": wednesday}
    change = OwnerRequest.objects.create(kind="change", **old)
    Shopkeeper.objects.create(shop=kroon, email="an@mail.example")
    deciding.answer(change, "approved", at=wednesday)
    assert mailing.address_for(kroon) == "an@mail.example"


def test_nothing_is_told_of_an_address_that_is_not_on_the_site(client, kroon):
    Shopkeeper.objects.create(shop=kroon, email="jan@peeters-janssens.example")
    page = client.get(START).content.decode()
    assert ("het adres dat we kennen" in page, "peeters" in page, "…@" in page) == (True, False, False)


def test_the_page_waits_as_long_as_a_code_that_was_mailed_again(client, kroon, clock):
    address = client.post(START, {"waar": "gids"})["Location"]
    clock(2026, 11, 25, 12, 30)
    client.post(address, {"doe": "opnieuw"})
    clock(2026, 11, 25, 13, 15)
    assert client.post(address, {"code": code()})["Location"] == "/nl/mijn-zaak/"


def test_visits_are_forgotten_a_day_after_they_end(client, kroon, wednesday):
    let_in(client)
    assert visits.prune(wednesday + visits.HOUR + visits.KEPT) == 1
