"""Fill an empty site with the demo."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.demo.load import STEPS, load_demo
from home.demo.logins import LOGINS, PASSWORD

WIDTH = 28


@contextmanager
def without_lines_of_tasks() -> Iterator[None]:
    """The demo asks for hundreds of tasks, among whose lines nobody would find the logins."""
    logger = logging.getLogger("ikkooplokaal.watching.tasks")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)


def where_mails_are() -> str:
    if settings.MAILBOX_PAGE:
        return "Mails staan op /postvak/."
    return f"Mails gaan naar {getattr(settings, 'EMAIL_FILE_PATH', None) or settings.EMAIL_HOST or settings.EMAIL_BACKEND}."


class Command(BaseCommand):
    help = "Laadt de demo: 62 gemeenten, verzonnen winkels, pagina's in vier talen en een login. Mag je herhalen."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("Dit is geen demo: DEMO_ALLOWED staat uit. De demo verzint winkels en maakt een login met een bekend wachtwoord.")
        with without_lines_of_tasks():
            for done, step in enumerate(load_demo(timezone.now())):
                self.show(done, step.name)
        self.show(len(STEPS), "Klaar")
        self.stderr.write("")
        self.stdout.write("Login voor het beheer (/admin/):")
        for email, role in LOGINS.items():
            self.stdout.write(f"  {email}  wachtwoord {PASSWORD}  ({role})")
        self.stdout.write("De code van de tweede stap toont `manage.py demo_code`.")
        self.stdout.write(where_mails_are())

    def show(self, done: int, name: str) -> None:
        """One line that grows on a terminal, a line per step elsewhere."""
        filled = round(WIDTH * done / len(STEPS))
        bar = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {name:<20}"
        self.stderr.write(f"\r{bar}" if self.stderr.isatty() else bar, ending="" if self.stderr.isatty() else "\n")
