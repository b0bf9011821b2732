"""Numbers as each language writes them."""

import pytest

from content.numbers import decimal, grouped


@pytest.mark.parametrize(
    ("language", "written"),
    [("nl", ["0", "999", "1.000", "6.091", "1.234.567", "-1.000"]), ("de", ["0", "999", "1.000", "6.091", "1.234.567", "-1.000"]),
     ("en", ["0", "999", "1,000", "6,091", "1,234,567", "-1,000"]),
     ("fr", ["0", "999", "1\u202f000", "6\u202f091", "1\u202f234\u202f567", "-1\u202f000"])],
)  # fmt: skip
def test_thousands_are_set_apart(language, written):
    assert [grouped(number, language) for number in (0, 999, 1000, 6091, 1_234_567, -1000)] == written


@pytest.mark.parametrize(("language", "written"), [("nl", ["4,1", "0,0", "10,0"]), ("fr", ["4,1", "0,0", "10,0"]), ("en", ["4.1", "0.0", "10.0"])])
def test_one_decimal_with_the_sign_of_the_language(language, written):
    assert [decimal(number, language) for number in (4.12, 0, 9.96)] == written
