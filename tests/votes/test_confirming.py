"""From a request to a counted vote: what the voter gets, and every way in which it is refused."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mail.models import OutgoingMail
from tests.factories.votes import CLOSES, OPEN, code_mailed, requested, round_with_candidates, voted, wish
from votes import asking, confirming
from votes.models import Ballot, Mailbox, Slip, VoteRequest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tielt():
    return round_with_candidates(2)


def wrong_one(code: str) -> str:
    return "000000" if code != "000000" else "000001"


def test_typing_the_code_counts_one_vote_and_gives_a_receipt(tielt):
    receipt = voted(tielt, "an@example.org", candidate=2)
    ballot = Ballot.objects.get()
    assert (ballot.candidate.number, ballot.is_local, ballot.slip.receipt) == (2, True, receipt)


def test_the_same_code_again_shows_the_same_receipt_and_counts_nothing(tielt):
    key, code = requested(tielt, "an@example.org")
    first = confirming.confirm(key=key, code=code, at=OPEN)
    assert confirming.confirm(key=key, code=code, at=OPEN + timedelta(minutes=5)) == first
    assert Ballot.objects.count() == 1


def test_after_the_vote_the_request_knows_neither_address_nor_candidate(tielt):
    key, code = requested(tielt, "an@example.org")
    confirming.confirm(key=key, code=code, at=OPEN)
    request = VoteRequest.objects.get(pk=key)
    assert (request.address, request.candidate) == ("", None)


def test_the_address_stands_encrypted_in_the_database(tielt):
    asking.ask(wish=wish(tielt, "an@example.org"), proof="", at=OPEN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM votes_voterequest")
        (stored,) = cursor.fetchone()
    assert "an@" not in stored and "example" not in stored and stored


def test_a_wrong_code_counts_nothing_and_says_how_many_tries_are_left(tielt):
    key, code = requested(tielt, "an@example.org")
    left = []
    for _ in range(6):
        with pytest.raises(confirming.WrongCode) as refused:
            confirming.confirm(key=key, code=wrong_one(code), at=OPEN)
        left.append(refused.value.left)
    assert left == [4, 3, 2, 1, 0, 0]
    with pytest.raises(confirming.WrongCode):
        confirming.confirm(key=key, code=code, at=OPEN)  # the right one comes too late
    assert not Ballot.objects.exists() and not Slip.objects.exists()


def test_a_new_code_makes_the_former_one_worthless(tielt):
    key, former = requested(tielt, "an@example.org")
    asking.ask_again(key=key, at=OPEN)
    asking.answer(key=key, at=OPEN)
    code = code_mailed(key, OPEN)
    assert code and code != former
    with pytest.raises(confirming.WrongCode):
        confirming.confirm(key=key, code=former, at=OPEN)
    assert confirming.confirm(key=key, code=code, at=OPEN).receipt


def test_a_code_lives_an_hour_from_when_the_mail_server_took_the_mail(tielt):
    key, code = requested(tielt, "an@example.org")
    OutgoingMail.objects.update(sent_at=OPEN + timedelta(minutes=50))
    late = OPEN + timedelta(minutes=110)
    with pytest.raises(confirming.TooLate):
        confirming.confirm(key=key, code=code, at=late)
    assert confirming.confirm(key=key, code=code, at=late - timedelta(seconds=1)).receipt


def test_a_code_works_until_half_an_hour_after_closing_and_not_a_second_longer(tielt):
    key, code = requested(tielt, "an@example.org", at=CLOSES - timedelta(minutes=1))
    other, its_code = requested(tielt, "bert@example.org", at=CLOSES - timedelta(minutes=1))
    end = CLOSES + timedelta(minutes=30)
    with pytest.raises(confirming.NotOpen):
        confirming.confirm(key=key, code=code, at=end)
    assert confirming.confirm(key=other, code=its_code, at=end - timedelta(seconds=1)).receipt


@pytest.mark.parametrize(("at", "opens"), [(-1, False), (0, True)])
def test_a_round_takes_requests_from_the_second_it_opens(tielt, at, opens):
    moment = tielt.opens_at + timedelta(seconds=at)
    if opens:
        assert asking.ask(wish=wish(tielt, "an@example.org"), proof="", at=moment)
    else:
        with pytest.raises(asking.NotOpen):
            asking.ask(wish=wish(tielt, "an@example.org"), proof="", at=moment)


def test_a_round_takes_no_request_at_the_moment_it_closes(tielt):
    assert asking.ask(wish=wish(tielt, "an@example.org"), proof="", at=CLOSES - timedelta(seconds=1))
    with pytest.raises(asking.NotOpen):
        asking.ask(wish=wish(tielt, "an@example.org"), proof="", at=CLOSES)
    assert VoteRequest.objects.count() == 1


def test_a_newer_request_replaces_the_older_one(tielt):
    key, code = requested(tielt, "an@example.org", candidate=1)
    newer, its_code = requested(tielt, "An+winkels@example.org", candidate=2)
    with pytest.raises(confirming.Replaced):
        confirming.confirm(key=key, code=code, at=OPEN)
    confirming.confirm(key=newer, code=its_code, at=OPEN)
    assert Ballot.objects.get().candidate.number == 2


def test_without_the_code_a_replaced_request_answers_like_any_other(tielt):
    """Who asked first with somebody's address must not see that its owner asked too."""
    key, code = requested(tielt, "an@example.org", candidate=1)
    requested(tielt, "an@example.org", candidate=2)
    with pytest.raises(confirming.WrongCode) as refused:
        confirming.confirm(key=key, code=wrong_one(code), at=OPEN)
    assert refused.value.left == 4


