"""Which municipality a word, a postcode or a code means. Kept in the cache, so that a search asks the database nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.apps import apps

from content import purging
from content.kept import Kept
from content.words import normalise

if TYPE_CHECKING:
    from municipalities.models import Municipality

KEPT = "municipalities.places"  # of what is made of the register: forgotten with every change of it
LONGEST_CHAIN = 10  # mergers of mergers; more is a circle that somebody made by mistake


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A municipality of today that a text leads to. via: the name or postcode that led there, "Meulebeke" or "8760 Meulebeke"."""

    municipality_id: int
    slug: str
    name: str
    via: str


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality of today as far as finding places goes. latitude, longitude: its centre in WGS84 degrees."""

    id: int
    nis: str
    slug: str
    name: str
    latitude: float
    longitude: float
    postcodes: frozenset[str]
    names: dict[str, str] = field(default_factory=dict)  # in French, English and German, where they differ
    villages: tuple[str, ...] = ()  # and former municipalities that are part of it, by name

    def name_in(self, language: str) -> str:
        return self.names.get(language) or self.name


@dataclass
class PlaceIndex:
    """Every name, postcode and code, and where each leads. A municipality's own name wins over a village that is called the same."""

    towns: dict[int, Town] = field(default_factory=dict)
    by_own_name: dict[str, tuple[PlaceHit, ...]] = field(default_factory=dict)
    by_other_name: dict[str, tuple[PlaceHit, ...]] = field(default_factory=dict)
    by_postcode: dict[str, tuple[PlaceHit, ...]] = field(default_factory=dict)
    by_code: dict[str, int] = field(default_factory=dict)

    def find(self, text: str) -> tuple[PlaceHit, ...]:
        """Where a name in four languages, of a village or of a former municipality, a postcode ("8760", "8760 Meulebeke") or a slug leads."""
        words = normalise(text)
        return self.by_own_name.get(words) or self.by_other_name.get(words) or self._with_postcode(words)

    def with_postcode(self, code: str) -> tuple[PlaceHit, ...]:
        """One for each municipality that shares the postcode; empty for one that is not registered."""
        return self.by_postcode.get(code.strip(), ())

    def id_for(self, nis_or_slug: str) -> int | None:
        """Key of today's municipality with this NIS code or slug, of a former one too: 37007 and meulebeke lead to Tielt."""
        return self.by_code.get(nis_or_slug.strip().lower())

    def _with_postcode(self, words: str) -> tuple[PlaceHit, ...]:
        code, _, name = words.partition(" ")
        hits = self.by_postcode.get(code, ())
        return tuple(hit for hit in hits if not name or normalise(hit.via) == words) if hits else ()


def find(text: str) -> list[PlaceHit]:
    """The municipalities that `text` may mean, none when it is no place. No query while the index is kept."""
    return list(index().find(text))


def municipality_for(nis_or_slug: str) -> "Municipality | None":
    """Today's municipality with this NIS code or slug."""
    key = index().id_for(nis_or_slug)
    return municipality_model().objects.get(pk=key) if key else None


def town_asked(text: str) -> Town | None:
    """Today's municipality with this NIS code or slug, else the one that the text names; nothing when it names none or several."""
    places = index()
    key = places.id_for(text)
    hits = places.find(text.replace("-", " "))
    return places.towns[key] if key else places.towns[hits[0].municipality_id] if len(hits) == 1 else None


def index() -> PlaceIndex:
    """The index of today; asks the database only after `forget`."""
    return kept.get()


def forget() -> None:
    """Read the municipalities anew at the next question. Their names stand on nearly every page."""
    kept.forget()
    purging.everything_is_stale()


def read_index() -> PlaceIndex:
    municipalities = municipality_model().objects.prefetch_related("postcodes", "aliases").order_by("name", "pk")
    by_id = {municipality.pk: municipality for municipality in municipalities}
    today = {pk: successor_of(municipality, by_id) for pk, municipality in by_id.items()}
    own, other, postcodes = Gathering(), Gathering(), Gathering()
    for municipality in by_id.values():
        successor = today[municipality.pk]
        for name in names_of(municipality):
            (own if municipality is successor else other).add(normalise(name), successor, name)
        for name in other_names_of(municipality):
            other.add(normalise(name), successor, name)
        for postcode in municipality.postcodes.all():
            postcodes.add(postcode.code.casefold(), successor, str(postcode))
    towns = {pk: town_of(municipality) for pk, municipality in by_id.items() if today[pk] is municipality}
    return PlaceIndex(towns, own.hits(), other.hits(), postcodes.hits(), dict(codes_of(by_id.values(), today)))


class Gathering:
    """Words, each with the municipalities that it leads to; the first name that led there is the one shown."""

    def __init__(self) -> None:
        self.found: dict[str, dict[int, PlaceHit]] = defaultdict(dict)

    def add(self, word: str, municipality: "Municipality", via: str) -> None:
        if word:
            self.found[word].setdefault(municipality.pk, PlaceHit(municipality.pk, municipality.slug, municipality.name, via))

    def hits(self) -> dict[str, tuple[PlaceHit, ...]]:
        return {word: tuple(hits.values()) for word, hits in self.found.items()}


def successor_of(municipality: "Municipality", by_id: "dict[int, Municipality]") -> "Municipality":
    """What `municipality` is part of today: itself, or the one it was merged into, step by step."""
    for _ in range(LONGEST_CHAIN):
        if not municipality.successor_id:
            break
        municipality = by_id[municipality.successor_id]
    return municipality


def names_of(municipality: "Municipality") -> Iterator[str]:
    yield from filter(None, (municipality.name, municipality.name_fr, municipality.name_en, municipality.name_de, municipality.slug))


def other_names_of(municipality: "Municipality") -> Iterator[str]:
    yield from (alias.name for alias in municipality.aliases.all())
    yield from (postcode.name for postcode in municipality.postcodes.all())


def town_of(municipality: "Municipality") -> Town:
    postcodes = frozenset(postcode.code for postcode in municipality.postcodes.all())
    names = {"fr": municipality.name_fr, "en": municipality.name_en, "de": municipality.name_de}
    return Town(
        id=municipality.pk,
        nis=municipality.nis,
        slug=municipality.slug,
        name=municipality.name,
        latitude=municipality.latitude,
        longitude=municipality.longitude,
        postcodes=postcodes,
        names=names,
        villages=villages_of(municipality),
    )


def villages_of(municipality: "Municipality") -> tuple[str, ...]:
    names = {alias.name for alias in municipality.aliases.all() if alias.kind in {alias.Kind.VILLAGE, alias.Kind.FORMER}}
    return tuple(sorted(names - {municipality.name}))


def codes_of(municipalities: "Iterable[Municipality]", today: "dict[int, Municipality]") -> Iterator[tuple[str, int]]:
    for municipality in municipalities:
        for code in (municipality.nis, municipality.slug):
            yield code.lower(), today[municipality.pk].pk


kept = Kept(KEPT, read_index)


def municipality_model() -> "type[Municipality]":
    return apps.get_model("municipalities", "Municipality")
