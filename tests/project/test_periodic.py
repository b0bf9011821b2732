"""What is done every minute and every night."""

import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from ikkooplokaal import periodic
from ikkooplokaal.models import PeriodicJob
from ikkooplokaal.periodic import DAY, HOUR, JOBS, MINUTE, Job, run_due, turn_of
from tests.factories.shops import ShopFactory
from tests.services import processes

AT = datetime(2026, 11, 25, 10, 40, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HAS_DONE_THE_LAST = f"""
from ikkooplokaal.models import PeriodicJob
answer = PeriodicJob.objects.filter(name={JOBS[-1].name!r}, busy_until=None).count()
"""


@pytest.fixture(autouse=True)
def no_time_passes_within_a_round(monkeypatch):
    monkeypatch.setattr(periodic, "monotonic", lambda: 0.0)


def rounds(jobs: list[Job], *moments: datetime) -> list[dict[str, bool]]:
    return [run_due(at, jobs) for at in moments]


def brussels(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=periodic.BRUSSELS)


@pytest.mark.parametrize(
    ("every", "at", "turn"),
    [
        (MINUTE, brussels(2026, 11, 25, 11, 40, 59), brussels(2026, 11, 25, 11, 40)),
        (5 * MINUTE, brussels(2026, 11, 25, 11, 44), brussels(2026, 11, 25, 11, 40)),
        (DAY, brussels(2026, 11, 25, 11, 40), brussels(2026, 11, 25, 3)),
        (DAY, brussels(2026, 11, 25, 2, 59, 59), brussels(2026, 11, 24, 3)),
        (DAY, brussels(2026, 11, 25, 3), brussels(2026, 11, 25, 3)),
        (DAY, brussels(2026, 10, 25, 3), brussels(2026, 10, 25, 3)),
        (DAY, brussels(2027, 3, 28, 3), brussels(2027, 3, 28, 3)),
        (DAY, brussels(2027, 3, 28, 1, 59), brussels(2027, 3, 27, 3)),
    ],
)
def test_turns_begin_at_the_minute_and_at_three_at_night_in_brussels(every, at, turn):
    assert turn_of(every, at.astimezone(UTC)) == turn


@pytest.mark.django_db
def test_each_job_has_one_turn_per_minute_or_night():
    seen: list[str] = []
    jobs = [Job("minute", lambda at: seen.append("m"), MINUTE), Job("night", lambda at: seen.append("n"), DAY)]
    assert rounds(jobs, AT, AT + 20 * SECOND, AT + 30 * SECOND, AT + DAY) == [
        {"minute": True, "night": True},
        {},
        {"minute": True},
        {"minute": True, "night": True},
    ]
    assert "".join(seen) == "mnmmn"


@pytest.mark.django_db
def test_turns_that_were_missed_are_not_made_up_for():
    assert rounds([Job("minute", str, MINUTE)], AT, AT + DAY, AT + DAY + SECOND) == [{"minute": True}, {"minute": True}, {}]


@pytest.mark.django_db
def test_a_job_that_fails_is_logged_the_others_go_on_and_it_has_its_next_turn(caplog):
    def fail(at):
        raise ZeroDivisionError("the job of the test fails")

    jobs = [Job("bad", fail, MINUTE), Job("good", str, MINUTE)]
    assert rounds(jobs, AT, AT + SECOND, AT + MINUTE) == [{"bad": False, "good": True}, {}, {"bad": False, "good": True}]
    assert caplog.text.count("periodic job bad failed") == 2
    assert dict(PeriodicJob.objects.values_list("name", "has_failed")) == {"bad": True, "good": False}


@pytest.mark.django_db
def test_a_job_that_is_going_on_is_left_alone_until_it_takes_too_long():
    rows = []

    def ask_again(at):
        rows.extend(run_due(later, [slow]) for later in (at + MINUTE, at + 9 * MINUTE))

    slow = Job("slow", ask_again, MINUTE, at_most=10 * MINUTE)
    assert run_due(AT, [slow]) == {"slow": True}
    assert rows == [{}, {}]
    PeriodicJob.objects.update(busy_until=AT + 12 * MINUTE)  # as a process leaves it that is killed
    assert rounds([Job("slow", str, MINUTE)], AT + 11 * MINUTE, AT + 12 * MINUTE) == [{}, {"slow": True}]


@pytest.mark.django_db
@pytest.mark.parametrize("every", [MINUTE, HOUR, DAY])
def test_a_clock_that_was_years_ahead_and_is_set_right_stops_no_job(every):
    job = Job("of this test", lambda at: None, every)
    assert rounds([job], AT + 3_650 * DAY, AT, AT + SECOND, AT + every) == [
        {"of this test": True},
        {"of this test": True},
        {},
        {"of this test": True},
    ]


@pytest.mark.django_db
def test_one_that_was_killed_while_the_clock_was_ahead_is_free_once_it_is_right():
    job = Job("killed", lambda at: None, HOUR)
    assert periodic.take_turn(job, AT + 3_650 * DAY)
    assert run_due(AT, [job]) == {"killed": True}


@pytest.mark.django_db
def test_a_machine_that_is_some_minutes_behind_another_leaves_it_its_turns():
    job = Job("of two machines", lambda at: None, MINUTE)
    assert rounds([job], AT + 50 * MINUTE, AT) == [{"of two machines": True}, {}]


@pytest.fixture(scope="module")
def environment(django_db_setup, django_db_blocker):
    """Of processes that share a database, which they leave without turns."""
    with django_db_blocker.unblock(), processes.shared_database() as shared:
        yield shared
        with processes.others(1, shared) as (one,):
            one.told("from ikkooplokaal.models import PeriodicJob; PeriodicJob.objects.all().delete()")


@pytest.mark.django_db
def test_of_four_processes_that_ask_at_once_one_has_each_turn(environment):
    asking = """
from datetime import UTC, datetime, timedelta
from ikkooplokaal.periodic import MINUTE, Job, run_due
jobs = [Job(f"job {number}", str, MINUTE) for number in range(5)]
answer = list(run_due(datetime(2026, 11, 25, 10, 40, tzinfo=UTC) + %d * MINUTE, jobs))
"""
    with processes.others(4, environment) as four:
        for minute in range(4):
            turns = [name for names in processes.all_at_once(four, asking % minute) for name in names]
            assert sorted(turns) == [f"job {number}" for number in range(5)]


@pytest.mark.django_db
def test_every_job_of_the_site_runs_on_an_empty_site():
    assert run_due(AT) == {job.name: True for job in JOBS}


def test_the_jobs_of_the_site_and_how_often():
    assert {job.name: job.every for job in JOBS} == {
        "publish_scheduled": MINUTE,
        "mail.deliver_due": MINUTE,
        "mail.forget_due": HOUR,
        "shops.special_openings.forget_past": DAY,
        "shops.reports.forget_old": DAY,
        "shops.reports.follow_time": DAY,
        "shops.shopkeepers.ask_due": DAY,
        "shops.shopkeepers.prune": DAY,
        "shops.shopkeepers.forget_refused": DAY,
        "refresh_openings": DAY,
        "rebuild_shop_index": DAY,
        "events.refill_all": DAY,
        "events.tell_due": 5 * MINUTE,
        "content.finding.rebuild": DAY,
        "clearsessions": DAY,
        "prune_db_task_results": DAY,
        "statistics.renew": DAY,
        "contact.forget_old": DAY,
        "gate.prune": DAY,
        "gate.proof_of_work.prune": DAY,
        "mail.prune": DAY,
        "mail.links.prune": DAY,
        "mail.codes.prune": DAY,
        "content.visits.prune": DAY,
        "shops.unanswered.prune": DAY,
        "events.importing.forget_old": DAY,
        "shops.importing.forget_old": DAY,
        "translating.resume": 5 * MINUTE,
        "translating.prune": DAY,
        "votes.line_up": MINUTE,
        "votes.answer_due": MINUTE,
        "votes.look": 5 * MINUTE,
        "votes.publish_heads": HOUR,
        "votes.prune": HOUR,
        "votes.forget": HOUR,
        "votes.prove": HOUR,
        "votes.candidacy.prune": HOUR,
    }


def test_what_was_planned_goes_online_and_what_expires_goes_offline(site_tree, clock):
    at = clock(2026, 11, 25, 11, 40)
    page, shop = site_tree["fr"], ShopFactory(live=True, expire_at=at + 10 * MINUTE)
    page.save_revision().publish()
    page.refresh_from_db()
    page.title, page.go_live_at, page.expire_at = "Achetez ici", at + 5 * MINUTE, at + 10 * MINUTE
    page.save_revision().publish()

    def seen(*parts: int) -> tuple[str, bool, bool]:
        clock(*parts)
        call_command("run_periodic")
        page.refresh_from_db(), shop.refresh_from_db()
        return page.title, page.live, shop.live

    assert seen(2026, 11, 25, 11, 44) == ("J'achète local", True, True)
    assert seen(2026, 11, 25, 11, 46) == ("Achetez ici", True, True)
    assert seen(2026, 11, 25, 11, 51) == ("Achetez ici", False, False)


@pytest.mark.django_db
def test_the_command_says_by_its_exit_that_something_failed(monkeypatch, capsys):
    call_command("run_periodic", verbosity=2)
    assert capsys.readouterr().out.startswith("publish_scheduled, mail.deliver_due, ")
    monkeypatch.setattr("ikkooplokaal.management.commands.run_periodic.run_due", lambda at: {"good": True, "bad": False})
    with pytest.raises(SystemExit) as ended:
        call_command("run_periodic")
    assert ended.value.code == 1


@pytest.mark.django_db
def test_for_ever_ends_by_itself_when_it_is_asked_to(environment):
    with processes.others(1, environment) as (one,):
        for sign in (signal.SIGINT, signal.SIGTERM):
            one.told("from ikkooplokaal.models import PeriodicJob; PeriodicJob.objects.all().delete()")
            command = [sys.executable, "manage.py", "run_periodic", "--forever"]
            with processes.program(command, environment, stderr=subprocess.PIPE) as running:
                while running.poll() is None and not one.told(HAS_DONE_THE_LAST):
                    time.sleep(0.1)
                running.send_signal(sign)
                errors = running.communicate(timeout=processes.PATIENCE)[1].decode()
                assert (running.returncode, errors) == (0, "")
