"""What the task worker does for the vote. The only argument is a key: tasks are kept, and shown to admins."""

from django_tasks import task

from votes import asking
from votes.clock import database_now


@task()
def answer_request(key: str) -> str:
    """Decide on the mail of one request. What fails is tried again by votes.asking.answer_due."""
    return asking.answer(key=key, at=database_now())