def test_who_voted_gets_a_mail_that_a_vote_stands_and_no_code(tielt):
    voted(tielt, "an@example.org", candidate=1)
    _key, code = requested(tielt, "an+nog@example.org", candidate=2)
    assert code == ""
    assert list(OutgoingMail.objects.order_by("pk").values_list("template", flat=True)) == ["votes/code", "votes/stands"]
    assert Ballot.objects.get().candidate.number == 1


def test_one_mailbox_has_one_vote_in_the_whole_province(tielt):
    kortrijk = round_with_candidates(2, municipality=other_town())
    voted(tielt, "an@example.org")
    _key, code = requested(kortrijk, "an@example.org")
    assert code == ""


def test_with_a_rule_of_one_vote_per_town_a_mailbox_votes_in_each():
    tielt = round_with_candidates(2, edition__scope="round")
    kortrijk = round_with_candidates(2, municipality=other_town(), edition=tielt.edition)
    assert voted(tielt, "an@example.org") and voted(kortrijk, "an@example.org")
    assert Slip.objects.values("identity_mac").distinct().count() == 2, "two scopes, two keys: nobody joins them"


def other_town():
    from tests.factories.municipalities import MunicipalityFactory

    return MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk", postcodes=["8500"])


def test_a_mailbox_gets_three_mails_a_day_and_eight_in_a_round(tielt):
    mailed = []
    for day in range(5):
        for hour in range(4):
            _key, code = requested(tielt, "an@example.org", at=OPEN + timedelta(days=day, hours=hour))
            mailed.append(bool(code))
    assert [sum(mailed[start : start + 4]) for start in range(0, 20, 4)] == [3, 3, 2, 0, 0]


def test_a_request_that_gets_no_mail_does_not_replace_the_one_that_did(tielt):
    requested(tielt, "an@example.org")
    for _ in range(3):
        _key, its_code = requested(tielt, "an@example.org", candidate=2)
    assert its_code == ""
    assert VoteRequest.objects.filter(is_replaced=False).count() == 2  # the one with the third mail, and the one without


