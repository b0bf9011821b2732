"""What the task worker does for imports of calendars. Its only argument is the key of a batch."""

from django.utils import timezone
from django_tasks import task

from events.importing.work import work


@task()
def carry_on(batch_id: int) -> None:
    """Do the step that the batch waits for, if nobody else does."""
    work(batch_id, at=timezone.now())
