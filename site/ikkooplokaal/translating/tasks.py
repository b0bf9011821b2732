"""What the task worker does for translations. Its arguments are keys: tasks are kept, and shown to admins."""

from django.utils import timezone
from django_tasks import task
from wagtail.models import Page

from ikkooplokaal.translating import renewing, working


@task()
def translate(job_ids: list[int]) -> None:
    """Do these jobs, in this order, as far as nobody else does."""
    for key in job_ids:
        working.do(job_id=key, at=timezone.now())


@task()
def renew(page_id: int) -> None:
    """The Dutch page was published: tell its translations."""
    page = Page.objects.filter(pk=page_id).first()
    if page:
        renewing.renew(page=page)
