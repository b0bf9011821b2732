"""Every address pattern of the site, and how its parameters are filled.

An object's parameters come as a bundle: a page with its revision, its task, its comment. A pattern is filled with each bundle that has all
its parameters, so every view meets each kind of object that its parameters accept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Unnamed patterns, and those whose parameters have no name.
BY_HAND = {
    "admin/login/": "/admin/login/",
    "admin/logout/": "/admin/logout/",
    "admin/test404/": "/admin/test404/",
    "admin/^.*/$": "/admin/wat-er-niet-is/",
    "^admin/password_reset/": "/admin/password_reset/",
    "nl/_util/login/": "/nl/_util/login/",
    r"nl/^(?P<path>(?:[\w\-]+/)+(?:kaart|wie|land)\.json)$": "/nl/winkels/kaart.json",
}
WORDS: dict[str, list[str]] = {
    "content_type_app_name": ["home", "ambassadors", "events", "home", "home"],
    "content_type_model_name": ["municipalitypage", "ambassadorpage", "eventpage", "standardpage", "contactpage"],
    "action_name": ["approve", "reject", "publish", "delete", "move", "copy", "unpublish"],
    "filter_spec": ["original"],
    "mode": ["nl"],
    "section": ["paginas"],
    "token": ["a-b"],
    "key": ["a-b"],
    "uidb36": ["1"],
    "uidb64": ["MQ"],
}


@dataclass(frozen=True)
class Pattern:
    """One pattern of the resolver. name: with its namespaces, "" when it has none."""

    route: str
    name: str
    parameters: frozenset[str]

    @property
    def namespace(self) -> str:
        return self.name.rpartition(":")[0]


def patterns() -> list[Pattern]:
    return list(walk(get_resolver().url_patterns))


def walk(found: list, before: str = "", namespaces: tuple[str, ...] = ()) -> Iterator[Pattern]:
    for entry in found:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, route, (*namespaces, *filter(None, [entry.namespace])))
        elif isinstance(entry, URLPattern):
            yield Pattern(route, ":".join([*namespaces, entry.name or ""]) if entry.name else "", parameters(route))


def parameters(route: str) -> frozenset[str]:
    """Names in <int:pk> and in (?P<pk>...)."""
    return frozenset(re.findall(r"<(?:\w+:)?(\w+)>", route))


@dataclass(frozen=True)
class Bundle:
    """An object and what hangs on it. values: by parameter, or by "parameter@namespace" where one word means different things."""

    kind: str
    values: dict[str, Any]

    def value(self, parameter: str, namespace: str) -> Any:
        return self.values.get(f"{parameter}@{namespace}", None if parameter == "pk" else self.values.get(parameter))


@dataclass(frozen=True)
class Filled:
    """An address to ask. names_object: whether a parameter of it leads to somebody's object."""

    pattern: Pattern
    kind: str
    address: str
    query: dict[str, Any]
    names_object: bool


def fill(pattern: Pattern, bundles: list[Bundle], extra: dict[str, list[str]]) -> list[Filled]:
    """The pattern with every bundle that fits; empty when nothing fills it. extra: whole addresses by route."""
    if pattern.route in extra:
        return [Filled(pattern, kind_of(address), address, {}, True) for address in extra[pattern.route]]
    if pattern.route in BY_HAND or not pattern.name:
        return [Filled(pattern, "nothing", BY_HAND[pattern.route], {}, False)] if pattern.route in BY_HAND else []
    if not pattern.parameters:
        return [Filled(pattern, "nothing", reverse(pattern.name), query_of(bundles), False)]
    if pattern.parameters <= set(WORDS):
        return list(fill_with(pattern, Bundle("words", {})))
    return [filled for bundle in bundles for filled in fill_with(pattern, bundle)]


def kind_of(address: str) -> str:
    return "address " + address


def fill_with(pattern: Pattern, bundle: Bundle) -> Iterator[Filled]:
    """Words like the name of an action are tried one by one."""
    known = {name: bundle.value(name, pattern.namespace) for name in pattern.parameters}
    wordy = [name for name, value in known.items() if value is None and name in WORDS]
    if any(value is None and name not in WORDS for name, value in known.items()):
        return
    names_object = len(wordy) < len(known)
    choices = zip(*(WORDS[name] for name in wordy), strict=False) if wordy else [()]
    for words in choices:
        given = {name: one for name, value in known.items() if value is not None for one in [value]} | dict(zip(wordy, words, strict=True))
        for one in spread(given):
            yield Filled(
                pattern, bundle.kind, reverse(pattern.name, kwargs=one), {"id": bundle.values["id"]} if "id" in bundle.values else {}, names_object
            )


def spread(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A value that is a list is tried value by value."""
    many = next((name for name, value in given.items() if isinstance(value, list)), None)
    if many is None:
        yield given
        return
    for value in given[many]:
        yield from spread(given | {many: value})


def query_of(bundles: list[Bundle]) -> dict[str, Any]:
    """What an address without parameters is asked about: every object, in every parameter of a query that a view may read."""
    return {"id": [str(bundle.values["id"]) for bundle in bundles if "id" in bundle.values]}
