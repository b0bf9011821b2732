"""What other processes do in the tests of faults: prepare a round, confirm votes as fast as they can, count while others vote.

Requests are written with a known code, so that a process can confirm thousands of them without mails.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from django.db import connection, connections, transaction
from django.db.utils import DatabaseError, InterfaceError

from municipalities.models import Role
from tests.append_only import without_triggers
from tests.conftest import make_laid_out
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.roles import somebody
from tests.factories.votes import COUNTED, OPEN, round_with_candidates
from votes import asking, confirming, counting, seal, suspicion
from votes.addresses import address_of
from votes.clock import database_now
from votes.models import Ballot, Round, Slip, VoteRequest

CODE = "012345"
ONE_BALLOT = "one_ballot_per_identity_and_scope"


def prepare(identities: int, each: int = 1, town: int = 0, **facts_of_round: Any) -> int:
    """A round with two candidates and `each` requests of every identity, all to be confirmed with CODE; gives its key."""
    municipality = MunicipalityFactory(nis=f"9{town:04}", name=f"Stad {town}", slug=f"stad-{town}", postcodes=[f"9{town:03}"])
    voting_round = round_with_candidates(2, municipality=municipality, **facts_of_round)
    chosen = {candidate.number: candidate for candidate in voting_round.candidates.all()}
    facts: dict[str, Any] = {"network_mac": "", "domain_class": "gmail", "is_local": True, "language": "nl", "created_at": OPEN}
    requests = []
    for number in range(identities * each):
        key = key_of(voting_round.pk, number)
        identity = f"{voting_round.pk:032x}{number % identities:032x}"
        requests.append(
            VoteRequest(
                key=key,
                round=voting_round,
                candidate=chosen[1 + number % 2],
                identity_mac=identity,
                code_hash=asking.hash_of(key, CODE),
                **facts,
            )
        )
    VoteRequest.objects.bulk_create(requests, batch_size=500)
    return voting_round.pk


def prepare_site(identities: int) -> dict[str, str]:
    """The same round on a site with its pages, open at this moment; {"round": key, "path": of its page for codes, to be filled with a key}."""
    now, day = database_now(), timedelta(days=1)
    make_laid_out()
    dates = {"candidacy_from": -9, "candidacy_until": -2, "opens_at": -1, "closes_at": 20, "review_until": 27}
    round_id = prepare(identities, at=now, **{f"edition__{name}": now + days * day for name, days in dates.items()})
    voting_round = Round.objects.select_related("edition", "municipality").get(pk=round_id)
    return {"round": str(round_id), "path": urlsplit(address_of("code", voting_round, "nl", key="KEY")).path}


def key_of(round_id: int, number: int) -> str:
    return f"r{round_id}-{number}"


def confirm_all(round_id: int, numbers: Iterable[int], threads: int = 1) -> dict[str, Any]:
    """Confirm these requests; {"receipts": of what was counted, "refused": {name: how many}}. Database errors are tried again."""
    receipts: list[str] = []
    refused: Counter[str] = Counter()
    waiting = list(numbers)
    lock = threading.Lock()

    def work() -> None:
        while True:
            with lock:
                if not waiting:
                    break
                number = waiting.pop()
            outcome = confirmed(round_id, number)
            with lock:
                receipts.append(outcome[1]) if outcome[0] == "counted" else refused.update([outcome[0]])
        connections.close_all()

    started = [threading.Thread(target=work) for _ in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    return {"receipts": receipts, "refused": dict(refused)}


def confirmed(round_id: int, number: int) -> tuple[str, str]:
    """("counted", receipt), or the name of the refusal."""
    while True:
        try:
            return "counted", confirming.confirm(key=key_of(round_id, number), code=CODE, at=OPEN).receipt
        except confirming.Refused as refusal:
            return type(refusal).__name__, ""
        except (DatabaseError, InterfaceError):
            connections.close_all()
            time.sleep(0.02)


def vote_until_closed(round_id: int, numbers: Iterable[int]) -> list[str]:
    """Receipts of what was counted until the round takes no more."""
    receipts = []
    for number in numbers:
        name, receipt = confirmed(round_id, number)
        if name == "NotOpen":
            break
        receipts.append(receipt)
    return receipts


def freeze(round_id: int, email: str = "een@provincie.example") -> dict[str, Any]:
    from accounts.models import User

    by = User.objects.filter(email=email).first() or somebody(Role.PROVINCE, email=email)
    with mock.patch.object(suspicion, "find", return_value=[]):  # a hundred votes in a second are what this is about
        return counting.freeze(round_id=round_id, by=by, at=COUNTED).figures


def state_of(round_id: int) -> dict[str, Any]:
    """What stands in the database."""
    voting_round = Round.objects.get(pk=round_id)
    return {
        "ballots": Ballot.objects.filter(round=round_id).count(),
        "slips": Slip.objects.filter(round=round_id, ballot__isnull=False).count(),
        "receipts": list(Slip.objects.filter(round=round_id).values_list("receipt", flat=True)),
        "findings": [finding.name for finding in seal.verify(voting_round)],
    }


def drop_the_constraint() -> None:
    change_constraint("remove_constraint")


def put_the_constraint_back() -> None:
    with without_triggers(connection):
        Slip.objects.all().delete()
        Ballot.objects.all().delete()
    change_constraint("add_constraint")


def change_constraint(how: str) -> None:
    constraint = next(one for one in Slip._meta.constraints if one.name == ONE_BALLOT)
    with connection.schema_editor() as editor:
        getattr(editor, how)(Slip, constraint)


class HeldVote:
    """A vote that is stored and not committed yet: the process was stopped by its scheduler just there."""

    def __init__(self, round_id: int, number: int) -> None:
        self.transaction: AbstractContextManager[Any] = transaction.atomic()
        self.transaction.__enter__()
        self.answer = confirming.judged(key_of(round_id, number), CODE, OPEN)

    def commit(self) -> str:
        self.transaction.__exit__(None, None, None)
        return getattr(self.answer, "receipt", type(self.answer).__name__)


def take_no_lock() -> None:
    """The control: the round is read, and not held."""
    manager = type(Round.objects)
    manager.held_for_a_vote = lambda self, key: Round.objects.select_related("edition", "municipality").get(pk=key)  # type: ignore[attr-defined]
