"""How made-up people vote: with which mailbox, over which network, at what hour, and how long they look for their code.

All shares are our own guesses at a town in West Flanders; none was measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

MINUTE, HOUR, DAY = 60, 3600, 86_400
CAMPAIGN_DAYS = 28  # the edition of 2022 ran from 13 April to 10 May
LAST_SECOND = CAMPAIGN_DAYS * DAY - 1

# Share of voters by mail provider, in thousandths.
PROVIDERS = {
    **{"gmail": 440, "microsoft": 240, "telenet": 120, "proximus": 70, "icloud": 35, "yahoo": 20, "scarlet": 10},
    **{"proton": 6, "gmx": 2, "edpnet": 2, "aol": 1, "orange": 2, "kpn": 2, "ziggo": 2, "disposable": 3, "other": 45},
}
# Unlisted domains that many people of a region share (colleges, hospitals, public services); the rest have a domain of their own.
SHARED_DOMAINS = [f"other-shared-{number}" for number in range(25)]
SHARE_OF_SHARED_DOMAINS = 0.4

# Votes by hour of the local day.
HOURS = [2, 1, 0.5, 0.5, 0.5, 2, 8, 20, 30, 32, 35, 38, 45, 38, 32, 32, 35, 42, 50, 65, 75, 70, 45, 15]


@dataclass(frozen=True, slots=True)
class Networks:
    """Prefixes (/24 or /48) over which a town votes. homes: some hundreds of households each; mobile and relays: half a province each."""

    homes: Sequence[str]
    mobile: Sequence[str]
    relays: Sequence[str]
    are_known: bool = True

    def anybody_s(self, rng: Random) -> str:
        kind = rng.choices([self.homes, self.mobile, self.relays], [50, 45, 5])[0]
        return rng.choice(kind)


def networks_of_a_town(rng: Random, voters: int) -> Networks:
    """One town in thirty stands behind a proxy that tells nothing: every network is unknown."""
    homes = [f"home-{number}" for number in range(max(8, voters // rng.randint(15, 40)))]
    mobile, relays = [f"mobile-{number}" for number in range(18)], [f"relay-{number}" for number in range(30)]
    return Networks(homes, mobile, relays, are_known=rng.random() > 1 / 30)


def mail_domain(rng: Random) -> str:
    """A domain class as votes.identity.domain_class gives it, with readable text for the hash."""
    provider = rng.choices(list(PROVIDERS), list(PROVIDERS.values()))[0]
    if provider != "other":
        return provider
    if rng.random() < SHARE_OF_SHARED_DOMAINS:
        return SHARED_DOMAINS[min(int(rng.expovariate(1 / 6)), len(SHARED_DOMAINS) - 1)]
    return f"other-own-{rng.getrandbits(48)}"


def seconds_to_code(rng: Random) -> int | None:
    """Most type it from another window, some have it filled in for them, a few find it much later; now and then nobody knows."""
    kind = rng.random()
    if kind < 0.01:
        return None
    if kind < 0.13:
        return max(3, round(rng.gauss(7, 2.5)))
    if kind < 0.16:
        return rng.randint(10 * MINUTE, 55 * MINUTE)
    return min(4 + round(rng.lognormvariate(3.65, 0.75)), 59 * MINUTE)


def hour_of_day(rng: Random) -> int:
    """Second of the local day, by daylight and by evening."""
    return rng.choices(range(24), HOURS)[0] * HOUR + rng.randrange(HOUR)


def any_day(rng: Random) -> int:
    """Second of the campaign; a little livelier in the first and the last days."""
    day = rng.choices(range(CAMPAIGN_DAYS), [2 if day in (0, 1, 26, 27) else 1 for day in range(CAMPAIGN_DAYS)])[0]
    return day * DAY + hour_of_day(rng)


def last_evening(rng: Random) -> int:
    """Between six and midnight of the last day, more and more."""
    return LAST_SECOND - int(min(rng.expovariate(1 / (1.7 * HOUR)), 6 * HOUR))


def soon_after(rng: Random, start: int, median: int) -> int:
    """Some time after something was read; who reads it at night votes in the morning."""
    moment = start + int(rng.lognormvariate(0, 1.1) * median)
    if 1 <= moment % DAY // HOUR < 6:
        moment += rng.randint(6, 9) * HOUR
    return min(moment, LAST_SECOND - rng.randrange(HOUR))
