"""Facts for search engines, as JSON-LD in a data block. The content policy does not stop data blocks: they are never run."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# The characters with which a text could end the script element or open a comment in it; the same as Django's json_script.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def json_ld(data: dict[str, Any]) -> SafeString:
    """A script element that holds `data`, in which no text can break out."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Where a page stands. steps: (name, address) from the top down."""
    items = [{"@type": "ListItem", "position": place, "name": name, "item": url} for place, (name, url) in enumerate(steps, start=1)]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def website(url: str, directory_url: str) -> dict[str, Any]:
    """The site itself, and the address that searches it. url: of the front page; directory_url: of the list of shops."""
    target = {"@type": "EntryPoint", "urlTemplate": f"{directory_url}?q={{text}}"}
    search = {"@type": "SearchAction", "target": target, "query-input": "required name=text"}
    return {"@type": "WebSite", "name": "Ik koop lokaal", "url": url, "potentialAction": search}
