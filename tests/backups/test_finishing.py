"""What a restored site erases before it opens, and what it tells of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from accounts.models import User
from ikkooplokaal.backups import facts, finishing, fleeting
from ikkooplokaal.periodic import JOBS
from mail import codes, links
from mail.models import OneTimeCode, OneTimeLink, OutgoingMail
from tests.append_only import without_triggers
from tests.backups.test_manifest import TOLD
from tests.factories.votes import OPEN, many_votes, requested, round_with_candidates
from votes import keys, seal, triggers
from votes.models import Ballot, VoteRequest

AT = OPEN + timedelta(days=1)
NO_ERASING = {
    "publish_scheduled",
    "mail.deliver_due",
    "shops.reports.follow_time",
    "shops.shopkeepers.ask_due",
    "refresh_openings",
    "rebuild_shop_index",
    "events.refill_all",
    "events.tell_due",
    "content.finding.rebuild",
    "statistics.renew",
    "translating.resume",
    "votes.line_up",
    "votes.answer_due",
    "votes.look",
    "votes.publish_heads",
    "votes.prove",
}


def told_now():
    """The manifest of a copy of this moment."""
    here = facts.told_by(finishing.ask, connection.vendor)
    return replace(TOLD, is_exact=True, migrations=here.migrations, counts=here.counts, heads=here.heads)


def test_every_job_is_known_as_one_that_erases_or_as_one_that_does_not():
    names = {job.name for job in JOBS}
    assert names == finishing.ERASING | NO_ERASING, "a new job that erases belongs in finishing.ERASING"
    assert set() == finishing.ERASING & NO_ERASING


@pytest.mark.django_db
def test_what_is_fleeting_are_tables_of_this_site():
    assert set(fleeting.tables()) <= set(connection.introspection.table_names())
    assert "votes_voterequest" in fleeting.tables()
    assert set(fleeting.tables()) & set(told_now().counts) == set()


@pytest.mark.django_db
def test_nobody_is_logged_in_no_link_opens_no_address_of_a_voter_is_left_and_no_mail_leaves_twice(clock):
    clock(2027, 3, 10, 12, 0)
    running = round_with_candidates(2)
    requested(running, "kiezer@ikkooplokaal.example")
    OutgoingMail.objects.filter(template="votes/code").update(state="waiting", sent_at=None)
    user = User.objects.create_user("redactie@ikkooplokaal.example")
    links.make_link(purpose="invitation", user_id=user.pk, at=OPEN, valid_for=timedelta(days=7))
    codes.make_code(purpose="login", subject="1", at=OPEN, valid_for=timedelta(hours=1))
    Session.objects.create(session_key="somebody", session_data="", expire_date=AT + timedelta(hours=12))
    done = finishing.finish(told=told_now(), at=AT)
    assert done.is_well, done
    assert [model.objects.count() for model in (Session, OneTimeLink, OneTimeCode, VoteRequest)] == [0, 0, 0, 0]
    assert done.mails == 1
    assert set(OutgoingMail.objects.values_list("state", "problem")) == {("given up", "restored from a backup")}


@pytest.mark.django_db
def test_a_row_that_is_missing_is_told_of():
    told = told_now()
    done = finishing.finish(told=replace(told, counts=told.counts | {"shops_shop": 12, "shops_gone": 3}), at=AT)
    assert done.differences == ["shops_shop: 0 / 12", "shops_gone: None / 3"]
    assert not done.is_well


@pytest.mark.django_db
def test_of_a_copy_that_went_on_only_what_can_never_be_less_is_counted():
    round_with_candidates(2)
    told = told_now()
    more = {"votes_ballot": 5, "shops_shop": 99}
    done = finishing.finish(told=replace(told, is_exact=False, counts=told.counts | more), at=AT)
    assert done.differences == ["votes_ballot: 0 < 5"]


@pytest.mark.django_db
def test_a_vote_that_was_changed_in_the_copy_is_told_of():
    running = round_with_candidates(2)
    ballots = many_votes(running, [1, 2] * 10)
    seal.seal(round_id=running.pk)
    told = told_now()
    with without_triggers(connection):
        other = running.candidates.exclude(pk=ballots[0].candidate_id).get()
        Ballot.objects.filter(pk=ballots[0].pk).update(candidate=other)
    assert finishing.finish(told=told, at=AT).differences == [f"round {running.code}: ballot does not open {ballots[0].commitment}"]


@pytest.mark.django_db
def test_a_chain_that_ends_before_the_head_of_the_manifest_is_told_of():
    running = round_with_candidates(2)
    told = replace(told_now(), heads={str(running.pk): (20, "ab" * 32)})
    assert finishing.finish(told=told, at=AT).differences == [f"round {running.code}: other head than published 20"]


@pytest.mark.django_db
def test_a_job_that_could_not_erase_is_told_of(monkeypatch):
    def fail(at: datetime) -> None:
        raise RuntimeError

    broken = [replace(job, run=fail) if job.name == "votes.prune" else job for job in JOBS]
    monkeypatch.setattr(finishing, "JOBS", broken)
    done = finishing.finish(told=told_now(), at=datetime(2026, 11, 25, tzinfo=UTC))
    assert (done.failed, done.is_well) == (["votes.prune"], False)


@pytest.mark.django_db
def test_tables_of_votes_that_may_be_changed_get_their_triggers_back():
    triggers.remove(connection)
    assert finishing.finish(told=told_now(), at=AT).is_well
    assert triggers.missing(connection) == set()


@pytest.mark.django_db
def test_a_round_that_runs_without_its_key_is_told_of(clock):
    clock(2027, 3, 10, 12, 0)
    running = round_with_candidates(2)
    keys.destroy_key(running.scope)
    assert finishing.finish(told=told_now(), at=AT).worries == [f"{running.code} has no key"]
