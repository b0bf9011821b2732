"""Enterprise and establishment numbers: what is understood, what is refused and how that is said."""

import pytest
from stdnum.be import vat

from shops.numbers import (
    ENTERPRISE_CHECK,
    ENTERPRISE_SHAPE,
    ENTERPRISE_WANTED,
    ESTABLISHMENT_CHECK,
    ESTABLISHMENT_SHAPE,
    ESTABLISHMENT_WANTED,
    NOT_DIGITS,
    NotANumber,
    enterprise_number,
    establishment_number,
    shown_enterprise_number,
)


@pytest.mark.parametrize(
    "written",
    [
        "0566988259", "0566.988.259", "BE 0566.988.259", "be0566988259", "BTW BE 0566 988 259", "BE-0566-988-259", " 0566 988 259\n",
        "566988259", "BE 566.988.259", "566988259.0", "566988259,00", "5.66988259E+08", "5,66988259e8", "(0)566988259",
    ],
)  # fmt: skip
def test_an_enterprise_number_is_understood_however_it_is_written(written):
    assert enterprise_number(written) == "0566988259"


def test_an_enterprise_number_of_the_series_that_began_in_2023_is_known():
    assert enterprise_number("1000.000.021") == "1000000021"


@pytest.mark.parametrize("written", ["2147812701", "2.147.812.701", "2 147 812 701", "2147812701.0", "2.147812701E+09"])
def test_an_establishment_number_is_understood_however_it_is_written(written):
    assert establishment_number(written) == "2147812701"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("0566988258", ENTERPRISE_CHECK),
        ("0566988295", ENTERPRISE_CHECK),
        ("2.147.812.701", ENTERPRISE_WANTED),
        ("056698825", ENTERPRISE_CHECK),
        ("05669882590", ENTERPRISE_SHAPE),
        ("0000000000", ENTERPRISE_SHAPE),
        ("9566988259", ENTERPRISE_SHAPE),
        ("12345678.9", ENTERPRISE_CHECK),
        ("", NOT_DIGITS),
        ("BE", NOT_DIGITS),
        ("n.v.t.", NOT_DIGITS),
        ("NL 0566988259", NOT_DIGITS),
        ("0566988259\x00", NOT_DIGITS),
        ("٠٥٦٦٩٨٨٢٥٩", NOT_DIGITS),
    ],
)
def test_what_is_no_enterprise_number_is_refused_with_the_reason(written, message):
    with pytest.raises(NotANumber) as refusal:
        enterprise_number(written)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2147812702", ESTABLISHMENT_CHECK),
        ("2147812710", ESTABLISHMENT_CHECK),
        ("0566.988.259", ESTABLISHMENT_WANTED),
        ("1000000021", ESTABLISHMENT_WANTED),
        ("9147812701", ESTABLISHMENT_SHAPE),
        ("147812701", ESTABLISHMENT_SHAPE),
        ("21478127010", ESTABLISHMENT_SHAPE),
        ("geen", NOT_DIGITS),
    ],
)
def test_what_is_no_establishment_number_is_refused_with_the_reason(written, message):
    with pytest.raises(NotANumber) as refusal:
        establishment_number(written)
    assert str(refusal.value) == message


def test_the_numbers_are_shown_as_people_write_them():
    assert shown_enterprise_number("0566988259") == "0566.988.259"
    assert enterprise_number(shown_enterprise_number("0566988259")) == "0566988259"


def test_the_check_agrees_with_the_library_for_enterprise_numbers():
    for first_eight in range(4_030_192, 4_030_192 + 500):
        number = f"{first_eight:08}{97 - first_eight % 97:02}"
        assert vat.is_valid(number) and enterprise_number(number) == number


def test_a_remainder_of_zero_is_written_97_and_never_00():
    assert enterprise_number("0000.009.797") == "0000009797"
    with pytest.raises(NotANumber):
        enterprise_number("0000.009.700")
