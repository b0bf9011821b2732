"""Invite somebody, from the server: the only way to the first person of the province."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mail.outbox import BadAddress
from municipalities.editors import invite
from municipalities.management.commands.onboard_municipality import asked_for
from municipalities.models import Role
from municipalities.onboarding import Refused
from municipalities.roles import NotARole


class Command(BaseCommand):
    help = "Nodigt iemand uit: een redacteur of auteur van een gemeente, of iemand van de provincie."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="e-mailadres")
        parser.add_argument("--role", choices=Role.values, default=Role.EDITOR.value)
        parser.add_argument("--municipality", default="", help="naam in het adres (slug) of NIS-code; voor een redacteur of auteur")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], default="nl", help="taal van de mail")

    def handle(self, *args: Any, **options: Any) -> None:
        town = asked_for(options["municipality"]) if options["municipality"] else None
        role = Role(options["role"])
        try:
            invite(email=options["email"], role=role, municipality=town, by=None, at=timezone.now(), language=options["language"])
        except NotARole as mistake:
            raise CommandError("Geef een gemeente bij een redacteur of auteur, en alleen dan.") from mistake
        except BadAddress as mistake:
            raise CommandError("Dit is geen e-mailadres.") from mistake
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Uitgenodigd als {role.label}.")
