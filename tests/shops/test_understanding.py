"""What a text is understood as is shown part by part, and each part can be taken back."""

import pytest

from municipalities.actions import load_register
from municipalities.models import Municipality
from shops.categories import load_categories
from shops.category_tree import category_tree
from shops.meaning import terms, understand
from shops.models import Category
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

LIST = "/nl/winkels/"


@pytest.fixture
def province(wednesday, laid_out):
    """Bakers in the Ieperstraat of Tielt and of Brugge, a bicycle shop in the Grote Markt of Tielt, and a café that is called Ieperstraat."""
    load_register()
    load_categories()
    shops = [
        ("De Kroon", "bakker", "tielt", "Ieperstraat"),
        ("De Ster", "bakker", "brugge", "Ieperstraat"),
        ("Alfa", "fietsen", "tielt", "Grote Markt"),
        ("Bakkershuis", "cafe", "tielt", "Kaai"),
        ("Ieperstraat", "cafe", "tielt", "Kaai"),
    ]
    for name, kind, town, street in shops:
        place = {"municipality": Municipality.objects.get(slug=town), "category": Category.objects.get(slug=kind), "street": street}
        ShopFactory(name=name, place="", postcode="", house_number="", **place)


def kinds(text: str) -> set[str]:
    tree = category_tree()
    return {tree.by_id[key].slug for term in terms(understand(text), tree) for key in term.ids}


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("zonnebloem", [("“zonnebloem”", "")]),
        ("bakker", [("Soort: Bakker", "")]),
        ('"bakker"', [("“bakker”", "")]),
        ("tielt", [("Waar: Tielt", "")]),
        ("Bakker in Meulebeke", [("Waar: Meulebeke (Tielt)", "?q=Bakker"), ("Soort: Bakker", "?q=%22Bakker%22+in+Meulebeke")]),
        ("8700 kroon", [("Waar: 8700 Tielt", "?q=kroon"), ("“kroon”", "?q=8700")]),
        ("ieperstraat", [("Straat: Ieperstraat", "")]),
        ("bakker kroon", [("Soort: Bakker", "?q=%22bakker%22+kroon"), ("“kroon”", "?q=bakker")]),
        ("alfa grote markt", [("Straat: Grote Markt", "?q=alfa+%22grote%22+%22markt%22"), ("“alfa”", "?q=grote+markt")]),
    ],
)  # fmt: skip
def test_each_part_of_a_text_is_a_chip_of_its_own(province, visit, text, chips):
    assert visit(LIST, q=text).links(".chip") == [(label, f"{LIST}{rest}") for label, rest in chips]


def test_a_place_with_several_municipalities_names_them(province, visit):
    where = "Waar: Beveren (Alveringem, Roeselare, Waregem)"
    assert visit(LIST, q="beveren").texts(".chip") == [where]
    assert visit(LIST, q="kroon beveren").links(".chip") == [(where, f"{LIST}?q=kroon"), ("“kroon”", f"{LIST}?q=beveren")]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("zeebrugge", "Waar: Zeebrugge (Brugge)"),
        ("oostvleteren", "Waar: Oostvleteren (Vleteren)"),
        ("8380", "Waar: 8380 Zeebrugge (Brugge)"),
        ("vleteren", "Waar: Vleteren"),
    ],
)
def test_a_village_says_of_which_municipality_it_is_a_part(province, visit, text, where):
    assert visit(LIST, q=text).texts(".chip") == [where]


def test_what_stands_in_the_village_comes_first(province, visit):
    for name, place in (("Aan Zee", "Brugge"), ("Zilt", "Zeebrugge"), ("Zout", "Zeebrugge")):
        ShopFactory(
            name=name, municipality=Municipality.objects.get(slug="brugge"), category=Category.objects.get(slug="vis"), place=place, street=""
        )
    assert visit(LIST, q="vis zeebrugge").shops == ["Zilt", "Zout", "Aan Zee"]
    assert visit(LIST, q="zeebrugge").shops == ["Zilt", "Zout", "Aan Zee", "De Ster"]
    assert visit(LIST, q="vis zeebrugge", sorteer="naam").shops == ["Aan Zee", "Zilt", "Zout"]


