"""What kind of page a request was for, and at which address: without what only one person has in theirs."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ikkooplokaal.watching import metrics

PAGES = frozenset({"wagtail_serve", "map_file", "events_file"})  # views that hand over to a page of the tree
PUBLIC = frozenset({"town", "year", "path"})  # parameters that name nobody's key; "path" is the address itself
NOWHERE = "-"
STATIC, ADMIN, METRICS, UNKNOWN = "static", "admin", "metrics", "unknown"


def kind(request: HttpRequest) -> str:
    """One of as many words as the code has views: "home page", "directory: one_municipality", "shopkeeper_link", "admin"."""
    if request.path_info.startswith(settings.STATIC_URL):
        return STATIC
    if request.path_info == metrics.PATH:
        return METRICS
    if request.path_info.startswith(admin()):
        return ADMIN
    match = request.resolver_match
    if match is None:
        return UNKNOWN
    return kind_of_page(request) if match.url_name in PAGES else match.view_name or UNKNOWN


@cache
def admin() -> str:
    return reverse("wagtailadmin_home")


def kind_of_page(request: HttpRequest) -> str:
    routed = routed_to(request)
    if routed is None:
        return UNKNOWN
    name = routed.page._meta.model_name
    view = getattr(routed.args[0], "__name__", "") if routed.args else ""
    return f"{name}: {view}" if view else name


def place(request: HttpRequest) -> str:
    """The address, with the name of a parameter in the place of its value: "/nl/mijn-zaak/link/<token>/". "-" where nothing is: it may be
    a mailed link that somebody mistyped."""
    match = request.resolver_match
    if match is None or (match.url_name in PAGES and routed_to(request) is None):
        return NOWHERE
    hidden = list(values(request))
    return "/".join(told(segment, hidden) for segment in request.path_info.split("/"))


def told(segment: str, hidden: list[tuple[str, str]]) -> str:
    return next((f"<{name}>" for name, value in hidden if value in segment), segment)


def values(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """(name, part of the address) of every parameter that may be somebody's, of the address and of the page that it leads to."""
    match, routed = request.resolver_match, routed_to(request)
    named = (dict(match.kwargs) if match else {}) | (dict(routed.args[2]) if routed and len(routed.args) > 2 else {})
    for name, value in named.items():
        yield from ((name, part) for part in str(value).split("/") if part and name not in PUBLIC)
    # Without a name: "nl/stemmen/2027/tielt/stem/c/key/" and, within it, "key".
    yield from (("key", value) for value in map(str, match.args if match else ()) if value and "/" not in value)


def routed_to(request: Any) -> Any:
    """Wagtail's answer to which page this is for; None when it is for none."""
    return getattr(request, "_wagtail_route_for_request", None)
