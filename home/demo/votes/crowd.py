"""Who votes in the demo, when and how: drawn by the model of honest towns that the rules of suspicion are judged by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from content.freshness import BRUSSELS
from votes.simulation import people, towns

LOCAL = 0.88  # share of voters with a postcode of the town
TO_SPARE = 1.35  # votes that are drawn for one that falls within the opening hours


@dataclass(frozen=True, slots=True)
class Voice:
    """A vote to be. face: of the candidate. network, domain: readable names that are hashed before they are stored."""

    face: str
    at: datetime
    network: str
    domain: str
    seconds_to_code: int | None
    is_local: bool


def honest(*, seed: str, shares: Mapping[str, float], voters: int, opens_at: datetime, until: datetime) -> list[Voice]:
    """About `voters` people over four weeks, of whom those come who vote before `until`; by time.

    shares: by the face of the candidate, so that the order of the ballot, which is drawn, changes nothing.
    """
    rng = Random(seed)  # noqa: S311 - a picture, no secret
    faces = dict(enumerate(sorted(shares), start=1))
    town = towns.Town(rng, {place: shares[face] for place, face in faces.items()}, people.networks_of_a_town(rng, voters))
    occasions = towns.occasions_of(town)
    while len(town.facts) < voters * TO_SPARE:
        towns.one_votes(town, occasions)
    midnight = datetime.combine(opens_at.astimezone(BRUSSELS).date(), time(0), tzinfo=BRUSSELS)
    moments = [(midnight + (fact.confirmed_at - towns.OPENS_AT), fact) for fact in town.facts]
    found = [
        Voice(faces[fact.candidate], moment, fact.network, fact.domain, fact.seconds_to_code, rng.random() < LOCAL)
        for moment, fact in moments
        if opens_at <= moment < until
    ]
    return by_time(found)


def drawn_from(voices: Sequence[Voice], voters: int, seed: str) -> list[Voice]:
    """So many of them, by time."""
    return by_time(Random(seed).sample(list(voices), min(voters, len(voices))))  # noqa: S311 - a picture, no secret


def evened(voices: Sequence[Voice], first: str, second: str) -> list[Voice]:
    """With as many for the one as for the other: the last ones of who has more are left out."""
    most = min(sum(voice.face == face for voice in voices) for face in (first, second))
    seen = {first: 0, second: 0}
    kept = []
    for voice in voices:
        seen[voice.face] = seen.get(voice.face, 0) + 1
        if voice.face not in (first, second) or seen[voice.face] <= most:
            kept.append(voice)
    return kept


def from_one_domain(*, seed: str, face: str, voters: int, start: datetime) -> list[Voice]:
    """Some evenings of somebody who has a mail domain of their own, and a favourite."""
    rng = Random(seed)  # noqa: S311 - a picture, no secret
    networks = [f"mobile-{place}" for place in range(18)]
    moments = sorted(start + timedelta(days=rng.randrange(3), seconds=rng.randrange(5 * people.HOUR)) for _ in range(voters))
    return [Voice(face, at, rng.choice(networks), f"other-{seed}", rng.randint(25, 240), rng.random() < LOCAL) for at in moments]


def from_one_school(*, seed: str, face: str, voters: int, start: datetime) -> list[Voice]:
    """Two classes within a morning, behind one address, for the shop around the corner."""
    rng = Random(seed)  # noqa: S311 - a picture, no secret
    moments = sorted(start + timedelta(seconds=rng.randrange(5 * people.HOUR)) for _ in range(voters))
    return [Voice(face, at, f"school-{seed}", people.mail_domain(rng), rng.randint(20, 200), True) for at in moments]


def by_time(voices: Iterable[Voice]) -> list[Voice]:
    return sorted(voices, key=lambda voice: voice.at)
