"""Ask for translations: a row per page and language, and one task for all of them. The worker does the rest (working)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from ikkooplokaal.models import TranslationJob
from ikkooplokaal.translating.refusals import NotTheirs, NotTheSource
from ikkooplokaal.translating.rights import DUTCH, may_translate
from ikkooplokaal.translating.tasks import translate

State = TranslationJob.State
MOST = 300  # pages in one question
LONGEST = timedelta(minutes=15)  # then the process that had a job was killed
FORGOTTEN = timedelta(minutes=5)  # then nobody told the worker, or its queue was lost
KEPT = timedelta(days=30)


def ask(
    *,
    user: Any,
    page: Page,
    languages: Sequence[str],
    at: datetime,
    with_machine: bool = False,
    with_below: bool = False,
    replace: bool = False,
) -> list[TranslationJob]:
    """Let `page` (Dutch) be translated into `languages`; returns what will be done, the page above before those below it.

    What waits already is not asked again. with_below: the pages under it too, as many as fit in one question. Raises NotTheSource, NotTheirs.
    """
    if page.locale.language_code != DUTCH or page.alias_of_id or page.depth < 2:
        raise NotTheSource(_("Vertalen begint bij de Nederlandse pagina."))
    locales = list(Locale.objects.filter(language_code__in=languages).exclude(language_code=DUTCH))
    if not all(may_translate(user, page, locale) for locale in locales):
        raise NotTheirs(_("Deze pagina kun je niet vertalen in die taal."))
    wanted = {"with_machine": with_machine, "replaces": replace, "asked_by": user, "asked_at": at}
    with transaction.atomic():
        found = [put(one, locale, wanted) for one in pages_to_do(page, with_below=with_below) for locale in locales]
        jobs = [job for job in found if job]
        hand_over([job.pk for job in jobs])
    return jobs


def pages_to_do(page: Page, *, with_below: bool) -> list[Page]:
    if not with_below:
        return [page]
    return list(Page.objects.descendant_of(page, inclusive=True).filter(alias_of=None).order_by("path")[:MOST])


def put(page: Page, locale: Locale, wanted: dict[str, Any]) -> TranslationJob | None:
    """A job, unless one stands open."""
    try:
        with transaction.atomic():
            return TranslationJob.objects.create(page_id=page.pk, language=locale.language_code, **wanted)
    except IntegrityError:
        return None


def hand_over(keys: list[int]) -> None:
    """To the worker, once it is certain that the rows stand."""
    if keys:
        transaction.on_commit(partial(translate.enqueue, keys))


# -- periodic (ikkooplokaal.periodic)


def resume(at: datetime) -> None:
    """Jobs whose worker was killed count as failed; those that the worker never heard of are handed over again."""
    TranslationJob.objects.filter(state=State.BUSY, began_at__lte=at - LONGEST).update(state=State.FAILED, ended_at=at)
    lost = TranslationJob.objects.filter(state=State.WAITING, asked_at__lte=at - FORGOTTEN)
    hand_over(list(lost.order_by("pk").values_list("pk", flat=True)))


def prune(at: datetime) -> None:
    TranslationJob.objects.filter(ended_at__lte=at - KEPT).delete()
