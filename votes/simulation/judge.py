"""How many of an attack's ballots the rules set apart, and how many honest ones: figures of our own model, not evidence."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from votes.simulation.attacks import HELD_OUT_FAMILIES, SLOW, TUNING_FAMILIES, Attack, size_of
from votes.simulation.crowds import lively_town
from votes.simulation.people import CAMPAIGN_DAYS, DAY
from votes.simulation.towns import HONEST, OPENS_AT, Town
from votes.suspicion import Standing, find

BAR_CRUDE = 0.95  # least share of crude attacks' ballots that is set apart
BAR_HONEST = 0.01  # most of the honest ones
DIED_BEFORE = "plus_tags"  # stopped by identity: the one ballot that is left is somebody's vote


@dataclass(slots=True)
class Judgement:
    """Ballots cast and set apart, by family; HONEST for honest ones. by_rule: honest ballots set apart, by the rule that did it."""

    cast: Counter[str] = field(default_factory=Counter)
    apart: Counter[str] = field(default_factory=Counter)
    by_rule: Counter[str] = field(default_factory=Counter)
    towns: int = 0

    def add(self, town: Town, looks: int) -> None:
        """Let the rules look `looks` times during one town's vote, as they do on the site; what was set apart once stays so."""
        clusters = watched(town, looks)
        self.towns += 1
        self.cast.update(town.families.values())
        self.apart.update(town.families[key] for key in {key for cluster in clusters for key in cluster.keys})
        self.by_rule.update(cluster.rule for cluster in clusters for key in cluster.keys if town.families[key] == HONEST)

    def share(self, families: Iterable[str]) -> float:
        """Share of the families' ballots that was set apart, weighed by ballots."""
        families = list(families)
        return sum(self.apart[family] for family in families) / max(1, sum(self.cast[family] for family in families))

    def crude(self) -> float:
        return self.share(family for family in self.cast if family not in (HONEST, SLOW.__name__, DIED_BEFORE))

    def honest(self) -> float:
        return self.share([HONEST])


def watched(town: Town, looks: int) -> list[Standing]:
    """The clusters that stand at the close, after looks spread evenly over the campaign."""
    facts, standing = town.by_time(), dict[str, Standing]()
    for look in range(1, looks + 1):
        until = OPENS_AT + timedelta(seconds=CAMPAIGN_DAYS * DAY * look / looks)
        for found in find([fact for fact in facts if fact.confirmed_at < until], standing=list(standing.values())):
            standing[found.cluster_key] = Standing(found.rule, found.cluster_key, found.keys)
    return list(standing.values())


def judged(seeds: Iterable[int], families: Sequence[Attack], looks: int) -> Judgement:
    """Each seed is one town: every third is left in peace, the others meet the families in turn."""
    judgement = Judgement()
    for seed in seeds:
        judgement.add(played(seed, families), looks)
    return judgement


def played(seed: int, families: Sequence[Attack]) -> Town:
    """A town with at most one attack."""
    town = lively_town(seed)
    if seed % 3:
        attack = families[(seed // 3 * 2 + seed % 3 - 1) % len(families)]
        attack(town, size_of(town.rng))
    return town


def tuning(seeds: Iterable[int], looks: int = 1) -> Judgement:
    """The families that rules may be tuned on."""
    return judged(seeds, (*TUNING_FAMILIES, SLOW), looks)


def held_out(seeds: Iterable[int], looks: int = 1) -> Judgement:
    """All families, those that tuning never saw among them."""
    return judged(seeds, (*TUNING_FAMILIES, *HELD_OUT_FAMILIES, SLOW), looks)
