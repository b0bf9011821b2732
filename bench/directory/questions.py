"""What visitors ask of the directory, drawn with a seed: `python -m bench.directory.questions NUMBER` prints paths by kind of page as JSON."""

import json
import os
import random
import sys
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import django
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikkooplokaal.settings.test")
django.setup()

from bench.directory.many_shops import COMMON  # noqa: E402 (models need Django)
from municipalities.models import Municipality  # noqa: E402
from shops.models import Shop  # noqa: E402
from shops.models.category import Category  # noqa: E402

LIST = "/nl/winkels/"
SAMPLE = 1_000  # the shops that searches are made of
PRODUCTS = ("brood", "fietsen", "kaas", "boeken", "schoenen", "bloemen", "wijn", "speelgoed", "taart", "juwelen")


def main(number: int) -> None:
    chance = random.Random(7)
    shops = list(Shop.objects.listed().order_by("pk").select_related("municipality")[:SAMPLE])
    towns = list(Municipality.objects.current().order_by("nis").values_list("slug", flat=True))
    groups = list(Category.objects.filter(parent__isnull=True).order_by("pk").values_list("slug", flat=True))
    names = [" ".join(word for word in shop.name.lower().split() if word != COMMON) for shop in shops]
    postcodes = [shop.postcode for shop in shops]

    today = timezone.localdate()
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 or 7)

    def one(what: list) -> str:
        return str(chance.choice(what))

    kinds: dict[str, Callable[[], str]] = {
        "directory": lambda: LIST,
        "a town, a kind, open now": lambda: asked(f"{LIST}{one(towns)}/", categorie=one(groups), open="nu"),
        "a kind, open now, open first": lambda: asked(LIST, categorie=one(groups), open="nu", sorteer="open"),
        "two words": lambda: asked(LIST, q=one(names)),
        "a product and a town": lambda: asked(LIST, q=f"{chance.choice(PRODUCTS)} {one(towns)}"),
        "the most common word": lambda: asked(LIST, q=COMMON, pagina=chance.randint(1, 20)),
        "near a postcode": lambda: asked(LIST, bij=one(postcodes), straal=5),
        "a kind, open on Saturday": lambda: asked(LIST, categorie=one(groups), open=f"{saturday}T{chance.randint(9, 17):02}:00"),
        "suggestions": lambda: asked(f"{LIST}suggesties/", q=one(names)[: chance.randint(2, 5)].strip()),
        "a map": lambda: asked(f"{LIST}kaart.json", bij=one(postcodes), straal=5),
        "a map of all": lambda: asked(f"{LIST}kaart.json", categorie=one(groups)),
        "a shop": lambda: f"{LIST}{(shop := chance.choice(shops)).municipality.slug}/{shop.slug}/",
    }
    json.dump({name: [draw() for _ in range(number)] for name, draw in kinds.items()}, sys.stdout)


def asked(path: str, **params: object) -> str:
    return f"{path}?{urlencode(params)}"


if __name__ == "__main__":
    main(int(sys.argv[1]))
