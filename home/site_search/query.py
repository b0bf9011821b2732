"""A question to the whole site. The address holds all of it."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from content.finding import AMBASSADOR, EVENT, PAGE, TOWN
from content.querysets import Wanted
from content.words import normalise
from shops.meaning import FILLERS, MOST_WORDS, understand
from shops.query import LONGEST_TEXT, page_number

GROUPS = {"te-doen": EVENT, "gemeenten": TOWN, "ambassadeurs": AMBASSADOR, "paginas": PAGE}  # the value in an address: the kind of entry
LONGEST_WORD = 40
LAST_PAGE = 200


@dataclass(frozen=True)
class SiteQuery:
    """text: as typed. group: a key of GROUPS for that group alone, "" for the first of each. page: of the group alone."""

    text: str = ""
    group: str = ""
    page: int = 1

    @classmethod
    def from_params(cls, params: QueryDict) -> "SiteQuery":
        """Read an address; whatever nobody could mean is left aside."""
        group = params.get("groep", "")
        text = " ".join(params.get("q", "").split())[:LONGEST_TEXT]
        if group not in GROUPS:
            return cls(text)
        return cls(text, group, min(page_number(params.get("pagina", "")), LAST_PAGE))

    def params(self) -> list[tuple[str, str]]:
        """The parameters that stand for this question, defaults left out."""
        pairs = [("q", self.text), ("groep", self.group), ("pagina", str(self.page) if self.page > 1 else "")]
        return [(name, value) for name, value in pairs if value]

    def url(self, search_url: str, **changes: Any) -> str:
        """The address of this question with `changes`, back on the first page unless the page is what changes."""
        params = replace(self, **({"page": 1} | changes)).params()
        return f"{search_url}?{urlencode(params)}" if params else search_url

    @property
    def kind(self) -> str:
        return GROUPS.get(self.group, "")

    def wanted(self) -> Wanted | None:
        """What the text asks for; None when it has no word. "markt in Tielt" asks for "markt" and "tielt"."""
        words = [word[:LONGEST_WORD] for word in normalise(self.text).split()[:MOST_WORDS]]
        if not words:
            return None
        meaning = understand(self.text)
        return Wanted(" ".join(words), counting(words), meaning.municipalities, counting([word[:LONGEST_WORD] for word in meaning.words]))


def counting(words: list[str]) -> tuple[str, ...]:
    """Without fillers, unless there is nothing else; each once."""
    return tuple(dict.fromkeys(word for word in words if word not in FILLERS)) or tuple(dict.fromkeys(words))
