"""Where an empty list leads: what was not found where, and questions near to it that do have answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from content.words import normalise
from municipalities import places
from municipalities.places import Town
from shops import bits, fields
from shops.category_tree import category_tree
from shops.chips import Chip, place_label, street_name
from shops.distance import Located, kilometres, nearness_of
from shops.matching import answering_each
from shops.meaning import FILLERS, Meaning, terms, understand
from shops.narrowing import KIND, NEAR, OPEN, TOWN
from shops.query import RADII_KM, USUAL_RADIUS_KM, ShopQuery
from shops.search import Found
from shops.tallies import count_each

if TYPE_CHECKING:
    from shops.models.directory import ShopDirectoryPage

MOST_TOWNS = 3
MOST_PARTS = 2  # questions without one of their words
ANYWHERE: dict[str, Any] = {"near": "", "spot": "", "radius_km": USUAL_RADIUS_KM}


@dataclass(frozen=True)
class Nearby:
    """A municipality that has answers, and how many. km: from where was asked."""

    km: float
    town: Town
    total: int

    def said(self, language: str) -> str:
        name, distance = self.town.name_in(language), round(self.km)
        return _("%(town)s, %(distance)s km verder") % {"town": name, "distance": distance} if distance else name


@dataclass(frozen=True)
class Empty:
    """A list without answers. municipality: that of the path."""

    page: "ShopDirectoryPage"
    query: ShopQuery
    found: Found
    municipality: Town | None
    language: str

    @property
    def title(self) -> str:
        """ "Geen kaas in Mesen. Wel in Ieper, 9 km verder." where one thing was asked for in one place."""
        what, where = self.asked, self.where
        if not what or len(where) != 1 or not self.nearest or not (why := self.why_none()):
            return _("Niets gevonden.")
        return capfirst(why % {"what": what, "place": where[0].name_in(self.language), "else": self.nearest[0].said(self.language)})

    def why_none(self) -> str:
        """What is true of the place: it has none at all, or none that is open; "" where something else left nothing."""
        narrowing = self.found.narrowing
        if not narrowing.found(leaving=narrowing.filters.keys() - {KIND, TOWN}):
            return _("Geen %(what)s in %(place)s. Wel in %(else)s.")
        if not narrowing.found(leaving={OPEN}):
            return ""
        if self.query.moment:
            return _("%(what)s in %(place)s: dan niets open. Wel in %(else)s.")
        return _("%(what)s in %(place)s: nu niets open. Wel in %(else)s.")

    @cached_property
    def asked(self) -> str:
        """The one thing that was asked for, as it was typed or as the kind is called; "" for none or several."""
        typed = said_beside(self.found.meaning, self.found.meaning.at) if self.found.meaning.words else ""
        if places.find(typed):
            return ""  # "brugge kortrijk"
        kinds = [category_tree().name_of(slug, self.language) for slug in self.query.categories]
        named = [*([typed] if typed else []), *(kind if self.language == "de" else kind.lower() for kind in kinds)]
        return named[0] if len(named) == 1 else ""

    @cached_property
    def where(self) -> list[Town]:
        """The municipality of the path, else those that the text names."""
        towns = places.index().towns
        return [self.municipality] if self.municipality else [towns[key] for key in self.found.meaning.municipalities if key in towns]

    @cached_property
    def nearest(self) -> list[Nearby]:
        """Each municipality that has what was asked for, the nearest to where was asked first; none when nobody said where."""
        narrowing = self.found.narrowing
        origins: list[Located] = [narrowing.centre] if narrowing.centre else list(self.where)
        if not self.where:
            return []
        anywhere = narrowing.passing(narrowing.answers.anywhere, leaving={TOWN, NEAR} if self.is_beyond_the_circle else {TOWN})
        having, towns = count_each(narrowing.listed.by_town, anywhere), places.index().towns
        near = [Nearby(min(kilometres(origin, towns[key]) for origin in origins), towns[key], total) for key, total in having.items() if key in towns]
        return sorted(near, key=lambda one: (one.km, one.town.name))

    @cached_property
    def is_beyond_the_circle(self) -> bool:
        """Whether the circle that was asked for holds none, in any municipality."""
        narrowing = self.found.narrowing
        return bool(narrowing.centre) and not narrowing.passing(narrowing.answers.anywhere, leaving={TOWN})

    @property
    def ways(self) -> list[Chip]:
        """Links to less narrow questions, the nearest first; the last is everything."""
        return [*self.wider(), *self.elsewhere(), *self.without_a_filter(), *self.without_a_word(), Chip(_("Alle winkels"), self.page.url)]

    def wider(self) -> Iterator[Chip]:
        """The smallest wider circle in which there is something."""
        if not (centre := self.found.centre):
            return
        narrowing, largest = self.found.narrowing, RADII_KM[-1]
        if self.query.radius_km < largest:
            away = narrowing.listed.near(centre, largest)
            having = [away[position] for position in bits.positions(narrowing.found(leaving={NEAR}) & narrowing.listed.of_positions(away))]
            for radius in RADII_KM:
                if radius > self.query.radius_km and (total := sum(one <= nearness_of(radius) for one in having)):
                    asked = replace(self.query, radius_km=radius)
                    yield Chip(f"{fields.near_words(asked, self.found, self.language)} ({total})", asked.url(self.page.url))
                    break
        if total := narrowing.found(leaving={NEAR}).bit_count():
            yield Chip(f"{_('Op elke afstand')} ({total})", self.url(**ANYWHERE))

    def elsewhere(self) -> Iterator[Chip]:
        """The three municipalities with an answer that are nearest to where was asked."""
        meaning = self.found.meaning
        text = meaning.without(meaning.at) if meaning.municipalities else self.query.text
        around = ANYWHERE if self.is_beyond_the_circle else {}
        for near in self.nearest[:MOST_TOWNS] if not places.find(text) else []:
            yield Chip(f"{near.said(self.language)} ({near.total})", self.url(text=text, municipality=near.town.slug, **around))

    def without_a_filter(self) -> Iterator[Chip]:
        query = self.query
        if query.open_now:
            yield Chip(_("Ook wat nu gesloten is"), self.url(open_now=False))
        if query.moment:
            yield Chip(_("Ook wat dan gesloten is"), self.url(moment=None))
        if query.traits:
            yield Chip(_("Zonder wat je nog aanvinkte"), self.url(traits=()))
        if query.categories:
            yield Chip(_("Alle soorten winkels"), self.url(categories=()))

    def without_a_word(self) -> Iterator[Chip]:
        """The question without one of the things in its text, where that has answers, the fewest first. Asks one query."""
        narrowing, meaning = self.found.narrowing, self.found.meaning
        parts = [term.at for term in terms(meaning, narrowing.tree)]
        if places.find(said_beside(meaning, meaning.at)):
            parts.append(meaning.at)
        texts = [without_fillers(meaning.without(at)) for at in parts] if len(parts) + bool(meaning.municipalities) > 1 else []
        answered = answering_each([understand(text) for text in texts], narrowing.tree, narrowing.listed)
        totals = [(narrowing.passing(answers.found).bit_count(), text) for text, answers in zip(texts, answered, strict=True)]
        for total, text in sorted((total, text) for total, text in totals if total and text and not is_house_number(text))[:MOST_PARTS]:
            yield Chip(f"{_('“%(text)s”') % {'text': text}} ({total})", self.url(text=text))

    def url(self, **changes: object) -> str:
        return self.query.url(self.page.url, **changes)


def said_of_text(query: ShopQuery, found: Found, language: str) -> Iterator[str]:
    """What a list says of a text that it does not answer as it stands: its place or street left nothing, or there is no word in it."""
    meaning = understand(query.text)
    if query.text and not meaning.typed and not meaning.municipalities:
        yield _("In “%(text)s” staat geen woord om op te zoeken. Je ziet dus alles.") % {"text": query.text}
    if not found.total or not found.narrowing.strict:
        return
    street = next((term for term in terms(meaning, category_tree()) if term.is_street), None)
    what = said_beside(meaning, meaning.at | (street.at if street else frozenset()))
    where = ", ".join([*([street_name(street)] if street else []), *([place_label(meaning, language)] if meaning.municipalities else [])])
    none = (
        _("Geen %(what)s in %(place)s. Dit heeft die woorden ergens anders.")
        if what
        else _("Niets in %(place)s. Dit heeft die woorden ergens anders.")
    )
    yield none % {"what": what, "place": where}


def said_beside(meaning: Meaning, at: frozenset[int]) -> str:
    """The text as it was typed, without these pieces and the small words that lead to them: "bakker" of "bakker in Tielt"."""
    return without_fillers(" ".join(piece for number, piece in enumerate(meaning.pieces) if number not in at))


def without_fillers(text: str) -> str:
    """Without small words at its ends, unless there is nothing else: "bakker in" is "bakker", and "in Mesen" is "Mesen"."""
    pieces = text.split()
    counting = [number for number, piece in enumerate(pieces) if normalise(piece) not in FILLERS]
    return " ".join(pieces[counting[0] : counting[-1] + 1]) if counting else text


def is_house_number(text: str) -> bool:
    return text.isdigit() and not places.find(text)
