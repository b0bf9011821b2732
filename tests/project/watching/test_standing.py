"""How the site is at a moment, as figures and alerts know it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ikkooplokaal.models import PeriodicJob
from ikkooplokaal.periodic import DAY, HOUR, JOBS, MINUTE, NEVER, turn_of
from ikkooplokaal.watching import ages
from ikkooplokaal.watching.standing import Queue, Standing, standing
from mail.models import OutgoingMail
from tests.factories.votes import OPEN, OPENS, RoundFactory
from votes.models import SealHead

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 10, 40, 30, tzinfo=UTC)
NOTHING = timedelta(0)


@pytest.fixture(autouse=True)
def everything_had_its_turn(time_machine):
    time_machine.move_to(AT, tick=False)
    PeriodicJob.objects.bulk_create(PeriodicJob(name=job.name, turn=turn_of(job.every, AT)) for job in JOBS)


def mail(**facts) -> OutgoingMail:
    count = OutgoingMail.objects.count()
    return OutgoingMail.objects.create(template="x", language="nl", message_id=str(count), **({"created_at": AT, "due_at": AT} | facts))


def task(status: str = "READY", **facts) -> DBTaskResult:
    made = DBTaskResult.objects.create(task_path="mail.tasks.deliver", backend_name="default", args_kwargs={"args": [], "kwargs": {}}, status=status)
    DBTaskResult.objects.filter(pk=made.pk).update(**facts)
    return made


def test_when_all_is_done_nothing_waits_and_nobody_is_late():
    assert standing(AT) == Standing(jobs_late={job.name: NOTHING for job in JOBS})


def test_a_task_waits_from_the_moment_it_may_be_done():
    task(enqueued_at=AT - 3 * MINUTE)
    task(enqueued_at=AT - HOUR, run_after=AT + HOUR)
    task("RUNNING", enqueued_at=AT - HOUR)
    task("SUCCESSFUL", enqueued_at=AT - HOUR)
    assert standing(AT).tasks == Queue(1, 3 * MINUTE)


def test_tasks_that_failed_count_for_a_day():
    task("FAILED", finished_at=AT - HOUR)
    task("FAILED", finished_at=AT - DAY)
    assert standing(AT).tasks_failed == 1


def test_a_mail_waits_since_it_was_due_also_when_a_failed_try_put_it_off():
    mail(due_at=AT - 2 * MINUTE, created_at=AT - HOUR)
    mail(due_at=AT + HOUR, created_at=AT - 20 * MINUTE, tries=2)
    mail(due_at=AT + HOUR)
    mail(due_at=AT - HOUR, state=OutgoingMail.State.SENT)
    assert standing(AT).mails == Queue(2, 20 * MINUTE)


def test_mails_that_did_not_arrive_are_told_by_whose_fault_it_was():
    lost = {"state": OutgoingMail.State.GIVEN_UP, "given_up_at": AT - HOUR}
    mail(problem="recipient refused 550", **lost)
    mail(problem="recipient refused 550", **lost | {"given_up_at": AT - DAY})
    mail(problem="message refused 554", **lost)
    mail(problem="too late", **lost)
    found = standing(AT)
    assert (found.mails_refused, found.mails_given_up) == (1, 2)


@pytest.mark.parametrize(
    ("name", "turn", "late"),
    [
        ("publish_scheduled", AT.replace(second=0), NOTHING),
        ("publish_scheduled", AT.replace(minute=35, second=0), timedelta(minutes=4, seconds=30)),
        ("votes.prove", AT.replace(hour=9, minute=0, second=0), timedelta(minutes=40, seconds=30)),
        ("refresh_openings", datetime(2026, 11, 24, 2, tzinfo=UTC), timedelta(hours=8, minutes=40, seconds=30)),
        ("publish_scheduled", NEVER, timedelta(seconds=30)),
    ],
)
def test_a_job_is_late_since_its_turn_should_have_begun(name, turn, late):
    PeriodicJob.objects.filter(name=name).update(turn=turn)
    assert standing(AT).jobs_late[name] == late


def test_who_is_at_it_is_not_late_and_who_was_killed_is():
    PeriodicJob.objects.filter(name="refresh_openings").update(turn=AT - 2 * DAY, busy_until=AT + MINUTE)
    PeriodicJob.objects.filter(name="rebuild_shop_index").update(turn=AT - 2 * DAY, busy_until=AT)
    late = standing(AT).jobs_late
    assert (late["refresh_openings"], late["rebuild_shop_index"]) == (NOTHING, DAY)


def test_a_job_that_never_ran_is_late_and_one_that_is_no_more_says_nothing():
    PeriodicJob.objects.filter(name="mail.prune").delete()
    PeriodicJob.objects.create(name="of.former.days", turn=AT - 90 * DAY, has_failed=True)
    PeriodicJob.objects.filter(name="votes.prove").update(has_failed=True)
    found = standing(AT)
    assert found.jobs_late["mail.prune"] == AT - datetime(2026, 11, 25, 2, tzinfo=UTC)
    assert found.jobs_failed == {"votes.prove"} and "of.former.days" not in found.jobs_late


# -- seals


def test_without_a_round_that_runs_there_is_no_age_of_a_seal():
    RoundFactory()
    assert standing(OPENS - MINUTE).seal_age is None


def test_the_round_that_has_waited_longest_for_its_seal_counts():
    tielt = RoundFactory()
    assert standing(OPENS + MINUTE).seal_age == MINUTE, "none yet: since its opening"
    for hours in (2, 1):
        SealHead.objects.create(round=tielt, at=OPEN - hours * HOUR, position=0, head="0" * 64)
    assert standing(OPEN).seal_age == HOUR


# -- what others hook up


@pytest.fixture
def hooked_up(monkeypatch):
    monkeypatch.setattr(ages, "_NEWEST", {})
    return ages.register


def test_nothing_is_told_of_what_nobody_hooked_up(hooked_up):
    assert standing(AT).ages == {}


def test_one_line_hooks_up_the_age_of_a_backup(hooked_up):
    hooked_up("backup", lambda at: at - 5 * HOUR)
    hooked_up("other", lambda at: None)
    assert standing(AT).ages == {"backup": 5 * HOUR, "other": None}


def test_a_clock_that_runs_ahead_makes_nothing_younger_than_new(hooked_up):
    hooked_up("backup", lambda at: at + MINUTE)
    assert standing(AT).ages == {"backup": NOTHING}


@pytest.mark.parametrize("number", [1, 30])
def test_however_much_waits_it_takes_six_questions(number, django_assert_num_queries):
    for _ in range(number):
        mail()
        task()
    with django_assert_num_queries(6):
        standing(timezone.now())
