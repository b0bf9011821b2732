"""Announcing a koopzondag in one step from the desk, and hearing how many shops counted on what one takes away."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events import invitations
from events.kinds import Kind, Status
from events.models import EventPage, EventShop
from municipalities.onboarding import open_province
from tests.events.town_with_editors import Editing
from tests.factories import roles
from tests.factories.events import agenda_page, make_event
from tests.factories.shops import ShopFactory
from tests.public_page import words
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]
KOOPZONDAG = "/admin/acties/nieuw/?soort=koopzondag"
ONE = "1 winkel zei ja en krijgt een mail."
WAITS = "1 winkel zei ja. Zet je dit niet gauw terug, dan krijgt die winkel een mail dat het niet doorgaat."


@pytest.fixture
def tielt() -> Editing:
    return Editing()


@pytest.fixture
def event(tielt, wednesday) -> EventPage:
    """One shop opens."""
    event = make_event(tielt.page, title="Koopzondag", kind=Kind.SUNDAY)
    row = EventShop.objects.create(event=event, shop=ShopFactory(municipality=tielt.municipality))
    days = invitations.days_to_answer(row, wednesday)
    invitations.answer(row=row, hours={day.pk: invitations.announced(day) for day in days}, at=wednesday)
    return event


def shortcut(client) -> tuple[str, str]:
    """(address, the words under it)."""
    desk = BeautifulSoup(client.get("/admin/").content, "html.parser")
    (found,) = [one for one in desk.select(".desk__shortcut") if words(one.select_one("strong")) == "Kondig een koopzondag aan"]
    return found["href"], words(found).removeprefix("Kondig een koopzondag aan").strip()


def kind_of_form(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").select_one("select[name=kind] option[selected]")["value"]


@pytest.mark.parametrize("who", ["editor", "author"])
def test_one_click_from_the_desk_opens_the_form_of_a_koopzondag(tielt, who):
    client = getattr(tielt, who)
    address, said = shortcut(client)
    assert (address, said) == (KOOPZONDAG, "Daarna vraag je je winkels of ze opengaan.")
    assert kind_of_form(client.get(address, follow=True)) == "koopzondag"


def test_the_desk_says_when_the_next_one_of_the_own_town_is(tielt):
    lo = Editing("Lo", "32030", "8647")
    make_event(lo.page, title="Eerder", kind=Kind.SUNDAY, days=[date(2026, 11, 29)])
    make_event(tielt.page, title="Braderie", kind=Kind.BRADERIE, days=[date(2026, 11, 28)])
    make_event(tielt.page, title="Koopzondag", kind=Kind.SUNDAY)
    assert shortcut(tielt.editor)[1].replace("\xa0", " ") == "De volgende: zondag 6 december."


@pytest.mark.parametrize(("ends", "said"), [(time(18), "De volgende: vandaag."), (time(11), "De volgende: zondag 6 december.")])
def test_todays_is_the_next_one_until_it_is_over(tielt, client, ends, said):
    open_province()
    make_event(tielt.page, title="Vandaag", kind=Kind.SUNDAY, days=[date(2026, 11, 25)], begins=time(10), ends=ends)
    make_event(tielt.page, title="Afgelast", kind=Kind.SUNDAY, days=[date(2026, 11, 29)], status=Status.CANCELLED)
    make_event(tielt.page, title="Koopzondag", kind=Kind.SUNDAY)
    assert {shortcut(who)[1].replace("\xa0", " ") for who in (tielt.editor, sign_in(client, roles.province()))} == {said}


def test_the_province_says_where_first_and_the_kind_goes_along(tielt, client):
    open_province()
    agenda_page()
    client = sign_in(client, roles.province())
    page = BeautifulSoup(client.get(shortcut(client)[0]).content, "html.parser")
    links = [link["href"] for link in page.select(".event-places a")]
    assert len(links) == 2 and all(link.endswith("?soort=koopzondag") for link in links)
    assert [kind_of_form(client.get(link)) for link in links] == ["koopzondag", "koopzondag"]


def test_a_kind_that_is_none_is_not_asked_for(tielt):
    assert tielt.editor.get("/admin/acties/nieuw/?soort=onzin")["Location"] == tielt.add
    assert kind_of_form(tielt.editor.get(f"{tielt.add}?soort=onzin")) == "evenement"


def test_an_event_that_stands_keeps_its_kind_whatever_the_address_asks(tielt, event):
    assert kind_of_form(tielt.editor.get(reverse("wagtailadmin_pages:edit", args=[event.pk]) + "?soort=markt")) == "koopzondag"


# -- who counted on it


def test_calling_off_and_deleting_say_first_how_many_shops_will_be_mailed(tielt, event):
    for address in ("events_admin:call_off", "wagtailadmin_pages:delete"):
        assert ONE in tielt.editor.get(reverse(address, args=[event.pk])).content.decode()
    assert EventPage.objects.get().status == Status.PLANNED


def test_for_what_nobody_said_yes_to_nothing_is_said(tielt):
    event = make_event(tielt.page, title="Koopzondag", kind=Kind.SUNDAY)
    assert "krijgt een mail" not in tielt.editor.get(reverse("events_admin:call_off", args=[event.pk])).content.decode()
    answer = tielt.editor.post(reverse("wagtailadmin_pages:unpublish", args=[event.pk]), follow=True)
    assert "gauw terug" not in answer.content.decode()


def test_who_takes_it_off_the_site_hears_how_many_shops_wait(tielt, event):
    answer = tielt.editor.post(reverse("wagtailadmin_pages:unpublish", args=[event.pk]), follow=True)
    assert not EventPage.objects.get().live
    assert WAITS in answer.content.decode()


def test_the_same_where_several_are_taken_off_at_once(tielt, event):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    answer = tielt.editor.post(f"{address}?id={event.pk}&next=/admin/", follow=True)
    assert not EventPage.objects.get().live
    assert WAITS in answer.content.decode()
