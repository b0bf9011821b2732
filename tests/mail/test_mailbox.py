"""The demo's mailbox."""

from datetime import timedelta

import pytest

from mail import delivery, mailbox
from mail.mailbox import Code, register_codes
from tests.mail.conftest import AT
from tests.project.test_headers import policy
from tests.project.test_production_start import COMPLETE, SHOW, start

TRY_TO_RESOLVE = """
import django
django.setup()
from django.urls import NoReverseMatch, reverse
try:
    print(reverse("mailbox"))
except NoReverseMatch:
    print("no such address")
"""


@pytest.fixture
def no_sources(monkeypatch):
    monkeypatch.setattr(mailbox, "sources", [])


def test_it_lists_the_mails_with_the_newest_first_and_links_that_work(client, post, no_sources):
    post(name="Rik")
    post(name="An", at=AT + timedelta(minutes=1))
    page = client.get("/postvak/").content.decode()
    assert page.index("Dag An") < page.index("Dag Rik")
    assert "an@brugge.example" in page
    assert '<a href="https://example.org/?a=1&amp;b=2"' in page
    assert "Codes voor de demo" not in page


def test_it_is_kept_by_no_cache_and_by_no_search_engine(client, post, no_sources):
    mail = post()
    for address in ["/postvak/", f"/postvak/{mail.pk}/"]:
        answer = client.get(address)
        assert {"no-store", "private"} <= set(answer["Cache-Control"].replace(" ", "").split(","))
        assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_the_html_of_a_mail_stands_in_a_sandbox_that_runs_and_fetches_nothing(client, post):
    answer = client.get(f"/postvak/{post().pk}/")
    assert policy(answer) == {
        **{f"{kind}-src": {"'none'"} for kind in ("default", "script", "font", "connect", "manifest")},
        "style-src": {"'unsafe-inline'"},
        "img-src": {"data:"},
        "form-action": {"'none'"},
        "base-uri": {"'none'"},
        "frame-ancestors": {"'none'"},
        "sandbox": {"allow-top-navigation-by-user-activation", "allow-popups", "allow-popups-to-escape-sandbox"},
    }
    assert '<html lang="nl">' in answer.content.decode()


def test_a_mail_that_is_erased_is_listed_without_what_it_said(client, post, settings, no_sources):
    settings.KEEP_SENT_MAIL = False
    mail = post()
    delivery.deliver(mail_id=mail.pk, at=AT)
    page = client.get("/postvak/").content.decode()
    assert "Gewist na het versturen" in page
    assert "an@brugge.example" not in page
    assert client.get(f"/postvak/{mail.pk}/").status_code == 404


def test_the_codes_of_this_moment_stand_on_it(client, db, wednesday, no_sources):
    register_codes(lambda at: [Code("demo@ikkooplokaal.example", f"{at.minute:06}", 30 - at.second)])
    page = client.get("/postvak/").content.decode()
    assert "demo@ikkooplokaal.example" in page
    assert "000040" in page
    assert "nog 30 seconden" in page


def test_only_reading_is_answered(client, db):
    assert client.post("/postvak/").status_code == 405


def test_production_has_no_address_for_it_and_erases_what_it_sends():
    started = start(COMPLETE, SHOW % ["MAILBOX_PAGE", "KEEP_SENT_MAIL"] + TRY_TO_RESOLVE)
    assert started.stdout.splitlines() == ['{"MAILBOX_PAGE": false, "KEEP_SENT_MAIL": false}', "no such address"]
