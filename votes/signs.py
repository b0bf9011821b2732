"""The rules themselves: each takes all facts of a round by time, and gives the groups of ballots that it sets apart.

Every number below was chosen on made-up towns (votes.simulation), with its reason beside it. A rule compares a group with the rest of its own
round, so that a popular candidate's votes are nothing to wonder at; and no group is smaller than LEAST: one person's vote is never set apart alone.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import TypeVar
from zoneinfo import ZoneInfo

from gate.visitor import UNKNOWN
from votes.facts import Fact
from votes.likelihood import chance, even_gaps, most_within

LEAST = 10  # ballots in a group: a shop's staff or a large family is smaller
MINUTE, DAY = 60, 86_400  # seconds
BRUSSELS = ZoneInfo("Europe/Brussels")
NOWHERE = frozenset({UNKNOWN, ""})  # no network: who comes from there has nothing in common

# A group is concentrated when this share of it goes to one candidate, and the rest of the round makes that this unlikely.
DOMAIN_SHARE, DOMAIN_CHANCE = 0.75, 1e-3  # a town has few unknown domains with ten voters: one in a thousand is enough
DISPOSABLE_SHARE, DISPOSABLE_CHANCE = 0.6, 1e-4  # some use them out of caution, for whom they like
SCATTERED_SHARE, SCATTERED_CHANCE, SCATTERED_LEAST = 0.55, 1e-6, 20  # ballots; taken together they are many, so more is asked
NETWORK_SHARE, NETWORK_CHANCE, NETWORK_LEAST = 0.7, 1e-6, 12  # ballots; neighbours share a prefix, and some hundreds of prefixes are looked at
REST_LEAST = 20  # ballots over other networks: with fewer, a proxy that hides everybody would make the whole town one group

# A concentrated network is a school class, a counter or a canteen unless something tells a machine. Any one of these does:
CLASS_AND_TEACHERS = 40  # ballots for one candidate within a day: more than a class and its teachers
HASTE = 8  # seconds: half of the codes within it. People who have theirs filled in need about 7, and one in eight has
STRANGERS = 0.5  # share of unknown and disposable mail domains, the most frequent one left out; in a town it is about one in fifteen
NIGHT, NIGHT_SHARE = range(1, 5), 0.25  # local hours; in a town it is one vote in a hundred

QUICK = 5  # seconds: the mail has to arrive, be opened and read; one honest code in thirty is quicker
USUAL_QUICK = 0.04  # share: the least that is held for usual, also where the rest of a round has none
QUICK_TIMES, QUICK_CHANCE = 3, 1e-6  # times the usual share: a young shop's customers have their codes filled in more often

EVEN_LENGTHS = (12, 24, 48, 96, 192)  # gaps in a row; short rows have to be nearly perfect, long ones may hold others' votes in between
EVEN_TOLERANCE = 0.4  # a script that waits "20 seconds, give or take a third" is within it
EVEN_USUAL = 0.36  # share of random gaps within 0.6 and 1.4 times their median is 0.28; in whole seconds up to 0.36
EVEN_CHANCE = 5e-6  # what thirteen votes without one uneven gap amount to
EVEN_LEAST_GAP = 3  # seconds: below, whole seconds say nothing

RUSH = 12  # ballots for one candidate within a minute, more than in the others of that hour: a class that types at the same time stays below
RUSH_DEVIATIONS = 5  # standard deviations of a Poisson count: in a busy hour of a very large round, chance alone makes such minutes
RUSH_SHARE, RUSH_CHANCE = 0.75, 1e-3  # of all votes in that minute: after a broadcast the others have theirs too
PAUSE = 21_600  # seconds without a vote that part one burst from the next: a night

Facts = Sequence[Fact]
Figures = dict[str, int]
Feature = TypeVar("Feature", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sign:
    """Ballots set apart together, by time, and the figures of its rule beside those of extent_of."""

    facts: Facts
    figures: Figures


def unknown_domain(facts: Facts) -> Iterator[Sign]:
    """One unknown mail domain concentrated on one candidate."""
    tally = tally_of(facts)
    for domain, group in grouped(facts, lambda fact: fact.domain).items():
        if is_unknown(domain) and (found := concentrated(group, tally, LEAST, DOMAIN_SHARE, DOMAIN_CHANCE)):
            yield Sign(found, {"share": percent(found, group)})


def scattered_domains(facts: Facts) -> Iterator[Sign]:
    """Unknown domains, each too small to be judged alone, that together are concentrated on one candidate."""
    domains = grouped([fact for fact in facts if is_unknown(fact.domain)], lambda fact: fact.domain)
    together = by_time(fact for group in domains.values() if len(group) < LEAST for fact in group)
    if found := concentrated(together, tally_of(facts), SCATTERED_LEAST, SCATTERED_SHARE, SCATTERED_CHANCE):
        yield Sign(found, {"domains": len({fact.domain for fact in found})})


def disposable_mail(facts: Facts) -> Iterator[Sign]:
    """Disposable addresses, taken together, concentrated on one candidate."""
    tally = tally_of(facts)
    group = [fact for fact in facts if fact.domain == "disposable"]
    if found := concentrated(group, tally, LEAST, DISPOSABLE_SHARE, DISPOSABLE_CHANCE):
        yield Sign(found, {"share": percent(found, group)})


def one_network(facts: Facts) -> Iterator[Sign]:
    """One network prefix concentrated on one candidate, with a sign of a machine."""
    tally = tally_of(facts)
    for network, group in grouped(facts, lambda fact: fact.network).items():
        if network in NOWHERE or len(facts) - len(group) < REST_LEAST:
            continue
        found = concentrated(group, tally, NETWORK_LEAST, NETWORK_SHARE, NETWORK_CHANCE)
        if found and tells_a_machine(found):
            yield Sign(found, {"share": percent(found, group), **pace_of(found)})


def tells_a_machine(group: Facts) -> bool:
    """Whether a group for one candidate does what a class, a counter or a canteen does not."""
    moments = seconds_of(group)
    at_night = sum(fact.confirmed_at.astimezone(BRUSSELS).hour in NIGHT for fact in group)
    return (
        most_within(moments, DAY) > CLASS_AND_TEACHERS
        or sum(is_within(fact, HASTE) for fact in group) * 2 >= len(group)
        or strangers_among(group) >= STRANGERS * len(group)
        or at_night >= NIGHT_SHARE * len(group)
        or any(True for _ in evenly_paced(group))
    )


def pace_of(group: Facts) -> Figures:
    """What a school class, a counter or a canteen would do otherwise: the most within a day, and the percentage of codes in HASTE."""
    hasty = [fact for fact in group if is_within(fact, HASTE)]
    return {"day": most_within(seconds_of(group), DAY), "hasty": percent(hasty, group), "seconds": HASTE}


def strangers_among(group: Facts) -> int:
    """Votes with disposable or unknown mail domains; a school's or firm's own, which comes over its own network, is not strange there."""
    unknown = Counter(fact.domain for fact in group if is_unknown(fact.domain))
    own = max(unknown.values(), default=0)
    return unknown.total() - own + sum(fact.domain == "disposable" for fact in group)


def quick_codes(facts: Facts) -> Iterator[Sign]:
    """Codes typed within QUICK seconds, far more often among one candidate's votes of some hours than among the others'; then all in HASTE there."""
    everybody_s = sum(is_within(fact, QUICK) for fact in facts)
    for group in grouped(facts, lambda fact: fact.candidate).values():
        moments, hits = seconds_of(group), sum(is_within(fact, QUICK) for fact in group)
        usual = max(USUAL_QUICK, (everybody_s - hits) / max(1, len(facts) - len(group)))
        for part in without_pauses([fact for fact in group if is_within(fact, HASTE)]):
            tries, quick = count_between(moments, *span_of(part)), sum(is_within(fact, QUICK) for fact in part)
            if quick >= max(LEAST, QUICK_TIMES * usual * tries) and chance(quick, tries, usual) <= QUICK_CHANCE:
                yield Sign(part, {"seconds": HASTE})


def even_pace(facts: Facts) -> Iterator[Sign]:
    """Votes for one candidate that follow each other too evenly, or too closely; one group for each time that this went on."""
    for group in grouped(facts, lambda fact: fact.candidate).values():
        apart = {fact.key for part in parts_of(group) for run in without_pauses(part) for fact in evenly_paced(run)}
        apart |= {fact.key for fact in rushed(group, facts)}
        for found in without_pauses([fact for fact in group if fact.key in apart]):
            if len(found) >= LEAST:
                yield Sign(found, {"gap": median_gap(found)})


def parts_of(group: Facts) -> Iterator[Facts]:
    """One candidate's votes, and those over one network or with one mail domain, which others' votes in between do not hide."""
    yield group
    for feature in (lambda fact: fact.network, lambda fact: fact.domain):
        yield from (part for part in grouped(group, feature).values() if LEAST <= len(part) < len(group))


def evenly_paced(group: Facts) -> Iterator[Fact]:
    """Those beside an even gap where too many are even."""
    moments = seconds_of(group)
    for length in EVEN_LENGTHS:
        yield from (group[place] for place in even_gaps(moments, length, EVEN_TOLERANCE, EVEN_USUAL, EVEN_CHANCE, EVEN_LEAST_GAP))


def rushed(group: Facts, facts: Facts) -> Iterator[Fact]:
    """Those in a minute in which one candidate had RUSH votes more than in the other minutes of that hour, and the others far fewer than usual."""
    moments, everybody_s = seconds_of(group), seconds_of(facts)
    done = 0
    for place, start in enumerate(moments):
        end = bisect_left(moments, start + MINUTE)
        if end - place >= RUSH and is_rush(end - place, start, moments, everybody_s):
            yield from group[max(place, done) : end]
            done = end


def is_rush(hits: int, start: int, moments: Sequence[int], everybody_s: Sequence[int]) -> bool:
    """Judges the minute from `start` with `hits` votes for one candidate by the hour around it, and by the candidate's share outside that hour."""
    hour = start - 30 * MINUTE, start + 30 * MINUTE
    own, all_of_hour = count_between(moments, *hour), count_between(everybody_s, *hour)
    a_minute = (own - hits) / 59
    usual = (len(moments) - own + 1) / (len(everybody_s) - all_of_hour + 2)
    tries = count_between(everybody_s, start, start + MINUTE)
    is_crowded = hits - a_minute >= max(RUSH, RUSH_DEVIATIONS * sqrt(a_minute))
    return is_crowded and hits >= RUSH_SHARE * tries and chance(hits, tries, usual) <= RUSH_CHANCE


