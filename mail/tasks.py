"""What the task worker does for the outbox. The only argument is an id: tasks are kept, and shown to admins."""

from django.utils import timezone
from django_tasks import task

from mail import delivery


@task()
def deliver(mail_id: int) -> str:
    """Try to send one mail; returns what became of it. What fails is tried again by mail.outbox.deliver_due."""
    return delivery.deliver(mail_id=mail_id, at=timezone.now()).value
