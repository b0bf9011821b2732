"""Which kinds of shop stand in which municipality: every kind often enough over the province, villages first what a village has."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from home.demo.draws import content, number
from home.demo.telling import Told

VILLAGE_SIZE = 9  # municipalities with fewer demo shops than this have no room for rare kinds
RARE = 5  # a kind with at most this many demo shops in the province
VILLAGE = frozenset(
    {
        "bakker",
        "slager",
        "frituur",
        "cafe",
        "kapper",
        "bloemen",
        "apotheek",
        "hoevewinkel",
        "hoeveautomaat",
        "kruidenier",
        "krantenwinkel",
    }
)
SEASIDE = frozenset({"ijs", "vis", "logies", "tearoom", "restaurant"})
AMONG_ALL = frozenset({"logies", "ambacht", "vrije-tijd", "andere", "supermarkt"})  # rare, and yet at home in a village


@dataclass(frozen=True, slots=True)
class Planned:
    """A shop that is decided before its details are drawn. chain and settled: an entry of chains.json or settled.json, or nothing."""

    category: str
    chain: dict[str, Any] | None = None
    settled: dict[str, Any] | None = None

    @property
    def name(self) -> str:
        """ "" when it is still to be drawn, as below."""
        return (self.chain or self.settled or {}).get("name", "")

    @property
    def kind(self) -> str:
        return self.chain["kind"] if self.chain else "independent" if self.settled else ""

    @property
    def opening_hours(self) -> str:
        return self.settled["opening_hours"] if self.settled else ""

    @property
    def texts(self) -> dict[str, Told]:
        return {language: Told(*told) for language, told in (self.settled or {}).get("texts", {}).items()}


def planned_shops(towns: Sequence[dict[str, Any]], seaside: frozenset[str]) -> dict[str, list[Planned]]:
    """Per NIS code what opens there. towns: entries of towns.json; seaside: NIS codes of the municipalities on the coast.

    A settled shop that came later takes no other shop's room, so it moves none.
    """
    plan: dict[str, list[Planned]] = {town["nis"]: [] for town in towns}
    place_settled(plan, came_later=False)
    place_chains(plan, towns)
    left = Counter({kind: told["shops"] for kind, told in content("names").items()})
    left.subtract(Counter(shop.category for shops in plan.values() for shop in shops))
    for town in in_turns(towns, plan):
        kind = best_kind(left, plan[town["nis"]], town, at_sea=town["nis"] in seaside)
        plan[town["nis"]].append(Planned(kind))
        left[kind] -= 1
    place_settled(plan, came_later=True)
    return plan


def place_settled(plan: dict[str, list[Planned]], *, came_later: bool) -> None:
    for entry in content("settled"):
        if entry["nis"] in plan and entry.get("came_later", False) == came_later:
            plan[entry["nis"]].append(Planned(entry["category"], settled=entry))


def place_chains(plan: dict[str, list[Planned]], towns: Sequence[dict[str, Any]]) -> None:
    roomy = [town["nis"] for town in towns if town["shops"] >= VILLAGE_SIZE]
    for chain in content("chains"):
        ranked = sorted(roomy, key=lambda nis: number(f"{chain['name']}/{nis}", 0, 10_000))
        for nis in ranked[: chain["shops"]]:
            plan[nis].append(Planned(chain["category"], chain=chain))


def in_turns(towns: Sequence[dict[str, Any]], plan: dict[str, list[Planned]]) -> list[dict[str, Any]]:
    """Each town as often as it has room, one by one, so that the large ones come last and take the rare kinds that are left."""
    room = {town["nis"]: town["shops"] - len(plan[town["nis"]]) for town in towns}
    return [town for turn in range(max(room.values(), default=0)) for town in towns if turn < room[town["nis"]]]


def best_kind(left: Counter[str], standing: Sequence[Planned], town: dict[str, Any], *, at_sea: bool) -> str:
    here = Counter(shop.category for shop in standing)
    return max((kind for kind in left if left[kind] > 0), key=lambda kind: appeal(kind, left, here[kind], town, at_sea=at_sea))


def appeal(kind: str, left: Counter[str], already: int, town: dict[str, Any], *, at_sea: bool) -> float:
    """The higher, the sooner this kind opens here. Bread comes first everywhere; some of it is whim."""
    wanted = content("names")[kind]["shops"]
    small = town["shops"] < VILLAGE_SIZE
    first = not already
    score = left[kind] / wanted - 0.7 * already + number(f"{town['nis']}/{kind}/{already}", 0, 100) / 150
    score += 1.0 * (kind == "bakker" and already < max(1, town["shops"] // 10)) + 0.6 * (at_sea and kind in SEASIDE)
    score += 0.5 * (small and kind in VILLAGE and first) - 0.8 * (small and wanted <= RARE and kind not in AMONG_ALL)
    return score
