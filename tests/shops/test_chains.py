"""Chains, franchise formulas and independents: told apart by name, brand and kind, and in doubt independent."""

import json
from pathlib import Path

import pytest

from shops.category_table import load as load_categories
from shops.chains import CHAINS_FILE, Chain, chain_named, load

CHAIN_SHOPS = [
    ("Delhaize", "Delhaize", "chain"),
    ("AD Delhaize", "AD Delhaize", "franchise"),
    ("AD Delhaize Heule", "AD Delhaize", "franchise"),
    ("Proxy Delhaize Gistel", "Proxy Delhaize", "franchise"),
    ("Shop&Go", "Delhaize Shop & Go", "franchise"),
    ("Louis Delhaize", "Louis Delhaize", "franchise"),
    ("Carrefour Express", "Carrefour Express", "franchise"),
    ("CARREFOUR MARKET Izegem", "Carrefour Market", "franchise"),
    ("Spar Koksijde", "Spar", "franchise"),
    ("Albert Heijn Kortrijk", "Albert Heijn", "franchise"),
    ("Kruidvat Kortrijk", "Kruidvat", "chain"),
    ("C&A", "C&A", "chain"),
    ("H & M", "H&M", "chain"),
    ("AS Adventure", "A.S.Adventure", "chain"),
    ("Media Markt Brugge", "MediaMarkt", "chain"),
    ("Optiek Pearle", "Pearle", "chain"),
    ("Schoenen Torfs", "Torfs", "chain"),
    ("Standaard Boekhandel Ieper", "Standaard Boekhandel", "franchise"),
    ("ICI PARIS XL", "ICI PARIS XL", "chain"),
    ("Krefel", "Krëfel", "chain"),
    ("Action", "Action", "chain"),
    ("Club", "Club", "chain"),
    ("KBC", "KBC", "chain"),
    ("McDonalds", "McDonald's", "franchise"),
]
INDEPENDENTS = [
    "Bakkerij Peeters", "Bakkerij Paul", "Bakkerij Delhaye", "Slagerij Spaarman", "Club Brugge", "Clubhuis 't Veld", "Actiongames", "Action Pub",
    "De Broodkruimel", "C.A. Verhuur", "H.M. Interieur", "Kapsalon New Look", "Café De Sport", "Leonidas Grieks Restaurant", "Match Point",
    "Jules", "Sacha", "'t Kruidvatje", "Sparrow", "Brico-Jan", "Quick Fix", "Zeb & Co", "Orange Bleue", "Taverne Carrefour", "", "???",
]  # fmt: skip


@pytest.fixture
def shop_files(real_data: Path) -> Path:
    return real_data / "winkels"


@pytest.mark.parametrize(("name", "chain", "kind"), CHAIN_SHOPS)
def test_a_shop_of_a_chain_is_recognised_by_its_name(name, chain, kind):
    found = chain_named(name)
    assert found is not None
    assert (found.name, found.kind) == (chain, kind)


@pytest.mark.parametrize("name", INDEPENDENTS)
def test_an_independent_is_never_called_a_chain(name):
    assert chain_named(name) is None


@pytest.mark.parametrize(
    ("name", "leaf", "chain"),
    [
        ("Paul", "bakker", "Paul"),
        ("Paul", "kapper", None),
        ("Sacha", "schoenen", "Sacha"),
        ("Sacha", "schoonheid", None),
        ("Action Roeselare", "andere", "Action"),
        ("Action Roeselare", None, None),
        ("Panos De Panne", "broodjes", "Panos"),
        ("Club Brugge", "sport", None),
        ("Club Brugge", "boeken", "Club"),
        ("Action", "cafe", None),
        ("Leonidas", "chocolade", "Leonidas"),
        ("Leonidas", "restaurant", None),
    ],
)
def test_an_everyday_word_is_a_chain_only_where_the_kind_of_shop_agrees(name, leaf, chain):
    found = chain_named(name, leaf=leaf)
    assert (found.name if found else None) == chain


@pytest.mark.parametrize(
    ("name", "tags", "chain"),
    [
        ("Winkel van Els", {"shop": "supermarket", "brand": "Spar"}, Chain("Spar", "franchise", "Q610492")),
        ("Supermarkt", {"shop": "supermarket", "brand:wikidata": "Q1184173"}, Chain("Delhaize", "chain", "Q1184173")),
        ("AD Delhaize", {"shop": "supermarket", "brand": "Delhaize", "brand:wikidata": "Q1184173"}, Chain("AD Delhaize", "franchise", "Q1184173")),
        ("Nieuwketen Ieper", {"shop": "toys", "brand": "Nieuwketen", "brand:wikidata": "Q1"}, Chain("Nieuwketen", "chain", "Q1")),
        ("Garage Janssens", {"shop": "car", "brand": "Renault", "brand:wikidata": "Q6686"}, None),
        ("Renault Janssens", {"shop": "car", "brand": "Renault", "brand:wikidata": "Q6686"}, None),
        ("Kapsalon Els", {"shop": "hairdresser", "brand": "Een merk"}, None),
    ],
)
def test_the_brand_of_the_map_tells_what_the_name_does_not(name, tags, chain):
    assert chain_named(name, tags) == chain


def test_the_table_is_small_and_speaks_of_known_categories():
    leaves = {leaf.slug for leaf in load_categories().leaves}
    assert CHAINS_FILE.stat().st_size < 120_000
    assert {leaf for entry in load() for leaf in entry.leaves} - leaves == set()
    assert {entry.chain.kind for entry in load()} == {"chain", "franchise"}
    assert {entry.found_by for entry in load()} == {"start", "exact", "kind"}


def test_every_chain_is_listed_once():
    names = [entry.chain.name for entry in load()]
    assert len(names) == len(set(names)) > 900


def test_the_chains_of_habay_are_found_and_nothing_else(shop_files):
    found = {}
    for day in ("26012017", "04022017", "07012018"):
        features = json.loads((shop_files / f"osm_be_Habay_{day}.geojson").read_text(encoding="utf-8"))["features"]
        named = [feature["properties"] for feature in features if "name" in feature["properties"]]
        found |= {tags["name"]: chain for tags in named if (chain := chain_named(tags["name"], tags))}
    assert sorted((chain.name, chain.kind) for chain in found.values()) == [
        ("AD Delhaize", "franchise"),
        ("AXA", "chain"),
        ("Aldi", "chain"),
        ("BNP Paribas Fortis", "chain"),
        ("Belfius", "chain"),
        ("Carrefour Market", "franchise"),
        ("ING", "chain"),
        ("Krys", "franchise"),
        ("Leonidas", "franchise"),
        ("Mr.Bricolage", "franchise"),
        ("Multipharma", "chain"),
        ("Press Shop", "franchise"),
        ("Spar", "franchise"),
        ("TotalEnergies", "franchise"),
        ("Zeeman", "chain"),
    ]
