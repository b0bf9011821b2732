"""What the demo promises: enough, different, believable, and nobody's."""

import csv
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b
from math import cos, hypot, radians
from pathlib import Path

import phonenumbers
import pytest
from opening_hours import OpeningHours, State

from home.demo import hours, shops
from home.demo.draws import content
from home.demo.shops import DemoShop, demo_shops
from municipalities import register
from shops import category_table
from shops.hours import is_valid

TOWNS = register.load().municipalities
SHOPS = demo_shops(TOWNS)
BY_NIS = {town.nis: town for town in TOWNS}
LANGUAGES = ["nl", "fr", "en", "de"]
FORBIDDEN = re.compile(r"!|\b(ontdek|beleef|uniek|passie|discover|unique|découvr|entdeck|einzigartig)", re.IGNORECASE)
A_WEEK = [datetime(2026, 11, 16 + day, hour, 15) for day in range(7) for hour in range(7, 21)]  # Monday to Sunday, no holiday
LARGE = {"Brugge", "Oostende", "Kortrijk", "Roeselare", "Ieper", "Waregem", "Knokke-Heist", "Tielt"}


def metres(shop: DemoShop, latitude: float, longitude: float) -> float:
    return hypot((shop.latitude - latitude) * 111_195, (shop.longitude - longitude) * 111_195 * cos(radians(latitude)))


def all_texts() -> Iterator[str]:
    for sort in content("texts").values():
        for options in sort.values():
            yield from (text for option in options for text in option.values())
    for settled in content("settled"):
        yield from (part for told in settled.get("texts", {}).values() for part in told)
    for town in content("towns"):
        yield from (*town["townline"].values(), *town["about"].values())


def of_kortrijk(leaf: str) -> list[DemoShop]:
    return [shop for shop in SHOPS if shop.municipality_nis == "34022" and shop.category == leaf]


def open_at(found: list[DemoShop], at: datetime) -> bool:
    return any(shop.opening_hours and OpeningHours(shop.opening_hours, country="BE").is_open(at) for shop in found)


def test_there_are_520_to_620_shops_in_all_62_municipalities() -> None:
    count = Counter(shop.municipality_nis for shop in SHOPS)
    assert 520 <= len(SHOPS) <= 620
    assert set(count) == set(BY_NIS)
    assert len(count) == 62
    assert min(count.values()) >= 5
    assert {nis: number for nis, number in count.items() if BY_NIS[nis].name in LARGE and not 18 <= number <= 30} == {}


def test_every_kind_of_shop_stands_at_least_three_times_in_the_province() -> None:
    count = Counter(shop.category for shop in SHOPS)
    assert set(count) == {leaf.slug for leaf in category_table.load().leaves}
    assert {leaf: number for leaf, number in count.items() if number < 3} == {}


def test_side_categories_are_known_kinds_and_not_the_main_one() -> None:
    known = {leaf.slug for leaf in category_table.load().leaves}
    assert {kind for shop in SHOPS for kind in shop.more_categories} <= known
    assert [shop.ref for shop in SHOPS if shop.category in shop.more_categories] == []


def test_every_municipality_has_a_baker() -> None:
    assert {shop.municipality_nis for shop in SHOPS if shop.category == "bakker"} == set(BY_NIS)


def test_300_names_differ_and_none_stands_twice_in_a_municipality() -> None:
    assert len({shop.name for shop in SHOPS}) >= 500
    assert max(Counter((shop.name.casefold(), shop.municipality_nis) for shop in SHOPS).values()) == 1
    assert len({shop.ref for shop in SHOPS}) == len(SHOPS)


def test_only_chains_share_a_name() -> None:
    count = Counter(shop.name for shop in SHOPS)
    chains = {chain["name"] for chain in content("chains")}
    assert {name for name, number in count.items() if number > 1} == chains
    assert {shop.name for shop in SHOPS if shop.chain_name} == chains
    assert {shop.kind for shop in SHOPS if shop.chain_name} == {"franchise", "chain"}
    assert {shop.kind for shop in SHOPS if not shop.chain_name} == {"independent", "unknown"}


