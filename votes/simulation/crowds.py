"""Crowds that vote honestly and look odd: school classes, offices, the town hall, clubs, a shop's own staff, its counter.

Every honest town has some of them. That they are honest does not mean that no rule may set them apart: it means that it counts as a mistake.
"""

from votes.simulation.people import CAMPAIGN_DAYS, DAY, HOUR, MINUTE, mail_domain
from votes.simulation.towns import Town, honest_town


def lively_town(seed: int, voters: int | None = None) -> Town:
    """An honest town with its crowds."""
    town = honest_town(seed, voters)
    for crowd, chance in CROWDS:
        if town.rng.random() < chance:
            crowd(town)
    return town


def working_moment(town: Town, first_hour: int = 8, last_hour: int = 17) -> int:
    """Second of the campaign on a weekday (it opens on a Tuesday), in working hours."""
    day = town.rng.choice([day for day in range(CAMPAIGN_DAYS) if (day + 1) % 7 not in (5, 6)])
    return day * DAY + town.rng.randrange(first_hour * HOUR, last_hour * HOUR)


def network_named(town: Town, name: str) -> str:
    """An own connection, or one among the neighbours'."""
    return town.rng.choice(town.networks.homes) if town.rng.random() < 0.4 else f"{name}-{town.rng.getrandbits(32)}"


def domain_named(town: Town, name: str) -> str:
    return f"other-{name}-{town.rng.getrandbits(32)}"


def one_of(town: Town, share: float, domain: str) -> str:
    """The crowd's domain for a share of its people, their own for the others."""
    return domain if town.rng.random() < share else mail_domain(town.rng)


def school_class(town: Town) -> None:
    """18 to 28 pupils behind one address within a lesson; a third of the classes all choose the shop around the corner."""
    rng, start = town.rng, working_moment(town, 9, 15)
    network, domain, shop = network_named(town, "school"), domain_named(town, "school"), town.favourite()
    school_addresses, all_for_one = rng.choice([0.0, 0.0, 0.8]), rng.random() < 1 / 3
    for _ in range(rng.randint(18, 28)):
        second = start + int(rng.gammavariate(2, 7 * MINUTE))
        town.somebody_votes(second, candidate=shop if all_for_one else 0, network=network, domain=one_of(town, school_addresses, domain))


def town_hall(town: Town) -> None:
    """15 to 60 people of the municipality over four weeks, many with its own domain, each for whom they like."""
    network, domain = network_named(town, "town-hall"), domain_named(town, "municipality")
    for _ in range(town.rng.randint(15, 60)):
        town.somebody_votes(working_moment(town), network=network, domain=one_of(town, 0.5, domain))


def office(town: Town) -> None:
    """8 to 30 people of a firm, most within days of a word in the canteen; one firm in five has a favourite."""
    rng, start = town.rng, working_moment(town, 11, 13)
    network, domain, shop = network_named(town, "office"), domain_named(town, "firm"), town.favourite()
    loyal = 0.8 if rng.random() < 1 / 5 else 0.0
    for _ in range(rng.randint(8, 30)):
        favourite = shop if rng.random() < loyal else 0
        second = start + int(rng.expovariate(1 / (6 * HOUR)))
        town.somebody_votes(second, candidate=favourite, network=network if rng.random() < 0.6 else "", domain=one_of(town, 0.6, domain))


def football_club(town: Town) -> None:
    """20 to 50 members for their sponsor, in the days after training; the board, some six, with the club's own domain."""
    rng, sponsor, domain = town.rng, town.favourite(), domain_named(town, "club")
    start, canteen = rng.randrange(20) * DAY + 21 * HOUR, network_named(town, "canteen")
    for _ in range(rng.randint(20, 50)):
        second = start + int(rng.expovariate(1 / (14 * HOUR)))
        network = canteen if second < start + 2 * HOUR and rng.random() < 0.6 else ""
        town.somebody_votes(second, candidate=sponsor, network=network, domain=one_of(town, 0.15, domain))


def staff(town: Town) -> None:
    """3 to 9 people of a candidate, half of them with its own domain, for themselves."""
    rng, shop, network, domain = town.rng, town.favourite(), network_named(town, "shop"), domain_named(town, "shop")
    for _ in range(rng.randint(3, 9)):
        town.somebody_votes(working_moment(town, 9, 19), candidate=shop, network=network, domain=one_of(town, 0.5, domain))


def counter(town: Town) -> None:
    """10 to 70 customers in four weeks, with their own phones, half of them over the shop's wireless network."""
    rng, shop, network = town.rng, town.favourite(), network_named(town, "counter")
    for _ in range(rng.randint(10, 70)):
        town.somebody_votes(working_moment(town, 9, 18), candidate=shop, network=network if rng.random() < 0.5 else "")


def queue_at_one_tablet(town: Town) -> None:
    """8 to 16 people one after another at a stall on the market, a minute or two each, for the shop whose stall it is."""
    rng, shop, second = town.rng, town.favourite(), working_moment(town, 9, 12)
    network = rng.choice(town.networks.mobile)
    for _ in range(rng.randint(8, 16)):
        second += 20 + int(rng.lognormvariate(4.2, 0.5))
        town.somebody_votes(second, candidate=shop, network=network)


CROWDS = (
    (school_class, 0.15),
    (town_hall, 0.5),
    (office, 0.35),
    (office, 0.2),
    (football_club, 0.25),
    (staff, 0.7),
    (staff, 0.4),
    (counter, 0.5),
    (counter, 0.3),
    (queue_at_one_tablet, 0.05),
)
