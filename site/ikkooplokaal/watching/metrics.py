"""/metrics: figures as Prometheus reads them. For this machine, or for who has the token; never for who comes through a proxy without it."""

import math
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import constant_time_compare
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from ikkooplokaal import health
from ikkooplokaal.periodic import JOBS
from ikkooplokaal.watching.figures import COUNTED, FOLDER
from ikkooplokaal.watching.gone import Sum
from ikkooplokaal.watching.standing import Queue, Standing, standing

PATH = "/metrics"
OF_A_PROXY = ("X_FORWARDED_FOR", "X_FORWARDED_PROTO", "X_FORWARDED_HOST", "X_REAL_IP", "X_REQUEST_ID", "FORWARDED", "VIA")
HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})


class MetricsMiddleware:
    """Answers before anything looks at the host name: who watches asks each machine by its own address, which is none of ALLOWED_HOSTS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return answer(request) if request.path_info == PATH else self.get_response(request)


def answer(request: HttpRequest) -> HttpResponse:
    if may_read(request):
        response = HttpResponse(generate_latest(everything(timezone.now())), content_type=CONTENT_TYPE_PLAIN_0_0_4)
    else:
        response = HttpResponse("Only for this machine, or with the token.\n", status=403, content_type="text/plain; charset=utf-8")
    add_never_cache_headers(response)
    return response


def may_read(request: HttpRequest) -> bool:
    """Where there is a token nothing else counts."""
    if settings.METRICS_TOKEN:
        return constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}")
    return comes_from_here(request)


def comes_from_here(request: HttpRequest) -> bool:
    """From a program of this machine, that asked us and nobody else. A proxy on the same machine asks from here as well: it says for whom,
    or passes on the name by which it was asked."""
    if any(f"HTTP_{name}" in request.META for name in OF_A_PROXY):
        return False
    host = request.META.get("HTTP_HOST", "").lower()
    return is_loopback(request.META.get("REMOTE_ADDR", "")) and (host if host.endswith("]") else host.rpartition(":")[0] or host) in HERE


def is_loopback(address: str) -> bool:
    """ "" is a socket of systemd, behind which nginx stands."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def everything(at: datetime) -> CollectorRegistry:
    """What was counted by all processes of this server, and how everything is."""
    registry = CollectorRegistry()
    if FOLDER in os.environ:
        Sum(registry)
    else:
        registry.register(COUNTED)
    registry.register(Stands(at))
    return registry


class Stands(Collector):
    """Read when it is asked for. Without a database it says just that."""

    def __init__(self, at: datetime):
        self.at = at

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        parts = {name: health.passes(name, probe) for name, probe in health.PROBES.items()}
        if all(parts.values()):  # as with /readyz: what cannot be asked is no broken promise, and wakes nobody as one
            parts |= {name: health.passes(name, probe) for name, probe in health.WORRIES.items()}
        yield family("ikl_part_answers", "Whether a part does what it must: 1 or 0.", {(name,): float(well) for name, well in parts.items()}, "part")
        try:
            found = standing(self.at)
        except Error:
            return
        yield from told(found)


def told(found: Standing) -> Iterator[Metric]:
    yield from queue("task", found.tasks)
    yield family("ikl_tasks_failed_in_a_day", "Tasks that failed within a day.", {(): found.tasks_failed})
    yield from queue("mail", found.mails)
    lost = {("refused",): float(found.mails_refused), ("other",): float(found.mails_given_up)}
    yield family("ikl_mails_given_up_in_a_day", "Mails that did not arrive; refused: by the server of whom they were for.", lost, "why")
    every = {job.name: f"{job.every.total_seconds():.0f}" for job in JOBS}
    late = {(name, every[name]): waited.total_seconds() for name, waited in found.jobs_late.items()}
    yield family("ikl_job_late_seconds", "How long ago a job's turn should have begun.", late, "job", "every_seconds")
    failed = {(name,): float(name in found.jobs_failed) for name in found.jobs_late}
    yield family("ikl_job_failed", "Whether a job failed the last time.", failed, "job")
    if found.seal_age is not None:
        yield from age("seal", found.seal_age)
    for name, known in found.ages.items():
        yield from age(name, known)


def age(name: str, known: timedelta | None) -> Iterator[Metric]:
    """What was never made is infinitely old, so that its alert goes off."""
    yield family(f"ikl_{name}_age_seconds", f"Age of the newest {name}.", {(): math.inf if known is None else known.total_seconds()})


def queue(name: str, found: Queue) -> Iterator[Metric]:
    yield family(f"ikl_{name}s_waiting", f"How many {name}s wait.", {(): found.count})
    yield family(f"ikl_{name}_oldest_seconds", f"How long the {name} waits that waits longest.", {(): found.age.total_seconds()})


def family(name: str, says: str, values: Mapping[Any, float], *labels: str) -> Metric:
    """values: by the values of the labels, as tuples."""
    made = GaugeMetricFamily(name, says, labels=labels)
    for of, value in values.items():
        made.add_metric(of, value)
    return made
