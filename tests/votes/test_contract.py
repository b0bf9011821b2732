"""The contract of the vote (docs/voting.md): what the database holds, whatever the code does. Each with a control that turns it red."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from municipalities.models import Role
from tests.append_only import without_triggers
from tests.factories.roles import somebody
from tests.factories.votes import COUNTED, OPEN, many_votes, requested, round_with_candidates, voted
from votes import confirming, counting, forgetting, keys, seal, triggers
from votes.commitment import commit
from votes.events import record
from votes.models import (
    Ballot,
    BallotEvent,
    Candidate,
    Edition,
    Mailbox,
    ProvincialCount,
    ProvincialEvent,
    ProvincialResult,
    Round,
    SealedEntry,
    Slip,
    VoteRequest,
)
from votes.models.editions import REMEMBERED

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tielt():
    return round_with_candidates(2)


@pytest.fixture
def province():
    return [somebody(Role.PROVINCE, email=f"{name}@provincie.example") for name in ("een", "twee")]


def published(voting_round: Round, people: list[Any]) -> None:
    counting.freeze(round_id=voting_round.pk, by=people[0], at=COUNTED)
    counting.publish(round_id=voting_round.pk, by=people[1], at=COUNTED)


# -- 1. one identity, one ballot


def two_slips_of_one_identity(voting_round: Round) -> int:
    """Store a second slip beside the first one, as code would that never looked; returns how many stand."""
    many_votes(voting_round, [1])
    first = Slip.objects.get()
    request = VoteRequest(
        round=voting_round,
        candidate=voting_round.candidates.get(number=2),
        identity_mac=first.identity_mac,
        network_mac="",
        domain_class="",
        is_local=False,
        language="nl",
        created_at=OPEN,
    )
    with transaction.atomic():
        confirming.stored(request, voting_round, OPEN)
    return Ballot.objects.count()


def test_one_identity_has_one_ballot(tielt, monkeypatch):
    monkeypatch.setattr(VoteRequest, "save", lambda *_, **__: None)
    assert two_slips_of_one_identity(tielt) == 1


def test_without_the_constraint_one_identity_has_two_ballots(tielt, monkeypatch):
    monkeypatch.setattr(VoteRequest, "save", lambda *_, **__: None)
    constraint = next(one for one in Slip._meta.constraints if one.name == "one_ballot_per_identity_and_scope")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Slip, constraint)
    try:
        assert two_slips_of_one_identity(tielt) == 2
    finally:
        with without_triggers(connection):
            Slip.objects.all().delete()
            Ballot.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Slip, constraint)


# -- 7. nobody edits a vote


def one_of_each(voting_round: Round, people: list[Any]) -> dict[str, Any]:
    many_votes(voting_round, [1, 2, 1])
    seal.publish_head(round_id=voting_round.pk, at=OPEN)
    published(voting_round, people)
    provincial(voting_round.edition, people)
    from django.apps import apps

    return {name: apps.get_model("votes", name).objects.first() for name in triggers.APPEND_ONLY}


def provincial(edition: Edition, people: list[Any]) -> None:
    """A count, what happened to it, and a result of the province."""
    count = ProvincialCount.objects.create(edition=edition, made_at=COUNTED, made_by=people[0], figures={})
    ProvincialEvent.objects.create(count=count, kind=ProvincialEvent.Kind.LOT_DRAWN, at=COUNTED, by=people[0])
    ProvincialResult.objects.create(edition=edition, count=count, at=COUNTED, by=people[1], locked_by=people[0], figures="{}")


def refuses(statement: str, *parameters: Any) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
    except IntegrityError:
        return True
    return False


def stored_key(row: Any) -> Any:
    return row._meta.pk.get_db_prep_value(row.pk, connection, prepared=False)


def test_the_database_refuses_to_change_or_delete_what_may_never_change(tielt, province):
    for name, row in one_of_each(tielt, province).items():
        table = row._meta.db_table
        assert refuses(f"UPDATE {table} SET id = id WHERE id = %s", stored_key(row)), name
        assert refuses(f"DELETE FROM {table} WHERE id = %s", stored_key(row)), name
        if connection.vendor == "postgresql":
            assert refuses(f"TRUNCATE {table} CASCADE"), name


def test_without_its_trigger_each_table_can_be_changed(tielt, province):
    rows = one_of_each(tielt, province)
    with without_triggers(connection):
        changed = [not refuses(f"UPDATE {row._meta.db_table} SET id = id WHERE id = %s", stored_key(row)) for row in rows.values()]
    assert changed == [True] * len(triggers.APPEND_ONLY)


def test_a_counted_round_takes_no_ballot_even_past_the_code(tielt, province):
    many_votes(tielt, [1])
    counting.freeze(round_id=tielt.pk, by=province[0], at=COUNTED)
    late = Ballot(round=tielt, candidate=tielt.candidates.get(number=1), nonce="0" * 32, commitment="0" * 64, day=OPEN.date(), is_local=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        late.save(force_insert=True)
    with without_triggers(connection):
        late.save(force_insert=True)
        assert [finding.name for finding in seal.verify(Round.objects.get(pk=tielt.pk))] == [
            "ballot does not open",
            "ballot without a slip",
            "ballot was never sealed",
        ]


def test_every_trigger_stands_at_head_and_comes_back_after_a_migration(db):
    assert triggers.missing(connection) == set()
    triggers.remove(connection)
    assert triggers.missing(connection) == {name for _table, name in triggers.names(connection.vendor)}
    from django.core.management import call_command

    call_command("migrate", "votes", verbosity=0)
    assert triggers.missing(connection) == set()


# -- 9. what is changed in the database after sealing is found


TAMPERINGS = {
    "another candidate": lambda ballot, other: {"candidate": other},
    "another nonce": lambda ballot, other: {"nonce": "f" * 32},
    "another commitment": lambda ballot, other: {"commitment": "f" * 64},
    "a candidate whose commitment fits": lambda ballot, other: {
        "candidate": other,
        "commitment": commit(ballot.nonce, other.number, ballot.round.code),
    },
}


@pytest.mark.parametrize("change", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_a_changed_ballot_is_found(tielt, change):
    many_votes(tielt, [1] * 20)
    seal.seal(round_id=tielt.pk)
    assert seal.verify(tielt) == []
    ballot = Ballot.objects.first()
    with without_triggers(connection):
        Ballot.objects.filter(pk=ballot.pk).update(**change(ballot, tielt.candidates.get(number=2)))
        assert seal.verify(tielt) != []


def test_a_deleted_ballot_is_found_and_an_inserted_one_at_the_count(tielt, province):
    many_votes(tielt, [1] * 20)
    counting.freeze(round_id=tielt.pk, by=province[0], at=COUNTED)
    tielt.refresh_from_db()
    with without_triggers(connection):
        first = Ballot.objects.first()
        Slip.objects.filter(ballot=first).update(ballot=None)
        first.delete()
        added = Ballot(round=tielt, candidate=tielt.candidates.get(number=2), nonce="1" * 32, day=OPEN.date(), is_local=True)
        added.commitment = commit(added.nonce, 2, tielt.code)
        added.save(force_insert=True)
        assert {finding.name for finding in seal.verify(tielt)} == {
            "ballot is gone",
            "ballot was never sealed",
            "ballot without a slip",
            "slip without a ballot",
        }


def test_a_ballot_that_was_put_there_while_the_round_was_open_keeps_it_from_being_counted(tielt, province):
    many_votes(tielt, [1] * 3)
    added = Ballot(round=tielt, candidate=tielt.candidates.get(number=2), nonce="1" * 32, day=OPEN.date(), is_local=True)
    added.commitment = commit(added.nonce, 2, tielt.code)
    added.save(force_insert=True)
    with pytest.raises(counting.Tampered) as refused:
        counting.freeze(round_id=tielt.pk, by=province[0], at=COUNTED)
    assert [finding.name for finding in refused.value.findings] == ["ballot without a slip"]


def test_two_candidates_cannot_change_places(tielt, province):
    first, second = tielt.candidates.order_by("number")[:2]
    for change in ({"name": second.name}, {"slug": "x"}, {"face": second.face}, {"number": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Candidate.objects.filter(pk=first.pk).update(**change)
    with without_triggers(connection):
        for candidate, other in ((first, second), (second, first)):
            Candidate.objects.filter(pk=candidate.pk).update(name=other.name, face=other.face)
        with pytest.raises(counting.Tampered) as refused:
            counting.freeze(round_id=tielt.pk, by=province[0], at=COUNTED)
        assert [finding.name for finding in refused.value.findings] == ["other candidate"] * 2


def test_an_event_about_one_ballot_tells_no_more_than_the_day_and_is_sealed_with_twenty_others(tielt):
    (ballot,) = many_votes(tielt, [1])
    event = record(tielt, BallotEvent.Kind.SET_APART, at=OPEN, ballot=ballot)
    assert event.as_sealed()["at"] == "2027-03-10"
    seal.seal(round_id=tielt.pk)
    assert not SealedEntry.objects.filter(digest=seal.digest_of(event)).exists()
    many_votes(tielt, [1] * 19, at=OPEN + timedelta(hours=1))
    seal.seal(round_id=tielt.pk)
    assert SealedEntry.objects.filter(digest=seal.digest_of(event)).exists()


def test_a_changed_event_is_found(tielt, province):
    counting.freeze(round_id=tielt.pk, by=province[0], at=COUNTED)
    tielt.refresh_from_db()
    with without_triggers(connection):
        BallotEvent.objects.filter(kind="frozen").update(reason="iets anders")
        assert {finding.name for finding in seal.verify(tielt)} == {"event is gone", "event was never sealed"}


def test_a_chain_that_was_made_anew_does_not_fit_the_heads_that_others_kept(tielt):
    many_votes(tielt, [1] * 20)
    head = seal.publish_head(round_id=tielt.pk, at=OPEN)
    kept = [(head.position, head.head)]
    with without_triggers(connection):
        first = Ballot.objects.first()
        Ballot.objects.filter(pk=first.pk).update(nonce="2" * 32, commitment=commit("2" * 32, 1, tielt.code))
        tielt.sealed.all().delete()
        tielt.heads.all().delete()
        seal.publish_head(round_id=tielt.pk, at=OPEN)
        assert seal.verify(tielt) == [], "within the database all fits"
        assert [finding.name for finding in seal.verify(tielt, kept)] == ["other head than published"]


def test_ballots_are_sealed_in_batches_of_at_least_twenty_and_sorted_within(tielt):
    many_votes(tielt, [1, 2] * 9 + [1])
    seal.seal(round_id=tielt.pk)
    assert not tielt.sealed.filter(is_ballot=True).exists()
    many_votes(tielt, [2])
    seal.seal(round_id=tielt.pk)
    sealed = list(tielt.sealed.filter(is_ballot=True).order_by("position").values_list("digest", flat=True))
    assert len(sealed) == 20 and sealed == sorted(sealed)


# -- 10. a receipt proves that a vote counted, never for whom


def test_no_row_that_is_kept_leads_from_a_receipt_to_a_candidate_once_we_forgot(tielt, province):
    voted(tielt, "an@example.org", candidate=1)
    published(tielt, province)
    forgetting.forget_due(COUNTED + REMEMBERED)
    slip = Slip.objects.get()
    assert (slip.identity_mac, slip.network_mac, slip.domain_class) == ("", "", "")
    assert (slip.confirmed_at, slip.seconds_to_code, slip.ballot) == (None, None, None)
    assert slip.receipt and not VoteRequest.objects.exists()


# -- 13. we forget


def test_thirty_days_after_publication_nothing_leads_to_a_voter(tielt, province):
    voted(tielt, "an@example.org")
    scope = tielt.scope
    published(tielt, province)
    just_before = COUNTED + REMEMBERED - timedelta(seconds=1)
    assert forgetting.forget_due(just_before) == 0 and keys.has_key(scope)
    assert forgetting.leftovers(just_before + timedelta(seconds=1)) == ["2027-37022 is not forgotten", "requests that are too old"]
    assert forgetting.forget_due(COUNTED + REMEMBERED) == 1
    assert not keys.has_key(scope) and not Mailbox.objects.exists()
    assert forgetting.leftovers(COUNTED + REMEMBERED) == []
    assert seal.verify(Round.objects.get(pk=tielt.pk)) == [], "what is left still proves the count"


def test_a_scope_is_not_forgotten_while_one_of_its_rounds_still_counts(tielt, province):
    from tests.factories.municipalities import MunicipalityFactory

    round_with_candidates(2, municipality=MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk", postcodes=["8500"]))
    voted(tielt, "an@example.org")
    published(tielt, province)
    assert forgetting.forget_due(COUNTED + REMEMBERED) == 0
    assert Slip.objects.exclude(identity_mac="").exists()


# -- 8. suspicion


def test_keys_are_random_so_that_no_order_joins_slips_and_ballots(tielt):
    many_votes(tielt, [1, 2] * 10)
    by_slip = [slip.ballot_id for slip in Slip.objects.order_by("pk")]
    assert by_slip != sorted(by_slip)
    assert all(key.version == 4 for key in by_slip)


def test_a_code_asked_for_before_the_count_is_not_counted_after_it(tielt, province):
    key, code = requested(tielt, "an@example.org")
    counting.freeze(round_id=tielt.pk, by=province[0], at=COUNTED)
    with pytest.raises(confirming.NotOpen):
        confirming.confirm(key=key, code=code, at=OPEN)
    assert not Ballot.objects.exists()
