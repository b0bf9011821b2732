""" "Vraag de winkels" in the editors' tool."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events import invitations
from events.kinds import Kind, Status
from events.models import EventPage, EventShop
from events.shop_letters import Letters
from mail.models import OutgoingMail
from shops.models import Shop
from tests.events.town_with_editors import Editing
from tests.factories.events import make_event, publish
from tests.factories.shops import ShopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]
Answer = EventShop.Answer


@pytest.fixture
def tielt() -> Editing:
    return Editing()


@pytest.fixture
def event(tielt) -> EventPage:
    return make_event(tielt.page, title="Koopzondag", kind=Kind.SUNDAY)


@pytest.fixture
def kroon(tielt) -> Shop:
    return ShopFactory(name="De Kroon", municipality=tielt.municipality, email="kroon@winkel.example")


@pytest.fixture
def kluwen(tielt) -> Shop:
    return ShopFactory(name="Het Kluwen", municipality=tielt.municipality)


def screen(event) -> str:
    return reverse("events_admin:shops", args=[event.pk])


def rows(answer) -> dict[str, str]:
    table = BeautifulSoup(answer.content, "html.parser").select("table.event-table tbody tr")
    return {row.th.contents[0].strip(): row.td.get_text(" ", strip=True) for row in table}


def test_it_says_who_gets_a_mail_and_who_has_no_address(tielt, event, kroon, kluwen):
    answer = tielt.editor.get(screen(event))
    assert rows(answer) == {"De Kroon": "nog niet gevraagd", "Het Kluwen": "geen mailadres: bel even en vul het antwoord in"}
    assert "Mail 1 winkel" in answer.content.decode()
    assert not EventShop.objects.exists()


ALL_ASKED = "Alle winkels met een mailadres zijn gevraagd. Niemand krijgt twee mails."
NOBODY_ASKED = "Niemand kreeg een mail: deze winkels hebben geen mailadres in de gids. Bel even, en vul hun antwoord hieronder in."


def said(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").select_one("form.event-buttons p").get_text()


def test_without_any_address_it_does_not_say_that_all_were_asked(tielt, event, kluwen):
    assert said(tielt.editor.get(screen(event))) == NOBODY_ASKED


def test_who_was_asked_is_named_though_another_has_no_address(tielt, event, kroon, kluwen, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tielt.editor.post(screen(event), {"doe": "vraag"})
    assert said(tielt.editor.get(screen(event))) == ALL_ASKED


def test_one_press_mails_everybody_once(tielt, event, kroon, kluwen, django_capture_on_commit_callbacks, mailoutbox):
    for _press in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert tielt.editor.post(screen(event), {"doe": "vraag"}).status_code == 302
    assert [mail.to for mail in mailoutbox] == [["kroon@winkel.example"]]
    assert rows(tielt.editor.get(screen(event)))["De Kroon"] == "gevraagd, nog geen antwoord"
    assert rows(tielt.editor.get(screen(event), {"stand": "wacht"})) == {"De Kroon": "gevraagd, nog geen antwoord"}


def test_an_answer_is_filled_in_by_hand(tielt, event, kluwen):
    tielt.editor.post(screen(event), {"winkel": kluwen.pk, "antwoord": "ja"})
    assert Shop.objects.get(pk=kluwen.pk).special_hours == "2026 Dec 06 10:00-18:00"
    assert rows(tielt.editor.get(screen(event), {"stand": "mee"})) == {"Het Kluwen": "doet mee"}
    tielt.editor.post(screen(event), {"winkel": kluwen.pk, "antwoord": "nee"})
    assert rows(tielt.editor.get(screen(event), {"stand": "niet"})) == {"Het Kluwen": "doet niet mee"}


def test_a_neighbour_neither_sees_nor_asks(tielt, event, kroon):
    neighbour = Editing("Lo", "32030", "8647")
    for answer in (neighbour.editor.get(screen(event)), neighbour.editor.post(screen(event), {"doe": "vraag"})):
        assert answer.status_code in {302, 403, 404}
        assert b"De Kroon" not in answer.content
    assert not EventShop.objects.exists() and not OutgoingMail.objects.exists()


def test_a_shop_of_another_town_is_answered_for_by_nobody_here(tielt, event):
    other = ShopFactory(name="Buur", municipality=Editing("Lo", "32030", "8647").municipality)
    assert tielt.editor.post(screen(event), {"winkel": other.pk, "antwoord": "ja"}).status_code == 404
    assert not EventShop.objects.exists()


def test_an_author_reads_it_and_asks_nobody(tielt, event, kroon):
    assert "Mail 1 winkel" not in tielt.author.get(screen(event)).content.decode()
    tielt.author.post(screen(event), {"doe": "vraag"})
    tielt.author.post(screen(event), {"winkel": kroon.pk, "antwoord": "ja"})
    assert not EventShop.objects.exists() and not OutgoingMail.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"winkel": "x", "antwoord": "ja"}, {"winkel": "9" * 30, "antwoord": "ja"}, {"winkel": "1", "antwoord": "?"}])
def test_what_is_no_answer_is_refused(tielt, event, sent):
    assert tielt.editor.post(screen(event), sent).status_code in {302, 403}
    assert not EventShop.objects.exists()


def test_what_is_called_off_asks_nobody(tielt, event, kroon):
    event.status = Status.CANCELLED
    publish(event)
    assert "Dit gaat niet door" in tielt.editor.get(screen(event)).content.decode()
    tielt.editor.post(screen(event), {"doe": "vraag"})
    assert not OutgoingMail.objects.exists()


def test_the_list_of_events_leads_to_it_for_what_opens_shops(tielt, event):
    make_event(tielt.page, title="Markt", kind=Kind.MARKET)
    links = BeautifulSoup(tielt.editor.get(reverse("events_admin:list")).content, "html.parser").find_all("a", href=True)
    assert [link["href"] for link in links if link["href"].endswith("/winkels/") and "acties" in link["href"]] == [screen(event)]


def test_the_list_asks_the_same_with_one_shop_and_with_thirty(tielt, event, kroon, wednesday):
    before = queries(tielt, event)
    for number in range(29):
        shop = ShopFactory(name=f"Winkel {number}", municipality=tielt.municipality, email=f"w{number}@winkel.example")
        invitations.mail_one(Letters(event, wednesday), shop)
    assert queries(tielt, event) == before


def queries(tielt, event) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert tielt.editor.get(screen(event)).status_code == 200
    return len(asked)
