"""Lines about what is not a request: who came in, who was refused, what the worker does."""

import logging

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from home.demo.logins import code_of, give_app, secret_of
from ikkooplokaal.watching import request_id
from mail import tasks
from municipalities.models import Role
from tests.factories import roles
from tests.signing_in import sign_in

EMAIL, PASSWORD = "beheer@ikkooplokaal.example", "een lange zin van mij"
LOGIN, CODE = "/account/login/", "/account/tweede-stap/code/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(caplog):
    """lines("gate"): the lines of a logger, as (message, {name: what it is about})."""
    caplog.set_level(logging.INFO)

    def told(logger: str, *names: str) -> list[tuple]:
        found = [line for line in caplog.records if line.name == logger]
        return [(line.getMessage(), *(getattr(line, name, None) for name in names)) for line in found]

    return told


@pytest.fixture
def now(clock):
    return clock(2026, 11, 25, 12, 0)


def test_a_login_a_refused_one_and_second_steps_are_lines_by_number(client, site_tree, now, lines):
    user = User.objects.create_superuser(EMAIL, PASSWORD)
    give_app(user, secret_of(EMAIL))
    client.post(LOGIN, {"login": EMAIL, "password": "een verkeerde"})
    client.post(LOGIN, {"login": EMAIL, "password": PASSWORD})
    client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": code_of(EMAIL, now)})
    assert lines("ikkooplokaal.watching.logins", "user", "factor") == [
        ("login refused", None, None),
        ("second step refused", user.pk, None),
        ("second step passed", user.pk, "totp"),
        ("logged in", user.pk, None),
    ]


def test_a_door_that_stays_closed_is_a_line_with_whose_login_it_was(site_tree, lines):
    reviewer = roles.somebody(Role.REVIEWER)
    assert sign_in(Client(), reviewer).get("/admin/users/").status_code in {302, 403}
    assert lines("ikkooplokaal.admin_doors", "view", "user") == [("door closed", "wagtailusers_users:index", reviewer.pk)]


def test_who_is_refused_by_a_rule_is_a_line_that_names_the_rule(client, site_tree, lines):
    for number in range(41):
        client.get(f"/account/uitnodiging/raad-{number}/")
    client.get("/nl/?q=%00")
    ((said, rule),) = lines("gate.throttle", "rule")
    assert said == "too many tries" and "raad" not in rule
    assert lines("ikkooplokaal.hostile_input", "why") == [("hostile input", "NUL in the address")]


def test_the_request_that_asks_for_a_task_names_the_number_under_which_the_worker_writes(lines, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with request_id.carried("of-a-request"):
        result = tasks.deliver.enqueue(12)
    assert lines("ikkooplokaal.watching.tasks", "task", "path") == [("task enqueued", f"task-{result.id}", "mail.tasks.deliver")]


@pytest.mark.django_db(transaction=True)
def test_the_worker_writes_under_the_number_of_each_task_also_after_one_that_ended_badly(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    seen = []
    monkeypatch.setattr(tasks.delivery, "deliver", lambda **asked: seen.append(request_id.current()) or tasks.delivery.Outcome.SENT)
    results = [tasks.deliver.enqueue(number) for number in (12, 13)]
    request_id.begin("task-that-nobody-ended")
    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0)
    assert seen == [f"task-{result.id}" for result in results] and request_id.current() == ""


def test_what_a_task_writes_stands_under_its_number_and_what_follows_does_not(monkeypatch):
    seen = []
    monkeypatch.setattr(tasks.delivery, "deliver", lambda **asked: seen.append(request_id.current()) or tasks.delivery.Outcome.SENT)
    result = tasks.deliver.enqueue(12)
    with request_id.carried("of-a-request"):
        tasks.deliver.enqueue(12)
    assert seen == [f"task-{result.id}", "of-a-request"] and request_id.current() == ""