def test_a_word_means_what_it_does_in_the_language_of_the_reader(province, visit):
    from shops.models import ShopDirectoryPage

    tielt = Municipality.objects.get(slug="tielt")
    for name, kind in (("Zilt", "vis"), ("De Klauwhamer", "ijzerwaren")):
        ShopFactory(name=name, municipality=tielt, category=Category.objects.get(slug=kind))
    french = ShopDirectoryPage.objects.get(locale__language_code="fr").url
    assert (visit(LIST, q="vis").shops, visit(french, q="vis").shops) == (["Zilt"], ["De Klauwhamer"])
    assert {"De Kroon", "De Ster"} <= {*visit(french, q="bakker").shops} & {*visit(LIST, q="boulanger").shops}


def test_a_place_that_leaves_nothing_is_a_word_and_shown_as_one(province, visit):
    ShopFactory(name="Beveren Sport", street="", place="", postcode="", municipality=Municipality.objects.get(slug="brugge"))
    page = visit(LIST, q="sport beveren")
    assert (page.shops, page.texts(".chip")[-1]) == (["Beveren Sport"], "“beveren”")


def test_a_street_is_looked_for_as_a_street_and_by_a_whole_name_and_quoted_as_a_word(province, visit):
    assert visit(LIST, q="ieperstraat").shops == ["Ieperstraat", "De Kroon", "De Ster"]
    assert visit(LIST, q="bakker ieperstraat").shops == ["De Kroon", "De Ster"]
    assert visit(LIST, q="ieperstraat tielt").shops == ["De Kroon"]
    assert visit(LIST, q="ieperstr.").shops == ["De Kroon", "De Ster"]
    assert visit(LIST, q='"ieperstraat"').shops == visit(LIST, q="iepers").shops == ["Ieperstraat", "De Kroon", "De Ster"]
    assert visit(LIST, q="Grote Markt").shops == ["Alfa"]


def test_a_kind_that_is_taken_back_is_a_word(province, visit):
    assert set(visit(LIST, q="bakker").shops) == {"Bakkershuis", "De Kroon", "De Ster"}
    assert visit(LIST, q='"bakker"').shops == ["Bakkershuis"]
    assert visit(LIST, q='"tielt"').shops == []


def test_a_kind_is_told_in_the_language_of_the_page(province, visit):
    from shops.models import ShopDirectoryPage

    french = ShopDirectoryPage.objects.get(locale__language_code="fr").url
    assert visit(french, q="boulanger").texts(".chip") == [visit(french, q="bakker").text(".chip")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("fietsherstelling", "fietsen"),
        ("fietshersteller", "fietsen"),
        ("fietsenzaak", "fietsen"),
        ("fietsreparatie", "fietsen"),
        ("wijnhandelaar", "wijn"),
        ("kaaswinkeltje", "kaas"),
        ("broodjes", "broodjes"),
        ("ijswinkel", "ijs"),
    ],
)
def test_words_for_a_trade_name_what_it_deals_in(province, text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize("text", ["makerij", "xyzwinkel", "handelaar", '"fietsen"'])
def test_words_that_name_no_goods_name_no_kind(province, text):
    assert kinds(text) == set()


@pytest.mark.parametrize("text", ['"', '""', '"bakker', 'bak"ker', "“bakker”", '"a b', '" " "'])
def test_loose_quotes_break_nothing(province, visit, text):
    assert visit(LIST, q=text).status == 200


def test_what_was_quoted_stays_quoted(province):
    meaning = understand('"grote markt" tielt bakker')
    assert meaning.without(meaning.at) == '"grote" "markt" bakker'
    assert meaning.quoted(frozenset({3})) == '"grote" "markt" tielt "bakker"'
