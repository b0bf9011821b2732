"""Fill an empty, migrated database: `python -m bench.filling demo SHOPS TOWNS`, or `directory SHOPS`."""

import sys
from collections.abc import Callable
from datetime import datetime
from io import StringIO

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (models need Django)
from django.utils import timezone  # noqa: E402

from bench.directory import many_shops  # noqa: E402
from home.demo import load  # noqa: E402
from municipalities.models import Municipality  # noqa: E402
from municipalities.onboarding import onboard, open_province  # noqa: E402
from shops.models import Shop  # noqa: E402

ALL = 62


def demo(shops: int, towns: int) -> None:
    """All steps of the demo. With fewer towns than all: pages, roles and rounds of those alone, Tielt first."""
    at = timezone.now()
    own = {"Gemeentepagina's": lay_out, "Deelname": join} if towns < ALL else {}
    for step in load.STEPS:
        own[step.name](towns, at) if step.name in own else step.run(at)
    more = shops - Shop.objects.count()
    if more > 0:
        many_shops.make(more, at)
        for command in many_shops.AFTERWARDS:
            call_command(command, stdout=StringIO())


def chosen(towns: int) -> list[Municipality]:
    return sorted(Municipality.objects.current().order_by("nis"), key=lambda town: town.slug != "tielt")[:towns]


def lay_out(towns: int, at: datetime) -> None:
    words = {entry["nis"]: entry for entry in load.content("towns")}
    load.lay_out_towns(lambda town, language: load.words_in(words[town.nis], language), [town for town in chosen(towns) if town.nis in words])


def join(towns: int, at: datetime) -> None:
    open_province()
    for town in chosen(towns):
        onboard(municipality=town, at=at)


def directory(shops: int) -> None:
    many_shops.main(shops, timezone.now())


FILLINGS: dict[str, Callable[..., None]] = {"demo": demo, "directory": directory}

if __name__ == "__main__":
    FILLINGS[sys.argv[1]](*map(int, sys.argv[2:]))
