"""Who a visitor is to a throttle: a network, as far as it can be known for sure."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"
IPV6_BITS = 64  # what a provider gives to one household: its members are one visitor, and cannot wander through 2^64 addresses


def network_of(request: HttpRequest) -> str:
    """The visitor's IPv4 address, IPv6 network ("2001:db8:1:2::/64"), or UNKNOWN: those share one throttle.

    Behind proxies (setting TRUSTED_PROXIES says how many) each has added who asked it on the right of X-Forwarded-For; what stands to
    the left of theirs is what the visitor claims, and is ignored. A request that came past fewer proxies is judged by its connection.
    """
    return network(address_of(request.META, settings.TRUSTED_PROXIES))


def address_of(meta: dict[str, str], proxies: int) -> str:
    """The address as written by the outermost trusted proxy, or by the connection itself."""
    hops = str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if 0 < proxies <= len(hops) and hops != [""]:
        return hops[-proxies]
    return str(meta.get("REMOTE_ADDR", ""))


def network(text: str) -> str:
    """The network in which the written address lies; a port, brackets and a zone are dropped, IPv4 in IPv6 is IPv4."""
    try:
        address = ip_address(bare(text.strip()))
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv6Address) and (address.ipv4_mapped is None):
        return str(IPv6Network((int(address), IPV6_BITS), strict=False))
    return str(IPv4Address(int(address) & 0xFFFFFFFF))


def bare(text: str) -> str:
    """ "192.0.2.7:80" and "[2001:db8::7]:80" without what is not the address."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    return text.partition("%")[0]
