"""Words as people mean them."""

import pytest

from content.words import fold, normalise, unbroken


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("L'Été  bio", "l ete bio"),
        ("Bäckerei Groß", "backerei gross"),
        ("CŒUR et œuf", "coeur et oeuf"),
        ("Ijzer-waren_van/hier", "ijzer waren van hier"),
        ("İstanbul", "istanbul"),
        ("ﬁets ① ²", "fiets 1 2"),
        ("’t Krokantje", "t krokantje"),
        ("100 % puur", "100 puur"),
        ("مَخْبَز", "مخبز"),
        ("面包 店", "面包 店"),
        ("Tielt\u200b\u202e", "tielt"),
        ("🥐 \x00 % _ \\ ' \"", ""),
        ("", ""),
    ],
)
def test_accents_capitals_and_signs_do_not_matter(typed, folded):
    assert fold(typed) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("St.-Kruis", "sint kruis"), ("Sint  Kruis", "sint kruis"), ("ST JAN", "sint jan"), ("Best", "best"), ("Stad", "stad"), ("1st", "1st")],
)
def test_saint_is_written_out(typed, meant):
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("17–23 u.", "17–~23_u."),
        ("ma–vr 9–12.30 en 13.30–18 u.", "ma–~vr 9–~12.30 en 13.30–~18_u."),
        ("9 h–12 h 30", "9_h–~12_h 30"),
        ("9 am–12.30 pm", "9_am–~12.30_pm"),
        ("Mo–Fr 9–18 Uhr", "Mo–~Fr 9–~18_Uhr"),
        ("€ 25 of 12,50 euro", "€_25 of 12,50_euro"),
        ("5 uur, 8500 Kortrijk", "5_uur, 8500 Kortrijk"),
        ("van 4 – zegt men – tot 5", "van 4 – zegt men – tot 5"),
    ],
)
def test_no_line_ends_within_hours_days_or_an_amount(text, bound):
    assert unbroken(text) == bound.replace("~", "\u2060").replace("_", "\xa0")
    assert unbroken(unbroken(text)) == unbroken(text)
