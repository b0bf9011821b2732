"""Writing a mail and letting it wait for its turn."""

from datetime import timedelta
from email import message_from_string

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.utils import translation

from mail import delivery, outbox
from mail.delivery import Outcome
from mail.models import OutgoingMail
from mail.outbox import BadAddress
from tests.mail.conftest import AT

CONTENT = ["to", "subject", "text", "html"]
CATALOGUE = {"nl": "Niet gevonden", "fr": "Introuvable", "en": "Not found", "de": "Nicht gefunden"}


def content(mail: OutgoingMail) -> list[str]:
    mail.refresh_from_db()
    return [getattr(mail, name) for name in CONTENT]


def test_a_stored_mail_waits_with_all_it_says(post):
    mail = post(name="J & J")
    assert (mail.state, mail.tries, mail.to, mail.subject) == ("waiting", 0, "an@brugge.example", "Dag J & J")
    assert mail.text.startswith("Niet gevonden, J & J: https://example.org/?a=1&b=2\n")
    assert "<p>Niet gevonden, J &amp; J</p>" in mail.html
    assert 'href="https://example.org/?a=1&amp;b=2"' in mail.html


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_it_speaks_the_language_of_its_reader_whatever_the_page_speaks(post, language):
    with translation.override("en" if language != "en" else "nl"):
        mail = post(language=language)
    assert mail.text.startswith(CATALOGUE[language])
    assert f'<html lang="{language}">' in mail.html
    assert f"/{language}/\n" in mail.text


def test_a_language_that_the_site_does_not_speak_is_dutch(post):
    mail = post(language="xx")
    assert (mail.language, '<html lang="nl">' in mail.html) == ("nl", True)


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_action_sends_nothing_and_a_committed_one_once(post, clock):
    at = clock(2026, 11, 25, 11, 40)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post(at=at)
        raise ZeroDivisionError
    assert (OutgoingMail.objects.count(), len(django_mail.outbox)) == (0, 0)
    with transaction.atomic():
        mail = post(at=at)
        assert django_mail.outbox == []
    mail.refresh_from_db()
    assert (mail.state, len(django_mail.outbox)) == ("sent", 1)


@pytest.mark.django_db(transaction=True)
def test_the_task_holds_an_id_and_nothing_else(post, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    mail = post()
    from django_tasks_db.models import DBTaskResult

    assert list(DBTaskResult.objects.values_list("args_kwargs", flat=True)) == [{"args": [mail.pk], "kwargs": {}}]


@pytest.mark.django_db(transaction=True)
def test_a_queue_that_is_broken_does_not_break_the_action_and_the_sweep_sends_the_mail(post, monkeypatch, caplog):
    def broken(*args):
        raise OSError("no queue today")

    monkeypatch.setattr(outbox, "deliver", type("Broken", (), {"enqueue": staticmethod(broken)}))
    post()
    assert [outbox.deliver_due(AT), len(django_mail.outbox)] == [1, 1]
    assert "no queue today" in caplog.text


def test_the_same_name_twice_is_one_mail(post):
    first, second, other = post(once="invitation 12"), post(once="invitation 12", name="Rik"), post(once="invitation 13")
    assert (first.pk, first.subject) == (second.pk, "Dag An")
    assert OutgoingMail.objects.count() == 2
    assert other.once != first.once
    assert "invitation" not in first.once


def test_mails_without_a_name_are_as_many_as_are_sent(post):
    assert post().pk != post().pk


@pytest.mark.parametrize(
    "address",
    [
        "",
        "an",
        "an@",
        "an@brugge.example\nBcc: rik@brugge.example",
        "an@brugge.example,rik@brugge.example",
        "An <an@brugge.example>",
        '"a\x01n"@brugge.example',
    ],
)
def test_what_is_no_single_address_is_refused_without_being_repeated(post, address):
    with pytest.raises(BadAddress) as refusal:
        post(to=address)
    assert str(refusal.value) == ""
    assert OutgoingMail.objects.count() == 0


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_no_name_can_add_a_header(post, ending):
    mail = post(name=f"An{ending}Bcc: rik@brugge.example{ending}{ending}<script>")
    assert mail.subject == "Dag An Bcc: rik@brugge.example <script>"
    outbox.deliver_due(AT)
    sent = message_from_string(django_mail.outbox[0].message().as_string())
    assert (sent["Bcc"], sent["To"], len(django_mail.outbox[0].recipients())) == (None, "an@brugge.example", 1)


def test_what_it_said_is_erased_once_it_is_sent(post):
    mail = post()
    assert delivery.deliver(mail_id=mail.pk, at=AT) is Outcome.SENT
    assert content(mail) == ["", "", "", ""]
    assert (mail.state, mail.sent_at, mail.template) == ("sent", AT, "greeting")


def test_the_demo_keeps_what_it_sent(post, settings):
    settings.KEEP_SENT_MAIL = True
    mail = post()
    outbox.deliver_due(AT)
    assert content(mail)[:2] == ["an@brugge.example", "Dag An"]


def test_a_given_up_mail_is_erased_after_a_week_and_rows_go_after_a_quarter(post):
    mail, waiting = post(), post()
    OutgoingMail.objects.filter(pk=mail.pk).update(state="given up", given_up_at=AT, problem="recipient refused 550")
    outbox.prune(AT + timedelta(days=6, hours=23))
    assert content(mail)[0] == "an@brugge.example"
    outbox.prune(AT + timedelta(days=7))
    assert content(mail) == ["", "", "", ""]
    assert mail.problem == "recipient refused 550"
    assert outbox.prune(AT + timedelta(days=90)) == 1
    assert list(OutgoingMail.objects.all()) == [waiting]


def test_two_who_take_the_same_mail_do_not_both_get_it_until_the_claim_has_run_out(post):
    mail = post()
    moments = [AT, AT, AT + delivery.LEASE - timedelta(seconds=1), AT + delivery.LEASE]
    assert [delivery.claim(mail.pk, at) for at in moments] == [True, False, False, True]


def test_a_mail_that_cannot_be_made_does_not_stop_the_sweep(post, monkeypatch, caplog):
    broken, good = post(), post()
    made = delivery.message

    def message(mail, connection):
        if mail.pk == broken.pk:
            raise ValueError("an@brugge.example is in here")
        return made(mail, connection)

    monkeypatch.setattr(delivery, "message", message)
    assert outbox.deliver_due(AT) == 1
    broken.refresh_from_db(), good.refresh_from_db()
    assert (broken.state, broken.problem, good.state) == ("waiting", "ValueError", "sent")
    assert "brugge" not in caplog.text


def test_a_sweep_asks_the_database_once_for_all_and_three_times_per_mail(post, django_assert_num_queries):
    for number in range(3):
        post(name=str(number))
    with django_assert_num_queries(1 + 3 * 3):
        assert outbox.deliver_due(AT) == 3
