"""Lines about background tasks. The request that asked for one says its number, under which the worker's own lines stand: so one leads to the other,
and nothing about it is stored."""

import logging
from typing import Any

from django_tasks.signals import task_enqueued, task_finished, task_started
from django_tasks_db import DatabaseBackend

from ikkooplokaal.watching import request_id

logger = logging.getLogger(__name__)


def listen() -> None:
    task_enqueued.connect(enqueued, dispatch_uid="ikkooplokaal.watching.enqueued")
    task_started.connect(started, dispatch_uid="ikkooplokaal.watching.started")
    task_finished.connect(finished, dispatch_uid="ikkooplokaal.watching.finished")


def enqueued(task_result: Any, **_: Any) -> None:
    logger.info("task enqueued", extra=facts(task_result))


def started(sender: Any, task_result: Any, **_: Any) -> None:
    """Within a request (where tasks are run at once) the request's own number stays. The worker sends its backend, others the class of theirs."""
    if isinstance(sender, DatabaseBackend) or not request_id.current():
        request_id.begin(number(task_result))
    logger.debug("task started", extra=facts(task_result))


def finished(task_result: Any, **_: Any) -> None:
    logger.info("task %s", str(task_result.status).lower(), extra=facts(task_result))
    if request_id.current() == number(task_result):
        request_id.begin("")


def facts(task_result: Any) -> dict[str, str]:
    """Never its arguments: they may name a row that is somebody's."""
    return {"task": number(task_result), "path": task_result.task.module_path}


def number(task_result: Any) -> str:
    return f"task-{task_result.id}"
