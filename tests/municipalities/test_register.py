"""The register of municipalities: complete, without doubles, and every name that people use leads to today's municipality."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from content.words import fold, normalise
from municipalities.register import load

MISSPELT_IN_THE_SOURCE = {"Wulveringen": "Wulveringem"}


@pytest.fixture(scope="module")
def register():
    return load()


@pytest.fixture
def official_villages(real_data: Path) -> list[tuple[str, str]]:
    """(name, NIS code of its municipality) of every deelgemeente; a cell may hold several names."""
    path = real_data / "gemeenten" / "wvl_deelgemeenten_2025.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(name, row["nis"]) for row in rows for name in re.sub(r" \(.*\)$", "", row["naam"]).split(" - ")]


def names(towns) -> set[str]:
    return {town.name for town in towns}


def test_west_flanders_has_62_municipalities_and_104_postcodes(register):
    codes = [postcode.code for town in register.municipalities for postcode in town.postcodes]
    assert (register.province_nis, len(register.municipalities), len(codes)) == ("30000", 62, 104)
    assert [code for code, times in Counter(codes).items() if times > 1] == []
    assert all(re.fullmatch(r"8\d{3}", code) for code in codes)


def test_nis_codes_and_slugs_are_used_once_by_current_and_former_municipalities_together(register):
    everyone = [*register.municipalities, *register.former]
    assert len({town.nis for town in everyone}) == len({town.slug for town in everyone}) == 66
    assert all(re.fullmatch(r"3\d{4}", town.nis) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", town.slug) for town in everyone)


def test_every_municipality_lies_in_the_province(register):
    towns = [*register.municipalities, *register.former]
    outside = [town.name for town in towns if not (50.68 < town.latitude < 51.38 and 2.54 < town.longitude < 3.5)]
    assert outside == []


def test_the_mergers_of_2025_lead_from_the_old_municipalities_to_the_new(register):
    assert {(town.nis, town.name, town.successor) for town in register.former} == {
        ("37007", "Meulebeke", "37022"),
        ("37015", "Tielt", "37022"),
        ("37012", "Ruiselede", "37021"),
        ("37018", "Wingene", "37021"),
    }
    assert {town.valid_until for town in register.former} == {date(2024, 12, 31)}
    assert {town.name for town in register.municipalities if town.valid_from == date(2025, 1, 1)} == {"Tielt", "Wingene"}
    assert {town.valid_until for town in register.municipalities} == {None}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Meulebeke", {"Tielt"}),
        ("ruiselede", {"Wingene"}),
        ("Tielt", {"Tielt"}),
        ("Bruges", {"Brugge"}),
        ("Brugge", {"Brugge"}),
        ("BRÜGGE", {"Brugge"}),
        ("Ostend", {"Oostende"}),
        ("Courtrai", {"Kortrijk"}),
        ("Ypern", {"Ieper"}),
        ("La Panne", {"De Panne"}),
        ("Coxyde", {"Koksijde"}),
        ("Het Zoute", {"Knokke-Heist"}),
        ("Heist", {"Knokke-Heist"}),
        ("St.-Kruis", {"Brugge"}),
        ("st kruis", {"Brugge"}),
        ("Langemark Poelkapelle", {"Langemark-Poelkapelle"}),
        ("Beveren", {"Roeselare", "Waregem", "Alveringem"}),
        ("Zandvoorde", {"Oostende", "Zonnebeke"}),
        ("Sint-Joris", {"Beernem", "Nieuwpoort"}),
        ("Oostkerke", {"Damme", "Diksmuide"}),
        ("Ramskapelle", {"Knokke-Heist", "Nieuwpoort"}),
        ("Nieuwkerke", {"Heuvelland"}),
        ("Antwerpen", set()),
        ("", set()),
    ],
)
def test_a_name_leads_to_the_municipalities_it_may_mean(register, asked, found):
    assert names(register.named(asked)) == found


def test_every_known_name_leads_back_to_its_own_municipality(register):
    astray = [(town.name, name) for town in register.municipalities for name in town.known_names if town not in register.named(name)]
    assert astray == []


def test_a_municipality_carries_each_name_once_and_never_its_own_as_an_alias(register):
    for town in register.municipalities:
        aliases = [alias.name.lower() for alias in town.aliases]
        assert len(aliases) == len(set(aliases)), town.name
        assert town.name.lower() not in aliases, town.name


def test_the_kinds_of_aliases_are_four(register):
    kinds = {alias.name: alias.kind for town in register.municipalities for alias in town.aliases}
    assert set(kinds.values()) == {"deelgemeente", "former", "everyday", "exonym"}
    assert [kinds[name] for name in ("Heule", "Meulebeke", "Het Zoute", "Roulers")] == ["deelgemeente", "former", "everyday", "exonym"]


def test_names_in_other_languages_stand_only_where_they_differ(register):
    town = {town.slug: town for town in register.municipalities}
    assert [(town[slug].name_fr, town[slug].name_en, town[slug].name_de) for slug in ("brugge", "kortrijk", "izegem")] == [
        ("Bruges", "Bruges", "Brügge"),
        ("Courtrai", "", ""),
        ("", "", ""),
    ]
    assert sorted(town.name for town in register.municipalities if town.name_fr) == [
        "Brugge",
        "De Panne",
        "Diksmuide",
        "Ieper",
        "Kortrijk",
        "Menen",
        "Mesen",
        "Nieuwpoort",
        "Oostende",
        "Roeselare",
        "Spiere-Helkijn",
        "Veurne",
    ]


@pytest.mark.parametrize(
    ("code", "town", "place"),
    [
        ("8500", "Kortrijk", "Kortrijk"),
        ("8760", "Tielt", "Meulebeke"),
        ("8791", "Waregem", "Beveren-Leie"),
        ("8800", "Roeselare", "Roeselare"),
        ("8380", "Brugge", "Zeebrugge"),
    ],
)
def test_a_postcode_names_its_place_and_its_municipality(register, code, town, place):
    found = register.with_postcode(f" {code}")
    assert (found.name, {postcode.code: postcode.name for postcode in found.postcodes}[code]) == (town, place)


def test_a_postcode_of_elsewhere_belongs_to_no_municipality(register):
    assert [register.with_postcode(code) for code in ("9000", "850", "", "85OO")] == [None] * 4


def test_a_former_municipality_is_found_by_its_code_and_points_to_its_successor(register):
    successor = {town.nis: town.successor for town in register.former}["37007"]
    assert {town.nis: town.name for town in register.municipalities}[successor] == "Tielt"


def test_every_official_village_is_known_in_its_municipality(register, official_villages):
    unknown = [
        (name, nis) for name, nis in official_villages if nis not in {town.nis for town in register.named(MISSPELT_IN_THE_SOURCE.get(name, name))}
    ]
    assert len(official_villages) > 246
    assert unknown == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Sint-Michiels", "sint michiels"),
        ("ST. MICHIELS", "sint michiels"),
        ("  Brügge ", "brugge"),
        ("'t Zoute", "t zoute"),
        ("Neuve-Église", "neuve eglise"),
        ("Staden", "staden"),
        ("\x00", ""),
    ],
)
def test_place_names_are_compared_as_people_mean_them(written, meant):
    assert normalise(written) == meant


def test_folding_keeps_the_words_and_drops_the_signs():
    assert [fold(text) for text in ("L'Été  bio", "Cœur & Sœur", "A.S.Adventure", "snake_case", "Straße")] == [
        "l ete bio",
        "coeur soeur",
        "a s adventure",
        "snake case",
        "strasse",
    ]
