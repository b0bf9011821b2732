"""The categories: complete in four languages, and one leaf for every tag, code and word that names a business."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from content.words import fold
from shops.category_table import LANGUAGES, deciding_tag, leaf_for_nace, leaf_for_osm, leaf_for_words, leaves_for_osm, load

LEAVES_OF_GROUPS = {
    "brood": "bakker patisserie chocolade snoep ijs",
    "vlees": "slager vis traiteur",
    "groen": "groenten kaas hoevewinkel hoeveautomaat markt kruidenier supermarkt natuurvoeding",
    "drank": "dranken wijn bier koffie-en-thee",
    "tafel": "restaurant cafe tearoom frituur broodjes",
    "mode": "kleding kinderkleding lingerie juwelen stoffen",
    "schoen": "schoenen lederwaren schoenmaker",
    "wonen": "meubelen interieur verlichting keuken slapen doe-het-zelf ijzerwaren tweedehands antiek",
    "boek": "boeken krantenwinkel papier geschenken kunst",
    "bloem": "bloemen tuincentrum dieren",
    "fiets": "fietsen elektro telefonie computers foto auto",
    "zorg": "apotheek drogist optiek hoorcentrum parfumerie kapper schoonheid",
    "spel": "speelgoed baby sport muziek hobby",
    "dienst": "kledingherstel droogkuis kopie reisbureau bank logies vrije-tijd ambacht andere",
}
# https://schema.org/LocalBusiness and the types below it
SCHEMA_TYPES = {
    "ArtGallery", "AutomotiveBusiness", "Bakery", "BarOrPub", "BeautySalon", "BikeStore", "BookStore", "Brewery", "CafeOrCoffeeShop",
    "ClothingStore", "ComputerStore", "ConvenienceStore", "DryCleaningOrLaundry", "ElectronicsStore", "EntertainmentBusiness",
    "FastFoodRestaurant", "FinancialService", "Florist", "FoodEstablishment", "FurnitureStore", "GardenStore", "GroceryStore", "HairSalon",
    "HardwareStore", "HealthAndBeautyBusiness", "HobbyShop", "HomeAndConstructionBusiness", "HomeGoodsStore", "IceCreamShop",
    "JewelryStore", "LiquorStore", "LocalBusiness", "LodgingBusiness", "MedicalBusiness", "MobilePhoneStore", "MusicStore",
    "OfficeEquipmentStore", "Optician", "PetStore", "Pharmacy", "Restaurant", "ShoeStore", "SportingGoodsStore", "Store", "ToyStore",
    "TravelAgency",
}  # fmt: skip


@pytest.fixture
def shop_files(real_data: Path) -> Path:
    return real_data / "winkels"


def test_the_leaves_stand_under_their_groups():
    found = {group.slug: " ".join(leaf.slug for leaf in load().leaves if leaf.group == group.slug) for group in load().groups}
    assert found == LEAVES_OF_GROUPS


def test_there_are_14_groups_and_77_leaves_and_each_slug_is_used_once():
    slugs = [row.slug for row in (*load().groups, *load().leaves)]
    assert (len(load().groups), len(load().leaves), len(set(slugs))) == (14, 77, 91)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)


def test_every_group_and_leaf_has_a_name_in_four_languages():
    unnamed = [row.slug for row in (*load().groups, *load().leaves) if tuple(row.names) != LANGUAGES or not all(row.names.values())]
    assert unnamed == []


def test_names_differ_between_languages_but_for_words_that_are_the_same():
    equals = {}
    for row in (*load().groups, *load().leaves):
        times = Counter(fold(name) for name in row.names.values())
        shared = [language for language in LANGUAGES if times[fold(row.names[language])] > 1]
        if shared:
            equals[row.slug] = " ".join(shared)
    assert equals == {
        "restaurant": "nl fr en de",
        "patisserie": "nl fr",
        "parfumerie": "nl de",
        "supermarkt": "nl de",
        "bier": "nl de",
    }


def test_names_are_not_shared_by_two_leaves_of_one_language():
    for language in LANGUAGES:
        doubles = [name for name, times in Counter(fold(leaf.names[language]) for leaf in load().leaves).items() if times > 1]
        assert doubles == [], language


def test_every_leaf_knows_10_to_34_words_in_each_language_none_twice():
    for leaf in load().leaves:
        for language in LANGUAGES:
            words = [fold(word) for word in leaf.synonyms[language]]
            assert 10 <= len(words) <= 34, (leaf.slug, language, len(words))
            assert len(words) == len(set(words)), (leaf.slug, language)


def test_every_schema_type_is_a_kind_of_local_business():
    assert {leaf.schema_type for leaf in load().leaves} - SCHEMA_TYPES == set()


def test_every_tag_and_every_nace_code_belongs_to_one_leaf():
    tags = Counter(tag for leaf in load().leaves for tag in leaf.osm_tags)
    assert [tag for tag, times in tags.items() if times > 1] == []
    for version in ("2008", "2025"):
        codes = Counter(code for leaf in load().leaves for code in leaf.nace[version])
        assert [code for code, times in codes.items() if times > 1] == []


@pytest.mark.parametrize(
    ("tags", "leaf"),
    [
        ({"shop": "bakery"}, "bakker"),
        ({"shop": "Bakery "}, "bakker"),
        ({"shop": "butcher;deli"}, "slager"),
        ({"shop": "unheard_of;cheese"}, "kaas"),
        ({"shop": "unheard_of"}, "andere"),
        ({"shop": "yes"}, "andere"),
        ({"shop": "yes", "craft": "brewery"}, "bier"),
        ({"shop": "supermarket"}, "supermarkt"),
        ({"shop": "supermarket", "organic": "only"}, "natuurvoeding"),
        ({"shop": "clothes", "clothes": "children"}, "kinderkleding"),
        ({"shop": "clothes", "clothes": "women;children"}, "kleding"),
        ({"shop": "clothes", "second_hand": "only"}, "tweedehands"),
        ({"shop": "clothes", "second_hand": "no"}, "kleding"),
        ({"craft": "shoemaker"}, "schoenmaker"),
        ({"craft": "cartographer"}, "ambacht"),
        ({"amenity": "pharmacy"}, "apotheek"),
        ({"healthcare": "optometrist"}, "optiek"),
        ({"tourism": "hotel"}, "logies"),
        ({"office": "travel_agent"}, "reisbureau"),
        ({"amenity": "fast_food"}, "frituur"),
        ({"amenity": "fast_food", "cuisine": "friture"}, "frituur"),
        ({"amenity": "fast_food", "cuisine": "sandwich;salad"}, "broodjes"),
        ({"amenity": "fast_food", "cuisine": "pizza"}, "restaurant"),
        ({"amenity": "pub"}, "cafe"),
        ({"amenity": "cafe"}, "tearoom"),
        ({"amenity": "marketplace", "tourism": "attraction"}, "markt"),
        ({"amenity": "vending_machine"}, "hoeveautomaat"),
        ({"amenity": "vending_machine", "vending": "potatoes;eggs"}, "hoeveautomaat"),
        ({"amenity": "fuel"}, "auto"),
        ({"amenity": "bank"}, "bank"),
        ({"amenity": "cinema"}, "vrije-tijd"),
        ({"amenity": "post_office"}, "andere"),
        ({"shop": "no", "amenity": "restaurant"}, "restaurant"),
    ],
)
def test_tags_lead_to_a_leaf(tags, leaf):
    assert leaf_for_osm(tags) == leaf


@pytest.mark.parametrize(
    "tags",
    [
        {"amenity": kind}
        for kind in (
            "school", "kindergarten", "library", "townhall", "recycling", "place_of_worship", "parking", "atm", "bench", "post_box", "toilets",
            "police", "hospital", "doctors", "dentist", "clinic", "veterinary", "fountain", "shelter", "charging_station",
        )
    ]
    + [
        {"shop": "vacant"}, {"shop": "vacant", "amenity": "restaurant"}, {"shop": "no"}, {"amenity": "vending_machine", "vending": "cigarettes"},
        {"office": "lawyer"}, {"office": "company"}, {"office": "government", "amenity": "townhall"}, {"tourism": "museum"}, {"leisure": "park"},
        {"healthcare": "physiotherapist"}, {"building": "retail", "name": "Leeg"}, {},
    ],
)  # fmt: skip
def test_what_is_no_business_has_no_leaf(tags):
    assert leaf_for_osm(tags) is None


def test_a_business_of_two_kinds_has_two_leaves_the_shop_first():
    assert leaves_for_osm({"amenity": "cafe", "shop": "tea"}) == ["koffie-en-thee", "tearoom"]
    assert leaves_for_osm({"shop": "books;stationery"}) == ["boeken", "papier"]
    assert leaves_for_osm({"shop": "yes", "office": "company"}) == ["andere"]


def test_a_refusal_can_name_the_tag_that_decided():
    assert deciding_tag({"name": "De Bron", "amenity": "school", "building": "yes"}) == "amenity=school"
    assert deciding_tag({"name": "De Bron"}) == ""


@pytest.mark.parametrize(
    ("code", "version", "leaf"),
    [
        ("47.241", "2025", "bakker"),
        ("4724101", "2008", "bakker"),
        ("10712", "2008", "bakker"),
        ("47.59102", "2008", "keuken"),
        ("56.10202", "2008", "frituur"),
        ("56101", "2008", "restaurant"),
        ("47.783", "2008", "sport"),
        ("47.783", "2025", "drogist"),
        ("47.82", "2008", "markt"),
        ("47.82", "2025", "auto"),
        ("96021", "2008", "kapper"),
        ("96210", "2025", "kapper"),
        ("47.99", "2008", "andere"),
        ("62010", "2025", None),
        ("", "2025", None),
        ("47.241", "2003", None),
    ],
)
def test_a_nace_code_means_what_its_version_says(code, version, leaf):
    assert leaf_for_nace(code, version) == leaf


@pytest.mark.parametrize(
    ("words", "leaf"),
    [
        ("bakker", "bakker"),
        ("Bakkerij", "bakker"),
        ("Warme bakker", "bakker"),
        ("Boulangerie", "bakker"),
        ("Bäckerei", "bakker"),
        ("pistolets", "bakker"),
        ("taart", "patisserie"),
        ("doe-het-zelf", "doe-het-zelf"),
        ("Doe het zelf", "doe-het-zelf"),
        ("Bakkerij / tearoom", "bakker"),
        ("Kleding en schoenen", "kleding"),
        ("Schoenwinkel voor dames", "schoenen"),
        ("Frietkot", "frituur"),
        ("B&B", "logies"),
        ("Cafés", "cafe"),
        ("restaurants", "restaurant"),
        ("fietsenmaker", "fietsen"),
        ("BEENHOUWERIJ", "slager"),
        ("pharmacy", "apotheek"),
        ("school", None),
        ("???", None),
        ("", None),
    ],
)
def test_a_persons_word_for_a_category_leads_to_its_leaf(words, leaf):
    assert leaf_for_words(words) == leaf


def test_every_slug_and_name_leads_to_its_own_leaf():
    assert [leaf.slug for leaf in load().leaves if leaf_for_words(leaf.slug) != leaf.slug] == []
    assert [(leaf.slug, name) for leaf in load().leaves for name in leaf.names.values() if leaf_for_words(name) != leaf.slug] == []


def test_every_shop_type_of_the_editors_presets_is_named_by_a_leaf(shop_files):
    presets = json.loads((shop_files / "id-tagging-schema_winkeltypes_nl-fr-de-en.json").read_text(encoding="utf-8"))
    wanted = {f"shop={preset['tags']['shop']}" for preset in presets.values() if "shop" in preset["tags"]} - {"shop=vacant"}
    named = {tag for leaf in load().leaves for tag in leaf.osm_tags}
    assert len(wanted) > 140
    assert wanted - named == set()
    assert [tags for preset in presets.values() if (tags := preset["tags"]) != {"shop": "vacant"} and leaf_for_osm(tags) is None] == []


def test_every_retail_code_of_the_belgian_list_has_a_leaf(shop_files):
    codes = json.loads((shop_files / "nace-bel_detailhandel_horeca.json").read_text(encoding="utf-8")).values()
    without = [(row["version"], row["value_dot"]) for row in codes if row["level"] >= 5 and leaf_for_nace(row["value"], row["version"]) is None]
    assert without == []
    known = {(row["version"], row["value_dot"]) for row in codes}
    own = {(version, code) for leaf in load().leaves for version, listed in leaf.nace.items() for code in listed}
    assert {(version, code) for version, code in own if code[:2] in {"47", "56"}} - known == set()


def test_all_523_named_objects_of_helsinki_are_businesses(shop_files):
    objects = json.loads((shop_files / "osm_helsinki_overpass_dev.json").read_text(encoding="utf-8"))["elements"]
    named = [item["tags"] for item in objects if item["tags"].get("name")]
    assert (len(named), [deciding_tag(tags) for tags in named if leaf_for_osm(tags) is None]) == (523, [])


@pytest.mark.parametrize(
    ("day", "objects", "refused"),
    [
        ("26012017", 78, {"amenity=school": 13, "amenity=library": 2, "amenity=kindergarten": 1, "amenity=recycling": 1, "amenity=veterinary": 1}),
        ("04022017", 86, {"amenity=school": 13, "amenity=library": 2, "amenity=kindergarten": 2, "amenity=recycling": 1, "amenity=veterinary": 1,
                          "amenity=townhall": 1}),
        ("07012018", 89, {"amenity=school": 12, "amenity=library": 2, "amenity=kindergarten": 2, "amenity=recycling": 1, "amenity=townhall": 1}),
    ],
)  # fmt: skip
def test_only_public_services_and_a_vet_of_habay_are_no_businesses(shop_files, day, objects, refused):
    features = json.loads((shop_files / f"osm_be_Habay_{day}.geojson").read_text(encoding="utf-8"))["features"]
    by_id = {feature["properties"]["@id"]: feature["properties"] for feature in features}
    assert len(by_id) == objects
    assert Counter(deciding_tag(tags) for tags in by_id.values() if leaf_for_osm(tags) is None) == refused