def test_not_me_blocks_the_mailbox_and_needs_the_code(tielt):
    key, code = requested(tielt, "an@example.org")
    with pytest.raises(confirming.WrongCode):
        confirming.not_me(key=key, code=wrong_one(code), at=OPEN)
    confirming.not_me(key=key, code=code, at=OPEN)
    with pytest.raises(confirming.Blocked):
        confirming.confirm(key=key, code=code, at=OPEN)
    _key, next_code = requested(tielt, "an@example.org", at=OPEN + timedelta(days=1))
    assert next_code == ""
    assert Mailbox.objects.get().blocked_at == OPEN


def test_a_candidate_who_withdrew_takes_no_more_votes(tielt):
    from votes.rounds import withdraw_candidate

    withdraw_candidate(candidate=tielt.candidates.get(number=1), reason="De zaak sluit.", by=1, at=OPEN)
    with pytest.raises(asking.NoSuchCandidate):
        asking.ask(wish=wish(tielt, "an@example.org", candidate=1), proof="", at=OPEN)


def test_the_mail_says_which_town_and_never_for_whom(tielt):
    requested(tielt, "an@example.org", candidate=1)
    mail = OutgoingMail.objects.get()
    name = tielt.candidates.get(number=1).name
    assert "Tielt" in mail.subject + mail.text
    assert name not in mail.subject + mail.text + mail.html and "kandidaat" not in mail.html.lower()


def test_without_javascript_a_small_budget_stands_in_for_the_proof_and_then_the_mail_comes_later(tielt):
    requests = [asking.ask(wish=wish(tielt, f"nummer{number}@example.org"), proof="", at=OPEN) for number in range(32)]
    assert [request.mail_due_at - OPEN for request in requests] == [timedelta(0)] * 30 + [asking.LATER] * 2


def test_a_request_whose_task_was_lost_is_mailed_by_the_sweep(tielt):
    request = asking.ask(wish=wish(tielt, "an@example.org"), proof="", at=OPEN)
    assert not OutgoingMail.objects.exists()  # the worker was asked, and did not get to it
    assert request.mail_due_at == OPEN
    asking.answer_due(OPEN)
    assert OutgoingMail.objects.get().template == "votes/code"


def test_an_address_is_kept_for_72_hours_at_most(tielt):
    """What erases it runs every hour."""
    requested(tielt, "an@example.org")
    asking.prune(OPEN + timedelta(hours=71) - timedelta(seconds=1))
    assert VoteRequest.objects.count() == 1
    asking.prune(OPEN + timedelta(hours=71))
    assert not VoteRequest.objects.exists()
    assert OutgoingMail.objects.get().forget_at == OPEN + timedelta(hours=71)


def test_a_confirmation_asks_the_database_for_as_little_as_it_can(tielt):
    """On the last evening thousands of codes come in. More than these: look for a relation that is fetched by the way."""
    key, code = requested(tielt, "an@example.org")
    with CaptureQueriesContext(connection) as asked:
        confirming.confirm(key=key, code=code, at=OPEN)
    words = [" ".join(query["sql"].replace('"', "").split()) for query in asked]
    deeds = [(line.split()[0], table_of(line)) for line in words if line.split()[0] not in ("BEGIN", "SET", "COMMIT")]
    held = [("SELECT", "votes_round")] if connection.vendor == "postgresql" else []  # FOR SHARE
    assert deeds == [
        ("SELECT", "votes_voterequest"),
        *held,
        ("SELECT", "votes_round"),
        ("SELECT", "votes_candidate"),
        ("INSERT", "votes_slip"),
        ("SELECT", "votes_slip"),
        ("INSERT", "votes_ballot"),
        ("UPDATE", "votes_voterequest"),
    ]


def table_of(statement: str) -> str:
    found = re.search(r"(?:FROM|INTO|UPDATE) (\w+)", statement)
    assert found, statement
    return found[1]


def test_a_confirmation_opens_nothing_that_is_sealed(tielt):
    """Neither the address nor the mail is needed to count, and opening them costs more than the vote."""
    key, code = requested(tielt, "an@example.org")
    with mock.patch("gate.sealed_text.unseal", side_effect=AssertionError("opened")):
        assert confirming.confirm(key=key, code=code, at=OPEN).receipt
