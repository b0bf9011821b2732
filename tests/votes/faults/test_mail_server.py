"""A vote while the mail server is down, slow or rude: nobody's request is lost, and an hour begins when the server took the mail."""

import re
from datetime import timedelta

import pytest

from mail import outbox
from mail.models import OutgoingMail
from tests.factories.votes import CLOSES, OPEN, round_with_candidates, wish
from tests.mail.test_smtp import one_server, server  # noqa: F401 (fixtures: a real mail server, and the settings that lead to it)
from tests.services.smtp import Mode
from votes import asking, confirming, rounds
from votes.models import Ballot, VoteRequest

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)


def asked(voting_round, at, number=3):
    """Keys of requests whose mails stand in the outbox."""
    requests = [asking.ask(wish=wish(voting_round, f"buur{one}@example.org"), proof="", at=at) for one in range(number)]
    for request in requests:
        asking.answer(key=request.pk, at=at)
    return [request.pk for request in requests]


def sent_every_minute(since, until):
    at = since
    while at <= until:
        outbox.deliver_due(at)
        at += 5 * MINUTE


def confirmed(server, keys, at):  # noqa: F811
    """Type over what arrived; the receipts."""
    by_address = {mail.to[0]: re.search(r"\d{6}", str(mail.message["subject"]))[0] for mail in server.accepted}
    addresses = dict(VoteRequest.objects.filter(pk__in=keys).values_list("pk", "address"))
    return [confirming.confirm(key=key, code=by_address[addresses[key]], at=at).receipt for key in keys]


def test_two_hours_without_a_mail_server_lose_no_vote(server):  # noqa: F811
    tielt = round_with_candidates(2)
    server.stop()
    keys = asked(tielt, OPEN)
    sent_every_minute(OPEN, OPEN + 120 * MINUTE)
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"waiting"}
    server.start()
    sent_every_minute(OPEN + 125 * MINUTE, OPEN + 130 * MINUTE)
    taken = max(OutgoingMail.objects.values_list("sent_at", flat=True))
    assert len(confirmed(server, keys, taken + 59 * MINUTE)) == 3
    assert Ballot.objects.count() == 3


@pytest.mark.parametrize("mode", [Mode.BUSY, Mode.FULL_FOR_NOW, Mode.DROPS_IN_DATA])
def test_a_mail_server_that_says_later_loses_no_vote(server, mode):  # noqa: F811
    tielt = round_with_candidates(2)
    server.mode = mode
    keys = asked(tielt, OPEN, 1)
    sent_every_minute(OPEN, OPEN + 20 * MINUTE)
    assert not Ballot.objects.exists()
    server.mode = Mode.WORKING
    sent_every_minute(OPEN + 25 * MINUTE, OPEN + 240 * MINUTE)
    taken = OutgoingMail.objects.get().sent_at
    assert len(confirmed(server, keys, taken + MINUTE)) == 1


def test_near_closing_the_deadline_moves_so_that_who_asked_in_time_still_votes(server):  # noqa: F811
    tielt = round_with_candidates(2)
    server.stop()
    asked_at = CLOSES - 10 * MINUTE
    keys = asked(tielt, asked_at, 1)
    rounds.move_deadline(round_id=tielt.pk, to=CLOSES + 180 * MINUTE, reason="De mailserver lag twee uur plat.", by=1, at=CLOSES + 5 * MINUTE)
    server.start()
    sent_every_minute(CLOSES + 100 * MINUTE, CLOSES + 150 * MINUTE)
    assert len(confirmed(server, keys, CLOSES + 155 * MINUTE)) == 1


def test_an_address_that_does_not_exist_gets_no_second_chance_and_counts_nothing(server):  # noqa: F811
    tielt = round_with_candidates(2)
    server.mode = Mode.NO_SUCH_MAILBOX
    asked(tielt, OPEN, 1)
    sent_every_minute(OPEN, OPEN + 30 * MINUTE)
    assert OutgoingMail.objects.get().state == "given up"
    assert outbox.tally(asking.about(tielt)) == {"waiting": 0, "sent": 0, "given up": 1}
    assert not Ballot.objects.exists()
