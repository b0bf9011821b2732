"""What changed, in words that an editor reads aloud."""

from datetime import UTC, datetime

import pytest
from wagtail import blocks

from home.models import MunicipalityPage
from media_library.models import SiteImage
from municipalities import moderation
from municipalities.models import Municipality
from municipalities.moderation import differences
from municipalities.moderation.differences import Difference, by_fields, of_blocks
from municipalities.moderation.marking import Piece, marked
from municipalities.moderation.wording import blocks_of, plain, words_of
from shops.models import Shop, ShopText


def test_only_what_changed_is_named_with_niets_for_what_is_empty():
    before = Municipality(name="Tielt", nis="37022", slug="tielt", latitude=51.0, longitude=3.3)
    after = Municipality(name="Tielt", nis="37022", slug="tielt", latitude=51.0, longitude=3.3, name_fr="Thielt")
    assert [str(found) for found in by_fields(before, after)] == ["naam in het Frans: was niets, wordt Thielt"]


def test_choices_yes_and_no_and_the_rows_below_are_said_in_words():
    before, after = Shop(name="De Kroon", kind="unknown"), Shop(name="De Kroon", kind="chain", delivers=True)
    after.texts = [ShopText(language="nl", tagline="Vers brood")]
    found = {label: (was, becomes) for label, was, becomes in by_fields(before, after)}
    assert found == {
        "zaak": ("niet bekend", "keten"),
        "levert aan huis": ("niets", "ja"),
        "teksten": ("niets", "Nederlands, Vers brood"),
    }


def test_a_room_gives_its_own_words_for_its_rows(monkeypatch):
    monkeypatch.setattr(differences, "_COMPARES", {})
    moderation.register_differences(Shop, lambda before, after: [("openingsuren", before.opening_hours, after.opening_hours)])
    before, after = Shop(opening_hours="ma-vr 9-18 u."), Shop(opening_hours="ma-vr 9-17 u.")
    assert differences.differences(before, after) == [Difference("openingsuren", "ma-vr 9-18 u.", "ma-vr 9-17 u.")]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Kom &amp; proef.</p><p>Elke dag.</p>", "Kom & proef.\nElke dag."),
        ("<ul><li>brood</li><li><b>vlees</b></li></ul>", "• brood\n• vlees"),
        ('<p>Zie <a href="https://tielt.example/markt">de markt</a>.</p>', "Zie de markt (https://tielt.example/markt)."),
        ('<p>een<br/>twee</p><embed embedtype="image" id="3" alt="De toog" format="left"/>', "een\ntwee\n[De toog]"),
        ("", ""),
    ],
)
def test_rich_text_is_read_as_text(html, text):
    assert plain(html) == text


@pytest.mark.django_db
def test_a_link_to_a_page_is_named_by_its_title(site_tree):
    page = site_tree["nl"]
    assert plain(f'<p><a id="{page.pk}" linktype="page">hier</a></p>') == "hier (Ik koop lokaal)"
    assert plain('<p><a id="999999" linktype="page">hier</a></p>') == "hier (een pagina die niet meer bestaat)"


@pytest.mark.django_db
def test_another_layout_of_the_same_words_is_named_as_such(site_tree):
    before, after = MunicipalityPage(about="<p>Kom langs</p>"), MunicipalityPage(about="<p><b>Kom langs</b></p>")
    assert by_fields(before, after) == [Difference("over winkelen hier", "Kom langs", "Kom langs (met een andere opmaak)")]


def test_a_moment_is_said_in_brussels():
    assert words_of(datetime(2026, 12, 1, 7, 0, tzinfo=UTC)) == "1 december 2026, 8.00 uur"


@pytest.mark.django_db
def test_an_image_is_named_by_its_title(site_tree):
    before, after = Shop(name="De Kroon"), Shop(name="De Kroon", photo=SiteImage(title="De toog"))
    assert by_fields(before, after) == [Difference("foto", "niets", "De toog")]


STREAM = blocks.StreamBlock(
    [
        ("kop", blocks.CharBlock(label="Kop")),
        ("vraag", blocks.StructBlock([("vraag", blocks.CharBlock()), ("antwoord", blocks.RichTextBlock())], label="Vraag")),
        ("punten", blocks.ListBlock(blocks.CharBlock(), label="Punten")),
    ]
)


def stream(*parts: tuple[str, object]):
    return STREAM.to_python([{"type": kind, "value": value} for kind, value in parts])


def test_a_text_of_blocks_is_read_by_its_words():
    question = {"vraag": "Wanneer?", "antwoord": "<p>Altijd.</p>"}
    assert blocks_of(stream(("kop", "Dag"), ("vraag", question), ("punten", ["brood", "vlees"]))) == [
        ("Kop", "Dag"),
        ("Vraag", "Wanneer?\nAltijd."),
        ("Punten", "brood\nvlees"),
    ]


def test_of_a_text_of_blocks_only_the_blocks_that_changed_are_shown():
    was, becomes = [("Kop", "Dag"), ("Kop", "Twee"), ("Kop", "Drie")], [("Kop", "Dag"), ("Kop", "2"), ("Kop", "Drie")]
    assert of_blocks("tekst", was, becomes) == Difference("tekst", "Kop: Twee", "Kop: 2")
    assert of_blocks("tekst", was, was) is None


def test_words_that_differ_are_marked_and_two_other_texts_are_left_alone():
    assert marked("elke dag open", "elke week open") == (
        [Piece("elke ", False), Piece("dag", True), Piece(" open", False)],
        [Piece("elke ", False), Piece("week", True), Piece(" open", False)],
    )
    assert marked("Bruggestraat", "Markt") == ([Piece("Bruggestraat", False)], [Piece("Markt", False)])
