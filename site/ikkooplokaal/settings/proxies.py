"""The setting WAGTAILFRONTENDCACHE. Apart from what speaks with those caches (ikkooplokaal/proxies.py), which reads `requests` and 90 modules more:
few processes ever tell a cache that a page changed.
"""

from typing import Any

from environ import Env

BACKENDS = "ikkooplokaal.proxies"


def proxies(env: Env) -> dict[str, dict[str, Any]]:
    """The setting, from PURGE_NGINX and PURGE_VARNISH (addresses by commas) and PURGE_CLOUDFLARE_ZONE with its TOKEN."""
    told = {"Nginx": env.list("PURGE_NGINX", default=[]), "Varnish": env.list("PURGE_VARNISH", default=[])}
    found = {place: {"BACKEND": f"{BACKENDS}.{kind}Backend", "LOCATION": place} for kind, places in told.items() for place in places}
    if zone := env("PURGE_CLOUDFLARE_ZONE", default=""):
        far = {"BACKEND": f"{BACKENDS}.ForgetfulCloudflareBackend", "ZONEID": zone, "BEARER_TOKEN": env("PURGE_CLOUDFLARE_TOKEN")}
        found["cloudflare"] = far
    return found
