"""A place on one line, taken apart: "Balzaal, Vooruit, Sint-Pietersnieuwstraat 23, Gent"."""

import re

from content.tables import one_line

POSTCODE = re.compile(r"(?:B[E]?-?\s?)?(\d{4})\s+(\D+)", re.IGNORECASE)
FOREIGN = re.compile(r"(\d{5}|\d{4}\s?[A-Z]{2})\s+(\D+)")
NUMBERED = re.compile(r"\D.*\s(?:\d{1,4}\s?[a-z]?(?:\s?[-/+]\s?\d{1,4}[a-z]?)?|z\.?n\.?|zn)(?:\s+bus\s+\w+)?", re.IGNORECASE)
COUNTRIES = frozenset({"belgië", "belgie", "belgique", "belgium", "belgien", "nederland", "frankrijk", "france"})
LONGEST = {"venue": 120, "street": 120, "postcode": 12, "place": 80}


def take_apart(text: str) -> dict[str, str]:
    """venue, street, postcode and place, as far as they can be told apart; nothing is lost but a country and doubled words.

    The last of several parts is the municipality or village, unless it has a number; what ends in a house number is the street.
    """
    parts = [part for raw in re.split(r"[,\n]", text) if (part := one_line(raw).rstrip(" /"))]
    parts = [part for part in parts if part.casefold() not in COUNTRIES]
    found: dict[str, str] = {}
    coded = [index for index, part in enumerate(parts) if index >= len(parts) - 2 and with_postcode(part)]
    if coded:
        found["postcode"], found["place"] = with_postcode(parts[coded[-1]]) or ("", "")
        parts = parts[: coded[-1]]
    elif len(parts) > 1 and not NUMBERED.fullmatch(parts[-1]):
        found["place"] = parts.pop()
    numbered = next((part for part in reversed(parts) if NUMBERED.fullmatch(part)), "")
    if not numbered and len(parts) > 1 and "place" in found:
        numbered = parts[-1]
    if numbered:
        found["street"] = numbered
        parts.remove(numbered)
    if parts:
        found["venue"] = ", ".join(dict.fromkeys(parts))
    return {name: value[: LONGEST[name]].rstrip() for name, value in found.items()}


def with_postcode(text: str) -> tuple[str, str] | None:
    """ "8700 Tielt" as ("8700", "Tielt"); None for anything else. What follows it on the line is a country."""
    found = POSTCODE.fullmatch(text) or FOREIGN.fullmatch(text)
    return (found.groups()[0].strip(), found.groups()[1].strip()) if found else None
