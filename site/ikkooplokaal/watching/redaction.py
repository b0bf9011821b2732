"""What never stands in a line of a log: addresses of mail, one-time codes, keys, and more of a network address than says where it roughly is."""

import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

MAILBOX = re.compile(r"[^\s<>\"'(),;:\[\]\\/=]{1,64}(?:@|%40)[\w-]+(?:\.[\w-]+)*\.[^\W\d_][\w-]+", re.IGNORECASE)
CODE = re.compile(r"(?<![\w.])\d{3}[ \xa0]?\d{3}(?![\w-]|\.\d)")
IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/24(?!\d))?(?!\.?\w)")
IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4})(?:/48(?!\d))?(?![\w:])", re.IGNORECASE)
# Capitals, small letters and a digit, twenty signs or more: no word, no slug and no number of a row looks like that.
KEY = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{20,}(?::[\w-]+)*", re.ASCII)
# Keys of mails may be any signs; they are known by what stands before them.
KEYED = r"account/(?:uitnodiging|wachtwoord/nieuw)|mijn-zaak/(?:link|code|mail)|doe-je-mee|inzending|stem/c"
AFTER_A_WORD = re.compile(rf"(/(?:{KEYED})/)[^\s\"'<>]+")
DIGIT = re.compile(r"\d")
IPV4_BITS, IPV6_BITS = 24, 48


def redacted(text: str, *, codes: bool = True) -> str:
    """`text` without what is somebody's. codes: whether six digits that stand alone are taken for a one-time code.

    Every line of the log comes by: what a sign tells not to be there is not looked for.
    """
    if "/" in text:
        text = AFTER_A_WORD.sub(r"\1...", text)
    if "@" in text or "%40" in text:
        text = MAILBOX.sub("[mailbox]", text)
    if ":" in text:
        text = IPV6.sub(shortened, text)
    if not DIGIT.search(text):
        return text
    text = IPV4.sub(shortened, KEY.sub("[key]", text))
    return CODE.sub("[code]", text) if codes else text


def shortened(found: re.Match[str]) -> str:
    """The network of an address; this machine is nobody's, and what is no address stays."""
    try:
        address = ip_address(found[0].partition("/")[0])
    except ValueError:
        return found[0]
    if address.is_loopback or address.is_unspecified:
        return found[0]
    address = getattr(address, "ipv4_mapped", None) or address
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), IPV6_BITS), strict=False))
    return str(IPv4Network((int(address), IPV4_BITS), strict=False))


def redacted_value(value: Any) -> Any:
    """The same for what a line is made of: numbers stay, all else is told as text. A code is never a number: it may begin with a zero."""
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): redacted_value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [redacted_value(inner) for inner in value]
    return redacted(str(value))
