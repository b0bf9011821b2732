"""A question to the directory. The address holds all of it, so every state of the list can be kept, shared and gone back to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

LONGEST_TEXT = 100
LAST_PAGE = 10_000
SORTS = ("naam", "open", "nieuw")


@dataclass(frozen=True)
class ShopQuery:
    """text: as typed. municipality: slug or "". categories: slugs of groups or kinds. sort: one of SORTS, or "" for the best match."""

    text: str = ""
    municipality: str = ""
    categories: tuple[str, ...] = ()
    open_now: bool = False
    sort: str = ""
    page: int = 1

    @classmethod
    def from_params(cls, params: QueryDict, *, town: str = "") -> "ShopQuery":
        """Read an address. Whatever nobody could mean (page "abc", an unknown order) falls back to its default.

        town: the municipality that the path names; it wins over the one in the parameters.
        """
        return cls(
            text=" ".join(params.get("q", "").split())[:LONGEST_TEXT],
            municipality=town or params.get("gemeente", "").strip().lower()[:80],
            categories=tuple(dict.fromkeys(slug for slug in params.getlist("categorie")[:100] if slug)),
            open_now=params.get("open") == "nu",
            sort=params.get("sorteer", "") if params.get("sorteer") in SORTS else "",
            page=page_number(params.get("pagina", "")),
        )

    def params(self) -> list[tuple[str, str]]:
        """The parameters that stand for this question, in a fixed order, defaults left out; the municipality stands in the path."""
        pairs = [("q", self.text), *(("categorie", slug) for slug in self.categories)]
        pairs += [("open", "nu" if self.open_now else ""), ("sorteer", self.sort), ("pagina", str(self.page) if self.page > 1 else "")]
        return [(name, value) for name, value in pairs if value]

    def url(self, directory_url: str, **changes: Any) -> str:
        """The address of this question with `changes`, back on the first page unless the page is what changes."""
        changed = replace(self, **({"page": 1} | changes))
        path = f"{directory_url}{changed.municipality}/" if changed.municipality else directory_url
        params = changed.params()
        return f"{path}?{urlencode(params)}" if params else path

    def without(self, category: str) -> tuple[str, ...]:
        return tuple(slug for slug in self.categories if slug != category)

    @property
    def narrows(self) -> bool:
        """Whether anything is asked beyond a municipality: such a page is not offered to search engines."""
        return bool(self.text or self.categories or self.open_now or self.sort)


def page_number(text: str) -> int:
    """A page as a whole number from 1; anything else is the first page."""
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def hidden_fields(query: ShopQuery, *names: str) -> list[tuple[str, str]]:
    """Parameters that a form for something else carries along, except those called `names`."""
    return [(name, value) for name, value in query.params() if name not in {*names, "pagina"}]


def as_params(values: Mapping[str, str]) -> QueryDict:
    """A QueryDict from plain values, for callers that have no request."""
    return QueryDict(urlencode(values))