def test_hours_are_understood_and_follow_40_patterns_and_more() -> None:
    patterns = {shop.opening_hours for shop in SHOPS} - {""}
    for pattern in patterns:
        OpeningHours(pattern)
        assert is_valid(pattern), pattern
    assert len(patterns - {hours.BY_APPOINTMENT, hours.NEVER_CLOSED}) >= 40


def test_some_hours_are_unknown_and_some_are_by_appointment() -> None:
    count = Counter(shop.opening_hours for shop in SHOPS)
    assert 0.04 <= count[""] / len(SHOPS) <= 0.09
    assert 0.02 <= count[hours.BY_APPOINTMENT] / len(SHOPS) <= 0.05
    assert OpeningHours(hours.BY_APPOINTMENT).state(datetime(2026, 11, 16, 10))[0] == State.UNKNOWN


def test_there_are_seasons_at_the_coast_late_nights_and_shops_that_never_close() -> None:
    coast = {place["nis"] for place in content("streets") if place.get("coast")}
    assert any("Apr-Sep" in shop.opening_hours for shop in SHOPS if shop.municipality_nis in coast)
    assert open_at([shop for shop in SHOPS if shop.category == "cafe"], datetime(2026, 11, 21, 1, 30))
    assert {shop.opening_hours for shop in SHOPS if shop.category == "hoeveautomaat"} >= {"24/7"}


def test_a_baker_is_open_in_kortrijk_at_any_hour_of_the_day() -> None:
    bakers = of_kortrijk("bakker")
    assert len(bakers) >= 5
    assert len({shop.opening_hours for shop in bakers}) >= 5
    assert [at for at in A_WEEK if not open_at(bakers, at)] == []


def test_kortrijk_has_more_than_one_baker_open_at_the_moments_people_ask_for() -> None:
    for at in (datetime(2026, 11, 15, 8, 30), datetime(2026, 11, 16, 10), datetime(2026, 11, 18, 10), datetime(2026, 11, 20, 19)):
        assert sum(open_at([shop], at) for shop in of_kortrijk("bakker")) >= 2, at


def test_kortrijk_does_not_go_hungry_at_night() -> None:
    assert open_at(of_kortrijk("frituur"), datetime(2026, 11, 21, 1))
    assert open_at(of_kortrijk("kruidenier"), datetime(2026, 11, 17, 1))
    assert open_at(of_kortrijk("hoeveautomaat"), datetime(2026, 11, 17, 4))


def test_addresses_lie_in_a_place_and_postcode_of_their_municipality() -> None:
    for shop in SHOPS:
        town = BY_NIS[shop.municipality_nis]
        assert shop.postcode in {postcode.code for postcode in town.postcodes}, shop
        assert shop.place in set(town.known_names), shop


def test_every_municipality_has_4_streets_or_more_and_12_at_most_in_one_place() -> None:
    streets = defaultdict(list)
    for place in content("streets"):
        streets[place["nis"]] += place["streets"]
        assert len(place["streets"]) == len(set(place["streets"])) <= 12, place["place"]
    assert set(streets) == set(BY_NIS)
    assert {nis: len(names) for nis, names in streets.items() if len(names) < 4} == {}


def test_shops_stand_within_900_metres_of_the_middle_of_their_place_and_no_two_on_one_spot() -> None:
    middle = {(place["nis"], place["place"]): place for place in content("streets")}
    for shop in SHOPS:
        place = middle[(shop.municipality_nis, shop.place)]
        assert metres(shop, place["latitude"], place["longitude"]) <= 910, shop
    assert len({(shop.latitude, shop.longitude) for shop in SHOPS}) == len(SHOPS)
    assert len({(shop.postcode, shop.place, shop.street, shop.house_number) for shop in SHOPS}) == len(SHOPS)


def test_places_lie_near_the_municipality_that_the_register_knows() -> None:
    for place in content("streets"):
        town = BY_NIS[place["nis"]]
        km = hypot((place["latitude"] - town.latitude) * 111, (place["longitude"] - town.longitude) * 70)
        assert km < 14, place["place"]


