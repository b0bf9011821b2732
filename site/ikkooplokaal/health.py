"""For whoever watches the machine: is the process up, and can it serve?"""

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ikkooplokaal.models import PeriodicJob
from votes import triggers

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Touches nothing else, so a broken database does not make a supervisor restart the web server."""
    return JsonResponse({"ok": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers: 200, else 503 with its name.

    What is wrong while the site serves on is told beside it ("worries"), and takes no process out of service: without a cache pages are made
    anew, without a file store they stand without pictures, and a broken promise of the vote is for a person to look at.
    """
    failing = [name for name, probe in PROBES.items() if not passes(name, probe)]
    worries = [] if failing else [name for name, probe in WORRIES.items() if not passes(name, probe)]
    told = {"ok": not failing, "failing": failing} | ({"worries": worries} if worries else {})
    return JsonResponse(told, status=503 if failing else 200)


def passes(name: str, probe: Callable[[], None]) -> bool:
    try:
        probe()
    except Exception:  # whatever a driver raises: the caller only needs to know which part fails
        logger.exception("not ready: %s", name)
        return False
    return True


def database_answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def cache_answers() -> None:
    moment = timezone.now().isoformat()
    cache.set("readyz", moment, 10)
    if cache.get("readyz") is None:
        raise RuntimeError("the cache does not keep what it is given")


def storage_answers() -> None:
    default_storage.exists("readyz")


PROBES = {"database": database_answers}


def promises_are_kept() -> None:
    """The database refuses to change votes, and the hourly proof that we forget found nothing left."""
    if missing := triggers.missing(connection):
        raise RuntimeError(f"{len(missing)} triggers of the vote are missing")
    if PeriodicJob.objects.filter(name="votes.prove", has_failed=True).exists():
        raise RuntimeError("the proof of the vote's promises failed")


WORRIES = {"cache": cache_answers, "storage": storage_answers, "votes": promises_are_kept}
