"""Writing a mail and letting it wait for its turn."""

from datetime import timedelta
from email import message_from_string

import pytest
from django.core import mail as django_mail
from django.db import connection, transaction
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


def test_a_name_is_known_after_a_change_of_the_secret_key_too(post, settings):
    first = post(once="invitation 12")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key of the tests"
    assert post(once="invitation 12").pk == first.pk


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
    assert (mail.state, mail.template) == ("sent", "greeting")


def test_where_an_answer_went_is_erased_with_the_rest(post):
    mail = post()
    OutgoingMail.objects.filter(pk=mail.pk).update(reply_to="mia@brugge.example")
    delivery.deliver(mail_id=mail.pk, at=AT)
    assert django_mail.outbox[0].reply_to == ["mia@brugge.example"]
    mail.refresh_from_db()
    assert mail.reply_to == ""


def test_it_is_sent_when_the_server_took_it_not_when_the_try_began(post, monkeypatch):
    mail, clock = post(), iter([100.0, 142.5])
    monkeypatch.setattr(delivery, "monotonic", lambda: next(clock))
    assert outbox.taken_at(mail.pk) is None
    delivery.deliver(mail_id=mail.pk, at=AT)
    assert outbox.taken_at(mail.pk) == AT + timedelta(seconds=42.5)
    assert outbox.taken_at(mail.pk + 1) is None


def test_the_demo_keeps_what_it_sent(post, settings):
    settings.KEEP_SENT_MAIL = True
    mail = post()
    outbox.deliver_due(AT)
    assert content(mail)[:2] == ["an@brugge.example", "Dag An"]


def test_the_database_holds_what_a_mail_says_only_in_writing_that_needs_the_key(post):
    post(name="Rik de Testende", url="https://example.org/geheim")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mail_outgoingmail")
        row = " ".join(map(str, cursor.fetchone()))
    assert [word for word in ("an@", "brugge", "Testende", "geheim") if word in row] == []


def test_a_mail_whose_key_was_lost_is_given_up_and_goes_to_nobody(post, settings):
    mail = post()
    settings.SECRET_KEY = "tomorrow's"
    assert delivery.deliver(mail_id=mail.pk, at=AT) is Outcome.GIVEN_UP
    mail.refresh_from_db()
    assert (mail.state, mail.problem, django_mail.outbox) == ("given up", "nothing to read", [])


def test_a_mail_that_may_not_leave_before_a_moment_leaves_in_the_minute_after_it(post):
    mail = post(not_before=AT + timedelta(minutes=10))
    early = [AT, AT + timedelta(minutes=9, seconds=59)]
    assert [delivery.deliver(mail_id=mail.pk, at=at) for at in early] == [Outcome.NOT_OURS] * 2
    assert [outbox.deliver_due(at) for at in (*early, AT + timedelta(minutes=10))] == [0, 0, 1]
    assert post(not_before=AT - timedelta(minutes=1)).due_at == AT


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_may_not_leave_yet_gives_the_worker_nothing_to_do(post, clock):
    at = clock(2026, 11, 25, 11, 40)
    mail = post(at=at, not_before=at + timedelta(minutes=1))
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == ("waiting", 0)


def test_what_it_says_is_forgotten_in_time_though_it_never_left(post):
    mail, other = post(forget_after=timedelta(hours=72)), post()
    assert outbox.forget_due(AT + timedelta(hours=71, minutes=59)) == 0
    assert outbox.forget_due(AT + timedelta(hours=72)) == 1
    assert content(mail) == ["", "", "", ""]
    assert (mail.state, mail.problem, mail.given_up_at) == ("given up", "too late", AT + timedelta(hours=72))
    assert content(other)[0] == "an@brugge.example"
    assert outbox.forget_due(AT + timedelta(hours=73)) == 0


@pytest.mark.parametrize("state", ["sent", "given up"])
def test_what_it_said_is_forgotten_in_time_whatever_became_of_it(post, state):
    mail = post(forget_after=timedelta(hours=72))
    OutgoingMail.objects.filter(pk=mail.pk).update(state=state, problem="as it was")
    assert outbox.forget_due(AT + timedelta(hours=72)) == 1
    assert content(mail) == ["", "", "", ""]
    assert (mail.state, mail.problem) == (state, "as it was")


def test_nothing_leaves_from_the_moment_it_is_to_be_forgotten_even_when_the_job_is_late(post):
    mail = post(forget_after=timedelta(minutes=5))
    assert [outbox.deliver_due(AT + timedelta(minutes=5)), delivery.deliver(mail_id=mail.pk, at=AT + timedelta(minutes=5))] == [0, Outcome.NOT_OURS]


def test_a_mail_that_is_forgotten_while_a_worker_takes_it_goes_to_nobody(post, monkeypatch):
    mail, claim = post(forget_after=timedelta(minutes=5)), delivery.claim

    def forgotten_after_claim(mail_id, at):
        taken = claim(mail_id, at)
        outbox.forget_due(AT + timedelta(minutes=5))
        return taken

    monkeypatch.setattr(delivery, "claim", forgotten_after_claim)
    delivery.deliver(mail_id=mail.pk, at=AT)
    mail.refresh_from_db()
    assert (mail.state, mail.problem, django_mail.outbox) == ("given up", "too late", [])


def test_mails_are_counted_by_what_they_are_about(post, django_assert_num_queries):
    for state in ["waiting", "sent", "sent", "given up"]:
        OutgoingMail.objects.filter(pk=post(about="round 17").pk).update(state=state)
    post(about="round 18"), post()
    with django_assert_num_queries(1):
        assert outbox.tally("round 17") == {"waiting": 1, "sent": 2, "given up": 1}
    assert outbox.tally("round 19") == {"waiting": 0, "sent": 0, "given up": 0}


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
