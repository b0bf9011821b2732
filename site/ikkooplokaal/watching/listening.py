"""What has to listen from the start of a process on, whichever it is: web, worker, jobs or a command."""

from django.conf import settings

from ikkooplokaal.watching import logins, queries, reporting, tasks


def start() -> None:
    queries.listen()
    tasks.listen()
    logins.listen()
    if settings.SENTRY_DSN:
        reporting.start(settings.SENTRY_DSN)
