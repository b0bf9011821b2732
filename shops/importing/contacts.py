"""Phones, mail addresses and sites as people write them, into the one form that can be called, mailed or followed."""

import re
from urllib.parse import urlsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

LONGEST_URL = 300  # characters
_LONGEST_PHONES = 400
# A slash stands inside a Belgian number (0475/12.34.56) as well as between two, so it is tried last.
_BETWEEN_PHONES = (re.compile(r"[;,|\n&]|\s/\s|\s(?:of|ou|or|en|et|and)\s"), re.compile(r"[;,|\n&/]"))
_BETWEEN_SITES = re.compile(r"\s*[;,|]\s*|\s+(?=https?://|www\.)")
_SCHEME = re.compile(r"[a-z][a-z0-9+-]*:", re.IGNORECASE)
_valid_url = URLValidator(schemes=["http", "https"])


def phone_numbers(text: str, region: str) -> list[str]:
    """The valid numbers in `text`, each once, as E.164 ("+3251550184"); a zero that a spreadsheet ate is no hindrance.

    region: ISO country of numbers without a prefix. Raises ValueError when there is none.
    """
    if len(text) > _LONGEST_PHONES:
        raise ValueError("too long for a phone number")
    pieces = [[text], *(between.split(text) for between in _BETWEEN_PHONES)]
    for choice in pieces:
        if found := list(dict.fromkeys(number for piece in choice if (number := _e164(piece, region)))):
            return found
    raise ValueError("no valid phone number")


def email_address(text: str) -> str:
    """The first valid address in `text`, its domain in lower case. Raises ValueError."""
    for piece in re.split(r"[;,\s<>]+", text.replace("mailto:", " ")):
        if _is_email(piece):
            local, _, domain = piece.rpartition("@")
            return f"{local}@{domain.lower()}"
    raise ValueError("no valid e-mail address")


def web_address(text: str) -> str:
    """The first valid http or https address in `text`; one without a scheme gets https. Raises ValueError, for javascript: and friends too."""
    for piece in (text, *_BETWEEN_SITES.split(text)):
        if address := _http(piece.strip()):
            return address
    raise ValueError("no valid web address")


def _e164(text: str, region: str) -> str:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if phonenumbers.is_valid_number(number) else ""


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def _http(text: str) -> str:
    """`text` as an address that is safe to link to, "" when it is none. Names and passwords before the host are refused, bare numbers too."""
    if not text or len(text) > LONGEST_URL - 8 or re.search(r"[\s\\\"<>;|]\s*(?:https?:|www\.)|[\s\\\"<>^`{}]", text):
        return ""
    address = text if _SCHEME.match(text) else f"https://{text}"
    try:
        _valid_url(address)
        parts = urlsplit(address)
        host = parts.hostname or "" if parts.port != 0 else ""  # asking for the port raises on one that cannot be
    except (ValidationError, ValueError):
        return ""
    if "@" in parts.netloc or not re.search(r"\.(?:[^\W\d_]{2,}|xn--[a-z0-9-]+)$", host):
        return ""
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()
