"""A page as a visitor or a search engine reads it."""

import json
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse


class PublicPage:
    """What an answer shows. Lists are in the order of the page."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer
        self.status = answer.status_code
        self.goes_to = answer.get("Location", "")

    @cached_property
    def soup(self) -> BeautifulSoup:
        assert self.status in {200, 400, 403, 404, 500}, f"{self.status} {self.goes_to}"
        return BeautifulSoup(self.answer.content, "html.parser")

    def text(self, selector: str) -> str:
        """The words of the first element, with single spaces; "" when there is none."""
        return (self.texts(selector) or [""])[0]

    def texts(self, selector: str) -> list[str]:
        return [words(element) for element in self.soup.select(selector)]

    def links(self, selector: str) -> list[tuple[str, str]]:
        """(words, address) of each link; that an address leads to the list on its page, and not to the top, is left out (see tests/browser)."""
        return [(words(link), link["href"].removesuffix("#lijst")) for link in self.soup.select(selector)]

    @property
    def shops(self) -> list[str]:
        return self.texts(".shops .shop__name")

    @property
    def statuses(self) -> dict[str, str]:
        """The line about now, by the name of the shop."""
        return {words(card.select_one(".shop__name")): words(card.select_one(".status")) for card in self.soup.select(".shop")}

    @property
    def total(self) -> int:
        """The number above the list."""
        return number(self.text("#lijst > span"))

    @property
    def open_total(self) -> int:
        return number(self.text("#lijst .status"))

    @property
    def kinds(self) -> dict[str, int]:
        """What the list can be narrowed to: the number beside each kind, by its value in the address."""
        return {box["value"]: number(words(box.parent.select_one(".num"))) for box in self.soup.select("input[name=categorie]")}

    @property
    def towns(self) -> dict[str, int]:
        """The number behind each municipality, by its value in the address."""
        options = self.soup.select("select[name=gemeente] option")
        return {option["value"]: number(words(option).rpartition("(")[2]) for option in options if option["value"]}

    @property
    def ways_out(self) -> list[tuple[str, str]]:
        """Where an empty list leads to."""
        return self.links(".empty__list a")

    @property
    def canonical(self) -> str:
        return self.soup.select_one("link[rel=canonical]")["href"]

    @property
    def versions(self) -> dict[str, str]:
        """Address by language, "x-default" among them."""
        return {link["hreflang"]: link["href"] for link in self.soup.select("head link[rel=alternate][hreflang]")}

    @property
    def robots(self) -> str:
        found = self.soup.select_one("meta[name=robots]")
        return found["content"] if found else ""

    @property
    def facts_for_machines(self) -> dict[str, dict[str, Any]]:
        """JSON-LD by its @type."""
        blocks = [json.loads(block.string) for block in self.soup.select('script[type="application/ld+json"]')]
        return {block["@type"]: block for block in blocks}

    @property
    def shows_osm(self) -> bool:
        return "© OpenStreetMap contributors" in self.texts("footer a")

    @property
    def shows_demo(self) -> bool:
        return bool(self.soup.select(".demo"))

    @property
    def kept_for(self) -> int:
        """Seconds that a shared cache may keep it."""
        return int(dict(part.partition("=")[::2] for part in self.answer["Cache-Control"].split(", "))["s-maxage"])


def words(element: Tag | None) -> str:
    """As one reads them: single spaces, and nothing of what keeps a line together."""
    return " ".join(element.get_text().replace("\N{WORD JOINER}", "").split()) if element else ""


def number(text: str) -> int:
    """The number in front of a text, whatever sets its thousands apart; 0 without one."""
    digits = "".join(sign for sign in text.partition(" ")[0] if sign.isdigit())
    return int(digits or 0)
