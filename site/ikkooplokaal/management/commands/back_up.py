"""manage.py back_up: one backup now, or one every night as a service."""

import logging
import signal
import sys
from datetime import datetime
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from ikkooplokaal.backups import making, newest_at
from ikkooplokaal.backups.refusals import Refused
from ikkooplokaal.backups.words import in_words
from ikkooplokaal.periodic import DAY, turn_of

logger = logging.getLogger(__name__)

LOOK_SECONDS = 60
TRY_AGAIN_SECONDS = 900
STOPPED = 128 + signal.SIGTERM  # as a shell counts


class Command(BaseCommand):
    help = "Maakt een back-up van de databank en van wat er geüpload is, in BACKUP_DIR, en gooit weg wat zijn tijd gehad heeft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forever", action="store_true", help="blijft lopen en maakt er elke nacht een; zonder: nu een")

    def handle(self, *args: Any, forever: bool, **options: Any) -> None:
        if forever:
            self.run_until_stopped()
            return
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED))  # what is half made goes on the way out
        try:
            done = making.back_up(at=timezone.now())
        except Refused as refusal:
            raise CommandError(in_words(refusal)) from refusal
        self.stdout.write(str(done))

    def run_until_stopped(self) -> None:
        stopped = Event()
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, lambda *_: stopped.set())
        while not stopped.is_set():
            stopped.wait(LOOK_SECONDS if is_done(timezone.now()) else TRY_AGAIN_SECONDS)


def is_done(at: datetime) -> bool:
    """Whether this night has its backup, made now if it had none."""
    newest = newest_at(at)
    if newest and newest >= turn_of(DAY, at):
        return True
    close_old_connections()
    try:
        making.back_up(at=at)
    except Exception as error:
        logger.exception("no backup: %s", in_words(error) if isinstance(error, Refused) else type(error).__name__)
        return False
    return True
