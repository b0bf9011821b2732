"""manage.py restore_backup: look at a backup, bring it back, and finish what a restored site must do before it opens."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ikkooplokaal.backups import finishing, manifest, restoring, shelf
from ikkooplokaal.backups.manifest import Manifest
from ikkooplokaal.backups.refusals import Refused
from ikkooplokaal.backups.words import in_words

BRUSSELS = ZoneInfo("Europe/Brussels")


def moment(text: str) -> datetime:
    """ "2026-11-25 20:58" is in Brussels, unless it says otherwise. Raises ValueError."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=BRUSSELS)


class Command(BaseCommand):
    help = "Zet een back-up terug in een lege databank, en wist daarna wat intussen gewist was. Eerst wordt alles nagekeken."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help="de naam van de map, of newest; zonder: welke er zijn")
        parser.add_argument("--check", action="store_true", help="kijkt alleen na of alles er is en klopt")
        parser.add_argument("--finish", action="store_true", help="alleen de laatste stap, als een server uit --server-folder draait")
        parser.add_argument("--server-folder", type=Path, help="lege map van een nieuwe PostgreSQL, voor een kopie van een hele server")
        parser.add_argument("--until", type=moment, help='tot welk moment het journaal gevolgd wordt, zoals "2026-11-25 20:58" (Brussel)')

    def handle(self, *args: Any, name: str | None, check: bool, finish: bool, **options: Any) -> None:
        try:
            if not name:
                self.tell()
            elif check:
                restoring.looked_at(shelf.named(name))
                self.stdout.write("Alles is er en klopt.")
            elif finish:
                self.finish(manifest.read(shelf.named(name)))
            else:
                self.restore(name, restoring.Where(options["server_folder"], options["until"]))
        except Refused as refusal:
            raise CommandError(in_words(refusal)) from refusal

    def tell(self) -> None:
        for backup in shelf.good():
            told = manifest.read(backup)
            self.stdout.write(f"{backup.name}  {told.kind:6}  {told.server}, {told.uploads} bestanden")

    def restore(self, name: str, where: restoring.Where) -> None:
        told = restoring.restore(name=name, where=where)
        if told.kind != "base":
            self.finish(told)
            return
        self.stdout.write("De map staat klaar. Start die server, en doe dan hetzelfde met --finish.")

    def finish(self, told: Manifest) -> None:
        done = finishing.finish(told=told, at=timezone.now())
        self.stdout.write(f"Terug naar {told.made_at.astimezone(BRUSSELS):%d/%m/%Y %H:%M}: {told.uploads} bestanden, {told.server}.")
        if done.mails:
            self.stdout.write(f"{done.mails} mails die toen wachtten, vertrekken niet meer: de meeste kwamen al aan.")
        wrong = [f"Anders dan in de back-up: {one}" for one in done.differences]
        wrong += [f"Niet gewist: {one} mislukte" for one in done.failed]
        wrong += [f"De stemming: {one}" for one in done.worries]
        for line in wrong:
            self.stdout.write(line)
        if not done.is_well:
            raise CommandError("De site is terug, maar kijk dit eerst na (docs/runbook.md, Restore).")
        self.stdout.write("Alles klopt, ook de zegels. Wat intussen gewist was, is opnieuw gewist.")
