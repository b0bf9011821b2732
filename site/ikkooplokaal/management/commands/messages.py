"""manage.py messages: collect the texts of the interface into the catalogues, and compile those for Django."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ikkooplokaal.interface_texts import TRANSLATIONS, Findings, OutOfReach, findings, interface_texts, renew


class Command(BaseCommand):
    help = "Verzamelt de teksten van de site in site/locale en maakt ze klaar voor Django. Er is geen gettext voor nodig."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="schrijft niets, en eindigt met 1 als er iets ontbreekt of verouderd is")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        try:
            texts = interface_texts()
        except OutOfReach as error:
            raise CommandError(str(error)) from error
        look = findings if check else renew
        found = {language: look(language, texts) for language in TRANSLATIONS}
        for language, wrong in found.items():
            self.tell(language, wrong)
        self.stdout.write(f"{len(texts)} teksten, {len(TRANSLATIONS)} vertalingen.")
        if check and any(found.values()):
            sys.exit(1)

    def tell(self, language: str, wrong: Findings) -> None:
        for text in wrong.missing:
            self.stderr.write(f"{language}: niet vertaald: {text}")
        for text in wrong.unused:
            self.stderr.write(f"{language}: nergens meer gebruikt: {text}")
        if wrong.is_stale:
            self.stderr.write(f"{language}: de bestanden zijn verouderd, draai manage.py messages")
