"""What a cell or a tag says in a word or a measure: yes, no, a way to pay, a year, a width."""

import re
from datetime import date, datetime

from shops.importing.columns import header_word

_YES = frozenset(["ja", "j", "yes", "y", "oui", "o", "true", "waar", "vrai", "1", "x", "wel", "only", "designated"])
_NO = frozenset(["nee", "neen", "n", "no", "non", "false", "onwaar", "faux", "0", "niet", "geen"])
_LIMITED = frozenset(["limited", "beperkt", "deels", "gedeeltelijk", "partieel", "limite", "partiel", "partly"])
_KINDS = {
    "independent": ("independent", "zelfstandig", "zelfstandige", "independant"),
    "franchise": ("franchise", "franchisenemer"),
    "chain": ("chain", "keten", "filiaal", "chaine"),
}
# Code of a way to pay (as Shop.payment holds them) -> its words, in lists and as OpenStreetMap's payment:* keys. Who takes a debit card
# here takes Bancontact.
PAYMENT_WORDS: dict[str, tuple[str, ...]] = {
    "cash": ("cash", "contant", "cash geld", "especes", "notes", "coins"),
    "bancontact": (
        *("bancontact", "bankcontact", "maestro", "debit cards", "debit card", "debetkaart", "debetkaarten", "bankkaart", "carte de debit"),
        *("cards", "kaart", "kaarten", "carte", "cartes", "carte bancaire"),
    ),
    "credit": (
        *("credit", "credit cards", "credit card", "kredietkaart", "kredietkaarten", "carte de credit", "cartes de credit", "visa", "mastercard"),
        *("american express", "amex", "diners club"),
    ),
    "app": ("app", "payconiq", "payconiq by bancontact", "wero", "apple pay", "google pay", "betaalapp", "qr code"),
    "meal_voucher": ("meal voucher", "meal vouchers", "maaltijdcheque", "maaltijdcheques", "cheque repas", "cheques repas"),
    "eco_voucher": ("eco voucher", "eco vouchers", "ecocheque", "ecocheques", "eco cheque", "eco cheques"),
}
# What a list calls a row that is no shop. For the map, the category table knows.
_NO_BUSINESS = frozenset(
    (
        *("school", "basisschool", "kleuterschool", "middelbare school", "kinderopvang", "creche", "bibliotheek", "gemeentehuis", "stadhuis", "kerk"),
        *("containerpark", "recyclagepark", "recyclepark", "leegstand", "leegstaand", "leegstaand pand", "ecole", "ecole maternelle", "eglise"),
        *("bibliotheque", "maison communale", "recypark", "parc a conteneurs", "kindergarten", "library", "townhall", "town hall", "church"),
        *("place of worship", "recycling", "vacant"),
    )
)
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_PAYMENT_OF = {word: code for code, words in PAYMENT_WORDS.items() for word in words}


def why_no_business(category_words: str) -> str:
    """The word by which a list says that a row is no business ("school"), "" when it says no such thing."""
    words = (header_word(word) for word in re.split(r"[;,]", category_words))
    return next((word for word in words if word in _NO_BUSINESS), "")


def yes_or_no(text: str) -> bool:
    """Raises ValueError for anything but a plain yes or no in nl, fr or en."""
    word = header_word(text)
    if word not in _YES | _NO:
        raise ValueError("neither yes nor no")
    return word in _YES


def step_free(text: str) -> str:
    """One of "yes", "limited" and "no". Raises ValueError: a nuance ("ja, achteraan") is for a person to judge."""
    if header_word(text) in _LIMITED:
        return "limited"
    return "yes" if yes_or_no(text) else "no"


def kind(text: str) -> str:
    """One of "independent", "franchise" and "chain". Raises ValueError."""
    if (word := header_word(text)) not in _KIND_OF:
        raise ValueError("unknown kind of ownership")
    return _KIND_OF[word]


def payment_codes(text: str) -> tuple[str, ...]:
    """The keys of PAYMENT_WORDS that the text names, in its order; words that nobody knows are left out. Raises ValueError when all are."""
    words = [header_word(word) for word in re.split(r"[;,/+|]|\s(?:en|et|and)\s", text)]
    if not (codes := tuple(dict.fromkeys(_PAYMENT_OF[word] for word in words if word in _PAYMENT_OF))):
        raise ValueError("no known way to pay")
    return codes


def year(text: str) -> int:
    """The one year that the text names ("1930", "22/03/2019"). Raises ValueError for none or several."""
    years = set(re.findall(r"(?<!\d)(?:1[5-9]|20)[0-9]{2}(?!\d)", text))
    if len(years) != 1:
        raise ValueError("not one year")
    return int(years.pop())


def centimetres(text: str) -> int:
    """Whole centimetres, 40-600, of "85", "85 cm" or "0,85 m". Raises ValueError."""
    found = re.fullmatch(r"([0-9]{1,3}(?:[.,][0-9]{1,3})?)\s*(cm|m)?", text.strip().lower())
    if not found:
        raise ValueError("no width")
    width = float(found[1].replace(",", "."))
    width = width * 100 if found[2] == "m" or (not found[2] and width < 10) else width
    if not 40 <= width <= 600:
        raise ValueError("no width of a door")
    return round(width)


def iso_date(text: str) -> str:
    """The ISO date of "2024-05-31" or "31/05/2024". Raises ValueError."""
    found = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", text)
    if found:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    return datetime.fromisoformat(text).date().isoformat()
