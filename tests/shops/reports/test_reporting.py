"""What visitors report: counted once, told to the shop once a week, settled by an editor, forgotten in time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from gate.throttle import TooMany
from ikkooplokaal.periodic import JOBS
from mail.models import OutgoingMail
from municipalities.onboarding import onboard
from shops.models import Shop, Shopkeeper, ShopReport
from shops.reports import actions
from shops.reports.actions import BOUND_TO
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.proofs import proof
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out", "wednesday")]
Outcome = ShopReport.Outcome
DAY = timedelta(days=1)
FORM = "/nl/winkels/tielt/kroon/melden/"


@pytest.fixture
def kroon() -> Shop:
    return ShopFactory(name="De Kroon", slug="kroon", email="info@kroon.example")


@pytest.fixture
def editor(kroon, wednesday):
    onboard(municipality=kroon.municipality, at=wednesday)
    return roles.editor(kroon.municipality)


def report(client: Client, network: str = "192.0.2.1", **said):
    return client.post(FORM, {"wat": "hours", "woorden": "Maandag is het dicht."} | said, REMOTE_ADDR=network)


def test_a_report_becomes_a_row_and_a_mail_and_says_nothing_of_who_sent_it(client, kroon):
    answer = report(client)
    assert (answer.status_code, answer["Location"]) == (303, FORM + "dank-je/")
    one = ShopReport.objects.get()
    assert (one.shop, one.what, one.words, one.settled_at) == (kroon, "hours", "Maandag is het dicht.", None)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("info@kroon.example", "Klopt dit nog over De Kroon?")
    assert "Maandag is het dicht" not in mail.text
    assert "Het gaat over de openingsuren." in mail.text
    kroon.refresh_from_db()
    assert (kroon.open_reports, kroon.faded) == (1, 3)


def test_the_words_of_a_visitor_are_sealed_in_the_database(client, kroon):
    report(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM shops_shopreport")
        assert "Maandag" not in cursor.fetchone()[0]


def test_who_reports_twice_counts_once_and_another_visitor_counts_too(client, kroon):
    assert [report(client, network).status_code for network in ("192.0.2.1", "192.0.2.1", "192.0.2.2")] == [303, 303, 303]
    kroon.refresh_from_db()
    assert (ShopReport.objects.count(), kroon.open_reports, kroon.faded) == (2, 2, 4)


def test_what_the_owner_confirmed_does_not_fade_by_reports_alone(client, kroon):
    kroon.provenance = {fact: {"source": "shopkeeper", "date": "2026-11-01"} for fact in ("name", "street")}
    kroon.save()
    for number in range(5):
        report(client, f"192.0.2.{number}")
    kroon.refresh_from_db()
    assert (kroon.open_reports, kroon.faded) == (5, 0)


def test_the_shop_is_mailed_at_most_once_a_week(client, kroon, clock):
    report(client, "192.0.2.1")
    report(client, "192.0.2.2")
    assert OutgoingMail.objects.count() == 1
    clock(2026, 12, 2, 11, 41)
    report(client, "192.0.2.3")
    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize(("email", "declined"), [("", False), ("info@kroon.example", True)])
def test_a_shop_without_an_address_or_that_declined_is_not_mailed(client, kroon, wednesday, email, declined):
    Shop.objects.filter(pk=kroon.pk).update(email=email)
    Shopkeeper.objects.create(shop=kroon, declined_at=wednesday if declined else None)
    report(client)
    assert (OutgoingMail.objects.count(), ShopReport.objects.count()) == (0, 1)


def test_without_a_proof_all_reports_reach_the_municipality_and_three_an_hour_the_shops(kroon, wednesday):
    others = [ShopFactory(email=f"info@winkel{number}.example") for number in range(6)]
    for shop in others[:5]:
        assert actions.receive(shop=shop, what="gone", words="", proof="", network="192.0.2.9", at=wednesday)
    assert (ShopReport.objects.count(), OutgoingMail.objects.count()) == (5, 3)
    assert actions.receive(shop=others[5], what="gone", words="", proof=proof(BOUND_TO, wednesday), network="192.0.2.9", at=wednesday)
    assert (ShopReport.objects.count(), OutgoingMail.objects.count()) == (6, 4)


def test_without_a_proof_no_more_is_taken_in_than_the_municipalities_can_read(kroon, wednesday, monkeypatch):
    monkeypatch.setattr(actions, "UNPROVEN_OF_ALL", replace(actions.UNPROVEN_OF_ALL, count=1))
    actions.receive(shop=kroon, what="gone", words="", proof="", network="192.0.2.1", at=wednesday)
    with pytest.raises(TooMany):
        actions.receive(shop=ShopFactory(), what="gone", words="", proof="", network="192.0.2.2", at=wednesday)
    assert actions.receive(shop=ShopFactory(), what="gone", words="", proof=proof(BOUND_TO, wednesday), network="192.0.2.2", at=wednesday)


def test_a_flood_of_one_network_is_told_to_wait_and_loses_no_word(client, kroon):
    for _number in range(20):
        report(client)
    answer = report(client, woorden="Nog iets.")
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "Nog iets." in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"wat": ""}, "Kies wat er niet klopt."),
        ({"wat": "zomaar"}, "Kies wat er niet klopt."),
        ({"wat": "other", "woorden": " "}, "Zeg in een paar woorden wat er niet klopt."),
        ({"woorden": "x" * 501}, "Maak het korter: hoogstens 500 tekens, dit zijn er 501."),
        ({"proof": "onzin"}, "De controle tegen robots was verlopen of lukte niet."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(client, kroon, said, told):
    answer = report(client, **said)
    assert (answer.status_code, told in answer.content.decode(), ShopReport.objects.count()) == (200, True, 0)


def test_the_form_is_kept_by_nobody_and_stands_in_no_search_engine(client, kroon):
    answer = client.get(FORM)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")
    thanks = client.get(FORM + "dank-je/")
    assert ("public" in thanks["Cache-Control"], thanks["X-Robots-Tag"]) == (True, "noindex")


def test_a_shop_that_is_gone_has_no_form_and_a_former_address_leads_on(client, kroon):
    assert client.get("/nl/winkels/tielt/wat-anders/melden/").status_code == 404
    kroon.slug = "de-kroon"
    kroon.save()
    assert client.get(FORM)["Location"] == "/nl/winkels/tielt/de-kroon/melden/"


# -- settling


def settle(client: Client, shop: Shop, outcome: str, seen: list[int]):
    return client.post(f"/admin/winkels/meldingen/{shop.pk}/", {"outcome": outcome, "seen": seen})


@pytest.mark.parametrize(("outcome", "live"), [("mended", True), ("right", True), ("removed", False)])
def test_an_editor_settles_what_stood_on_the_page_and_what_came_later_stays(client, kroon, editor, outcome, live):
    report(client, "192.0.2.1")
    seen = [ShopReport.objects.get().pk]
    report(client, "192.0.2.2", wat="gone")
    assert settle(sign_in(Client(), editor), kroon, outcome, seen).status_code == 302
    kroon.refresh_from_db()
    one = ShopReport.objects.get(pk=seen[0])
    assert (one.outcome, one.settled_by, one.words) == (outcome, editor, "")
    assert (kroon.live, kroon.open_reports) == (live, 1)


def test_who_settles_sees_what_the_site_says_now_and_not_what_waits(client, kroon, editor):
    Shop.objects.filter(pk=kroon.pk).update(opening_hours="Mo-Fr 09:00-18:00", phone="+3251401122")
    report(client)
    page = sign_in(Client(), editor).get(f"/admin/winkels/meldingen/{kroon.pk}/")
    assert {text for _label, text in page.context["facts"]} >= {"051 40 11 22", "niets"}
    assert "ma–vr 9–18" in page.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_the_second_editor_finds_it_settled(client, kroon, editor):
    report(client)
    seen = [ShopReport.objects.get().pk]
    browser = sign_in(Client(), editor)
    settle(browser, kroon, "right", seen)
    settle(browser, kroon, "removed", seen)
    kroon.refresh_from_db()
    assert (ShopReport.objects.get().outcome, kroon.live) == ("right", True)


def test_the_list_and_the_desk_name_what_waits_in_ones_own_town_only(client, kroon, editor, wednesday):
    elsewhere = ShopFactory(name="Van Kortrijk", slug="ver", municipality=MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022"))
    actions.receive(shop=elsewhere, what="gone", words="", proof="", network="192.0.2.8", at=wednesday)
    report(client)
    browser = sign_in(Client(), editor)
    listed = browser.get("/admin/winkels/meldingen/").content.decode()
    assert ("De Kroon" in listed, "Van Kortrijk" in listed) == (True, False)
    assert browser.get(f"/admin/winkels/meldingen/{elsewhere.pk}/").status_code in (302, 403, 404)
    assert "winkel waarover bezoekers iets melden" in browser.get("/admin/").content.decode()
    with pytest.raises(actions.NotYours):
        actions.settle(shop=elsewhere, outcome=Outcome.RIGHT, seen=[ShopReport.objects.get(shop=elsewhere).pk], by=editor, at=wednesday)


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_as_much_for_one_as_for_thirty(kroon, editor, wednesday, number, django_assert_max_num_queries):
    for _count in range(number):
        ShopReport.objects.create(shop=ShopFactory(open_reports=1), what="gone", created_at=wednesday)
    browser = sign_in(Client(), editor)
    browser.get("/admin/winkels/meldingen/")
    with django_assert_max_num_queries(22):
        assert browser.get("/admin/winkels/meldingen/").content.decode().count('<a href="/admin/winkels/meldingen/') == number


def test_settled_reports_are_forgotten_after_a_month_and_others_after_a_year(client, kroon, editor, wednesday):
    for number in (1, 2):
        report(client, f"192.0.2.{number}")
    first, second = ShopReport.objects.all()
    actions.settle(shop=kroon, outcome=Outcome.MENDED, seen=[first.pk], by=editor, at=wednesday)
    assert actions.forget_old(wednesday + 29 * DAY) == 0
    assert actions.forget_old(wednesday + 30 * DAY) == 1
    assert list(ShopReport.objects.all()) == [second]
    assert actions.forget_old(wednesday + 365 * DAY) == 1
    kroon.refresh_from_db()
    assert kroon.open_reports == 0


def test_the_jobs_stand_among_those_of_the_night():
    names = {job.name for job in JOBS}
    assert {"shops.reports.forget_old", "shops.reports.follow_time", "shops.shopkeepers.ask_due", "shops.shopkeepers.prune"} <= names
