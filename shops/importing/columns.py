"""Which column of a table holds which fact: headers in Dutch, French and English, found by their words."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.spreadsheets import FORMULA
from content.tables import BrokenFile, storable
from shops.importing.mending import is_our_column
from shops.importing.rows import Notice, SourceRow

HEADER_SEARCHED_IN = 20  # rows; a title and a few remarks often stand above the header

# Per fact its headers, the most telling one first: where two columns hold the same fact, the first that is filled wins.
HEADERS: dict[str, tuple[str, ...]] = {
    "ref": ("id", "ref", "referentie", "reference", "winkelnummer", "code", "shop id", "osm id"),
    "name": (
        *("handelsnaam", "winkelnaam", "commerciele naam", "nom commercial", "trade name", "naam winkel", "naam handelszaak", "naam zaak"),
        *("naam van de zaak", "naam van de winkel", "naam handelaar", "uithangbord", "enseigne", "zaak", "handelszaak", "winkel"),
        *("naam", "name", "nom", "nom du magasin", "magasin", "shop name", "store name", "shop", "store", "benaming", "denomination"),
        *("bedrijfsnaam", "firmanaam", "company"),
    ),
    "category_words": (
        *("categorie", "category", "subcategorie", "soort", "soort winkel", "soort zaak", "type", "type winkel", "type zaak", "branche", "sector"),
        *("activiteit", "activite", "activity", "rubriek", "rubrique", "secteur", "genre", "kind", "winkeltype", "amenity", "craft"),
    ),
    "address": ("adres", "adresse", "address", "volledig adres", "adresse complete", "full address", "adres zaak", "adres winkel", "addr full"),
    "street": ("straat", "straatnaam", "rue", "street", "nom de rue", "street name", "addr street", "straat en nummer", "straat nr"),
    "house_number": ("huisnummer", "huisnr", "house number", "housenumber", "numero de maison", "addr housenumber", "nummer", "nr", "no", "n"),
    "box": ("bus", "busnummer", "busnr", "box", "boite", "bte", "boite postale", "addr unit"),
    "postcode": ("postcode", "postnummer", "post code", "postal code", "zip", "zipcode", "zip code", "code postal", "cp", "pc", "addr postcode"),
    "place": (
        *("plaats", "plaatsnaam", "woonplaats", "deelgemeente", "gemeente", "stad", "dorp", "localite", "commune", "ville", "city", "town"),
        *("place", "municipality", "village", "addr city"),
    ),
    "country": ("land", "country", "pays", "landcode", "country code", "addr country"),
    "latitude": ("latitude", "lat", "breedtegraad", "breedte", "y wgs84", "gps lat"),
    "longitude": ("longitude", "lon", "lng", "long", "lengtegraad", "lengte", "x wgs84", "gps lon"),
    "phone": (
        *("telefoon", "telefoonnummer", "telefoon zaak", "tel", "tel nr", "phone", "phone number", "telephone", "numero de telephone", "gsm"),
        *("gsm nummer", "mobiel", "mobile", "portable", "contact phone"),
    ),
    "email": ("e mail", "email", "e mailadres", "emailadres", "mail", "mailadres", "courriel", "adresse e mail", "email address", "contact email"),
    "website": ("website", "web", "url", "site", "webpagina", "webadres", "site web", "site internet", "homepage", "www", "contact website"),
    "webshop": ("webshop", "webwinkel", "online shop", "onlineshop", "boutique en ligne", "webshop url", "e shop", "eshop"),
    "enterprise_number": (
        *("ondernemingsnummer", "ondernemingsnr", "kbo", "kbo nummer", "kbo nr", "btw", "btw nummer", "btw nr", "numero d entreprise", "bce"),
        *("numero bce", "tva", "numero tva", "enterprise number", "company number", "vat", "vat number", "enterprisenumber"),
    ),
    "establishment_number": (
        *("vestigingsnummer", "vestigingsnr", "vestigingseenheidsnummer", "vestigingseenheid", "numero d etablissement"),
        *("numero d unite d etablissement", "unite d etablissement", "establishment number", "establishmentnumber"),
    ),
    "hours": ("openingsuren", "openingstijden", "uren", "openingsuur", "heures d ouverture", "horaire", "horaires", "opening hours", "hours", "open"),
    "step_free": (
        *("rolstoel", "rolstoeltoegankelijk", "toegankelijk", "toegankelijkheid", "drempelvrij", "wheelchair", "step free", "accessible"),
        *("accessibilite", "fauteuil roulant", "acces pmr", "pmr"),
    ),
    "door_width": ("deurbreedte", "breedte deur", "deurbreedte cm", "door width", "door width cm", "largeur de porte"),
    "accessible_toilet": ("aangepast toilet", "toegankelijk toilet", "rolstoeltoilet", "accessible toilet", "toilette pmr", "toilets wheelchair"),
    "payment": ("betaling", "betaalwijzen", "betaalmiddelen", "betalen", "betaalmogelijkheden", "payment", "paiement", "moyens de paiement"),
    "gift_voucher": ("kadobon", "cadeaubon", "gemeentebon", "cadeaucheque", "gift voucher", "bon cadeau", "cheque cadeau"),
    "delivers": ("levert", "levering", "thuislevering", "levert aan huis", "leveren", "delivery", "delivers", "livraison"),
    "since": ("sinds", "startjaar", "opgericht", "oprichtingsjaar", "since", "depuis", "founded", "start date"),
    "kind": ("zelfstandig of keten", "soort onderneming", "independent or chain", "zelfstandig keten", "filiaal"),
    "brand": ("keten", "ketennaam", "merk", "brand", "chain", "enseigne de chaine", "chaine", "franchise"),
    "checked": ("laatst nagekeken", "nagekeken op", "gecontroleerd op", "check date", "last checked", "bijgewerkt op"),
}
_FACT_OF = {header: (fact, rank) for fact, headers in HEADERS.items() for rank, header in enumerate(headers)}
# Facts of a shop that a column tells, where they are called otherwise: what a file has no column for, it does not take back.
_TELLS = {
    "name": ("name", "kind", "chain_name"),
    "category_words": ("category",),
    "address": ("street", "house_number", "box", "postcode", "place"),
    "hours": ("opening_hours",),
    "door_width": ("door_width_cm",),
    "brand": ("kind", "chain_name"),
    "latitude": ("latitude", "coordinates"),
}
_DAYS = {
    word: day
    for day, words in {
        "ma": ("ma", "maandag", "lundi", "monday", "mo"),
        "di": ("di", "dinsdag", "mardi", "tuesday", "tu"),
        "wo": ("wo", "woensdag", "mercredi", "wednesday", "we"),
        "do": ("do", "donderdag", "jeudi", "thursday", "th"),
        "vr": ("vr", "vrijdag", "vendredi", "friday", "fr"),
        "za": ("za", "zaterdag", "samedi", "saturday", "sa"),
        "zo": ("zo", "zondag", "dimanche", "sunday", "su"),
    }.items()
    for word in words
}
_WEEK = ("ma", "di", "wo", "do", "vr", "za", "zo")
_SEVERAL = {"phone", "email", "category_words"}  # facts of which every filled column is kept, joined by "; "
DAY = "hours_"  # how the choice of a column begins that holds the hours of one day: "hours_ma"
_BARE_NUMBER = {"nummer", "nr", "no", "n"}  # a house number beside the street, a row's number anywhere else


def header_word(header: str) -> str:
    """A header without case, accents, punctuation and what stands in brackets: "E-mail (verplicht) *" -> "e mail"."""
    letters = unicodedata.normalize("NFKD", re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header[:200]).casefold())
    return " ".join(re.sub(r"[^a-z0-9]+", " ", "".join(letter for letter in letters if not unicodedata.combining(letter))).split())


@dataclass(frozen=True)
class Columns:
    """Where the facts of a table stand. facts: fact -> column indexes, best first; days: "ma" -> its column of hours."""

    facts: Mapping[str, tuple[int, ...]]
    days: Mapping[str, int]
    headers: tuple[str, ...]
    unknown: tuple[str, ...]

    def row(self, cells: Sequence[str], line: str, notices: tuple[Notice, ...] = ()) -> SourceRow:
        """The cells as a SourceRow; a row with too few cells lacks those facts, one with too many gets a notice."""
        cells = [_without_formula_guard(storable(cell)) for cell in cells]
        found: dict[str, Any] = {fact: self._value(fact, cells) for fact in self.facts}
        found["hours"] = found.get("hours") or self._hours_per_day(cells)
        if any(cells[len(self.headers) :]):
            notices = (*notices, Notice("", "De rij heeft meer cellen dan er kolommen zijn: staat er een scheidingsteken te veel in?"))
        return SourceRow(line=line, notices=notices, cells=tuple(cells), **found)

    def told(self) -> frozenset[str]:
        """The facts of a shop for which there is a column; a street without a column for its number holds that as well."""
        held = {*self.facts, *(["hours"] if self.days else []), *(["house_number"] if "street" in self.facts else [])}
        return frozenset(fact for column in held for fact in _TELLS.get(column, (column,)))

    def fact_at(self, index: int) -> str:
        """The fact that column `index` holds, "" for a column that is not used."""
        return next((fact for fact, places in self.facts.items() if index in places), "hours" if index in self.days.values() else "")

    def choices(self) -> tuple[str, ...]:
        """What each column holds, as `Chosen.facts` says it."""
        days = {index: f"{DAY}{day}" for day, index in self.days.items()}
        return tuple(days.get(index) or self.fact_at(index) for index in range(len(self.headers)))

    def _value(self, fact: str, cells: Sequence[str]) -> str:
        filled = [cells[index] for index in self.facts[fact] if index < len(cells) and cells[index]]
        if fact in _SEVERAL:
            return "; ".join(dict.fromkeys(filled))
        return filled[0] if filled else ""

    def _hours_per_day(self, cells: Sequence[str]) -> str:
        filled = {day: cells[index] for day, index in self.days.items() if index < len(cells) and cells[index]}
        return "; ".join(f"{day} {' '.join(filled[day].split())}" for day in _WEEK if day in filled)


@dataclass(frozen=True)
class Chosen:
    """What somebody said of the columns of a table. headers: as `titles` gives them; facts: of each its fact, DAY and a day, or "" for none."""

    headers: tuple[str, ...]
    facts: tuple[str, ...]

    def stands_in(self, row: Sequence[str]) -> bool:
        """Whether this row is the header that was spoken of."""
        return titles(row) == self.headers

    def columns(self) -> Columns:
        """A column that somebody gave its fact goes before one that its header already told."""
        ranked: dict[str, list[tuple[int, int]]] = {}
        days: dict[str, int] = {}
        for index, (header, fact) in enumerate(zip(self.headers, self.facts, strict=False)):
            if fact.startswith(DAY):
                days.setdefault(fact.removeprefix(DAY), index)
            elif fact:
                known, rank = _FACT_OF.get(header_word(header), ("", 0))
                ranked.setdefault(fact, []).append((rank if known == fact else -1, index))
        facts = {fact: tuple(index for _, index in sorted(places)) for fact, places in ranked.items()}
        told = zip(self.headers, self.facts, strict=False)
        return Columns(facts, days, self.headers, tuple(header[:60] for header, fact in told if header and not fact and not is_our_column(header)))


def titles(row: Sequence[str]) -> tuple[str, ...]:
    """The cells of a header as they are kept, without empty ones behind the last."""
    cells = [_without_formula_guard(storable(cell)) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def recognise(headers: Sequence[str]) -> Columns:
    """The facts that these headers name. A header that nobody knows is left out and named in `unknown`."""
    words = [header_word(header) for header in headers]
    ranked: dict[str, list[tuple[int, int]]] = {}
    days: dict[str, int] = {}
    unknown = []
    for index, word in enumerate(words):
        fact, rank = _fact_of(word, words[index - 1] if index else "")
        if fact:
            ranked.setdefault(fact, []).append((rank, index))
        elif word in _DAYS:
            days.setdefault(_DAYS[word], index)
        elif word and not is_our_column(headers[index]):
            unknown.append(storable(headers[index])[:60])
    facts = {fact: tuple(index for _, index in sorted(places)) for fact, places in ranked.items()}
    return Columns(facts, days, tuple(headers), tuple(unknown))


def likely_header(rows: Sequence[Sequence[str]]) -> tuple[int, Columns]:
    """The index of the header among the first rows, and its columns: the row that names most facts, a name among them if any does.

    Raises BrokenFile when no row looks like a header.
    """
    candidates = [(index, recognise(row)) for index, row in enumerate(rows[:HEADER_SEARCHED_IN])]
    best = max(candidates, key=lambda found: ("name" in found[1].facts, len(found[1].facts), -found[0]), default=None)
    if best is None or not best[1].facts:
        raise BrokenFile("Er is geen rij met kolomtitels gevonden. De eerste rij moet zeggen wat er staat, bijvoorbeeld: naam, straat, postcode.")
    return best


def find_header(rows: Sequence[Sequence[str]], chosen: Chosen | None = None) -> tuple[int, Columns]:
    """The same, of a header with a column for the name; chosen: what somebody said of it.

    Raises BrokenFile too when the header has no column for the name, or when the one that was spoken of is not there.
    """
    if chosen is not None:
        index = next((index for index, row in enumerate(rows[:HEADER_SEARCHED_IN]) if chosen.stands_in(row)), None)
        if index is None:
            raise BrokenFile("De kolomtitels van dit bestand zijn niet meer die waarvoor je koos. Kies het bestand opnieuw.")
        return index, chosen.columns()
    best = likely_header(rows)
    if "name" not in best[1].facts:
        titles = ", ".join(storable(header)[:40] for header in best[1].headers[:12] if header.strip())
        raise BrokenFile(f"Er is geen kolom met de naam van de winkel. Gevonden kolommen: {titles}.")
    return best


def _fact_of(word: str, left: str) -> tuple[str, int]:
    fact, rank = _FACT_OF.get(word, ("", 0))
    if word in _BARE_NUMBER and _FACT_OF.get(left, ("", 0))[0] != "street":
        return "", 0
    return fact, rank


def _without_formula_guard(cell: str) -> str:
    """Our own exports write '=, '+, '- and '@ so that a spreadsheet does not calculate: the quote goes again."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell
