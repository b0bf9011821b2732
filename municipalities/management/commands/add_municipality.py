"""manage.py add_municipality: a municipality that the register does not hold, of another province or country."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from municipalities import actions


class Command(BaseCommand):
    help = "Voegt een gemeente toe. Herhalen met dezelfde gegevens mag: ontbrekende postcodes komen erbij, de rest blijft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="naam van de gemeente")
        parser.add_argument("--nis", required=True, metavar="CODE", help="NIS-code, of elders de officiële code van de gemeente")
        parser.add_argument("--postcodes", required=True, nargs="+", metavar="CODES", help="postcodes, met een komma of een spatie ertussen")
        parser.add_argument("--centre", required=True, metavar="LAT,LON", help="midden in WGS84-graden; onder nul als --centre=-33.9,18.4")
        parser.add_argument("--slug", default="", help="naam in het adres op de site; gewoonlijk gemaakt uit de naam")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = actions.add_municipality(
                name=options["name"],
                nis=options["nis"],
                postcodes=actions.split_postcodes(" ".join(options["postcodes"])),
                centre=actions.read_centre(options["centre"]),
                slug=options["slug"],
            )
        except actions.Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(sentence(added))
        for code, name in added.shared:
            self.stdout.write(f"Let op: {code} is ook van {name}.")


def sentence(added: actions.Added) -> str:
    town = f"{added.municipality.name} ({added.municipality.nis})"
    if added.made:
        codes = "1 postcode" if len(added.postcodes) == 1 else f"{len(added.postcodes)} postcodes"
        return f"{town} is toegevoegd met {codes}: {', '.join(added.postcodes)}."
    if added.postcodes:
        return f"{town} bestaat al; toegevoegde postcodes: {', '.join(added.postcodes)}."
    return f"{town} bestaat al; er is niets veranderd."
