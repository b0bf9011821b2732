"""manage.py receive_wal: keeps the journal of PostgreSQL beside the backups, second by second, as a service."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from ikkooplokaal.backups import server_copy
from ikkooplokaal.backups.refusals import Refused
from ikkooplokaal.backups.words import in_words


class Command(BaseCommand):
    help = "Bewaart het journaal van PostgreSQL (WAL) in BACKUP_DIR, seconde na seconde, tot het gestopt wordt. Hoort bij BACKUP_POSTGRES=base."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Alleen PostgreSQL heeft een journaal dat je zo bewaart. Met SQLite maak je vaker een back-up.")
        try:
            server_copy.receive()
        except Refused as refusal:
            raise CommandError(in_words(refusal)) from refusal
