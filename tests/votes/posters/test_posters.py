"""The poster of a candidate: as a page that prints, and as a PDF."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import segno
from bs4 import BeautifulSoup
from PIL import ImageFile

from content.facades import CLOTHS
from votes.posters import NoPdfHere, PosterFacts, is_available, pdf, poster_html, poster_pdf
from votes.posters.drawing import BESIDE, front_in_its_street
from votes.posters.words import when

URL = "https://www.ikkooplokaal.example/nl/stemmen/tielt/7-de-kroon/"
KROON = PosterFacts(
    number=7,
    shop_name="Bakkerij De Kroon",
    municipality="Tielt",
    place="Bruggestraat 52",
    pitch="Brood van gisteren bestaat niet.",
    face="tielt/de-kroon",
    cloth="brood",
    opens_on=date(2027, 3, 1),
    closes_on=date(2027, 3, 31),
    url=URL,
    edition="Ambassadeur van het jaar 2027",
)
LONG_NAME = ("Boekhandel De Letterzetter en zonen, voor boeken, kaarten, goed papier, pennen en alles wat nergens anders te vinden is " * 2)[:120]
LONGEST = replace(KROON, shop_name=LONG_NAME, municipality="Langemark-Poelkapelle", pitch=("Wij vinden elk boek. " * 20)[:300], number=1204)
ONE_WORD = replace(KROON, shop_name="W" * 120, pitch="m" * 300, place="x" * 120, edition="e" * 120)

needs_weasyprint = pytest.mark.skipif(not is_available(), reason="WeasyPrint is not installed (requirements-posters.txt): no PDF is looked at")


def page(facts: PosterFacts, size: Any = "A4") -> BeautifulSoup:
    return BeautifulSoup(poster_html(facts, size), "html.parser")


def said(found: Any) -> str:
    return " ".join(found.get_text().split())


def test_a_poster_says_whom_to_vote_for_where_and_when():
    shown = page(KROON)
    assert (said(shown.h1), said(shown.select_one(".poster__kicker"))) == ("Bakkerij De Kroon", "Wie wordt de ambassadeur van Tielt?")
    assert [said(row) for row in shown.select(".poster__when span")] == ["Stem van 1", "tot en met 31 maart"]
    assert (said(shown.select_one(".poster__place")), said(shown.select_one(".poster__pitch"))) == (
        "Bruggestraat 52",
        "Brood van gisteren bestaat niet.",
    )
    assert (said(shown.select_one(".poster__street text")), said(shown.select_one(".poster__brand small"))) == (
        "7",
        "www.ikkooplokaal.example",
    )
    assert said(shown.title) == "Affiche: stem op nummer 7, Bakkerij De Kroon in Tielt"


def test_an_address_stands_there_to_be_typed_when_somebody_would():
    shown = page(replace(KROON, url="https://kooplokaal.example/stem/tielt/7/"))
    assert said(shown.select_one(".poster__brand small")) == "kooplokaal.example/stem/tielt/7"


def test_what_is_not_known_leaves_no_empty_line():
    shown = page(replace(KROON, pitch="", place=""))
    assert shown.select(".poster__place, .poster__pitch") == []


@pytest.mark.parametrize(
    ("first", "last", "rows"),
    [
        (date(2027, 3, 1), date(2027, 3, 31), ["Stem van 1", "tot en met 31 maart"]),
        (date(2027, 3, 20), date(2027, 4, 4), ["Stem van 20 maart", "tot en met 4 april"]),
        (date(2026, 12, 20), date(2027, 1, 4), ["Stem van 20 december", "tot en met 4 januari"]),
        (date(2026, 3, 20), date(2027, 3, 4), ["Stem van 20 maart", "tot en met 4 maart"]),
        (date(2027, 3, 1), date(2027, 3, 1), ["Stem op 1 maart"]),
    ],
)
def test_the_days_stand_in_words(first, last, rows):
    assert [" ".join(row.split()) for row in when(first, last)] == rows


@pytest.mark.parametrize(("language", "begin", "end"), [("fr", "1er", "31 mars"), ("en", "1", "31 March"), ("de", "1.", "31. März")])
def test_a_day_is_said_as_the_language_of_the_poster_says_it(language, begin, end):
    shown = page(replace(KROON, language=language))
    first, last = [said(row) for row in shown.select(".poster__when span")]
    assert (shown.html["lang"], first.endswith(f" {begin}"), last.endswith(f" {end}")) == (language, True, True)


def test_the_code_leads_to_the_page_of_the_candidate_and_keeps_its_quiet_edge():
    made = segno.make(URL, error="q", micro=False, boost_error=False)
    drawn = page(KROON).select_one("svg.code")
    assert (made.error, drawn["viewbox"]) == ("Q", f"0 0 {len(made.matrix) + 8} {len(made.matrix) + 8}")
    assert said(drawn.title) == "QR-code die naar de pagina van Bakkerij De Kroon leidt"
    assert dark_spots(drawn.select("path")[-1]["d"]) == {
        (x + 4, y + 4) for y, row in enumerate(made.matrix) for x, module in enumerate(row) if module
    }


def dark_spots(d: str) -> set[tuple[int, int]]:
    """The modules that horizontal strokes of height one cover: "M4 4.5h7m1 0h2"."""
    spots, x, y = set(), 0.0, 0.0
    for command, arguments in re.findall(r"([Mmh])([^Mmh]*)", d):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", arguments)]
        if command == "h":
            spots |= {(int(x) + step, int(y)) for step in range(int(numbers[0]))}
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if command == "M" else (x + numbers[0], y + numbers[1])
    return spots


def test_a_poster_is_the_same_each_time_and_its_own_front_is_the_only_one_that_is_not_faded():
    assert poster_html(KROON, "A4") == poster_html(KROON, "A4")
    drawn = front_in_its_street("tielt/de-kroon", "brood", 7, "Gevel")
    assert len(re.findall(r'<g transform="', drawn)) == 2  # its walls, and its sign
    assert len(re.findall(r'<g class="far"', drawn)) == 2 * 2 * BESIDE


@pytest.mark.parametrize("cloth", CLOTHS)
def test_no_front_beside_the_own_one_is_cut_off_at_the_top(cloth):
    for i in range(4):
        drawn = front_in_its_street(f"gevel-{i}", cloth, 1, "")
        highest = -float(re.search(r'viewBox="\S+ (\S+)', drawn)[1])
        eaves = [-float(y) for y in re.findall(r'<path class="w\d" fill="[^"]+" d="M0 0V(-?[\d.]+)', drawn)]
        assert max(eaves) + 74 <= highest  # no gable rises more above its eaves


def test_what_somebody_typed_is_text_and_no_address_in_it_is_one():
    shown = page(replace(KROON, shop_name="<script>x</script>", pitch='<img src="http://127.0.0.1:9/spion.png">', place='"><b>'))
    assert (shown.select("script, img, b"), said(shown.h1)) == ([], "<script>x</script>")
    assert said(shown.select_one(".poster__pitch")) == '<img src="http://127.0.0.1:9/spion.png">'


def test_nothing_comes_from_elsewhere_and_nothing_needs_a_looser_policy():
    shown = page(KROON)
    assert {link["href"] for link in shown.select("link")} == {"/static/votes/poster.css", "/static/votes/poster-a4.css"}
    assert {link["href"] for link in page(KROON, "A5").select("link")} == {"/static/votes/poster.css", "/static/votes/poster-a5.css"}
    assert shown.select("script, style, [style], [onclick]") == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname", "http://127.0.0.1:9/x.css", "https://affiche.invalid/nl/", "data:text/css,a{}", "/static/../manage.py",
        "/static/..%2f..%2fmanage.css", "/static/js/visit.js", "//elders.example/static/votes/poster.css", "/static//etc/hostname.css",
    ],
)  # fmt: skip
def test_an_address_that_is_no_style_or_letter_of_the_site_is_refused(url):
    with pytest.raises(pdf.NotOurs):
        pdf.static_file(pdf.static_name(url))


def test_styles_and_letters_of_the_site_are_served():
    assert pdf.static_file(pdf.static_name("https://affiche.invalid/static/votes/poster.css")).startswith(b"/*")
    assert pdf.static_file(pdf.static_name("/static/fonts/figtree-400-700-latin.woff2")).startswith(b"wOF2")


def test_without_weasyprint_there_is_no_pdf_and_the_page_is_there(monkeypatch):
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    pdf.loaded.cache_clear()
    try:
        assert (is_available(), said(page(KROON).h1)) == (False, "Bakkerij De Kroon")
        with pytest.raises(NoPdfHere):
            poster_pdf(KROON, "A4")
    finally:
        pdf.loaded.cache_clear()


# -- with WeasyPrint


@needs_weasyprint
@pytest.mark.parametrize(
    ("facts", "size", "wide"), [(KROON, "A4", 210), (KROON, "A5", 148), (LONGEST, "A4", 210), (ONE_WORD, "A5", 148)], ids=["a4", "a5", "long", "word"]
)
def test_a_pdf_is_one_page_of_its_size_whatever_the_name(facts, size, wide):
    document = pdf.rendered(facts, size)
    assert [round(found.width / 96 * 25.4) for found in document.pages] == [wide]


@needs_weasyprint
@pytest.mark.parametrize("facts", [KROON, LONGEST, replace(LONGEST, language="de", place="Sint-Julianusstraat 104 bus 3")])
def test_all_words_stand_on_the_page_none_is_cut_off(facts):
    (found,) = pdf.rendered(facts, "A4").pages
    named = {box.element.get("class"): box for box in found._page_box.descendants(placeholders=True) if box.element is not None}
    assert max(bottom(box) for box in named["poster__words"].children) <= bottom(named["poster__words"])
    assert max(bottom(named[name]) for name in ("poster__how", "poster__code")) <= bottom(named["poster__foot"])


def bottom(box: Any) -> float:
    return box.position_y + box.margin_top + box.border_height()


@needs_weasyprint
def test_a_pdf_holds_the_letters_of_the_site_and_no_others_and_is_tagged():
    written = pdf.rendered(KROON, "A4").write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    names = {name.split(b"+")[-1].partition(b"-")[0] for name in re.findall(rb"/BaseFont /([^/\s]+)", written)}
    assert names == {b"Bricolage", b"Figtree"}
    assert (b"/FontFile" in written, b"/MarkInfo" in written, b"/Lang (nl)" in written, b"pdfuaid:part" in written) == (True, True, True, True)
    assert poster_pdf(KROON, "A4").startswith(b"%PDF")


@needs_weasyprint
def test_a_picture_that_got_into_a_page_is_not_fetched():
    import weasyprint

    asked = []
    fetcher = pdf.only_static_files()
    fetch = fetcher.fetch
    fetcher.fetch = lambda url, headers=None: asked.append(url) or fetch(url, headers)
    pictures = ["file:///etc/hostname", "http://127.0.0.1:9/spion.png"]
    source = "".join(f'<img src="{url}" alt="x">' for url in pictures)
    assert len(weasyprint.HTML(string=source, base_url=pdf.HERE, url_fetcher=fetcher).render().pages) == 1
    assert sorted(asked) == pictures


@needs_weasyprint
def test_drawing_a_poster_does_not_let_broken_photos_into_the_library():
    """WeasyPrint lets Pillow read what is cut off, in the whole process; uploads would be stored half."""
    pdf.rendered(KROON, "A5")
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
