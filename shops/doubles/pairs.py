"""Which shops of a municipality look like one, and why. Pure: works on what is handed in."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from shops.importing.matching import NEAR_KM, Known, Matcher, alike, metres, same_door, within

PHONE, SITE, DOOR, NEAR = "phone", "site", "door", "near"
WEIGHT = {DOOR: 3, NEAR: 2, PHONE: 2, SITE: 1}
SHARED_BY = 3  # shops at most that have a phone or a site in common: with more it is a chain's, or a market hall's
OF_EVERYBODY = ("facebook.com", "instagram.com", "tiktok.com", "linktr.ee", "google.com", "business.site", "linkedin.com")


@dataclass(frozen=True)
class Pair:
    """Keys of two shops, the smaller first, and why they look like one: of WEIGHT, the heaviest first."""

    one: int
    other: int
    why: tuple[str, ...]
    metres: int | None = None

    @property
    def weight(self) -> int:
        return sum(WEIGHT[reason] for reason in self.why)


def likely_pairs(shops: Iterable[Known], sites: dict[int, str], apart: set[tuple[int, int]]) -> list[Pair]:
    """The likeliest first. shops: of one municipality, as `planning.read_known` gives them. sites: host by key. apart: pairs said to be two."""
    known = {shop.pk: shop for shop in shops if shop.pk is not None}
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for keys, reason in (*with_the_same(known, sites), *with_a_like_name(known)):
        if keys not in apart:
            found[keys].add(reason)
    pairs = [as_pair(known[keys[0]], known[keys[1]], why) for keys, why in found.items()]
    return sorted(pairs, key=lambda pair: (-pair.weight, pair.one, pair.other))


def as_pair(one: Known, other: Known, why: set[str]) -> Pair:
    far = metres(one, other) if one.latitude is not None and other.latitude is not None else None
    return Pair(one.pk or 0, other.pk or 0, tuple(sorted(why, key=lambda reason: -WEIGHT[reason])), far)


def with_the_same(known: dict[int, Known], sites: dict[int, str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Pairs with a phone or a site in common that few have; two shops of a chain are two."""
    phones = {key: shop.phone for key, shop in known.items()}
    for reason, values in ((PHONE, phones), (SITE, sites)):
        shared = Counter(value for value in values.values() if value)
        groups: dict[str, list[int]] = defaultdict(list)
        for key, value in values.items():
            if value and 1 < shared[value] <= SHARED_BY and not known[key].is_chain:
                groups[value].append(key)
        for keys in groups.values():
            yield from ((pair, reason) for pair in combinations(sorted(keys), 2))


def with_a_like_name(known: dict[int, Known]) -> Iterator[tuple[tuple[int, int], str]]:
    matcher = Matcher(known.values())
    for key, shop in known.items():
        for other in dict.fromkeys(matcher.around(shop)):
            if other.pk and other.pk > key and alike(shop.name, other.name):
                if same_door(shop, other):
                    yield (key, other.pk), DOOR
                elif within(shop, other, NEAR_KM):
                    yield (key, other.pk), NEAR


def host_of(website: str) -> str:
    """ "https://www.kroon.be/contact" -> "kroon.be"; nothing for a page on a site that everybody has one on."""
    try:
        host = (urlsplit(website).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return "" if any(host == shared or host.endswith(f".{shared}") for shared in OF_EVERYBODY) else host
