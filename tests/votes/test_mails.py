"""The mails of a vote: to whom an answer goes, and what they say one should do."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import connection

from mail import outbox, tasks
from mail.models import OutgoingMail
from tests.factories.votes import OPEN, requested, round_with_candidates, voted, wish
from votes import asking, clock, confirming
from votes.models import Edition, EditionText, Slip

pytestmark = pytest.mark.django_db
OFFICE = "bezwaar@provincie.example"
GENERAL = "Verwachtte je hem niet? Dan hoef je niets te doen."


@pytest.fixture
def tielt():
    return round_with_candidates(2, edition__objections_to=OFFICE)


def test_who_hears_that_a_vote_stands_can_answer_and_somebody_reads_it(tielt):
    voted(tielt, "an@example.org")
    requested(tielt, "an@example.org")
    outbox.deliver_due(OPEN)
    said = django_mail.outbox[-1]
    assert (said.subject, said.reply_to) == ("Met dit adres is al gestemd", [OFFICE])
    for text in (said.body, said.alternatives[0].content):
        assert "Antwoord dan op deze mail, dan zoeken we het uit." in text and GENERAL not in text


def test_without_an_address_for_objections_nobody_is_asked_to_answer(tielt):
    Edition.objects.update(objections_to="")
    voted(tielt, "an@example.org")
    requested(tielt, "an@example.org")
    outbox.deliver_due(OPEN)
    said = django_mail.outbox[-1]
    assert said.reply_to == [] and "Reply-To" not in said.message()
    assert "Antwoord dan" not in said.body and "Laat het dan weten aan je gemeente." in said.body


def test_the_mail_with_the_code_says_to_give_it_to_nobody_and_once_what_to_do(tielt):
    requested(tielt, "an@example.org")
    mail = OutgoingMail.objects.get()
    for text in (mail.text, mail.html):
        assert "Geef ze aan niemand" in text and text.count("Dan hoef je niets te doen.") == 1
        assert "Vroeg jij deze mail niet?" in text


# -- whose clock


def test_a_code_lives_an_hour_of_the_databases_clock_whatever_the_workers_says(tielt, monkeypatch, time_machine):
    """The machine of the worker is two hours ahead; the mail server takes the mail at OPEN."""
    monkeypatch.setattr(tasks, "database_now", clock.database_now)
    monkeypatch.setitem(clock.NOW, *stopped_at(OPEN))
    time_machine.move_to(OPEN + timedelta(hours=2), tick=False)
    key = asking.ask(wish=wish(tielt, "an@example.org"), proof="", at=OPEN).pk
    asking.answer(key=key, at=OPEN)
    mail = OutgoingMail.objects.get()
    assert tasks.deliver.func(mail.pk) == "sent"
    mail.refresh_from_db()
    assert timedelta(0) <= mail.sent_at - OPEN < timedelta(minutes=5)
    code = django_mail.outbox[-1].subject[:6]
    with pytest.raises(confirming.TooLate):
        confirming.confirm(key=key, code=code, at=OPEN + timedelta(minutes=66))
    confirming.confirm(key=key, code=code, at=OPEN + timedelta(minutes=6))
    assert 0 < Slip.objects.get().seconds_to_code <= 360


def test_a_worker_whose_clock_is_behind_still_sends(tielt, monkeypatch, time_machine):
    monkeypatch.setattr(tasks, "database_now", clock.database_now)
    monkeypatch.setitem(clock.NOW, *stopped_at(OPEN))
    time_machine.move_to(OPEN - timedelta(hours=2), tick=False)
    asking.answer(key=asking.ask(wish=wish(tielt, "an@example.org"), proof="", at=OPEN).pk, at=OPEN)
    assert tasks.deliver.func(OutgoingMail.objects.get().pk) == "sent"


def stopped_at(moment) -> tuple[str, str]:
    told = moment.strftime("%Y-%m-%d %H:%M:%S.%f")
    return connection.vendor, f"SELECT TIMESTAMPTZ '{told}+00'" if connection.vendor == "postgresql" else f"SELECT '{told}'"


def test_a_mail_calls_the_edition_as_its_reader_does(tielt):
    EditionText.objects.create(edition=tielt.edition, language="fr", name="Ambassadeur de l’année 2027", rules="<p>Une voix.</p>")
    requested(tielt, "an@example.org", language="fr")
    requested(tielt, "bert@example.org", language="de")
    french, german = OutgoingMail.objects.order_by("pk")
    assert ("Ambassadeur de l’année 2027" in french.text, "Ambassadeur van het jaar 2027" in german.text) == (True, True)