def test_phones_are_well_formed_differ_and_cannot_be_a_subscriber() -> None:
    told = [shop.phone for shop in SHOPS if shop.phone]
    assert 0.08 <= 1 - len(told) / len(SHOPS) <= 0.16
    assert len(set(told)) == len(told)
    for phone in told:
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone)), phone
        assert re.fullmatch(r"\+325[016789]00\d{4}", phone), phone


def test_websites_and_mail_addresses_lead_nowhere() -> None:
    told = [shop.website for shop in SHOPS if shop.website]
    assert 0.6 <= len(told) / len(SHOPS) <= 0.76
    assert len(set(told)) == len(told)
    assert [site for site in told if not re.fullmatch(r"https://[a-z0-9-]+\.example(/[a-z-]+)?", site)] == []
    assert [shop.webshop for shop in SHOPS if shop.webshop and shop.webshop != f"{shop.website}/webshop"] == []
    assert len([shop for shop in SHOPS if shop.webshop]) >= 30
    mailed = {shop.name: shop.email for shop in SHOPS if shop.email}
    assert mailed["Het Kluwen"] == "hallo@het-kluwen.example"
    assert [email for email in mailed.values() if not re.fullmatch(r"hallo@[a-z0-9-]+\.example", email)] == []


def test_some_shops_have_a_mail_address_so_that_a_koopzondag_can_be_asked_and_most_have_none() -> None:
    assert Counter(shop.municipality_nis for shop in SHOPS if shop.email) == {"34022": 9, "37022": 6}


def test_facts_stay_within_what_the_model_knows() -> None:
    assert {code for shop in SHOPS for code in shop.payment} == {"cash", "bancontact", "credit", "app", "meal_voucher", "eco_voucher"}
    assert {shop.step_free for shop in SHOPS} == {"yes", "limited", "no", ""}
    assert {shop.gift_voucher for shop in SHOPS} == {True, False, None}
    assert {shop.delivers for shop in SHOPS} == {True, False, None}
    assert {width for shop in SHOPS if (width := shop.door_width_cm) is not None and not 75 <= width <= 110} == set()
    assert {year for shop in SHOPS if (year := shop.since) is not None and not 1886 <= year <= 2025} == set()


def test_each_told_fact_says_who_told_it_and_when() -> None:
    for shop in SHOPS:
        assert {known.source for known in shop.provenance.values()} <= {"shopkeeper", "municipality", "demo"}
        assert all(0 <= known.days_ago <= 500 for known in shop.provenance.values())
        assert ("opening_hours" in shop.provenance) == bool(shop.opening_hours)
        assert ("phone" in shop.provenance) == bool(shop.phone)
    assert {shop.provenance["name"].source for shop in SHOPS} == {"shopkeeper", "municipality", "demo"}


def test_most_shops_speak_and_a_quarter_in_another_language_too() -> None:
    dutch = [shop.texts["nl"] for shop in SHOPS if "nl" in shop.texts]
    assert 0.65 <= sum(bool(told.tagline) for told in dutch) / len(SHOPS) <= 0.78
    assert 0.33 <= sum(bool(told.description) for told in dutch) / len(SHOPS) <= 0.47
    assert 0.2 <= sum("fr" in shop.texts for shop in SHOPS) / len(SHOPS) <= 0.32
    assert sum(set(shop.texts) == set(LANGUAGES) for shop in SHOPS) >= 60


def test_a_text_in_another_language_says_all_that_the_dutch_one_says() -> None:
    for shop in SHOPS:
        for told in shop.texts.values():
            assert [bool(part) for part in told] == [bool(part) for part in shop.texts["nl"]], shop


def test_there_are_160_lines_and_60_stories_and_nobody_repeats_one_within_a_municipality() -> None:
    said = defaultdict(Counter)
    for shop in SHOPS:
        said[shop.municipality_nis].update(part for part in shop.texts.get("nl", ()) if part)
    assert {nis for nis, lines in said.items() if max(lines.values()) > 1} == set()
    assert len({shop.texts["nl"].tagline for shop in SHOPS if "nl" in shop.texts} - {""}) >= 160
    assert len({shop.texts["nl"].description for shop in SHOPS if "nl" in shop.texts} - {""}) >= 60


