"""Attacks on made-up towns. Crude ones are what a script of an evening does; none of them knows the rules.

Families in HELD_OUT_FAMILIES are never part of tuning. SLOW is no crude attack: its figure is given, and no bar is asked of it.
"""

from collections.abc import Callable, Iterable, Iterator
from random import Random

from votes.identity import canonical
from votes.simulation.people import CAMPAIGN_DAYS, DAY, HOUR, MINUTE, any_day, mail_domain, seconds_to_code
from votes.simulation.towns import Town

Attack = Callable[[Town, int], None]

BOUGHT = ("gmail", "microsoft", "microsoft", "yahoo", "proton", "gmx")  # where real mailboxes are sold by the hundred


def size_of(rng: Random) -> int:
    """Ballots that an attacker thinks will do: a race is won by tens."""
    return rng.randint(40, 180)


def evening(rng: Random) -> int:
    """Second of the campaign at which somebody sits down to it."""
    return rng.randrange(1, CAMPAIGN_DAYS - 2) * DAY + rng.randrange(9, 24) * HOUR + rng.randrange(HOUR)


def paced(rng: Random, start: int, gap: float, jitter: float) -> Iterator[int]:
    """Moments that `sleep(gap)` gives, each give or take a share of it."""
    moment = float(start)
    while True:
        yield int(moment)
        moment += gap * rng.uniform(1 - jitter, 1 + jitter)


def scattered(rng: Random, start: int, hours: float) -> Iterator[int]:
    """Moments at random within some hours."""
    while True:
        yield start + int(rng.random() * hours * HOUR)


def robot(rng: Random, most: int) -> int:
    """Seconds until a script that looks into the mailbox has typed the code: the mail's own way, and half a look."""
    return 1 + int(rng.random() * most)


def cast(town: Town, family: str, moments: Iterable[int], votes: Iterable[tuple[int, str, str, int | None]]) -> None:
    """votes: candidate, network, domain, seconds to the code; one for each moment, until they run out."""
    for (candidate, network, domain, to_code), second in zip(votes, moments, strict=False):
        town.votes(candidate, second, network, domain, to_code, family)


def unheard_of(rng: Random, name: str = "catch-all") -> str:
    return f"other-{name}-{rng.getrandbits(48)}"


def server(rng: Random) -> str:
    return f"server-{rng.getrandbits(40)}"


def proxies(rng: Random, number: int) -> list[str]:
    """Prefixes of other people's connections, rented."""
    return [f"proxy-{rng.getrandbits(40)}" for _ in range(number)]


# -- tuned on


def catch_all(town: Town, ballots: int) -> None:
    """One own domain that takes all mail, over what networks the attacker has at hand, by a script that waits a little."""
    rng, target = town.rng, town.favourite()
    at_hand, domain = [town.networks.anybody_s(rng) for _ in range(rng.randint(1, 4))], unheard_of(rng)
    most = rng.choice([3, 10, 40])
    votes = ((target, rng.choice(at_hand), domain, robot(rng, most)) for _ in range(ballots))
    cast(town, "catch_all", paced(rng, evening(rng), rng.uniform(10, 240), rng.choice([0.1, 0.3, 0.8])), votes)


def disposable(town: Town, ballots: int) -> None:
    """Addresses for one use, over a paid tunnel with many exits, by hand or by script, within one or more evenings."""
    rng, target, exits = town.rng, town.favourite(), proxies(town.rng, town.rng.randint(3, 30))
    votes = ((target, rng.choice(exits), "disposable", rng.randint(4, 90)) for _ in range(ballots))
    cast(town, "disposable", scattered(rng, evening(rng), rng.choice([2, 8, 30])), votes)


def plus_tags(town: Town, ballots: int) -> None:
    """One mailbox with as many tags as ballots: it dies at the identity, before any rule."""
    rng, target = town.rng, town.favourite()
    identities = {canonical(f"j.peeters+{number}@gmail.com") for number in range(ballots)}
    votes = ((target, town.networks.anybody_s(rng), "gmail", seconds_to_code(rng)) for _ in identities)
    cast(town, "plus_tags", scattered(rng, evening(rng), 2), votes)


def burst(town: Town, ballots: int) -> None:
    """Bought mailboxes over rented connections, one every so many seconds, give or take a fifth."""
    rng, target, rented = town.rng, town.favourite(), proxies(town.rng, town.rng.randint(20, 200))
    votes = ((target, rng.choice(rented), rng.choice(BOUGHT), robot(rng, 30)) for _ in range(ballots))
    cast(town, "burst", paced(rng, evening(rng), rng.uniform(4, 60), 0.2), votes)


def one_server(town: Town, ballots: int) -> None:
    """Bought mailboxes from one rented server, at random within hours, codes read by the script."""
    rng, target, network = town.rng, town.favourite(), server(town.rng)
    votes = ((target, network, rng.choice(BOUGHT), robot(rng, 12)) for _ in range(ballots))
    cast(town, "one_server", scattered(rng, evening(rng), rng.choice([1, 6, 30])), votes)


