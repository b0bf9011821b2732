"""The page behind the mailed link: opening it changes nothing, and it answers until it is over."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events import invitations
from events.invitation_page import BY_LINK
from events.kinds import Kind, Status
from events.models import EventPage, EventShop
from events.shop_letters import Letters
from mail.models import OneTimeLink, OutgoingMail
from shops.models import Shop, SpecialOpening
from tests.factories.events import agenda_page, make_event, publish, town_page
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]
Answer = EventShop.Answer


@pytest.fixture
def kroon(wednesday) -> Shop:
    return ShopFactory(name="De Kroon", email="kroon@winkel.example")


@pytest.fixture
def parent(kroon):
    return town_page(kroon.municipality)


@pytest.fixture
def event(parent) -> EventPage:
    return make_event(parent, title="Koopzondag", kind=Kind.SUNDAY)


@pytest.fixture
def link(event, kroon, wednesday) -> str:
    """The address in the mail, from the root of the site."""
    return link_of(event, kroon, wednesday)


def link_of(event, shop, at) -> str:
    invitations.mail_one(Letters(event, at), shop)
    return re.search(r"http://localhost:8000(/\S+)", OutgoingMail.objects.latest("pk").text)[1]


def sunday_of(event) -> str:
    from municipalities.models import SpecialDay

    return str(SpecialDay.objects.filter(source=event.translation_key).earliest("day").pk)


def hours_now(kroon) -> str:
    return Shop.objects.get(pk=kroon.pk).special_hours


def yes(client, link, event, opens="10:00", closes="18:00", **more):
    day = sunday_of(event)
    return client.post(link, {"antwoord": "ja", f"van-{day}": opens, f"tot-{day}": closes} | more)


def test_it_names_the_shop_and_the_day_and_offers_the_announced_hours(visit, link, event):
    page = visit(link)
    words = page.text("main").replace("\xa0", " ")
    assert "De Kroon" in words and "Doe je mee?" in words and "Zondag 6 december 2026, 10 tot 18 u." in words
    assert [field["value"] for field in page.soup.select("input[type=time]")] == ["10:00", "18:00"]
    assert page.texts("main button") == ["Ja, wij zijn open", "Nee, deze keer niet"]


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_it_answers_for_nobody_and_asks_no_cookie(client, link, method):
    answer = getattr(client, method)(link)
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert EventShop.objects.get().answer == Answer.ASKED
    assert not SpecialOpening.objects.exists()
    assert OneTimeLink.objects.get().used_at is None


def test_nobody_keeps_it_lists_it_or_is_told_its_address(client, link, event):
    for answer in (client.get(link), yes(client, link, event), client.get("/nl/doe-je-mee/" + "x" * 43 + "/")):
        assert answer["Cache-Control"] == "private, no-store"
        assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")


def test_yes_opens_the_shop_and_says_so(client, visit, link, event, kroon):
    answer = yes(client, link, event)
    assert (answer.status_code, answer["Location"]) == (303, link)
    assert hours_now(kroon) == "2026 Dec 06 10:00-18:00"
    assert EventShop.objects.get().answer == Answer.YES
    assert "Zondag 6 december: open van 10 tot 18 u." in visit(link).text("[role=status]").replace("\xa0", " ")


def test_yes_works_where_browsers_send_no_origin(link, event, kroon):
    strict = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    assert yes(strict, link, event).status_code == 303
    assert hours_now(kroon) == "2026 Dec 06 10:00-18:00"


def test_the_answer_may_change_with_the_same_link(client, visit, link, event, kroon):
    yes(client, link, event)
    client.post(link, {"antwoord": "nee"})
    assert (hours_now(kroon), EventShop.objects.get().answer) == ("", Answer.NO)
    assert "nee, deze keer niet" in visit(link).text("[role=status]")
    yes(client, link, event, "12:30", "17")
    assert hours_now(kroon) == "2026 Dec 06 12:30-17:00"
    assert [field["value"] for field in visit(link).soup.select("input[type=time]")] == ["12:30", "17:00"]


@pytest.mark.parametrize(
    ("opens", "closes", "said"), [("zes uur", "18:00", "Dit is geen uur"), ("", "18:00", "Vul een uur in"), ("10:00", "10:00", "hetzelfde uur")]
)
def test_wrong_hours_are_told_kindly_and_kept_as_typed(client, link, event, kroon, opens, closes, said):
    answer = yes(client, link, event, opens, closes)
    page = answer.content.decode()
    assert said in page and f'value="{closes}"' in page
    assert opens in page
    assert (hours_now(kroon), EventShop.objects.get().answer) == ("", Answer.ASKED)


def test_no_stands_whatever_is_typed_in_the_hours(client, link, event):
    client.post(link, {"antwoord": "nee", f"van-{sunday_of(event)}": "zes uur"})
    assert EventShop.objects.get().answer == Answer.NO


@pytest.mark.parametrize("sent", [{}, {"antwoord": "misschien"}, {"antwoord": "ja\0"}])
def test_what_is_no_answer_stores_none(client, link, sent):
    assert client.post(link, sent).status_code in {200, 400}
    assert EventShop.objects.get().answer == Answer.ASKED


def test_of_several_days_each_can_be_left_out(client, visit, parent, kroon, wednesday):
    event = make_event(parent, title="Twee", kind=Kind.SUNDAY, days=[date(2026, 12, 6), date(2026, 12, 13)])
    link = link_of(event, kroon, wednesday)
    first, second = [box["name"].removeprefix("mee-") for box in visit(link).soup.select("input[type=checkbox][checked]")]
    sent = {"antwoord": "ja", f"van-{first}": "", f"tot-{first}": "", f"mee-{second}": "on", f"van-{second}": "10:00", f"tot-{second}": "18:00"}
    assert client.post(link, sent).status_code == 303
    assert hours_now(kroon) == "2026 Dec 13 10:00-18:00"
    assert "Vink minstens één dag aan" in client.post(link, {"antwoord": "ja"}).content.decode()


def test_for_a_market_two_buttons_are_all(client, visit, parent, kroon, wednesday):
    link = link_of(make_event(parent, title="Markt", kind=Kind.MARKET), kroon, wednesday)
    assert visit(link).texts("main button") == ["Ja, wij doen mee", "Nee, deze keer niet"]
    client.post(link, {"antwoord": "ja"})
    assert (EventShop.objects.get().answer, hours_now(kroon)) == (Answer.YES, "")


def test_it_speaks_four_languages(client, link):
    for language in ("fr", "en", "de"):
        assert client.get(link.replace("/nl/", f"/{language}/")).status_code == 200


def test_after_the_day_it_says_so_and_takes_no_answer(client, link, event, clock):
    clock(2026, 12, 6, 23, 50)
    assert client.get(link).status_code == 200
    clock(2026, 12, 7, 0, 5)
    for answer in (client.get(link), yes(client, link, event)):
        assert answer.status_code == 410
        assert "Dit is voorbij." in answer.content.decode()
    assert EventShop.objects.get().answer == Answer.ASKED


def test_of_what_is_called_off_it_says_so(client, link, event):
    event.status = Status.CANCELLED
    publish(event)
    answer = client.get(link)
    assert answer.status_code == 410
    assert "Dit gaat niet door." in answer.content.decode()


@pytest.fixture
def of_two_towns(parent) -> EventPage:
    """A koopzondag of Tielt and Lo, under the agenda."""
    event = make_event(agenda_page(), title="Samen", kind=Kind.SUNDAY, published=False)
    event.towns.set([parent.municipality, MunicipalityFactory(name="Lo", slug="lo", nis="32030", postcodes=["8647"])])
    publish(event)
    return EventPage.objects.get(pk=event.pk)


def without_tielt(event, kroon):
    event.towns.set([town for town in event.towns.all() if town.name == "Lo"])
    publish(event)


def shop_moves(event, kroon):
    kroon.municipality = MunicipalityFactory(name="Damme", slug="damme", nis="31006", postcodes=["8340"])
    kroon.save()


@pytest.mark.parametrize("change", [without_tielt, shop_moves])
def test_a_shop_whose_town_does_not_take_part_any_more_cannot_say_yes(client, of_two_towns, kroon, wednesday, change):
    link = link_of(of_two_towns, kroon, wednesday)
    change(of_two_towns, kroon)
    for answer in (client.get(link), client.post(link, {"antwoord": "ja"})):
        assert answer.status_code == 410
        assert "Je gemeente doet hier niet aan mee." in answer.content.decode()
    assert EventShop.objects.get(shop=kroon).answer == Answer.ASKED


def test_to_a_koopzondag_that_is_too_far_away_to_be_announced_nobody_says_yes(client, link, event):
    event.moments.update(day=date(2028, 6, 4))
    publish(EventPage.objects.get(pk=event.pk))
    answer = client.post(link, {"antwoord": "ja"})
    assert answer.status_code == 410
    assert "Hiervoor is het nog te vroeg." in answer.content.decode()


def test_when_the_days_that_were_announced_are_over_it_is_too_late(client, parent, kroon, wednesday, clock):
    event = make_event(parent, title="Lang", kind=Kind.BRADERIE, begins=None, ends=None, until_day=date(2027, 2, 28))
    link = link_of(event, kroon, wednesday)
    clock(2027, 2, 1)
    answer = client.post(link, {"antwoord": "ja"})
    assert "Dit is voorbij." in answer.content.decode()


@pytest.mark.parametrize("gone", [lambda event, shop: event.delete(), lambda event, shop: shop.delete()])
def test_when_event_or_shop_is_gone_nothing_breaks(client, link, event, kroon, gone):
    gone(event, kroon)
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "x" * 43, "%00", "é" * 43, "x" * 5000])
def test_a_link_that_was_never_made_is_a_404_or_a_400(client, token):
    assert client.get(f"/nl/doe-je-mee/{token}/").status_code in {404, 400}


def test_another_shops_link_answers_for_that_shop_alone(client, link, event, kroon, wednesday):
    other = ShopFactory(name="Het Kluwen", email="kluwen@winkel.example")
    yes(client, link_of(event, other, wednesday), event)
    assert [row.shop.name for row in EventShop.objects.filter(answer=Answer.YES)] == ["Het Kluwen"]


def test_who_answers_again_and_again_is_asked_to_wait(client, link, event):
    for _time in range(BY_LINK.count):
        client.post(link, {"antwoord": "nee"})
    answer = client.post(link, {"antwoord": "ja"})
    assert (answer.status_code, EventShop.objects.get().answer) == (429, Answer.NO)
    assert int(answer["Retry-After"]) > 0


def test_the_page_asks_the_same_with_one_day_and_with_twelve(client, parent, kroon, wednesday):
    one = link_of(make_event(parent, title="Een", kind=Kind.SUNDAY), kroon, wednesday)
    many = link_of(make_event(parent, title="Veel", kind=Kind.SUNDAY, days=[date(2027, month, 7) for month in range(1, 13)]), kroon, wednesday)
    client.get(one)
    assert queries(client, one) == queries(client, many)


def queries(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
