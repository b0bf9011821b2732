"""The page "Toestand": for the province and whoever looks after the site."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from ikkooplokaal.models import PeriodicJob
from ikkooplokaal.periodic import JOBS, turn_of
from ikkooplokaal.watching import ages
from mail.models import OutgoingMail
from municipalities.models import Role
from municipalities.onboarding import open_province
from tests.factories import roles
from tests.remembered import once
from tests.signing_in import sign_in
from tests.taking_part import takes_part

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 10, 40, 30, tzinfo=UTC)
ADDRESS = "/admin/toestand/"


@pytest.fixture
def tielt(laid_out, time_machine, monkeypatch):
    time_machine.move_to(AT, tick=False)
    monkeypatch.setattr(ages, "_NEWEST", {})
    once("the province", open_province)
    town = takes_part(at=AT, postcodes=["8700"])
    PeriodicJob.objects.bulk_create(PeriodicJob(name=job.name, turn=turn_of(job.every, AT)) for job in JOBS)
    return town


@pytest.fixture
def province(tielt, monkeypatch) -> Client:
    monkeypatch.setattr(ages, "_NEWEST", {"backup": lambda at: AT - timedelta(hours=5)})
    return sign_in(Client(), roles.province())


def page(client: Client) -> BeautifulSoup:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def late_mail(number: int = 1) -> None:
    due = {"created_at": AT - timedelta(minutes=12), "due_at": AT - timedelta(minutes=12)}
    OutgoingMail.objects.bulk_create(OutgoingMail(template="x", language="nl", message_id=str(count), **due) for count in range(number))


def test_when_all_is_well_it_says_so_first(province):
    shown = page(province)
    assert shown.select_one(".st-summary strong").text == "Alles loopt zoals het moet."
    assert {word.text.strip() for word in shown.select(".st-light__word")} == {"In orde"}
    assert "Bekeken op 25 november om 11.40 uur." in shown.select_one(".st-summary").text


def test_what_asks_for_attention_stands_first_with_the_way_to_what_to_do(province):
    late_mail()
    shown = page(province)
    assert shown.select_one(".st-summary strong").text == "1 ding vraagt aandacht."
    first = shown.select_one(".st-light")
    assert [first.h2.text, first.select_one(".st-light__word").text.strip()] == ["De mail", "Let op"]
    assert "De mail loopt 12 minuten achter. 1 mail wacht." in first.text
    assert first.a["href"] == "/admin/hulp/toestand/#de-mail"


def test_it_names_nobody_whose_mail_waits(province):
    OutgoingMail.objects.create(template="x", language="nl", message_id="1", to="an@example.org", created_at=AT, due_at=AT, tries=1)
    assert "an@example.org" not in str(page(province))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUTHOR, Role.REVIEWER, None])
def test_it_is_closed_to_all_others(tielt, role):
    client = sign_in(Client(), roles.somebody(role, tielt if role in {Role.EDITOR, Role.AUTHOR} else None))
    answer = client.get(ADDRESS)
    assert answer.status_code in {302, 403} and b"st-light" not in answer.content


def test_a_visitor_is_asked_to_log_in(client, tielt):
    assert client.get(ADDRESS)["Location"].startswith("/account/login/")


def test_a_superuser_sees_it(tielt):
    assert page(sign_in(Client(), roles.superuser())).select(".st-light")


def test_it_asks_as_much_for_thirty_mails_as_for_one(province, django_assert_max_num_queries):
    page(province)
    late_mail(30)
    with django_assert_max_num_queries(27) as asked:
        page(province)
    print(len(asked))
