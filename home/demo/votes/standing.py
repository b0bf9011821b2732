"""Who stands in the demo: its own shops, by applications that were accepted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from home.demo.draws import choice, content, number
from shops.models import Shop
from votes.lineup import NOT_INDEPENDENT
from votes.models import Application, Round

FEWEST, MOST = 3, 8  # candidates of a round
NOT_A_CANDIDATE = ("hoeveautomaat", "bank")


def shops_by_town(rounds: Iterable[Round]) -> dict[int, list[Shop]]:
    """The invented shops that may stand, by municipality, in an order that is drawn."""
    towns = {one.municipality_id for one in rounds}
    listed = Shop.objects.listed().filter(is_demo=True, municipality__in=towns).exclude(kind__in=NOT_INDEPENDENT)
    found: dict[int, list[Shop]] = defaultdict(list)
    for shop in listed.exclude(category__slug__in=NOT_A_CANDIDATE).select_related("municipality", "category"):
        found[shop.municipality_id].append(shop)
    return {key: sorted(shops, key=lambda shop: number(f"stands/{shop.face}", 0, 100_000)) for key, shops in found.items()}


def some_of(shops: Sequence[Shop]) -> list[Shop]:
    """A third of a town's shops, three to eight; nobody where fewer than three may stand."""
    return list(shops[: max(FEWEST, min(MOST, len(shops) // 3))]) if len(shops) >= FEWEST else []


def accepted(voting_round: Round, shops: Iterable[Shop], at: datetime) -> list[Application]:
    """Applications of these shops, not stored yet, as the municipality accepted them at `at`."""
    told = Telling()
    return [application(voting_round, shop, *told.words(shop), at, state=Application.State.APPROVED, decided_at=at) for shop in shops]


def application(voting_round: Round, shop: Shop, pitch: str, supports: str, at: datetime, **facts: object) -> Application:
    told = {"pitch": pitch, "supports": supports, "created_at": at, "confirmed_at": at, "consented_at": at}
    return Application(round=voting_round, shop=shop, **(told | facts))


class Telling:
    """Deals the lines of voting.json for a kind of shop, so that no two in one round say the same. A winner of last year has its own words."""

    def __init__(self) -> None:
        self.turn: Counter[str] = Counter()

    def words(self, shop: Shop) -> tuple[str, str]:
        """(pitch, what the shop supports or "")."""
        known = content("voting")["winners"].get(shop.face)
        if known:
            return known["pitch"], known["supports"]
        kind = shop.category.slug
        lines = content("voting")["pitches"][kind]
        self.turn[kind] += 1
        place = number(f"pitch/{shop.municipality.slug}/{kind}", 0, len(lines) - 1) + self.turn[kind]
        return lines[place % len(lines)], choice(f"supports/{shop.face}", content("voting")["supports"])
