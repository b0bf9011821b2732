"""What must happen once, happens once, also when several processes do it at the same time.

Each race has a negative control: the same, written as one writes it without thinking, which goes wrong.
"""

import sys
from datetime import datetime, timedelta

import pytest

from tests.services import processes, smtp
from tests.services.processes import all_at_once
from tests.services.smtp import Mode

START = """
from datetime import UTC, datetime, timedelta
from django.utils import timezone
from django.conf import settings
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from gate.models import Throttle
from gate.throttle import Rule, TooMany, spend
from mail import codes, delivery, links, outbox
from mail.models import OneTimeCode, OneTimeLink, OutgoingMail
AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
DAY = timedelta(days=1)

def how_many_pass(tries, act):
    passed = 0
    for _ in range(tries):
        try:
            act()
            passed += 1
        except (TooMany, links.NotValid):
            pass
    return passed

def by_smtp(port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port

def posted(**facts):
    given = dict(template="x", language="nl", to="an@brugge.example", subject="Dag", text="Dag", html="<p>Dag</p>", created_at=AT, due_at=AT)
    return OutgoingMail.objects.create(message_id=outbox.new_message_id(), **given | facts)
"""

EMPTY = "for model in (Throttle, OutgoingMail, OneTimeLink, OneTimeCode, DBTaskResult): model.objects.all().delete()"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def environment(django_db_setup, django_db_blocker):
    """Of processes that share a database and leave tasks to a worker."""
    with django_db_blocker.unblock(), processes.shared_database() as shared:
        yield shared | {"DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.dev", "BACKGROUND_WORKER": "1", "DEBUG": "0"}


@pytest.fixture(scope="module")
def started(environment):
    with processes.others(4, environment) as four:
        all_at_once(four, START)
        yield four
        four[0].told(EMPTY)


@pytest.fixture
def four(started):
    """Four processes that share a database without mails, links or codes, and know START."""
    started[0].told(EMPTY)
    return started


@pytest.fixture
def server():
    with smtp.server() as running:
        yield running


def test_of_many_tries_at_once_exactly_as_many_pass_as_the_rule_says(four):
    spending = "answer = how_many_pass(15, lambda: spend(Rule('log in', 25, DAY), '192.0.2.7', at=AT))"
    assert sum(all_at_once(four, spending)) == 25
    assert four[0].told("answer = list(Throttle.objects.values_list('count', flat=True))") == [60]

    all_at_once(four, "found = Throttle.objects.filter(key='naive').first()")
    all_at_once(four[:1], "Throttle.objects.create(key='naive', count=1, ends_at=AT + DAY)")
    all_at_once(four, "found = Throttle.objects.get(key='naive')")
    naive = "answer = found.count < 2; found.count += 1; found.save()"
    assert sum(all_at_once(four, naive)) == 4, "the control: who reads, adds and writes lets all four through where one may pass"


def test_of_four_who_use_a_link_at_once_one_does(four):
    token = four[0].told("answer = links.make_link(purpose='invite', user_id=None, at=AT, valid_for=DAY)")
    using = f"answer = how_many_pass(5, lambda: links.use(purpose='invite', token='{token}', at=AT))"
    assert sum(all_at_once(four, using)) == 1

    token = four[0].told("answer = links.make_link(purpose='invite', user_id=None, at=AT, valid_for=DAY)")
    all_at_once(four, f"link = links.look_at(purpose='invite', token='{token}', at=AT)")
    naive = "answer = link.used_at is None; link.used_at = AT; link.save()"
    assert sum(all_at_once(four, naive)) == 4, "the control: who looks and then writes uses it four times"


def test_a_right_code_typed_four_times_at_once_lets_one_in(four):
    code = four[0].told("answer = codes.make_code(purpose='vote', subject='an', at=AT, valid_for=DAY)")
    checking = f"answer = how_many_pass(1, lambda: codes.check_code(purpose='vote', subject='an', code='{code}', at=AT))"
    assert sum(all_at_once(four, checking)) == 1


def test_guesses_at_once_are_five_in_all_and_then_the_right_code_is_refused(four):
    code = four[0].told("answer = codes.make_code(purpose='vote', subject='an', at=AT, valid_for=DAY)")
    guessing = "answer = how_many_pass(3, lambda: codes.check_code(purpose='vote', subject='an', code='x', at=AT))"
    assert sum(all_at_once(four, guessing)) == 0
    checking = f"answer = how_many_pass(1, lambda: codes.check_code(purpose='vote', subject='an', code='{code}', at=AT))"
    assert four[0].told(checking) == 0


def test_four_workers_send_twenty_mails_once_each(four, server):
    all_at_once(four, f"by_smtp({server.port})")
    four[0].told("for number in range(20): posted()")
    assert sum(all_at_once(four, "answer = outbox.deliver_due(AT)")) == 20
    identities = [accepted.message["Message-ID"] for accepted in server.accepted]
    assert (len(identities), len(set(identities))) == (20, 20)

    server.accepted.clear()
    four[0].told("naive = posted(); answer = naive.pk")
    all_at_once(four, "waiting = OutgoingMail.objects.get(state='waiting')")
    all_at_once(four, "delivery.hand_over(waiting); waiting.state = 'sent'; waiting.save()")
    assert len(server.accepted) == 4, "the control: who looks whether it waits and then sends it, sends it four times"


def test_the_same_name_given_four_times_at_once_is_one_mail(four):
    storing = """
facts = dict(template="x", language="nl", to="an@brugge.example", message_id=outbox.new_message_id(), created_at=AT, due_at=AT)
with transaction.atomic():
    answer = outbox.stored("name", facts).pk
"""
    assert len(set(all_at_once(four, storing))) == 1


@pytest.mark.parametrize(("mode", "deliveries"), [(Mode.SILENT, 1), (Mode.TAKES_AND_IS_SILENT, 2)])
def test_a_mail_whose_worker_was_killed_goes_out_when_the_claim_runs_out(four, environment, server, mode, deliveries):
    all_at_once(four, f"by_smtp({server.port})")
    sender = four[0]
    sender.told("mail = posted(created_at=timezone.now(), due_at=timezone.now()); outbox.deliver.enqueue(mail.pk)")
    server.mode = mode
    command = [sys.executable, "manage.py", "db_worker", "--no-startup-delay"]
    with processes.program(command, environment | {"EMAIL_URL": server.url}):  # killed by SIGKILL: nothing of it can tidy up
        assert server.holds.wait(processes.PATIENCE)
    server.mode = Mode.WORKING
    server.release()

    identity, until = sender.told("mail.refresh_from_db(); answer = [mail.message_id, mail.claimed_until.isoformat()]")
    free = datetime.fromisoformat(until)
    assert [
        four[1].told(f"answer = outbox.deliver_due(datetime.fromisoformat({moment.isoformat()!r}))")
        for moment in (free - timedelta(seconds=30), free, free)
    ] == [0, 1, 0]
    assert [accepted.message["Message-ID"] for accepted in server.accepted] == [identity] * deliveries
    assert sender.told("mail.refresh_from_db(); answer = [mail.state, mail.tries]") == ["sent", 2]
