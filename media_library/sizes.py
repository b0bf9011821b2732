"""The sizes in which pages show pictures, made by the worker as soon as a picture is stored.

Wagtail makes a size when a page first asks for it: nine or more for one picture, AVIF among them, and the first visitor waits for all
(bench/editors.py). What is not made yet is still made then.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task, task_backends
from django_tasks.backends.immediate import ImmediateBackend
from wagtail.images.models import Filter

from media_library.models import SiteImage

SIZES = ("format-{avif,webp,jpeg} width-{400,800,1200}", "format-{avif,webp,jpeg} fill-{480x320,960x640}")
BEHIND_MAILS = -50  # whoever votes waits for a code, nobody for a picture


def ask_for(image: SiteImage) -> None:
    """Have the sizes of a stored picture made. Where tasks are run at once it would be whoever uploads that waits: then nothing is asked."""
    if isinstance(task_backends["default"], ImmediateBackend):
        return
    for size in SIZES:
        transaction.on_commit(partial(make.enqueue, image.pk, size), robust=True)


@task(priority=BEHIND_MAILS)
def make(image_id: int, size: str) -> int:
    """size: one of SIZES. Returns how many there are; what is there already costs a query. A picture that is gone by now has none."""
    image = SiteImage.objects.filter(pk=image_id).first()
    return len(image.get_renditions(*specs(size))) if image else 0


def specs(size: str) -> list[str]:
    """Each size on its own, as a template asks for it."""
    return Filter.expand_spec(size)


def picture_stored(instance: SiteImage, raw: bool = False, **_: Any) -> None:
    if not raw:
        ask_for(instance)
