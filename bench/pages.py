"""The pages that visitors ask for, of a site with the demo: `python -m bench.pages NUMBER` prints so many paths of each kind as JSON."""

import json
import random
import sys
from collections.abc import Callable
from urllib.parse import urlencode

import django

django.setup()

from django.utils import timezone  # noqa: E402 (models need Django)

from municipalities.models import Municipality  # noqa: E402
from shops.models import Shop  # noqa: E402
from shops.models.category import Category  # noqa: E402
from votes.addresses import tail_of  # noqa: E402
from votes.models import Candidate, Round, VotingPage  # noqa: E402

FRONT, LIST = "/nl/", "/nl/winkels/"
SAMPLE = 1_000
PRODUCTS = ("brood", "fietsen", "kaas", "boeken", "schoenen", "bloemen", "wijn", "speelgoed", "taart", "juwelen")


def kinds(chance: random.Random) -> dict[str, Callable[[], str]]:
    at = timezone.now()
    shops = list(Shop.objects.listed().order_by("pk").select_related("municipality")[:SAMPLE])
    towns = list(Municipality.objects.current().filter(pages__live=True).distinct().order_by("nis").values_list("slug", flat=True))
    groups = list(Category.objects.filter(parent__isnull=True).order_by("pk").values_list("slug", flat=True))
    candidates = list(Candidate.objects.select_related("round__edition", "round__municipality").filter(withdrawn_at=None).order_by("pk"))
    open_ones = [one for one in candidates if one.round.is_open(at)]
    told = [one for one in Round.objects.select_related("edition", "municipality") if one.edition.year < at.year]
    voting = f"/nl/{VotingPage.objects.get(locale__language_code='nl').slug}/"

    def one(what: list) -> str:
        return str(chance.choice(what))

    def shop() -> str:
        drawn = chance.choice(shops)
        return f"{LIST}{drawn.municipality.slug}/{drawn.slug}/"

    def of_round(name: str) -> str:
        candidate = chance.choice(open_ones)
        return voting + tail_of(name, candidate.round, slug=candidate.slug)

    return {
        "front page": lambda: FRONT,
        "a town": lambda: f"{FRONT}{one(towns)}/",
        "directory": lambda: LIST,
        "a filtered search": lambda: f"{LIST}{one(towns)}/?{urlencode({'q': one(list(PRODUCTS)), 'open': 'nu'})}",
        "a kind in a town": lambda: f"{LIST}{one(towns)}/?{urlencode({'categorie': one(groups)})}",
        "a shop": shop,
        "the vote of a town": lambda: of_round("round"),
        "a candidate": lambda: of_round("candidate"),
        "the form of the vote": lambda: of_round("vote"),
        "the votes of all towns": lambda: voting + tail_of("edition", open_ones[0].round),
        "a result": lambda: voting + tail_of("result", chance.choice(told)),
        "map data": lambda: f"{LIST}kaart.json?{urlencode({'categorie': one(groups)})}",
        "agenda": lambda: "/nl/agenda/",
    }


def drawn(number: int) -> dict[str, list[str]]:
    return {name: [draw() for _ in range(number)] for name, draw in kinds(random.Random(9)).items()}


if __name__ == "__main__":
    json.dump(drawn(int(sys.argv[1])), sys.stdout)
