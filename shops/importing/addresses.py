"""Belgian addresses as people write them: "Kerkstraat 12-14 bus 3, 8500 Kortrijk", "12, rue de l'Église", "Kerkstraat 12/0001"."""

import re
from typing import NamedTuple

_LONGEST = 300  # characters; what is longer is no address, and patterns should not chew on it
_NUMBER = r"\d{1,5}(?:\s?(?:bis|ter|quater)\b|\s?[A-Za-z](?![A-Za-z]))?(?:\s?[-+]\s?\d{1,5}[A-Za-z]?|-[A-Za-z](?![A-Za-z]))?"
_BOX = r"(?:\s*,?\s*(?:\b|(?<=\d))(?:bus|busnr|bte|bo[iî]te|box)\.?\s*(?P<box>[\w./-]{1,10})|\s?/\s?(?P<slash>[\w.]{1,10}))"
_YEAR = r"(?:1[89]|20)\d\d$"  # "Plein 1944" and "Place du 11 Novembre 1918" have no number
_HOUSE_NUMBER = re.compile(rf"(?P<number>{_NUMBER}){_BOX}?", re.IGNORECASE)
_STREET_THEN_NUMBER = re.compile(rf"(?P<street>\S.*?)[\s,]+(?:nr\.?\s*)?(?P<number>(?!{_YEAR}){_NUMBER}){_BOX}?", re.IGNORECASE)
_NUMBER_THEN_STREET = re.compile(
    r"(?P<number>\d{1,4}\s?[A-Za-z]?),?\s+(?P<street>(?:rue|avenue|av\.|place|chauss[ée]e|boulevard|route)\b.*)", re.IGNORECASE
)
_COUNTRY_PREFIX = r"(?:(?:BE?|F|NL|D|LU?|FI)\s?-\s?)?"
_POSTCODE_PLACE = re.compile(rf"{_COUNTRY_PREFIX}(?P<postcode>\d{{4,5}})\s*(?P<place>\D*)")
_POSTCODE = re.compile(
    rf"{_COUNTRY_PREFIX}(?P<postcode>\d{{3,6}}(?:\s?[A-Z]{{2}}$)?|[A-Z]{{1,2}}\d[A-Z\d]?\s?\d[A-Z]{{2}})(?:\.0+)?(?:[\s,]+(?P<place>[^\d;]{{2,}}))?(?:;.*)?"
)
_POSTCODE_INSIDE = re.compile(r"(?P<before>.*\S)\s+(?:(?:B|BE)-)?(?P<postcode>\d{4})\s+(?P<place>[^\d,]{2,})")
_COUNTRIES = re.compile(r",?\s*\b(?:belgi[eëé]|belgique|belgium)\s*$", re.IGNORECASE)
_WITHOUT_NUMBER = re.compile(r"z\.?/?n\.?(?:r\.?)?|s\.?/?n\.?|zonder nummer|sans num[ée]ro|-|0", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: .*)?")


class HouseNumber(NamedTuple):
    number: str
    box: str


class Address(NamedTuple):
    street: str = ""
    house_number: str = ""
    box: str = ""
    postcode: str = ""
    place: str = ""


def split_house_number(text: str) -> HouseNumber:
    """Number and box: "22 bus 3" -> ("22", "3"); "12/0001" -> ("12", "0001"); "2 a" -> ("2A", ""); "12 - 14" -> ("12-14", "");
    "67 Bis" -> ("67bis", ""); "z/n" -> ("", "").

    Raises ValueError for anything else, a number that a spreadsheet turned into a date too.
    """
    if _WITHOUT_NUMBER.fullmatch(text):
        return HouseNumber("", "")
    found = None if _DATE.fullmatch(text) or len(text) > _LONGEST else _HOUSE_NUMBER.fullmatch(text)
    if not found:
        raise ValueError(text)
    return HouseNumber(_tidy(found["number"]), found["box"] or found["slash"] or "")


def leading_number(text: str) -> str:
    """The house number that `text` begins with ("2, tweede verdieping" -> "2"), "" when it begins otherwise or is a date."""
    found = None if _DATE.fullmatch(text) else re.match(rf"{_NUMBER}(?![\w.])", text)
    return _tidy(found[0]) if found else ""


def split_postcode(text: str) -> Address:
    """Postcode and place: "8500", "8500.0", "B-8500", "00100" or "8500 Kortrijk", the postcode as text. Raises ValueError."""
    found = _POSTCODE.fullmatch(text) if len(text) <= _LONGEST else None
    if not found:
        raise ValueError(text)
    return Address(postcode=found["postcode"], place=(found["place"] or "").strip(" ,"))


def split_street(text: str) -> Address:
    """A street with its number behind it (or before it, in French), split; without a number all of it is the street."""
    if len(text) > _LONGEST:
        return Address(street=text)
    if found := _STREET_THEN_NUMBER.fullmatch(text):
        return Address(found["street"].rstrip(","), _tidy(found["number"]), found["box"] or found["slash"] or "")
    if found := _NUMBER_THEN_STREET.fullmatch(text):
        return Address(found["street"], _tidy(found["number"]))
    return Address(street=text)


def split_address(text: str) -> Address:
    """A whole address in one text, as far as it can be told apart; what cannot stays in the street."""
    text = _COUNTRIES.sub("", text).strip(" ,")
    if len(text) > _LONGEST:
        return Address(street=text)
    if found := _POSTCODE_PLACE.fullmatch(text):
        return Address(postcode=found["postcode"], place=found["place"].strip(" ,"))
    head, _, tail = text.rpartition(",")
    if head and (found := _POSTCODE_PLACE.fullmatch(tail.strip())):
        return split_street(head.strip(" ,"))._replace(postcode=found["postcode"], place=found["place"].strip())
    if found := _POSTCODE_INSIDE.fullmatch(text):
        return split_street(found["before"].strip(" ,-"))._replace(postcode=found["postcode"], place=found["place"].strip(" ,"))
    if head and tail.strip().replace("-", "").replace(" ", "").isalpha() and _HOUSE_NUMBER.search(head):
        return split_street(head.strip(" ,"))._replace(place=tail.strip())
    return split_street(text)


def _tidy(number: str) -> str:
    joined = re.sub(r"\s+", "", number)
    return joined.lower() if re.search(r"[a-z]{2}$", joined, re.IGNORECASE) else joined.upper()
