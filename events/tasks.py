"""What the task worker does for events. Arguments are keys at most: tasks are kept, and shown to admins."""

from contextlib import suppress

from django.utils import timezone
from django_tasks import task

from events import invitations, lost_answers
from events.models import EventPage
from municipalities.moderation import Refused


@task()
def ask(event_id: int) -> int:
    """Mail the shops of an event that nobody asked yet; how many. Called off meanwhile: none."""
    event = EventPage.objects.filter(pk=event_id).first()
    with suppress(Refused):
        return invitations.mail_everybody(event=event, at=timezone.now()) if event else 0
    return 0


@task()
def tell() -> int:
    """Mail the shops that said yes to what is no more; how many."""
    return lost_answers.tell_due(at=timezone.now())
