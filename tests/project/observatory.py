"""How Mozilla's HTTP Observatory marks an answer: 100, less what is missing; from 90 on, more for what few have.

Its tests and marks as they stood in August 2026 (https://github.com/mdn/mdn-http-observatory, src/grader/charts.js and src/analyzer/tests).
Redirection and certificates are not looked at, and neither are hashes and nonces in a policy: the site has none.
"""

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup
from django.http import HttpResponse

BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
UNSAFE = BROAD | {"'unsafe-inline'", "data:"}
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
SIX_MONTHS = 15_552_000  # seconds
EXTRA_FROM = 90
NOTHING = frozenset({"*"})


def score(answer: HttpResponse) -> int:
    marks = list(marked(answer).values())
    without_extra = 100 + sum(mark for mark in marks if mark < 0)
    return 100 + sum(marks) if without_extra >= EXTRA_FROM else max(without_extra, 0)


def marked(answer: HttpResponse) -> dict[str, int]:
    said = answer.headers
    policy = directives(said.get("Content-Security-Policy", ""))
    return {
        "content policy": content_policy(policy),
        "cookies": cookies(answer),
        "sharing": -50 if said.get("Access-Control-Allow-Credentials") == "true" else 0,
        "referrer": 5 if said.get("Referrer-Policy") in PRIVATE_REFERRERS else -5 if "Referrer-Policy" in said else 0,
        "https only": https_only(said.get("Strict-Transport-Security", "")),
        "scripts": scripts(answer),
        "kind": 0 if said.get("X-Content-Type-Options") == "nosniff" else -5,
        "frames": 5 if "frame-ancestors" in policy or said.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"} else -20,
        "resource": {"same-origin": 10, "same-site": 10, "cross-origin": 0, None: 0}.get(said.get("Cross-Origin-Resource-Policy"), -5),
        "embedder": {"require-corp": 10, "credentialless": 10, "unsafe-none": 0, None: 0}.get(said.get("Cross-Origin-Embedder-Policy"), -5),
        "opener": {"same-origin": 10, "same-origin-allow-popups": 10, "unsafe-none": 0, None: 0}.get(said.get("Cross-Origin-Opener-Policy"), -5),
    }


def directives(policy: str) -> dict[str, frozenset[str]]:
    parts = [part.lower().split() for part in policy.split(";") if part.strip()]
    return {name: frozenset(sources) for name, *sources in parts}


def content_policy(policy: Mapping[str, frozenset[str]]) -> int:
    if not policy:
        return -25
    default = policy.get("default-src", NOTHING)
    script, style, thing = (policy.get(name, default) for name in ("script-src", "style-src", "object-src"))
    actively = {source for name, sources in policy.items() if name not in {"img-src", "media-src"} for source in sources}
    passively = {source for name in ("img-src", "media-src") for source in policy.get(name, default)}
    return next(
        mark
        for mark, holds in (
            (-20, script & UNSAFE or thing & BROAD),
            (-20, any(source.startswith(("http:", "ftp:")) for source in actively)),
            (-10, "'unsafe-eval'" in script | style),
            (-10, any(source.startswith(("http:", "ftp:")) for source in passively)),
            (0, style & UNSAFE),
            (10, default == {"'none'"}),
            (5, True),
        )
        if holds
    )


def cookies(answer: HttpResponse) -> int:
    """With HSTS. A name with "sess" or "csrf" in it is one of a session, or against forgery."""
    found = list(answer.cookies.values())
    if not found:
        return 0
    if any("sess" in one.key and not one["httponly"] for one in found):
        return -30
    if any(one["samesite"] not in {"Strict", "Lax", ""} or ("csrf" in one.key and not one["samesite"]) for one in found):
        return -20
    if not all(one["secure"] for one in found):
        return -10 if any("sess" in one.key and not one["secure"] for one in found) else -5
    return 5 if all(one["samesite"] for one in found) else 0


def https_only(said: str) -> int:
    seconds = re.search(r"max-age=(\d+)", said)
    if not seconds:
        return -20
    return 0 if int(seconds[1]) >= SIX_MONTHS else -10


def scripts(answer: HttpResponse) -> int:
    """Of other hosts without `integrity`; those that have it gain nothing here, as the site has none."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return 0
    found = [script.get("src", "") for script in BeautifulSoup(answer.content.decode(), "html.parser").select("script[src]")]
    return -50 if any(re.match(r"(?:http:)?//", source) for source in found) else -5 if any(source.startswith("https://") for source in found) else 0
