"""Honest towns: some hundreds of votes over four weeks, with the peaks, crowds and habits that could be mistaken for an attack."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from gate.visitor import UNKNOWN
from votes.simulation import people
from votes.simulation.people import DAY, HOUR, Networks
from votes.suspicion import Fact

OPENS_AT = datetime(2027, 4, 12, 22, 0, tzinfo=UTC)  # midnight in Brussels; no clock changes within the four weeks
HONEST = ""  # the family of an honest vote


@dataclass(slots=True)
class Town:
    """A round as it is played out. popularity: share of the votes by candidate. families: by key, HONEST or the attack's family."""

    rng: Random
    popularity: dict[int, float]
    networks: Networks
    facts: list[Fact] = field(default_factory=list)
    families: dict[str, str] = field(default_factory=dict)

    def votes(self, candidate: int, second: int, network: str, domain: str, to_code: int | None, family: str = HONEST) -> None:
        """Someone votes. second: of the campaign, local; who is too late has not voted. In a town whose networks are unknown, all are."""
        if second > people.LAST_SECOND:
            return
        key = f"{self.rng.getrandbits(64):016x}"
        seen = network if self.networks.are_known else UNKNOWN
        self.facts.append(Fact(key, candidate, OPENS_AT + timedelta(seconds=second), seen, domain, to_code))
        self.families[key] = family

    def somebody_votes(self, second: int, *, candidate: int = 0, network: str = "", domain: str = "") -> None:
        """An honest vote; what is not given is as in the rest of the town."""
        rng = self.rng
        network, domain = network or self.networks.anybody_s(rng), domain or people.mail_domain(rng)
        self.votes(candidate or self.favourite(), second, network, domain, people.seconds_to_code(rng))

    def favourite(self) -> int:
        return self.rng.choices(list(self.popularity), list(self.popularity.values()))[0]

    def by_time(self) -> list[Fact]:
        return sorted(self.facts, key=lambda fact: (fact.confirmed_at, fact.key))


def popularity(rng: Random) -> dict[int, float]:
    """Five to eight candidates; the first is often twice the second, the last has a handful of votes."""
    weights = [rng.gammavariate(0.9, 1) + 0.03 for _ in range(rng.randint(5, 8))]
    return {number: weight / sum(weights) for number, weight in enumerate(weights, start=1)}


def honest_town(seed: int, voters: int | None = None) -> Town:
    """380 to 670 votes on average, between 150 and 1,200, crowds not counted; or about `voters`."""
    rng = Random(seed)  # noqa: S311 - a model, no secret
    voters = voters or int(max(150, min(rng.lognormvariate(6.1, 0.4), 1200)))
    town = Town(rng, popularity(rng), people.networks_of_a_town(rng, voters))
    occasions = occasions_of(town)
    while len(town.facts) < voters:
        one_votes(town, occasions)
    return town


def occasions_of(town: Town) -> dict[int, list[Callable[[], int]]]:
    """By candidate: what makes people vote, as functions that give a moment. Some shops post often, some never."""
    rng = town.rng
    newsletter, newspaper = (rng.randrange(2, 24) * DAY + rng.randrange(7, 18) * HOUR for _ in range(2))
    everybody_s: list[Callable[[], int]] = [
        *[lambda: people.any_day(rng)] * 9,
        *[lambda: people.last_evening(rng)] * 3,
        *[lambda: people.soon_after(rng, newsletter, 3 * HOUR)] * 3,
        lambda: people.soon_after(rng, newspaper, 5 * HOUR),
    ]
    return {candidate: everybody_s + posts(rng) for candidate in town.popularity}


def posts(rng: Random) -> list[Callable[[], int]]:
    """The shop's own posts, mostly in the evening: half of those who come by one do so within an hour and a half."""
    moments = [rng.randrange(people.CAMPAIGN_DAYS) * DAY + rng.randrange(11, 22) * HOUR for _ in range(rng.randrange(6))]
    return [lambda start=start: people.soon_after(rng, start, HOUR * 3 // 2) for start in moments]  # type: ignore[misc]


def one_votes(town: Town, occasions: dict[int, list[Callable[[], int]]]) -> None:
    """One in eight brings a member of the household along: same network, soon after, mostly for the same shop."""
    rng, candidate = town.rng, town.favourite()
    second, network = rng.choice(occasions[candidate])(), town.networks.anybody_s(town.rng)
    town.somebody_votes(second, candidate=candidate, network=network)
    while rng.random() < 1 / 8:
        second += rng.randrange(2 * people.MINUTE, 40 * people.MINUTE)
        town.somebody_votes(second, candidate=candidate if rng.random() < 0.8 else 0, network=network)
