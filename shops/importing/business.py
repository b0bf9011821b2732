"""Which rows of a source are places of business: a map also holds schools, a list also holds the town hall."""

from collections.abc import Mapping

from shops.importing.columns import header_word
from shops.importing.rows import SourceRow

# Values by which the main OpenStreetMap keys say "a business". Any shop, craft or office counts, but for the values in _NOT.
_VALUES: dict[str, frozenset[str]] = {
    "amenity": frozenset(
        [
            "restaurant",
            "cafe",
            "pub",
            "bar",
            "fast_food",
            "ice_cream",
            "food_court",
            "biergarten",
            "nightclub",
            "internet_cafe",
            "pharmacy",
            "marketplace",
            "bank",
            "bureau_de_change",
            "money_transfer",
            "fuel",
            "car_wash",
            "car_rental",
            "boat_rental",
            "bicycle_rental",
            "vehicle_inspection",
            "cinema",
            "casino",
            "gambling",
            "veterinary",
            "animal_boarding",
            "driving_school",
            "post_office",
            "vending_machine",
            "studio",
            "spa",
            "dancing_school",
            "music_venue",
            "events_venue",
            "payment_centre",
            "crematorium",
        ]
    ),
    "tourism": frozenset(["hotel", "hostel", "guest_house", "motel", "apartment", "chalet", "camp_site", "caravan_site", "gallery", "wine_cellar"]),
    "leisure": frozenset(
        [
            "fitness_centre",
            "bowling_alley",
            "escape_game",
            "amusement_arcade",
            "adult_gaming_centre",
            "sauna",
            "tanning_salon",
            "dance",
            "miniature_golf",
            "indoor_play",
            "trampoline_park",
            "hackerspace",
        ]
    ),
    "healthcare": frozenset(["pharmacy", "optometrist", "audiologist", "podiatrist"]),
}
_NOT: dict[str, frozenset[str]] = {
    "shop": frozenset(("no", "vacant", "disused", "closed")),
    "craft": frozenset(("no",)),
    "office": frozenset(
        ["no", "government", "administrative", "diplomatic", "ngo", "association", "political_party", "religion", "educational_institution"]
    ),
}
_MACHINES_OF_SERVICE = frozenset(
    ["parking_tickets", "public_transport_tickets", "excrement_bags", "toll", "condoms", "cigarettes", "parcel_pickup", "parcel_mail_in"]
)
_NOT_WORDS = frozenset(
    (
        *("school", "basisschool", "kleuterschool", "middelbare school", "kinderopvang", "creche", "bibliotheek", "gemeentehuis", "stadhuis", "kerk"),
        *("containerpark", "recyclagepark", "recyclepark", "leegstand", "leegstaand", "leegstaand pand", "ecole", "ecole maternelle", "eglise"),
        *("bibliotheque", "maison communale", "recypark", "parc a conteneurs", "kindergarten", "library", "townhall", "town hall", "church"),
        *("place of worship", "recycling", "vacant"),
    )
)


def why_no_business(row: SourceRow) -> str:
    """What shows that the row is no place of business ("amenity=school"), "" when it is one. A table's row is one unless it says otherwise."""
    if row.tags:
        return "" if any(_says_business(row.tags)) else main_tag(row.tags) or "geen enkel label zegt dat dit een zaak is"
    words = [header_word(word) for word in row.category_words.replace(",", ";").split(";")]
    return next((word for word in words if word in _NOT_WORDS), "")


def main_tag(tags: Mapping[str, str]) -> str:
    """The tag that says best what the object is ("shop=bakery"), "" when none does."""
    keys = ("shop", "amenity", "office", "craft", "tourism", "leisure", "healthcare", "building", "landuse", "historic")
    return next((f"{key}={tags[key][:60]}" for key in keys if key in tags), "")


def _says_business(tags: Mapping[str, str]) -> list[bool]:
    good = [bool(_values(tags, key) & values) for key, values in _VALUES.items()]
    any_but = [bool(_values(tags, key) - values) for key, values in _NOT.items()]
    return any_but if _serves_only(tags) else good + any_but


def _values(tags: Mapping[str, str], key: str) -> frozenset[str]:
    return frozenset(value.strip() for value in tags.get(key, "").split(";") if value.strip())


def _serves_only(tags: Mapping[str, str]) -> bool:
    """Whether it is a vending machine that sells no goods of a shop: tickets, bags for dogs."""
    sold = _values(tags, "vending")
    return _values(tags, "amenity") == {"vending_machine"} and bool(sold) and sold <= _MACHINES_OF_SERVICE
