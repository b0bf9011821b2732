"""Background tasks wait in the database until a worker takes them."""

import pytest
from django.core.management import call_command
from django_tasks import TaskResultStatus, task

from home.models import HomePage

QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@task()
def retitle(page: int, title: str) -> str:
    """A task of this test: gives a page another title, and returns the former."""
    found = HomePage.objects.get(pk=page)
    former, found.title = found.title, title
    found.save()
    return former


@task()
def fail() -> None:
    raise ValueError("this task of the test fails")


@pytest.fixture
def queue(settings):
    settings.TASKS = QUEUED


def work() -> None:
    """What `manage.py db_worker` does, until nothing is left."""
    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_an_enqueued_task_is_run_by_the_worker_and_not_before(queue, site_tree):
    page = site_tree["nl"]
    result = retitle.enqueue(page.pk, "Vers van hier")
    page.refresh_from_db()
    assert (page.title, result.status) == ("Ik koop lokaal", TaskResultStatus.READY)

    work()

    page.refresh_from_db()
    result.refresh()
    assert (page.title, result.status, result.return_value) == ("Vers van hier", TaskResultStatus.SUCCESSFUL, "Ik koop lokaal")


@pytest.mark.django_db(transaction=True)
def test_a_task_that_fails_is_kept_with_its_error_and_does_not_stop_the_next(queue, site_tree):
    failing, good = fail.enqueue(), retitle.enqueue(site_tree["fr"].pk, "Frais d'ici")

    work()

    failing.refresh()
    good.refresh()
    assert (failing.status, good.status) == (TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL)
    assert failing.errors[0].exception_class is ValueError


@pytest.mark.django_db(transaction=True)
def test_without_a_worker_a_task_runs_at_once(site_tree):
    assert retitle.enqueue(site_tree["de"].pk, "Von hier").status == TaskResultStatus.SUCCESSFUL
