"""Where a candidate is, from the address as it was taken down when its round opened (shops.models.Shop.full_address)."""

import re
from dataclasses import dataclass

from content.words import normalise

POSTCODE = re.compile(r"^(\d{4,5}) (.+)$")


@dataclass(frozen=True)
class Whereabouts:
    """street: with its number. Each part is "" where it is not known."""

    street: str = ""
    postcode: str = ""
    place: str = ""

    def beside(self, town: str) -> str:
        """For a list of shops of `town`: "Markt 19", and "Markt 19, Meulebeke" in a village of it."""
        village = "" if normalise(self.place) == normalise(town) else self.place
        return ", ".join(part for part in (self.street, village) if part)


def read(address: str) -> Whereabouts:
    """Of "Markt 19, 8760 Meulebeke"; of "8760 Meulebeke"; of a street alone."""
    street, _, rest = address.rpartition(", ")
    found = POSTCODE.match(rest)
    return Whereabouts(street, found[1], found[2]) if found else Whereabouts(address)
