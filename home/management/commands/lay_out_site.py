"""Prepare an empty site for real use."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from content import finding
from home.first_pages import lay_out_first_pages
from home.laying_out import TownWords, lay_out_site, lay_out_towns
from municipalities.actions import load_register
from municipalities.models import Municipality
from shops.categories import load_categories


class Command(BaseCommand):
    help = "Legt het register, de soorten winkels en de pagina's van een lege site klaar, zonder verzonnen winkels. Mag je herhalen."

    def handle(self, *args: Any, **options: Any) -> None:
        load_register()
        load_categories()
        lay_out_site()
        lay_out_first_pages()
        made = lay_out_towns(lambda town, language: TownWords(), Municipality.objects.current())
        finding.rebuild(at=timezone.now())
        self.stdout.write(f"De site ligt klaar; {made} gemeentepagina's gemaakt.")