def without_pauses(group: Facts) -> Iterator[Facts]:
    """The group in parts, wherever nothing came for PAUSE seconds."""
    start = 0
    for place in range(1, len(group) + 1):
        if place == len(group) or (group[place].confirmed_at - group[place - 1].confirmed_at).total_seconds() > PAUSE:
            yield group[start:place]
            start = place


# -- what the rules share


def tally_of(facts: Facts) -> Counter[int]:
    """Votes by candidate."""
    return Counter(fact.candidate for fact in facts)


def concentrated(group: Facts, tally: Mapping[int, int], least: int, share: float, surprise: float) -> Facts:
    """The group's votes for its first candidate when they are `least` or more, `share` of it, and that unlikely by the rest of the round; else none.

    tally: votes of the whole round by candidate.
    """
    within = Counter(fact.candidate for fact in group)
    if not within or len(group) < least:
        return ()
    candidate, hits = max(within.items(), key=lambda entry: (entry[1], -entry[0]))
    usual = (tally[candidate] - hits + 1) / (sum(tally.values()) - len(group) + 2)
    if hits < max(least, share * len(group)) or chance(hits, len(group), usual) > surprise:
        return ()
    return [fact for fact in group if fact.candidate == candidate]


def grouped(facts: Iterable[Fact], feature: Callable[[Fact], Feature]) -> dict[Feature, list[Fact]]:
    """Facts by a feature, in the order in which each first came."""
    groups: dict[Feature, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[feature(fact)].append(fact)
    return groups


def by_time(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.confirmed_at, fact.key))


def is_unknown(domain: str) -> bool:
    return domain.startswith("other-")


def is_within(fact: Fact, seconds: int) -> bool:
    """Whether the code was typed within so many seconds; not when that is not known."""
    return fact.seconds_to_code is not None and fact.seconds_to_code <= seconds


def seconds_of(group: Facts) -> list[int]:
    return [int(fact.confirmed_at.timestamp()) for fact in group]


def count_between(moments: Sequence[int], start: int, end: int) -> int:
    return bisect_left(moments, end) - bisect_left(moments, start)


def span_of(group: Facts) -> tuple[int, int]:
    """The half-open stretch of seconds from the first to the last."""
    moments = seconds_of(group)
    return moments[0], moments[-1] + 1


def percent(part: Facts, whole: Facts) -> int:
    return round(100 * len(part) / len(whole))


def median_gap(group: Facts) -> int:
    moments = seconds_of(group)
    return sorted(later - earlier for earlier, later in pairwise(moments))[(len(moments) - 1) // 2]


def extent_of(group: Facts) -> Figures:
    """How many, and from the first to the last in begun minutes."""
    moments = seconds_of(group)
    return {"votes": len(group), "minutes": (moments[-1] - moments[0]) // MINUTE + 1}
