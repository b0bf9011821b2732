"""What the site says to other machines is encrypted, and it knows with whom it speaks; else production does not start.

Not meant: this machine (the loopback, a socket file), and hosts that the operator names in UNENCRYPTED_HOSTS, as with containers of one machine.
Mail (Django), Redis and S3 check the certificate of the other by themselves once they speak TLS; PostgreSQL does when it is told `verify-full`.
"""

from collections.abc import Collection, Iterator, Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

VERIFIED = "verify-full"


def require_encrypted(
    *, database: Mapping[str, Any], cache: Mapping[str, Any], mail: Mapping[str, Any], store: str, unencrypted_hosts: Collection[str]
) -> None:
    """database, cache: entries of Django's settings. mail: its settings of mail. store: address of the S3 server, "" for none.

    Raises ImproperlyConfigured, naming the variable.
    """
    for variable, host, remedy in open_roads(database, cache, mail, store):
        if not is_here(host) and host not in unencrypted_hosts:
            raise ImproperlyConfigured(
                f"{variable} leads to {host} without encryption: use {remedy}, or name the host in UNENCRYPTED_HOSTS if the way is yours alone"
            )


def open_roads(database: Mapping[str, Any], cache: Mapping[str, Any], mail: Mapping[str, Any], store: str) -> Iterator[tuple[str, str, str]]:
    """(variable, host, what would encrypt it) of each connection that is not."""
    if database["ENGINE"].endswith("postgresql") and database.get("OPTIONS", {}).get("sslmode") != VERIFIED:
        yield "DATABASE_URL", database.get("HOST", ""), f"?sslmode={VERIFIED}&sslrootcert=..."
    for address in places_of(cache):
        if urlsplit(address).scheme == "redis":
            yield "CACHE_URL", urlsplit(address).hostname or "", "rediss://"
    if mail["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and not (mail.get("EMAIL_USE_TLS") or mail.get("EMAIL_USE_SSL")):
        yield "EMAIL_URL", mail.get("EMAIL_HOST") or "", "smtp+tls://"
    if urlsplit(store).scheme == "http":
        yield "AWS_S3_ENDPOINT_URL", urlsplit(store).hostname or "", "https://"


def places_of(cache: Mapping[str, Any]) -> list[str]:
    location = cache.get("LOCATION", "")
    return [location] if isinstance(location, str) else list(location)


def is_here(host: str) -> bool:
    """Whether it is this machine: no host, a socket file, or an address of the loopback."""
    if host in {"", "localhost"} or host.startswith("/"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
