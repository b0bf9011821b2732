"""Pictures under the map from a host that the operator chose."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def tile_hosts(url: str, by: str) -> list[str]:
    """The one origin that browsers may fetch them from; none when there is no address. Raises ImproperlyConfigured for one that cannot work."""
    if not url:
        return []
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.netloc or "{" in parts.netloc or any(sign not in url for sign in ("{z}", "{x}", "{y}")):
        raise ImproperlyConfigured("MAP_TILES_URL is no https address of one host with {z}, {x} and {y} in it")
    if not by:
        raise ImproperlyConfigured("MAP_TILES_BY is empty: whoever made the pictures of MAP_TILES_URL must be named on the map")
    return [f"https://{parts.netloc}"]
