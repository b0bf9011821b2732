"""The smaller facts of a demo shop, each drawn from its seed: how one pays, how one gets in, since when, and who said so."""

from typing import NamedTuple

from home.demo.draws import chance, choice, number

FOOD = frozenset(
    {
        "bakker",
        "patisserie",
        "slager",
        "vis",
        "traiteur",
        "groenten",
        "kaas",
        "hoevewinkel",
        "kruidenier",
        "supermarkt",
        "natuurvoeding",
        "broodjes",
        "restaurant",
        "tearoom",
        "frituur",
    }
)
GREENER = frozenset({"fietsen", "tweedehands", "natuurvoeding", "elektro", "tuincentrum", "schoenmaker", "kledingherstel"})
SELLS_FROM_AFAR = frozenset(
    {
        "boeken",
        "chocolade",
        "wijn",
        "bier",
        "kleding",
        "schoenen",
        "speelgoed",
        "stoffen",
        "juwelen",
        "hobby",
        "geschenken",
        "fietsen",
        "koffie-en-thee",
        "muziek",
    }
)
BRINGS = frozenset(
    {
        "bloemen",
        "dranken",
        "traiteur",
        "apotheek",
        "wijn",
        "meubelen",
        "slapen",
        "elektro",
        "bakker",
        "groenten",
        "kruidenier",
        "boeken",
    }
)
WITH_TABLES = frozenset({"restaurant", "cafe", "tearoom", "frituur", "logies", "vrije-tijd"})
ALSO = {
    "bakker": ("patisserie", "broodjes"),
    "slager": ("traiteur",),
    "kaas": ("wijn", "traiteur"),
    "boeken": ("papier", "geschenken"),
    "krantenwinkel": ("papier", "snoep"),
    "bloemen": ("geschenken",),
    "dranken": ("bier", "wijn"),
    "tearoom": ("ijs",),
    "hoevewinkel": ("groenten", "ijs"),
    "schoenen": ("lederwaren",),
    "speelgoed": ("baby",),
    "kinderkleding": ("baby",),
    "optiek": ("hoorcentrum",),
    "drogist": ("parfumerie",),
    "koffie-en-thee": ("geschenken",),
    "schoonheid": ("parfumerie",),
    "telefonie": ("computers",),
    "interieur": ("geschenken", "verlichting"),
    "antiek": ("tweedehands",),
}
SOURCES = ("shopkeeper",) * 5 + ("municipality",) * 3 + ("demo",) * 2


class Known(NamedTuple):
    """Who said it (shopkeeper, municipality, file) and how many days before the demo was loaded."""

    source: str
    days_ago: int


class Access(NamedTuple):
    """step_free: yes, limited, no or "". door_width_cm and accessible_toilet: None when nobody told."""

    step_free: str
    door_width_cm: int | None
    accessible_toilet: bool | None


def also(seed: str, leaf: str) -> tuple[str, ...]:
    return (choice(f"{seed}/also", ALSO[leaf]),) if leaf in ALSO and chance(f"{seed}/also?", 40) else ()


def payment(seed: str, leaf: str) -> tuple[str, ...]:
    """Codes of ways to pay, in the order in which the site shows them; () when nobody told."""
    if leaf == "hoeveautomaat":
        return ("cash", "bancontact")
    if chance(f"{seed}/pay?", 12):
        return ()
    odds = {"cash": 94, "bancontact": 90, "credit": 40, "app": 55, "meal_voucher": 75 * (leaf in FOOD), "eco_voucher": 70 * (leaf in GREENER)}
    return tuple(code for code, percent in odds.items() if chance(f"{seed}/pay/{code}", percent))


def access(seed: str, leaf: str) -> Access:
    if leaf in ("hoeveautomaat", "markt"):
        return Access("yes", None, None)
    step_free = choice(f"{seed}/step", ("yes",) * 9 + ("limited",) * 4 + ("no",) * 3 + ("",) * 4)
    width = number(f"{seed}/door", 15, 22) * 5 if step_free in ("yes", "limited") and chance(f"{seed}/door?", 60) else None
    toilet = chance(f"{seed}/toilet", 40) if leaf in WITH_TABLES and chance(f"{seed}/toilet?", 60) else None
    return Access(step_free, width, toilet)


def gift_voucher(seed: str, leaf: str) -> bool | None:
    if leaf in ("bank", "hoeveautomaat"):
        return False
    return choice(f"{seed}/voucher", (True,) * 11 + (False,) * 3 + (None,) * 6)


def delivers(seed: str, leaf: str) -> bool | None:
    if leaf in BRINGS:
        return choice(f"{seed}/delivers", (True, True, True, False, None))
    return choice(f"{seed}/delivers", (True,) + (False,) * 8 + (None,) * 11)


def since(seed: str, kind: str) -> int | None:
    """The year it opened; old houses are rarer than new ones. None for chains and where nobody told."""
    if kind == "chain" or chance(f"{seed}/since?", 22):
        return None
    oldest = choice(f"{seed}/age", (1886, 1924, 1948, 1965, 1980, 1992, 2003, 2010, 2016, 2019))
    return number(f"{seed}/since", oldest, 2025)


def kind_of(seed: str) -> str:
    return "unknown" if chance(f"{seed}/kind", 4) else "independent"


def webshop(seed: str, leaf: str, website: str) -> str:
    return f"{website}/webshop" if website and leaf in SELLS_FROM_AFAR and chance(f"{seed}/webshop", 60) else ""


def provenance(seed: str, filled: tuple[str, ...]) -> dict[str, Known]:
    """One voice for the whole shop, except that its hours may have been confirmed by another, and later."""
    source, age = choice(f"{seed}/source", SOURCES), number(f"{seed}/days", 0, 500)
    known = dict.fromkeys(filled, Known(source, age))
    if "opening_hours" in known and chance(f"{seed}/confirmed", 55):
        known["opening_hours"] = Known(choice(f"{seed}/by", ("shopkeeper", "shopkeeper", "municipality")), number(f"{seed}/fresh", 0, min(age, 60)))
    return known
