""" "Klopt dit nog?": who is asked when, and what the link in the mail does."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from mail.models import OneTimeLink, OutgoingMail
from shops.models import OwnerVisit, Shop, Shopkeeper, ShopText
from shops.shopkeepers import yearly
from tests.factories.shops import ShopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out", "wednesday")]
DAY = timedelta(days=1)


def confirmed(day: str, source: str = "shopkeeper") -> dict:
    return {fact: {"source": source, "date": day} for fact in ("name", "street")}


def kroon(**facts) -> Shop:
    return ShopFactory(**{"name": "De Kroon", "slug": "kroon", "email": "info@kroon.example", "provenance": confirmed("2025-11-24")} | facts)


def link() -> str:
    found = re.search(r"https?://[^/]+(/\w\w/mijn-zaak/link/[\w-]+/)", OutgoingMail.objects.latest("pk").text)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("facts", "mails"),
    [
        ({}, 1),
        ({"provenance": {}}, 1),
        ({"provenance": confirmed("2025-11-25")}, 0),
        ({"email": ""}, 0),
        ({"live": False}, 0),
        ({"is_demo": True}, 0),
    ],
)
def test_a_listed_shop_with_an_address_is_asked_a_year_after_the_last_word_on_it(wednesday, facts, mails):
    kroon(**facts)
    assert (yearly.ask_due(wednesday), OutgoingMail.objects.count()) == (mails, mails)


def test_a_shop_is_asked_once_a_year_whatever_it_does(wednesday):
    kroon()
    assert [yearly.ask_due(wednesday + number * DAY) for number in (0, 1, 30, 349, 350)] == [1, 0, 0, 0, 1]


def test_those_that_were_confirmed_longest_ago_come_first_and_the_rest_waits_for_tomorrow(wednesday, monkeypatch):
    monkeypatch.setattr(yearly, "MOST_A_DAY", 2)
    for number, day in enumerate(("2025-01-01", "2024-01-01", None)):
        kroon(name=str(number), slug=f"s{number}", provenance=confirmed(day) if day else {})
    assert [shop.name for shop in yearly.due(wednesday)] == ["1", "0"]
    assert [yearly.ask_due(wednesday + number * DAY) for number in (0, 1, 2)] == [2, 1, 0]


def test_the_mail_speaks_the_language_in_which_the_shop_tells_of_itself(wednesday):
    ShopText.objects.create(shop=kroon(), language="fr", tagline="Du pain")
    yearly.ask_due(wednesday)
    mail = OutgoingMail.objects.get()
    assert (mail.language, "/fr/mijn-zaak/link/" in mail.text) == ("fr", True)


def test_opening_the_link_changes_nothing_and_shows_what_is_known(wednesday, client):
    shop = kroon(house_number="1", phone="+3251401122", opening_hours="Mo-Fr 09:00-18:00")
    yearly.ask_due(wednesday)
    before = Shop.objects.filter(pk=shop.pk).values().get()
    for method in (client.get, client.head, client.options):
        method(link())
    answer = client.get(link())
    told = answer.content.decode()
    assert all(words in told for words in ("De Kroon", "051 40 11 22", "ma–vr 9–18\xa0u.", "Bruggestraat 1, 8700 Tielt"))
    assert Shop.objects.filter(pk=shop.pk).values().get() == before
    assert (answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("private, no-store", "no-referrer", "noindex")
    assert (answer.cookies, OneTimeLink.objects.get().used_at) == ({}, None)


def sealed(client) -> str:
    """What the page that is open says it showed."""
    found = re.search(r'name="gezien" value="(\w{64})"', client.get(link()).content.decode())
    assert found
    return found[1]


def confirm(client):
    return client.post(link(), {"doe": "klopt", "gezien": sealed(client)})


def test_one_button_confirms_as_the_shop_today(wednesday, client):
    shop = kroon()
    yearly.ask_due(wednesday)
    answer = confirm(client)
    assert (answer.status_code, "alles vandaag nakeek" in client.get(answer["Location"]).content.decode()) == (303, True)
    shop.refresh_from_db()
    assert (shop.confirmed_on.isoformat(), shop.faded) == ("2026-11-25", 0)
    assert {known["source"] for known in shop.provenance.values()} == {"shopkeeper"}


def test_only_what_the_page_showed_is_confirmed(wednesday, client):
    shop = kroon()
    yearly.ask_due(wednesday)
    seen = sealed(client)
    Shop.objects.filter(pk=shop.pk).update(phone="+3251409999")
    answer = client.post(link(), {"doe": "klopt", "gezien": seen})
    page = client.get(answer["Location"]).content.decode()
    shop.refresh_from_db()
    assert ("is er nog niets bevestigd" in page, "051 40 99 99" in page, shop.fact_source("phone")) == (True, True, {})
    assert "alles vandaag nakeek" in client.get(confirm(client)["Location"]).content.decode()
    shop.refresh_from_db()
    assert shop.fact_source("phone")["source"] == "shopkeeper"


def test_it_works_without_a_token_for_a_browser_that_was_never_here(wednesday):
    kroon()
    yearly.ask_due(wednesday)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link(), {"doe": "klopt"}).status_code == 303


def test_the_link_lets_its_reader_in_to_edit_without_a_password(wednesday, client):
    shop = kroon()
    yearly.ask_due(wednesday)
    answer = client.post(link(), {"doe": "aanpassen"})
    assert (answer["Location"], OwnerVisit.objects.get().shop) == ("/nl/mijn-zaak/", shop)
    assert 'value="De Kroon"' in client.get(answer["Location"]).content.decode()


def test_who_wants_no_mails_gets_none_until_they_want_them_again(wednesday, client):
    shop = kroon()
    yearly.ask_due(wednesday)
    client.post(link(), {"doe": "stop"})
    later = wednesday + 400 * DAY
    assert (Shopkeeper.objects.get().declined_at, yearly.ask_due(later), shop.live) == (wednesday, 0, True)
    client.post(link(), {"doe": "toch"})
    assert yearly.ask_due(later) == 1


@pytest.mark.parametrize("change", [{"email": "nieuw@kroon.example"}, {"live": False}])
def test_a_link_no_longer_speaks_for_a_shop_that_left_or_has_another_address(wednesday, client, change):
    shop = kroon()
    yearly.ask_due(wednesday)
    Shop.objects.filter(pk=shop.pk).update(**change)
    assert (client.get(link()).status_code, client.post(link(), {"doe": "klopt"}).status_code) == (410, 410)
    assert client.get("/nl/mijn-zaak/link/verzonnen/").status_code == 404


def test_a_link_is_over_after_three_months(wednesday, client, clock):
    kroon()
    yearly.ask_due(wednesday)
    clock(2027, 2, 23, 11, 39)
    assert client.get(link()).status_code == 200
    clock(2027, 2, 23, 11, 40)
    assert client.get(link()).status_code == 410
