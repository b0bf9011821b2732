"""A question to the directory. The address holds all of it, so every state of the list can be kept, shared and gone back to."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from shops import chosen_moment, traits
from shops.chosen_moment import Odd

LONGEST_TEXT = 100
LONGEST_PLACE = 80
LONGEST_SPOT = 200  # signs of a sealed spot
LAST_PAGE = 10_000
SORTS = ("naam", "open", "nieuw", "afstand", "past")
RADII_KM = (1, 2, 5, 10, 25)
USUAL_RADIUS_KM = 5


@dataclass(frozen=True)
class ShopQuery:
    """text: as typed. municipality: slug or "". categories: slugs of groups or kinds. traits: names in shops.traits.

    moment: asks what is open then, in place of now. near: a postcode or a place as typed; spot: where the asker is, sealed (shops.spots);
    of the two one stands at most. sort: one of SORTS, or "" for the nearest, else the best match. odd: a moment was asked for that has no answer;
    unread: as it was written, when it is none. A redirect carries it along, so that the page at its end says so; links on that page do not.
    hour: asked for without a day, as typed.
    """

    text: str = ""
    municipality: str = ""
    categories: tuple[str, ...] = ()
    open_now: bool = False
    sort: str = ""
    page: int = 1
    moment: datetime | None = None
    traits: tuple[str, ...] = ()
    near: str = ""
    spot: str = ""
    radius_km: int = USUAL_RADIUS_KM
    on_map: bool = False
    odd: Odd | None = field(default=None, compare=False)
    unread: str = field(default="", compare=False)
    hour: str = field(default="", compare=False)

    @classmethod
    def from_params(cls, params: QueryDict, *, town: str = "") -> "ShopQuery":
        """Read an address. Whatever nobody could mean (page "abc", an unknown order) falls back to its default.

        town: the municipality that the path names; it wins over the one in the parameters. A day and an hour (fields "dag" and "uur") win
        over "nu": they are chosen with more care.
        """
        said = chosen_moment.asked(params.get("open", "")[:40], params.get("dag", "")[:20], params.get("uur", "")[:10])
        moment = chosen_moment.read(said)
        hour = "" if said or params.get("open") else params.get("uur", "")[:10]
        near = " ".join(params.get("bij", "").split())[:LONGEST_PLACE]
        return cls(
            text=" ".join(params.get("q", "").split())[:LONGEST_TEXT],
            municipality=town or params.get("gemeente", "").strip().lower()[:80],
            categories=tuple(dict.fromkeys(slug for slug in params.getlist("categorie")[:100] if slug)),
            open_now=params.get("open") == "nu" and not said,
            sort=params.get("sorteer", "") if params.get("sorteer") in SORTS else "",
            page=page_number(params.get("pagina", "")),
            moment=moment,
            traits=traits.asked(params),
            near=near,
            spot="" if near else params.get("plek", "")[:LONGEST_SPOT],
            radius_km=radius_of(params.get("straal", "")) if near or params.get("plek") else USUAL_RADIUS_KM,
            on_map=params.get("kaart") == "1",
            odd=Odd.UNREADABLE if said and not moment else None,
            unread="" if moment else said,
            hour=hour,
        )

    def with_a_day(self, now: datetime) -> "ShopQuery":
        """An hour without a day is the next time that the clock says it."""
        if not self.hour:
            return self
        moment = chosen_moment.next_time(self.hour, now)
        return replace(self, hour="", moment=moment, odd=None if moment else Odd.UNREADABLE)

    def at(self, now: datetime) -> "ShopQuery":
        """The question as it can be answered: a moment that is over, or too far ahead, is left aside and noted as odd."""
        odd = chosen_moment.oddness(self.moment, now) if self.moment else None
        return replace(self, moment=None, odd=odd) if odd else replace(self, unread="")

    def params(self) -> list[tuple[str, str]]:
        """The parameters that stand for this question, in a fixed order, defaults left out; the municipality stands in the path."""
        pairs = [("q", self.text), *(("categorie", slug) for slug in self.categories)]
        pairs += [("open", chosen_moment.written(self.moment) if self.moment else "nu" if self.open_now else self.unread)]
        pairs += [(traits.TRAITS[name].parameter, traits.TRAITS[name].value) for name in self.traits]
        pairs += [("bij", self.near), ("plek", self.spot), ("straal", str(self.radius_km) if self.radius_km != USUAL_RADIUS_KM else "")]
        pairs += [("sorteer", self.sort), ("kaart", "1" if self.on_map else ""), ("pagina", str(self.page) if self.page > 1 else "")]
        return [(name, value) for name, value in pairs if value]

    def url(self, directory_url: str, **changes: Any) -> str:
        """The address of this question with `changes`, back on the first page unless the page is what changes."""
        changed = replace(self, **({"page": 1} | changes))
        path = f"{directory_url}{changed.municipality}/" if changed.municipality else directory_url
        params = changed.params()
        return f"{path}?{urlencode(params, safe=':')}" if params else path

    def without(self, category: str) -> tuple[str, ...]:
        return tuple(slug for slug in self.categories if slug != category)

    def without_trait(self, name: str) -> tuple[str, ...]:
        return tuple(trait for trait in self.traits if trait != name)

    @property
    def asks_open(self) -> bool:
        return self.open_now or self.moment is not None

    @property
    def is_near(self) -> bool:
        return bool(self.near or self.spot)

    @property
    def narrows(self) -> bool:
        """Whether anything is asked beyond a municipality: such a page is not offered to search engines. The map is a look at the same list, whose
        address is the canonical one of both."""
        return bool(self.text or self.categories or self.asks_open or self.traits or self.is_near or self.sort)


def page_number(text: str) -> int:
    """A page as a whole number from 1; anything else is the first page."""
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def radius_of(text: str) -> int:
    """One of RADII_KM; the usual one for anything else."""
    return int(text) if text in {str(radius) for radius in RADII_KM} else USUAL_RADIUS_KM


def hidden_fields(query: ShopQuery, *names: str) -> list[tuple[str, str]]:
    """Parameters that a form for something else carries along, except those called `names`."""
    return [(name, value) for name, value in query.params() if name not in {*names, "pagina"}]
