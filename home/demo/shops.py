"""The demo shops: invented, in real streets, the same on every machine.

Nothing here is anybody's: names, house numbers, hours and years are made up; websites end in .example (RFC 2606), so they lead nowhere;
there are no e-mail addresses and no persons. Belgium reserves no telephone numbers for fiction: these are well-formed, but begin
behind the area code with 0, which subscriber numbers do not (before 2000 a 0 started a call to another area).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.text import slugify

from home.demo import facts
from home.demo.addresses import Addresses, seaside
from home.demo.draws import chance, content, number
from home.demo.hours import hours_of
from home.demo.kinds import Planned, planned_shops
from home.demo.telling import Telling, Told

VISITED = frozenset({"31005", "33011", "34022", "31006", "34027", "33029"})  # Brugge, Ieper, Kortrijk, Damme and the border; the coast too
WITHOUT_PHONE = frozenset({"hoeveautomaat", "markt"})
FIRST_IN_ZONE = 101  # 051 00 01 01
NUMBERS_IN_ZONE = 900


class Town(Protocol):
    """What is asked of a municipality of the register."""

    @property
    def nis(self) -> str: ...

    @property
    def slug(self) -> str: ...


@dataclass(frozen=True, slots=True)
class DemoShop:
    """One invented shop. ref: its identity over loads, "demo/" and NIS code and name. phone: E.164 or "". payment: codes of Shop.payment.

    None, "" and () mean that nobody told. provenance: for each fact that is told. texts: by language, Dutch first; {} for a silent shop.
    """

    ref: str
    municipality_nis: str
    name: str
    category: str
    more_categories: tuple[str, ...]
    street: str
    house_number: str
    postcode: str
    place: str
    latitude: float
    longitude: float
    phone: str
    email: str
    website: str
    webshop: str
    kind: str
    chain_name: str
    step_free: str
    door_width_cm: int | None
    accessible_toilet: bool | None
    payment: tuple[str, ...]
    gift_voucher: bool | None
    delivers: bool | None
    since: int | None
    opening_hours: str
    provenance: dict[str, facts.Known] = field(hash=False)
    texts: dict[str, Told] = field(hash=False)


def demo_shops(register: Iterable[Town]) -> list[DemoShop]:
    """All demo shops of the municipalities in `register` that the demo knows, by NIS code. Others get none."""
    known = {town.nis: town.slug for town in register}
    towns = [entry for entry in content("towns") if entry["nis"] in known]
    at_sea = seaside(content("streets"))
    plan = planned_shops(towns, at_sea)
    opening = Opening()
    shops = []
    for entry in towns:
        addresses = Addresses(entry["nis"], entry["shops"])
        for planned in plan[entry["nis"]]:
            shops.append(opening.opened(planned, entry, known[entry["nis"]], addresses, at_sea=entry["nis"] in at_sea))
    return shops


class Opening:
    """Opens one shop after the other, and remembers what is given out: names, telephone numbers, lines, patterns of hours."""

    def __init__(self) -> None:
        self.names: dict[str, list[str]] = {leaf: [] for leaf in content("names")}
        self.names_here: dict[str, set[str]] = defaultdict(set)
        self.phones: Counter[str] = Counter()
        self.hours: Counter[str] = Counter()
        self.telling = Telling()

    def opened(self, planned: Planned, town: dict[str, Any], slug: str, addresses: Addresses, *, at_sea: bool) -> DemoShop:
        leaf, nis, settled = planned.category, town["nis"], planned.settled
        name = planned.name or self.free_name(leaf, nis, at_sea=at_sea)
        self.names_here[nis].add(name)
        ref = f"demo/{nis}/{slugify(name)}"
        address = addresses.at(settled["place"], settled["street"], settled["house_number"]) if settled else addresses.drawn(ref)
        told = self.told(planned, ref, name, town["zone"], slug, coast=address.coast)
        filled = tuple(fact for fact, value in told.items() if value not in (None, "", (), "unknown"))
        return DemoShop(
            ref=ref,
            municipality_nis=nis,
            name=name,
            category=leaf,
            more_categories=facts.also(ref, leaf),
            street=address.street,
            house_number=address.house_number,
            postcode=address.postcode,
            place=address.place,
            latitude=address.latitude,
            longitude=address.longitude,
            provenance=facts.provenance(ref, ("name", "category", "street", "house_number", "postcode", "place", *filled)),
            texts=planned.texts or self.telling.texts(ref, nis, leaf, visited=at_sea or nis in VISITED),
            **told,
        )

    def told(self, planned: Planned, seed: str, name: str, zone: str, town_slug: str, *, coast: bool) -> dict[str, Any]:
        """The facts that a shop may or may not have told, by field."""
        leaf, kind = planned.category, planned.kind or facts.kind_of(seed)
        surely = planned.settled is not None
        website = self.website(seed, name, town_slug if planned.chain else "", leaf, surely=surely)
        return {
            "phone": self.phone(seed, leaf, zone, surely=surely),
            "website": website,
            "email": f"hallo@{slugify(name)}.example" if surely and website else "",
            "webshop": facts.webshop(seed, leaf, website),
            "kind": kind,
            "chain_name": name if planned.chain else "",
            **facts.access(seed, leaf)._asdict(),
            "payment": facts.payment(seed, leaf),
            "gift_voucher": facts.gift_voucher(seed, leaf),
            "delivers": facts.delivers(seed, leaf),
            "since": facts.since(seed, kind),
            "opening_hours": planned.opening_hours or self.hours_for(seed, leaf, coast=coast),
        }

    def free_name(self, leaf: str, nis: str, *, at_sea: bool) -> str:
        """A name nobody has yet, one that smells of the sea only there; when all are given out, one that is new in this municipality."""
        told = content("names")[leaf]
        salty = told.get("coast", ())
        given = {*self.names[leaf], *(entry["name"] for entry in content("settled"))}
        fitting = sorted(told["names"], key=lambda name: (name in given, (name in salty) != at_sea))
        name = next(name for name in fitting if name not in self.names_here[nis])
        self.names[leaf].append(name)
        return name

    def phone(self, seed: str, leaf: str, zone: str, *, surely: bool) -> str:
        """E.164, each once; 12 % of the shops have none. zone: area code without its 0."""
        if leaf in WITHOUT_PHONE or not (surely or chance(f"{seed}/phone", 90)):
            return ""
        self.phones[zone] += 1
        return f"+32{zone}00{FIRST_IN_ZONE + self.phones[zone] * 37 % NUMBERS_IN_ZONE:04d}"

    def website(self, seed: str, name: str, branch: str, leaf: str, *, surely: bool) -> str:
        """Each once. branch: slug of the municipality for a shop of a chain, which has a page for each; else ""."""
        if leaf in WITHOUT_PHONE or not (surely or chance(f"{seed}/site", 70)):
            return ""
        host = f"https://{slugify(name)}.example"
        return f"{host}/{branch}" if branch else host

    def hours_for(self, seed: str, leaf: str, *, coast: bool) -> str:
        self.hours[leaf] += 1
        return hours_of(leaf, self.hours[leaf], number(f"{seed}/hours", 1, 100), coast=coast)
