"""What the task worker does for the outbox. The only argument is an id: tasks are kept, and shown to admins."""

from django_tasks import task

from gate.clock import database_now
from mail import delivery


@task()
def deliver(mail_id: int) -> str:
    """Try to send one mail; returns what became of it. What fails is tried again by mail.outbox.deliver_due.

    By the clock of the database: a code lives from the moment that is written down here, and another process says when it is over.
    """
    return delivery.deliver(mail_id=mail_id, at=database_now()).value
