"""Opening hours of the demo shops, in OpenStreetMap syntax: per habit the patterns that such shops keep, seasons at the coast included."""

BY_APPOINTMENT = 'unknown "op afspraak"'
NEVER_CLOSED = "24/7"

BAKER = (
    "Tu-Sa 06:30-18:30; Su 06:30-12:30; Mo off",
    "Mo,We-Sa 07:00-18:00; Su 07:00-13:00; Tu off",
    "Mo-Tu,Th-Sa 06:30-12:30,13:30-18:30; Su 06:30-12:00; We off",
    "Tu-Fr 06:45-12:30,14:00-18:30; Sa 06:45-17:00; Su 07:00-12:30",
    "Mo-Sa 07:00-18:30; PH 07:00-12:00",
    "We-Su 07:00-18:00; Mo-Tu off",
    "Mo-Fr 06:00-18:00; Sa 06:00-16:00; Su,PH off",
)
SWEETS = (
    "Tu-Sa 09:30-18:00; Su 09:00-12:30; Mo off",
    "We-Sa 10:00-18:30; Su 08:30-13:00",
    "Mo-Sa 10:00-18:00; Su 14:00-18:00",
    "Tu-Fr 09:00-12:30,13:30-18:30; Sa 09:00-18:00; PH off",
)
ICE = (
    "Apr-Sep: Mo-Su 11:00-22:00; Oct-Mar: Sa,Su 13:00-18:00",
    "Apr-Sep: Tu-Su 12:00-21:00",
    "Mar-Oct: We-Su 13:00-20:00; Jul-Aug: Mo-Su 11:00-23:00",
)
BUTCHER = (
    "Tu-Sa 08:00-18:30; Su 08:00-12:00; Mo off; PH off",
    "Mo-Tu,Th-Fr 08:00-12:30,13:30-18:30; Sa 08:00-17:00; PH off",
    "Mo-Tu,Th-Sa 08:30-18:00; We 08:30-12:30; PH off",
    "Tu-Fr 08:30-12:30,14:00-18:30; Sa 08:00-18:00; Su 09:00-12:00",
    "We-Sa 08:00-18:30; Su 08:00-12:30; Mo-Tu off",
)
FISH = ("Tu-Sa 09:00-18:00; Su 09:00-12:30", "We-Sa 09:00-12:30,14:00-18:00; PH off", "Th 13:00-18:00; Fr 08:30-18:00; Sa 08:30-13:00")
FARM = (
    "Fr 13:00-18:30; Sa 09:00-17:00",
    "We 14:00-18:00; Fr-Sa 09:00-12:00,13:30-18:00",
    "Tu-Sa 09:00-12:00,14:00-18:30; Nov-Feb: Fr-Sa 09:00-12:00,14:00-17:00",
)
MARKET = ("We 08:00-12:30", "Sa 08:00-13:00", "Tu 08:00-12:00; Sa 08:00-13:00", "Mo 08:00-12:30; Fr 08:00-12:30")
GROCER = (
    "Mo-Sa 08:00-19:00; Su 08:00-12:30",
    "Mo-Sa 08:00-12:30,13:30-18:30; PH off",
    "Mo-Sa 08:30-20:00; Su 09:00-13:00; PH off",
    "Mo-Th,Sa 08:30-19:00; Fr 08:30-20:00; PH off",
    "Tu-Sa 07:30-12:30,14:00-18:30; Su 07:30-12:00",
)
CELLAR = (
    "Mo,We-Sa 09:00-12:00,13:30-18:30; PH off",
    "Tu-Sa 10:00-18:30; PH off",
    "We-Sa 10:00-12:30,13:30-18:00; Dec: Su 10:00-17:00",
    "Mo-Fr 09:00-12:00,13:00-18:00; Sa 09:00-17:00; PH off",
)
RESTAURANT = (
    "We-Su 12:00-14:00,18:00-21:30",
    "Tu-Th 12:00-14:00; Fr 12:00-14:00,18:30-22:00; Sa 18:30-22:00; PH off",
    "Mo,Th-Su 11:30-14:30,18:00-22:00; Tu-We off",
    "Mo-Sa 11:30-21:00; Su off",
    "Th-Sa 18:00-23:00; Su 12:00-15:00",
)
CAFE = (
    "Tu-Th 10:00-23:00; Fr,Sa 10:00-02:00; Su 09:30-20:00",
    "Mo,We-Su 09:00-24:00; Tu off",
    "We,Th,Su 11:00-23:00; Fr,Sa 11:00-03:00",
    "Mo-Fr 16:00-01:00; Sa,Su 10:00-01:00",
    "Th 17:00-24:00; Fr,Sa 17:00-04:00; Su 10:00-14:00",
)
TEAROOM = ("We-Su 10:00-18:00", "Tu-Sa 08:30-17:30; PH off", "Fr-We 11:00-19:00", "Apr-Sep: Mo-Su 09:00-21:00; Oct-Mar: Th-Mo 10:00-18:00")
FRIES = (
    "Mo,We-Sa 11:30-13:30,17:00-21:30; Su 17:00-21:30; Tu off",
    "Tu-Th,Sa-Su 17:00-22:00; Fr 11:30-13:30,17:00-23:00",
    "Mo-Th 11:30-14:00,17:30-22:00; Fr,Sa 11:30-14:00,17:30-24:00",
    "We,Th,Su 11:30-22:00; Fr,Sa 11:30-01:00",
)
LUNCH = ("Mo-Fr 10:00-15:00; PH off", "Mo-Fr 07:00-16:00; Sa 08:00-14:00; PH off", "Tu-Sa 09:30-16:30")
FASHION = (
    "Mo 13:30-18:00; Tu-Sa 10:00-18:00; PH off",
    "Tu-Sa 09:30-12:30,13:30-18:30; PH off",
    "Mo-Sa 10:00-18:30; PH off",
    "Tu-Fr 10:00-12:00,13:30-18:00; Sa 10:00-18:00; Mo off; PH off",
    "We-Sa 10:00-18:00; Su 14:00-18:00",
    "Mo-Sa 09:30-18:00; Su[1] 14:00-18:00; PH off",
)
SHOP = (
    "Tu-Sa 09:00-12:00,13:30-18:00; PH off",
    "Mo-Fr 09:00-12:30,13:30-18:30; Sa 09:00-17:00; PH off",
    "Mo-Tu,Th-Fr 09:00-18:00; We 09:00-12:30; Sa 10:00-17:00; PH off",
    "Tu-Fr 09:30-18:00; Sa 09:30-17:30; PH off",
    "Mo 13:30-18:30; Tu-Sa 09:00-12:30,13:30-18:30; PH off",
    "We-Fr 10:00-18:00; Sa 10:00-17:00; PH off",
)
HARDWARE = (
    "Mo-Fr 08:00-12:00,13:00-18:30; Sa 08:00-17:00; PH off",
    "Mo-Sa 08:30-18:30; PH off",
    "Mo-Fr 07:30-12:00,13:00-18:00; Sa 08:30-12:00; PH off",
)
NEWS = ("Mo-Fr 06:00-18:30; Sa 06:30-18:00; Su 07:00-12:00", "Mo-Sa 05:30-12:30,13:30-18:30; Su 06:30-12:30", "Mo-Sa 07:00-18:00; Su,PH 07:30-12:00")
FLOWERS = (
    "Tu-Sa 09:00-18:30; Su 09:00-12:30",
    "Mo,We-Sa 09:00-12:30,13:30-18:30; Su 09:30-12:00",
    "Mo-Sa 08:30-18:00; Nov 01 08:00-18:00; Su off",
    "Mar-Oct: Mo-Sa 09:00-18:30; Mar-Oct: Su 10:00-13:00; Nov-Feb: Tu-Sa 09:00-17:00",
)
WORKSHOP = (
    "Mo-Fr 08:00-12:00,13:00-18:00; Sa 09:00-12:00; PH off",
    "Tu-Fr 09:00-12:00,13:00-18:30; Sa 09:00-17:00; PH off",
    "Mo,We-Fr 09:00-18:00; Sa 09:00-16:00; PH off",
)
PHARMACY = (
    "Mo-Fr 08:30-12:30,13:30-19:00; Sa 09:00-12:30; PH off",
    "Mo-Fr 09:00-12:30,14:00-18:30; Sa 09:00-12:00; PH off",
    "Mo-Fr 08:30-18:30; Sa 08:30-16:00; PH off",
)
CARE = (
    "Tu-Fr 09:00-18:00; Sa 08:30-16:00; PH off",
    "Tu-We,Fr 09:00-18:00; Th 12:00-20:00; Sa 08:00-15:00; PH off",
    "Mo,Th-Fr 08:30-18:30; Tu 08:30-12:00; Sa 08:00-14:00; We off; PH off",
    "Tu 09:00-12:00; We-Fr 09:00-19:00; Sa 09:00-15:00",
)
OFFICE = (
    "Mo,We,Fr 09:00-12:30; Tu,Th 09:00-12:30,14:00-18:00; PH off",
    "Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00; PH off",
    "Tu-Fr 09:30-12:30,13:30-18:00; Sa 10:00-14:00; PH off",
)
LAUNDRY = ("Mo-Su 06:00-22:00", "Mo-Fr 08:30-12:30,13:30-18:00; Sa 09:00-12:30; PH off", "Tu-Fr 08:30-18:00; Sa 09:00-13:00; PH off")
LODGING = (NEVER_CLOSED, "Mo-Su 08:00-22:00", "Mo-Su 08:00-11:00,15:00-20:00")
LEISURE = ("We-Fr 14:00-23:00; Sa,Su 11:00-23:00", "Mo-Th 19:00-23:00; Fr-Su 14:00-24:00", "Apr-Sep: Mo-Su 10:00-19:00; Oct-Mar: Sa,Su 13:00-17:00")
COAST = (
    "Mo-Su 10:00-18:30",
    "Apr-Sep: Mo-Su 10:00-19:00; Oct-Mar: Fr-Su 10:00-18:00",
    "Apr-Sep: Mo-Su 09:30-20:00; Oct-Mar: We-Mo 10:00-18:00",
    "Mo,Th-Su 10:00-12:30,14:00-18:30; Jul-Aug: Mo-Su 10:00-21:00",
)

