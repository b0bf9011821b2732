"""Enterprise and establishment numbers of the Belgian register of enterprises (KBO/BCE).

An enterprise number starts with 0 or 1, an establishment number (of one place of business) with 2 to 8. In both the last two digits are
97 minus the remainder of the first eight by 97. VAT number = "BE" + enterprise number. Libraries know only the first kind, and let 00
pass for 97.
"""

import re
from decimal import Decimal

EXCEL_FLOAT = re.compile(r"^([0-9]{8,10})[.,]0{1,2}$")
EXCEL_EXPONENT = re.compile(r"^[0-9](?:[.,][0-9]{1,9})?[eE]\+?0?[89]$")
SEPARATORS = re.compile(r"[\s.,/()_\-\u2010-\u2015]+")


def gettext_noop(message: str) -> str:
    """Marks a text for the catalogues (makemessages goes by this name); whoever shows it translates it. Keeps this module free of Django."""
    return message


ENTERPRISE_SHAPE = gettext_noop("Een ondernemingsnummer telt tien cijfers en begint met 0 of 1, bijvoorbeeld 0566.988.259.")
ENTERPRISE_CHECK = gettext_noop("Dit ondernemingsnummer klopt niet: kijk de cijfers nog eens na.")
ENTERPRISE_WANTED = gettext_noop("Dit is een vestigingsnummer. Een ondernemingsnummer begint met 0 of 1.")
ESTABLISHMENT_SHAPE = gettext_noop("Een vestigingsnummer telt tien cijfers en begint met een cijfer van 2 tot 8, bijvoorbeeld 2.147.812.701.")
ESTABLISHMENT_CHECK = gettext_noop("Dit vestigingsnummer klopt niet: kijk de cijfers nog eens na.")
ESTABLISHMENT_WANTED = gettext_noop("Dit is een ondernemingsnummer. Een vestigingsnummer begint met een cijfer van 2 tot 8.")
NOT_DIGITS = gettext_noop("Schrijf het nummer met cijfers en punten alleen.")


class NotANumber(ValueError):
    """The text is not the number that was asked for. str() is one of the Dutch messages above, for whoever typed it."""


def enterprise_number(text: str) -> str:
    """Ten digits of an enterprise or VAT number: "BE 0566.988.259", nine old digits and Excel's "566988259.0" are understood.

    Raises NotANumber.
    """
    digits = _digits(text)
    digits = f"0{digits}" if len(digits) == 9 else digits
    if len(digits) == 10 and digits[0] in "2345678":
        raise NotANumber(ENTERPRISE_WANTED)
    if len(digits) != 10 or digits[0] not in "01" or not int(digits):
        raise NotANumber(ENTERPRISE_SHAPE)
    if not _check_digits_fit(digits):
        raise NotANumber(ENTERPRISE_CHECK)
    return digits


def establishment_number(text: str) -> str:
    """Ten digits of an establishment number: "2.147.812.701" and Excel's "2147812701.0" are understood. Raises NotANumber."""
    digits = _digits(text)
    if len(digits) == 10 and digits[0] in "01":
        raise NotANumber(ESTABLISHMENT_WANTED)
    if len(digits) != 10 or digits[0] not in "2345678":
        raise NotANumber(ESTABLISHMENT_SHAPE)
    if not _check_digits_fit(digits):
        raise NotANumber(ESTABLISHMENT_CHECK)
    return digits


def shown_enterprise_number(number: str) -> str:
    """0566988259 as people write it: 0566.988.259."""
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"


def _check_digits_fit(digits: str) -> bool:
    return 97 - int(digits[:8]) % 97 == int(digits[8:])


def _digits(text: str) -> str:
    """What stays without "BE", separators and what a spreadsheet added. Raises NotANumber when that is not digits alone."""
    text = re.sub(r"^(?:BTW|TVA|VAT)?\s*:?\s*BE", "", text.strip(), flags=re.IGNORECASE).strip()
    if EXCEL_EXPONENT.match(text):
        text = f"{Decimal(text.replace(',', '.')):.0f}"
    elif excel_float := EXCEL_FLOAT.match(text):
        text = excel_float[1]
    digits = SEPARATORS.sub("", text)
    if not re.fullmatch(r"[0-9]+", digits):
        raise NotANumber(NOT_DIGITS)
    return digits
