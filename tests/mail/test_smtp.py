"""The outbox against a real mail server that is well, down, slow, rejecting, or dropping the line."""

import logging
from datetime import timedelta

import pytest
from django.core.mail.backends import smtp as backend

from mail import delivery, outbox
from mail.delivery import Outcome
from mail.models import OutgoingMail
from tests.mail.conftest import AT
from tests.services import smtp
from tests.services.smtp import Mode

STANDING = ["state", "tries", "problem", "due_at"]
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def one_server():
    with smtp.server() as running:
        yield running


@pytest.fixture
def server(one_server, settings, monkeypatch):
    """The mail server of the settings, well and empty. A sweep takes no time."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", one_server.port, 60
    monkeypatch.setattr(backend, "DNS_NAME", type("Name", (), {"get_fqdn": staticmethod(lambda: "localhost")}))
    monkeypatch.setattr(outbox, "monotonic", lambda: 0.0)
    one_server.mode = Mode.WORKING
    one_server.accepted.clear()
    one_server.conversations = 0
    yield one_server
    one_server.release()


@pytest.fixture
def stopped(server):
    server.stop()
    yield server
    server.start()


def standing(mail: OutgoingMail) -> tuple[str, int, str, timedelta]:
    """State, tries, problem, and how long after AT the next try is due."""
    mail.refresh_from_db()
    return mail.state, mail.tries, mail.problem, mail.due_at - AT


def test_a_mail_arrives_once_and_is_not_sent_again(post, server):
    mail = post()
    assert [outbox.deliver_due(AT), outbox.deliver_due(AT + MINUTE)] == [1, 0]
    assert delivery.deliver(mail_id=mail.pk, at=AT + MINUTE) is Outcome.NOT_OURS
    assert [accepted.to for accepted in server.accepted] == [["an@brugge.example"]]
    assert standing(mail) == ("sent", 1, "", timedelta())


def test_it_carries_text_html_and_the_headers_that_keep_robots_from_answering(post, server):
    mail = post(name="Kop & Schotel")
    outbox.deliver_due(AT)
    message = server.accepted[0].message
    assert message["Subject"] == "Dag Kop & Schotel"
    assert message["To"] == "an@brugge.example"
    assert message["From"] == "Ik koop lokaal <test@ikkooplokaal.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == mail.message_id
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert "Niet gevonden, Kop & Schotel: https://example.org/?a=1&b=2" in message.get_body(("plain",)).get_content()
    assert "Niet gevonden, Kop &amp; Schotel</p>" in message.get_body(("html",)).get_content()


def test_a_server_that_is_down_is_asked_again_and_the_mail_arrives_once_it_is_up(post, stopped):
    mail = post()
    assert outbox.deliver_due(AT) == 0
    assert standing(mail) == ("waiting", 1, "ConnectionRefusedError", MINUTE)
    stopped.start()
    assert [outbox.deliver_due(AT + timedelta(seconds=59)), outbox.deliver_due(AT + MINUTE)] == [0, 1]
    assert len(stopped.accepted) == 1
    assert standing(mail)[:3] == ("sent", 2, "")
    stopped.stop()


def test_a_sweep_does_not_ask_a_server_that_is_down_for_every_mail(post, stopped):
    mails = [post(name=name) for name in ("An", "Rik", "Fien")]
    assert outbox.deliver_due(AT) == 0
    assert [standing(mail)[1] for mail in mails] == [1, 0, 0]


@pytest.mark.parametrize(
    ("mode", "problem", "taken"),
    [
        (Mode.SILENT, "SMTPServerDisconnected", 0),
        (Mode.TAKES_AND_IS_SILENT, "SMTPServerDisconnected", 1),
        (Mode.BUSY, "recipient refused 451", 0),
        (Mode.NO_RELAY_FOR_SENDER, "SMTPSenderRefused 553", 0),
        (Mode.FULL_FOR_NOW, "message refused 452", 0),
        (Mode.DROPS_IN_DATA, "SMTPServerDisconnected", 0),
        (Mode.DROPS_AFTER_DATA, "SMTPServerDisconnected", 1),
    ],
)
def test_what_may_pass_is_tried_again_after_a_minute_under_the_same_message_id(post, server, settings, mode, problem, taken):
    mail = post()
    server.mode = mode
    settings.EMAIL_TIMEOUT = 2 if "SILENT" in mode.name else 60
    assert outbox.deliver_due(AT) == 0
    assert standing(mail) == ("waiting", 1, problem, MINUTE)
    assert len(server.accepted) == taken
    server.mode, settings.EMAIL_TIMEOUT = Mode.WORKING, 60
    assert outbox.deliver_due(AT + MINUTE) == 1
    assert [accepted.message["Message-ID"] for accepted in server.accepted] == [mail.message_id] * (taken + 1)
    assert standing(mail)[:3] == ("sent", 2, "")


@pytest.mark.parametrize(("mode", "problem"), [(Mode.NO_SUCH_MAILBOX, "recipient refused 550"), (Mode.NO_TO_CONTENT, "message refused 554")])
def test_what_is_refused_for_good_is_given_up_at_once(post, server, mode, problem):
    mail = post()
    server.mode = mode
    assert [outbox.deliver_due(AT), outbox.deliver_due(AT + timedelta(days=1))] == [0, 0]
    assert standing(mail)[:3] == ("given up", 1, problem)
    assert (server.conversations, len(server.accepted)) == (1, 0)


def test_a_refused_mail_does_not_hold_up_the_others(post, server):
    post(to="nobody@brugge.example")
    post(to="an@brugge.example", at=AT + timedelta(seconds=1))
    server.mode = Mode.BUSY
    assert outbox.deliver_due(AT + timedelta(seconds=1)) == 0
    assert server.conversations == 2
    assert list(OutgoingMail.objects.values_list("tries", flat=True)) == [1, 1]


def test_the_pauses_grow_to_four_hours_and_after_three_days_it_is_given_up(post, server):
    mail = post()
    server.mode = Mode.BUSY
    waits, at = [], AT
    while standing(mail)[0] == "waiting":
        outbox.deliver_due(at)
        mail.refresh_from_db()
        waits.append((mail.due_at - at) // MINUTE)
        at = mail.due_at
    assert waits == [1, 5, 15, 60, *[240] * 18, 0]
    assert (mail.tries, mail.given_up_at - AT) == (23, timedelta(days=3, minutes=81))


def test_neither_log_nor_row_repeats_an_address_that_the_server_repeats(post, server, caplog):
    caplog.set_level(logging.DEBUG)
    modes = [Mode.NO_SUCH_MAILBOX, Mode.BUSY, Mode.NO_TO_CONTENT, Mode.NO_RELAY_FOR_SENDER, Mode.DROPS_IN_DATA]
    for number, mode in enumerate(modes):
        server.mode = mode
        post(to=f"an{number}@brugge.example")
        outbox.deliver_due(AT)
    ours = [record.getMessage() + str(record.exc_info or "") for record in caplog.records if not record.name.startswith(("mail.log", "asyncio"))]
    assert sum("not sent at try 1" in line for line in ours) == 3
    assert sum("given up after 1 tries" in line for line in ours) == 2
    assert [line for line in ours if "brugge" in line or "test@" in line] == []
    assert [problem for problem in OutgoingMail.objects.values_list("problem", flat=True) if "@" in problem] == []


def test_a_failing_farewell_does_not_send_the_mail_twice(post, server, monkeypatch):
    def quit_badly(self):
        self.close()
        raise TimeoutError("the answer to QUIT took too long")

    monkeypatch.setattr("smtplib.SMTP.quit", quit_badly)
    mail = post()
    assert outbox.deliver_due(AT) == 1
    assert (standing(mail)[0], len(server.accepted)) == ("sent", 1)
