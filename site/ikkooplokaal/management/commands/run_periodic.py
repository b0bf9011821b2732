"""manage.py run_periodic: do what is due, once for cron, or for ever as a service."""

import logging
import signal
import sys
from datetime import datetime
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from ikkooplokaal.periodic import run_due

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Doet wat elke minuut of elke nacht moet gebeuren: geplande pagina's, mails, opkuis. Twee tegelijk kan geen kwaad."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forever", action="store_true", help="blijft lopen en kijkt elke minuut; zonder: eenmaal, en 1 als er iets mislukt")

    def handle(self, *args: Any, forever: bool, verbosity: int, **options: Any) -> None:
        if forever:
            self.run_until_stopped()
            return
        done = run_due(timezone.now())
        if verbosity > 1:
            self.stdout.write(", ".join(done) or "niets te doen")
        if not all(done.values()):
            sys.exit(1)

    def run_until_stopped(self) -> None:
        stopped = Event()
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, lambda *_: stopped.set())
        while not stopped.is_set():
            do_what_is_due()
            stopped.wait(seconds_to_next_minute(timezone.now()))


def do_what_is_due() -> None:
    """Once; a database that is away for a while is waited for."""
    close_old_connections()
    try:
        run_due(timezone.now())
    except Exception:
        logger.exception("periodic jobs could not be looked up")


def seconds_to_next_minute(at: datetime) -> float:
    return 60 - at.second - at.microsecond / 1_000_000