def test_no_text_shouts_or_uses_the_words_of_a_brochure() -> None:
    assert [text for text in all_texts() if FORBIDDEN.search(text)] == []
    assert [shop.name for shop in SHOPS if FORBIDDEN.search(shop.name)] == []


def test_lines_fit_their_field_and_stories_have_two_to_four_sentences() -> None:
    for options in content("texts")["taglines"].values():
        assert all(len(text) <= 160 for option in options for text in option.values())
    for options in content("texts")["stories"].values():
        assert all(2 <= len(re.findall(r"[.?:](?:\s|$)", option["nl"])) <= 6 for option in options), options


def test_each_municipality_has_a_line_of_its_own_in_four_languages() -> None:
    towns = content("towns")
    assert [(town["nis"], town["name"]) for town in towns] == [(nis, BY_NIS[nis].name) for nis in sorted(BY_NIS)]
    for language in LANGUAGES:
        lines = [town["townline"][language] for town in towns]
        assert len(set(lines)) == 62
        assert max(map(len, lines)) <= 120
    assert all("nl" in town["about"] for town in towns)
    assert sum(set(town["about"]) == set(LANGUAGES) for town in towns) == 12


def test_neighbouring_municipalities_hang_out_different_cloths() -> None:
    looks = {town["nis"]: (town["cloth"], town["sky"]) for town in content("towns")}
    assert {cloth for cloth, _ in looks.values()} == {group.slug for group in category_table.load().groups}
    assert {sky for _, sky in looks.values()} == {0, 1, 2, 3, 4}
    for town in TOWNS:
        others = sorted((other for other in TOWNS if other.nis != town.nis), key=lambda other: away(town, other))
        assert looks[town.nis][0] not in {looks[other.nis][0] for other in others[:6]}, town.name


def away(one: register.RegisteredMunicipality, other: register.RegisteredMunicipality) -> float:
    return hypot((one.latitude - other.latitude) * 111, (one.longitude - other.longitude) * 70)


def test_the_demo_is_the_same_every_time_and_in_any_order_of_the_register() -> None:
    def digest(found: list[DemoShop]) -> str:
        return blake2b(repr(found).encode()).hexdigest()

    assert digest(demo_shops(TOWNS)) == digest(SHOPS)
    assert digest(demo_shops(reversed(TOWNS))) == digest(SHOPS)


def test_a_municipality_that_the_demo_does_not_know_gets_no_shops() -> None:
    class Habay:
        nis, slug = "85046", "habay"

    assert demo_shops([Habay()]) == []
    assert {shop.municipality_nis for shop in demo_shops([Habay(), BY_NIS["33016"]])} == {"33016"}


def test_the_docstring_tells_that_all_is_invented() -> None:
    assert "made up" in shops.__doc__
    assert ".example" in shops.__doc__


@pytest.mark.parametrize(
    ("name", "place", "beyond_the_sample"),
    [("kortrijk", "Kortrijk", {"Voorstraat", "Overleiestraat"}), ("roeselare", "Roeselare", set())],
)
def test_the_streets_of_two_cities_are_in_the_address_register(name: str, place: str, beyond_the_sample: set[str]) -> None:
    """The sample covers the inner city only."""
    folder = Path(os.environ.get("IKL_REAL_DATA", ""))
    if not os.environ.get("IKL_REAL_DATA") or not folder.is_dir():
        pytest.skip("real files are not here: set IKL_REAL_DATA to their folder to run this test")
    with (folder / "winkels" / f"crab_adressen_{name}_2021.csv").open(encoding="utf-8", newline="") as file:
        real = {row["straat"].casefold() for row in csv.DictReader(file)}
    ours = next(entry for entry in content("streets") if entry["place"] == place)["streets"]
    assert {street for street in ours if street.casefold() not in real} == beyond_the_sample