def mail_robot(town: Town, ballots: int) -> None:
    """Bought mailboxes over rented connections, spread over days, whose codes a script reads at once."""
    rng, target, rented = town.rng, town.favourite(), proxies(town.rng, town.rng.randint(30, 150))
    votes = ((target, rng.choice(rented), rng.choice(BOUGHT), robot(rng, 4)) for _ in range(ballots))
    cast(town, "mail_robot", scattered(rng, evening(rng), rng.choice([6, 24, 72])), votes)


def drip(town: Town, ballots: int) -> None:
    """A bought mailbox every so many minutes, day and night, over rented connections."""
    rng, target, rented = town.rng, town.favourite(), proxies(town.rng, town.rng.randint(10, 60))
    gap = rng.uniform(2, 12) * MINUTE
    votes = ((target, rng.choice(rented), rng.choice(BOUGHT), rng.randint(5, 60)) for _ in range(ballots))
    cast(town, "drip", paced(rng, evening(rng), gap, 0.05), votes)


# -- held out


def botnet(town: Town, ballots: int) -> None:
    """One unheard-of domain over hundreds of hijacked connections, by daylight and over days, codes as if by hand."""
    rng, target, hijacked, domain = town.rng, town.favourite(), proxies(town.rng, 300), unheard_of(town.rng)
    votes = ((target, rng.choice(hijacked), domain, seconds_to_code(rng)) for _ in range(ballots))
    cast(town, "botnet", (any_day(rng) for _ in range(ballots)), votes)


def several_servers(town: Town, ballots: int) -> None:
    """Bought mailboxes over three to six rented servers in turn."""
    rng, target, servers = town.rng, town.favourite(), [server(town.rng) for _ in range(town.rng.randint(3, 6))]
    votes = ((target, servers[number % len(servers)], rng.choice(BOUGHT), robot(rng, 8)) for number in range(ballots))
    cast(town, "several_servers", paced(rng, evening(rng), rng.uniform(20, 300), 0.5), votes)


def many_domains(town: Town, ballots: int) -> None:
    """Fifteen to fifty own domains, a few ballots each, over rented connections, within some days."""
    rng, target, rented = town.rng, town.favourite(), proxies(town.rng, 40)
    domains = [unheard_of(rng) for _ in range(rng.randint(15, 50))]
    votes = ((target, rng.choice(rented), rng.choice(domains), rng.randint(6, 90)) for _ in range(ballots))
    cast(town, "many_domains", scattered(rng, evening(rng), rng.choice([3, 24, 72])), votes)


def all_at_once(town: Town, ballots: int) -> None:
    """Bought mailboxes prepared beforehand, confirmed by a hundred threads within minutes over rented connections."""
    rng, target, rented = town.rng, town.favourite(), proxies(town.rng, 100)
    votes = ((target, rng.choice(rented), rng.choice(BOUGHT), rng.randint(3, 200)) for _ in range(ballots))
    cast(town, "all_at_once", scattered(rng, evening(rng), ballots / 20 / 60), votes)


def drip_from_one_server(town: Town, ballots: int) -> None:
    """An own domain's addresses from one server every so many minutes, give or take a sixth."""
    rng, target, network, domain = town.rng, town.favourite(), server(town.rng), unheard_of(town.rng)
    votes = ((target, network, domain, rng.randint(2, 20)) for _ in range(ballots))
    cast(town, "drip_from_one_server", paced(rng, evening(rng), rng.uniform(2, 15) * MINUTE, 0.15), votes)


def decoys(town: Town, ballots: int) -> None:
    """An own domain that now and then votes for somebody else, so that it looks like a firm."""
    rng, target, domain = town.rng, town.favourite(), unheard_of(town.rng)
    rented = proxies(rng, 20)
    votes = ((target if rng.random() < 0.9 else town.favourite(), rng.choice(rented), domain, rng.randint(5, 60)) for _ in range(ballots))
    cast(town, "decoys", scattered(rng, evening(rng), 48), votes)


def mixture(town: Town, ballots: int) -> None:
    """Some of everything for one candidate: an own domain, addresses for one use, bought mailboxes, over two servers and rented connections."""
    rng, target, domain = town.rng, town.favourite(), unheard_of(town.rng)
    connections = [server(rng), server(rng), *proxies(rng, 10)]
    kinds = ("disposable", domain, *BOUGHT[:2])
    votes = ((target, rng.choices(connections, [5, 5] + [1] * 10)[0], rng.choice(kinds), robot(rng, 10)) for _ in range(ballots))
    cast(town, "mixture", paced(rng, evening(rng), rng.uniform(15, 120), 0.4), votes)


# -- not crude


def slow_real_mailboxes(town: Town, ballots: int) -> None:
    """Real mailboxes of the town's own mix over the town's own networks, at people's hours, codes by hand: nobody can tell them from customers."""
    rng, target = town.rng, town.favourite()
    votes = ((target, town.networks.anybody_s(rng), mail_domain(rng), seconds_to_code(rng)) for _ in range(ballots))
    cast(town, "slow_real_mailboxes", (any_day(rng) for _ in range(ballots)), votes)


TUNING_FAMILIES: tuple[Attack, ...] = (catch_all, disposable, plus_tags, burst, one_server, mail_robot, drip)
HELD_OUT_FAMILIES: tuple[Attack, ...] = (botnet, several_servers, many_domains, all_at_once, drip_from_one_server, decoys, mixture)
SLOW = slow_real_mailboxes
