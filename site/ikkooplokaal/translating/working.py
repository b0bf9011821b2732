"""What was asked is done, on the worker. One conditional update takes a job, so two workers never do the same."""

import logging
from datetime import datetime

from django.utils import timezone
from wagtail.models import Locale

from ikkooplokaal.models import TranslationJob
from ikkooplokaal.translating import machine
from ikkooplokaal.translating.refusals import NotTheirs, OwnWords, Refused
from ikkooplokaal.translating.rights import may_translate
from ikkooplokaal.translating.starting import start

logger = logging.getLogger(__name__)
State = TranslationJob.State


def do(*, job_id: int, at: datetime) -> None:
    """Do one job, if it waits. It ends as done, refused (with the reason) or failed."""
    if not TranslationJob.objects.filter(pk=job_id, state=State.WAITING).update(state=State.BUSY, began_at=at):
        return
    job = TranslationJob.objects.select_related("page", "page__locale", "asked_by").get(pk=job_id)
    try:
        carry_out(job)
    except OwnWords as refused:
        lost = "\n".join(f"{name}: {text}" for name, text in refused.lost)
        end(job, State.REFUSED, f"{refused}\n{lost}", code="own words")
    except Refused as refused:
        end(job, State.REFUSED, str(refused))
    except Exception:
        logger.exception("translation job %s failed", job_id)
        end(job, State.FAILED)
    else:
        end(job, State.DONE)


def carry_out(job: TranslationJob) -> None:
    """Begin the translation, and let the machine fill it in when that was asked. Raises Refused, and what a service raises."""
    locale = Locale.objects.get(language_code=job.language)
    if job.asked_by is None or not may_translate(job.asked_by, job.page, locale):
        raise NotTheirs("Wie dit vroeg, mag deze pagina niet meer vertalen.")
    translation = start(page=job.page, locale=locale, user=job.asked_by, replace=job.replaces)
    if job.with_machine:
        machine.fill(translation=translation, user=job.asked_by)


def end(job: TranslationJob, state: str, said: str = "", code: str = "") -> None:
    ours = TranslationJob.objects.filter(pk=job.pk, state=State.BUSY, began_at=job.began_at)
    ours.update(state=state, said=said, code=code, ended_at=timezone.now())
