"""What a shopkeeper types, as it is kept."""

import pytest

from content.typed import seen

FAMILY, RAINBOW = "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f3f3\ufe0f\u200d\U0001f308"
WAVING = "\U0001f469\U0001f3fd\u200d\U0001f33e"  # a farmer with a colour of skin


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Vers\u200b brood", "Vers brood"),
        ("\u202egnelekrots", "gnelekrots"),
        ("Zo\u00adveel \u2066goeds\u2069", "Zoveel goeds"),
        ("\u3164\u2800\u200d\ufeff", ""),
        ("Kom langs\nen proef", "Kom langs\nen proef"),
        ("a\x00b\x1bc", "abc"),
        (f"Voor iedereen {FAMILY} {RAINBOW} {WAVING}", f"Voor iedereen {FAMILY} {RAINBOW} {WAVING}"),
        ("los\u200dse letters \u200d\U0001f467", "losse letters \U0001f467"),
        ("Crème brûlée, cafe\u0301 en ☕️", "Crème brûlée, cafe\u0301 en ☕️"),
    ],
)
def test_what_nobody_sees_is_left_out_and_what_people_write_stays(typed, kept):
    assert seen(typed) == kept
