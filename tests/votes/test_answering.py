"""The worker's answer to a request: one that cannot be answered keeps nobody else from a mail, and each waits for its turn."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections

from mail.models import OutgoingMail
from tests.factories.votes import OPEN, code_mailed, requested, round_with_candidates, wish
from votes import asking, confirming
from votes.models import Ballot, Mailbox, VoteRequest
from votes.rounds import withdraw_candidate

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def tielt():
    return round_with_candidates(2)


def asked(voting_round, mailbox, at=OPEN, candidate=1, network="192.0.2.7", **facts):
    """The key of a request that nobody answered yet."""
    key = asking.ask(wish=wish(voting_round, mailbox, candidate, network=network), proof="", at=at).pk
    VoteRequest.objects.filter(pk=key).update(**facts)
    return key


def answered() -> dict[str, str]:
    """{address: what it was mailed} of what stands in the outbox."""
    return {mail.to: mail.template for mail in OutgoingMail.objects.all()}


# -- one request, and the others


def test_a_replaced_request_wants_no_mail_and_keeps_nobody_from_theirs(tielt):
    """The first waits for its turn when the second, with a proof, replaces it; then somebody else asks."""
    first = asked(tielt, "an@example.org", turn=1, mail_due_at=OPEN + 10 * MINUTE)
    second = asked(tielt, "an@example.org", at=OPEN + MINUTE)
    assert asking.answer(key=second, at=OPEN + MINUTE) == "a code"
    assert VoteRequest.objects.get(pk=first).mail_due_at is None
    asked(tielt, "bo@example.org", at=OPEN + 20 * MINUTE)
    assert asking.answer_due(OPEN + 20 * MINUTE) == 1
    assert answered() == {"an@example.org": "votes/code", "bo@example.org": "votes/code"}


def test_a_replaced_request_that_an_older_version_left_due_is_left_alone(tielt):
    asked(tielt, "an@example.org", is_replaced=True, address="")
    asked(tielt, "bo@example.org")
    assert asking.answer_due(OPEN) == 1
    assert answered() == {"bo@example.org": "votes/code"}


def test_two_tasks_in_the_other_order_mail_the_newest_alone(tielt):
    older, newer = asked(tielt, "an@example.org"), asked(tielt, "an@example.org", at=OPEN + MINUTE, candidate=2)
    assert asking.answer(key=newer, at=OPEN + MINUTE) == "a code"
    assert asking.answer(key=older, at=OPEN + MINUTE) == "nothing to do"
    confirming.confirm(key=newer, code=code_mailed(newer, OPEN), at=OPEN + 2 * MINUTE)
    assert Ballot.objects.get().candidate.number == 2


def test_an_older_request_never_replaces_a_newer_one_that_waits(tielt):
    older = asked(tielt, "an@example.org")
    newer = asked(tielt, "an@example.org", at=OPEN + MINUTE, candidate=2)
    assert asking.answer(key=older, at=OPEN + MINUTE) == "a code"
    assert asking.answer(key=newer, at=OPEN + MINUTE) == "a code"
    assert confirming.confirm(key=newer, code=code_mailed(newer, OPEN), at=OPEN + 2 * MINUTE).receipt


def test_a_request_that_goes_wrong_keeps_no_other_from_its_mail_and_is_tried_again(tielt, monkeypatch, caplog):
    broken = asked(tielt, "an@example.org")
    asked(tielt, "bo@example.org", at=OPEN + MINUTE)
    with monkeypatch.context() as meanwhile:
        plain = asking.decide

        def failing(request, *rest):
            if request.pk == broken:
                raise RuntimeError("an@example.org")
            return plain(request, *rest)

        meanwhile.setattr(asking, "decide", failing)
        asking.answer_due(OPEN + MINUTE)
    assert answered() == {"bo@example.org": "votes/code"}
    assert "a request to vote could not be answered: RuntimeError" in caplog.text and "an@example.org" not in caplog.text
    asking.answer_due(OPEN + 2 * MINUTE)
    assert set(answered()) == {"an@example.org", "bo@example.org"}


def test_a_request_whose_address_cannot_be_read_is_looked_at_once(tielt):
    asked(tielt, "an@example.org", address="")
    assert (asking.answer_due(OPEN), asking.answer_due(OPEN)) == (1, 0)
    assert Mailbox.objects.get().mails == 0


def test_a_candidate_who_withdrew_before_the_mail_left_gets_no_code(tielt):
    key = asked(tielt, "an@example.org")
    withdraw_candidate(candidate=tielt.candidates.get(number=1), reason="De zaak sluit.", by=1, at=OPEN)
    assert asking.answer(key=key, at=OPEN) == "the candidate withdrew"
    assert not OutgoingMail.objects.exists()


def test_a_right_code_for_a_candidate_who_withdrew_counts_nothing_and_leaves_the_vote_free(tielt):
    key, code = requested(tielt, "an@example.org", candidate=1)
    withdraw_candidate(candidate=tielt.candidates.get(number=1), reason="De zaak sluit.", by=1, at=OPEN)
    with pytest.raises(confirming.Withdrawn):
        confirming.confirm(key=key, code=code, at=OPEN)
    assert not Ballot.objects.exists()
    other, its_code = requested(tielt, "an@example.org", candidate=2, at=OPEN + MINUTE)
    confirming.confirm(key=other, code=its_code, at=OPEN + MINUTE)
    assert Ballot.objects.get().candidate.number == 2


# -- at once


def answers_at_once(voting_round) -> list[Exception]:
    """What goes wrong when six answers of one mailbox begin together, four times."""
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite a transaction has the database to itself: nobody holds one row and wants another")
    failed = []
    for turn in range(4):
        keys = [asked(voting_round, f"an{turn}@example.org", at=OPEN + number * MINUTE) for number in range(6)]
        failed += at_once(lambda key: asking.answer(key=key, at=OPEN + 10 * MINUTE), keys)
    return failed


def test_many_answers_of_one_mailbox_at_once_wait_for_each_other(tielt):
    assert answers_at_once(tielt) == []
    assert not VoteRequest.objects.filter(mail_due_at__isnull=False).exists()
    assert VoteRequest.objects.filter(is_replaced=False, mail__isnull=False).count() == 4, "of each mailbox the newest that was mailed"


def test_control_without_the_mailbox_held_two_answers_wait_for_each_other(tielt, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite a transaction has the database to itself: nobody holds one row and wants another")
    older, newer = (asked(tielt, "an@example.org", at=OPEN + number * MINUTE) for number in range(2))
    request = VoteRequest.objects.get(pk=older)
    Mailbox.objects.create(scope=tielt.scope, identity_mac=request.identity_mac, day=OPEN.date())
    both_hold_their_request, newer_counted = threading.Barrier(2), threading.Event()
    plainly = asking.why_no_mail

    def in_the_worst_order(request, voting_round, at):
        both_hold_their_request.wait(60)
        if request.pk == older:
            newer_counted.wait(60)
        said = plainly(request, voting_round, at)
        newer_counted.set()
        return said

    monkeypatch.setattr(asking, "hold_mailbox", lambda scope, identity_mac, at: None)
    monkeypatch.setattr(asking, "why_no_mail", in_the_worst_order)
    failed = at_once(lambda key: asking.answer(key=key, at=OPEN + 10 * MINUTE), [older, newer])
    assert {type(error) for error in failed} == {OperationalError}


def test_not_me_and_an_answer_at_once_wait_for_each_other(tielt):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite a transaction has the database to itself: nobody holds one row and wants another")
    for turn in range(6):
        key, code = requested(tielt, f"an{turn}@example.org")
        newer = asked(tielt, f"an{turn}@example.org", at=OPEN + MINUTE)
        deeds = [lambda: confirming.not_me(key=key, code=code, at=OPEN), lambda: asking.answer(key=newer, at=OPEN + MINUTE)]  # noqa: B023
        failed = at_once(lambda deed: deed(), deeds)
        assert {type(error) for error in failed} <= {confirming.Replaced}


def at_once(do, each) -> list[Exception]:
    """Do it with each of them in threads that begin together; what was raised."""
    failed: list[Exception] = []
    gate = threading.Barrier(len(each))

    def work(one) -> None:
        gate.wait(60)
        try:
            do(one)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[one]) for one in each]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


# -- without a proof, when the budget is spent


def queued(voting_round, number, network, at=OPEN):
    """The keys of so many requests without a proof, after the budget of the round is spent."""
    return [asked(voting_round, f"{network.replace('.', '-')}-{place}-{at:%H-%M}@example.org", at=at, network=network) for place in range(number)]


@pytest.fixture
def spent(tielt):
    """A round whose budget is spent at OPEN."""
    for number in range(asking.UNPROVEN.count):
        asked(tielt, f"nummer{number}@example.org", mail_due_at=None)
    return tielt


def test_without_a_proof_no_more_are_mailed_in_ten_minutes_than_the_budget_is(spent):
    queued(spent, 40, "203.0.113.7")
    mailed = []
    for minute in range(20):
        asking.answer_due(OPEN + minute * MINUTE)
        mailed.append(OutgoingMail.objects.count())
    assert mailed == [0] * 10 + [3, 6, 9, 12, 15, 18, 21, 24, 27, 30]


def test_who_fills_the_queue_fills_their_own(spent):
    queued(spent, 40, "203.0.113.7")
    (later,) = queued(spent, 1, "198.51.100.9", at=OPEN + 2 * MINUTE)
    asking.answer_due(OPEN + 12 * MINUTE)
    assert VoteRequest.objects.get(pk=later).mail is not None
    assert OutgoingMail.objects.count() == 3


def test_the_next_of_an_honest_network_does_not_wait_for_the_hundredth_of_another(spent):
    queued(spent, 20, "203.0.113.7")
    for minute in range(10, 13):
        asking.answer_due(OPEN + minute * MINUTE)
    (later,) = queued(spent, 1, "198.51.100.9", at=OPEN + 4 * MINUTE)
    asking.answer_due(OPEN + 14 * MINUTE)
    assert VoteRequest.objects.get(pk=later).mail is not None


def test_each_round_has_its_own_queue(spent):
    from tests.factories.municipalities import MunicipalityFactory

    kortrijk = round_with_candidates(2, municipality=MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk", postcodes=["8500"]))
    queued(spent, 10, "203.0.113.7")
    for number in range(asking.UNPROVEN.count + 1):
        asked(kortrijk, f"kortrijk{number}@example.org", **({"mail_due_at": None} if number < asking.UNPROVEN.count else {}))
    asking.answer_due(OPEN + 10 * MINUTE)
    assert OutgoingMail.objects.count() == 4


def test_asking_again_does_not_jump_the_queue(spent):
    (key,) = queued(spent, 1, "203.0.113.7")
    asking.ask_again(key=key, at=OPEN + MINUTE)
    asking.answer_due(OPEN + MINUTE)
    assert not OutgoingMail.objects.exists()