HABITS = {
    BAKER: ("bakker",),
    SWEETS: ("patisserie", "chocolade", "snoep"),
    ICE: ("ijs",),
    BUTCHER: ("slager", "traiteur", "kaas"),
    FISH: ("vis",),
    FARM: ("hoevewinkel",),
    (NEVER_CLOSED, NEVER_CLOSED, "Mo-Su 06:00-22:00"): ("hoeveautomaat",),
    MARKET: ("markt",),
    GROCER: ("groenten", "kruidenier", "supermarkt", "natuurvoeding"),
    CELLAR: ("dranken", "wijn", "bier", "koffie-en-thee"),
    RESTAURANT: ("restaurant",),
    CAFE: ("cafe",),
    TEAROOM: ("tearoom",),
    FRIES: ("frituur",),
    LUNCH: ("broodjes",),
    FASHION: ("kleding", "kinderkleding", "lingerie", "juwelen", "schoenen", "lederwaren", "parfumerie", "geschenken", "interieur"),
    HARDWARE: ("doe-het-zelf", "ijzerwaren", "tuincentrum", "dieren"),
    NEWS: ("krantenwinkel",),
    FLOWERS: ("bloemen",),
    WORKSHOP: ("schoenmaker", "fietsen", "auto", "ambacht", "kledingherstel"),
    PHARMACY: ("apotheek",),
    CARE: ("kapper", "schoonheid"),
    OFFICE: ("reisbureau", "bank", "hoorcentrum", "kopie"),
    LAUNDRY: ("droogkuis",),
    LODGING: ("logies",),
    LEISURE: ("vrije-tijd",),
}
PATTERNS = {leaf: patterns for patterns, leaves in HABITS.items() for leaf in leaves}
SEASONAL = frozenset(
    {
        "kleding",
        "schoenen",
        "geschenken",
        "lederwaren",
        "speelgoed",
        "interieur",
        "snoep",
        "chocolade",
        "restaurant",
        "tearoom",
        "kinderkleding",
        "juwelen",
    }
)
ALWAYS_KNOWN = frozenset({"hoeveautomaat", "markt", "apotheek"})
BY_APPOINTMENT_TOO = frozenset(
    {
        "kapper",
        "schoonheid",
        "antiek",
        "kunst",
        "ambacht",
        "keuken",
        "slapen",
        "interieur",
        "lingerie",
        "bank",
        "reisbureau",
        "hoorcentrum",
        "optiek",
        "muziek",
        "foto",
        "auto",
        "kledingherstel",
        "hobby",
    }
)


def patterns_of(leaf: str, *, coast: bool) -> tuple[str, ...]:
    """What a shop of this kind may keep; at the coast also the patterns that follow the season."""
    usual = PATTERNS.get(leaf, SHOP)
    return (*COAST, *usual) if coast and leaf in SEASONAL else usual


def hours_of(leaf: str, pick: int, luck: int, *, coast: bool) -> str:
    """Hours of one shop: "" when nobody told us (6 %), unknown where it is by appointment (3 % of all, only of kinds that do so).

    pick: which pattern, any whole number; shops that count up get different hours. luck: 1 to 100.
    """
    if leaf not in ALWAYS_KNOWN and luck <= 6:
        return ""
    if leaf in BY_APPOINTMENT_TOO and luck <= 18:
        return BY_APPOINTMENT
    patterns = patterns_of(leaf, coast=coast)
    return patterns[pick % len(patterns)]
