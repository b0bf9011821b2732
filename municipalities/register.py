"""Reads register.json: the municipalities of West Flanders since 1 January 2025, and what became of former ones.

Pure: no database. The demo and the migrations of the register fill their rows from here. Sources and licences: docs/data-sources.md.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from content.words import normalise

REGISTER_FILE = Path(__file__).with_name("register.json")
ALIAS_LISTS = {"deelgemeenten": "deelgemeente", "former": "former", "everyday": "everyday", "exonyms": "exonym"}


@dataclass(frozen=True, slots=True)
class RegisteredPostcode:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RegisteredAlias:
    """kind: deelgemeente, former (a municipality that was merged into this one), everyday (quarter, hamlet, resort) or exonym."""

    name: str
    kind: str

    @property
    def normalised(self) -> str:
        return normalise(self.name)


@dataclass(frozen=True, slots=True)
class RegisteredMunicipality:
    """One legal entity; WGS84 degrees of its main village. name_fr, name_en and name_de are "" where they equal the Dutch name.

    successor: NIS code of the municipality it was merged into, "" for a current one. A former one has no postcodes and no aliases.
    """

    nis: str
    slug: str
    name: str
    name_fr: str
    name_en: str
    name_de: str
    latitude: float
    longitude: float
    area_km2: float | None
    valid_from: date
    valid_until: date | None
    successor: str
    postcodes: tuple[RegisteredPostcode, ...]
    aliases: tuple[RegisteredAlias, ...]

    @property
    def known_names(self) -> Iterator[str]:
        """Every name that leads here: in four languages, of its villages, of its postcodes."""
        yield from filter(None, (self.name, self.name_fr, self.name_en, self.name_de))
        yield from (alias.name for alias in self.aliases)
        yield from (postcode.name for postcode in self.postcodes)


@dataclass(frozen=True)
class Register:
    province_nis: str
    municipalities: tuple[RegisteredMunicipality, ...]
    former: tuple[RegisteredMunicipality, ...]

    def with_postcode(self, code: str) -> RegisteredMunicipality | None:
        """The one municipality of a West Flemish postcode: none of the 104 is shared."""
        return self._by_postcode.get(code.strip())

    def named(self, name: str) -> tuple[RegisteredMunicipality, ...]:
        """Today's municipalities that `name` may mean. A municipality's own name wins; a village name can belong to several."""
        return self._by_own_name.get(normalise(name)) or self._by_any_name.get(normalise(name), ())

    @cached_property
    def _by_postcode(self) -> dict[str, RegisteredMunicipality]:
        return {postcode.code: town for town in self.municipalities for postcode in town.postcodes}

    @cached_property
    def _by_own_name(self) -> dict[str, tuple[RegisteredMunicipality, ...]]:
        return {normalise(town.name): (town,) for town in self.municipalities}

    @cached_property
    def _by_any_name(self) -> dict[str, tuple[RegisteredMunicipality, ...]]:
        found: dict[str, dict[str, RegisteredMunicipality]] = defaultdict(dict)
        for town in self.municipalities:
            for name in town.known_names:
                found[normalise(name)][town.nis] = town
        return {name: tuple(towns.values()) for name, towns in found.items()}


@cache
def load() -> Register:
    """The whole register, read once."""
    content = json.loads(REGISTER_FILE.read_text(encoding="utf-8"))
    return Register(
        province_nis=content["province"]["nis"],
        municipalities=tuple(_municipality(row) for row in content["municipalities"]),
        former=tuple(_municipality(row) for row in content["former_municipalities"]),
    )


def _municipality(row: dict[str, Any]) -> RegisteredMunicipality:
    names = row["names"]
    return RegisteredMunicipality(
        nis=row["nis"],
        slug=row["slug"],
        name=names["nl"],
        name_fr=names.get("fr", ""),
        name_en=names.get("en", ""),
        name_de=names.get("de", ""),
        latitude=row["latitude"],
        longitude=row["longitude"],
        area_km2=row.get("area_km2"),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_until=date.fromisoformat(row["valid_until"]) if "valid_until" in row else None,
        successor=row.get("successor", ""),
        postcodes=tuple(RegisteredPostcode(code, name) for code, name in row.get("postcodes", {}).items()),
        aliases=tuple(RegisteredAlias(name, kind) for key, kind in ALIAS_LISTS.items() for name in row.get(key, ())),
    )
