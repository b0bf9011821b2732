"""What a text means, and which shops answer it."""

import pytest
from django.utils import translation

from municipalities.actions import load_register
from municipalities.models import Municipality
from shops import category_table
from shops.categories import load_categories
from shops.category_tree import category_tree
from shops.meaning import terms, understand
from shops.models import Category
from shops.query import ShopQuery
from shops.search import search_shops
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    """The municipalities and the categories that come with the site."""
    load_register()
    load_categories()


@pytest.fixture
def open_shop(province):
    """Makes a shop: open_shop("De Kroon", "bakker", "tielt", street="Markt")."""

    def make(name: str, kind: str = "andere", town: str = "tielt", **facts):
        facts = {"street": "", "place": "", "postcode": "", "house_number": ""} | facts
        return ShopFactory(name=name, category=Category.objects.get(slug=kind), municipality=Municipality.objects.get(slug=town), **facts)

    return make


@pytest.fixture
def answers(wednesday):
    """The names of the shops that a text finds, in order."""

    def ask(text: str, **more) -> list[str]:
        return [shop.name for shop in search_shops(ShopQuery(text=text, **more), wednesday).shops]

    return ask


def test_a_text_is_parted_into_places_and_words(province):
    def meant(text: str) -> tuple[set[str], tuple[str, ...]]:
        meaning = understand(text)
        return set(Municipality.objects.filter(pk__in=meaning.municipalities).values_list("name", flat=True)), meaning.words

    assert {text: meant(text) for text in TEXTS} == TEXTS


TEXTS = {
    "": (set(), ()),
    "bakker": (set(), ("bakker",)),
    "Tielt": ({"Tielt"}, ()),
    "8700": ({"Tielt"}, ()),
    "8760 Meulebeke": ({"Tielt"}, ()),
    "bakker meulebeke": ({"Tielt"}, ("bakker",)),
    "Bakker in Meulebeke": ({"Tielt"}, ("bakker",)),
    "winkels in Tielt": ({"Tielt"}, ()),
    "meulebeke, bakker": ({"Tielt"}, ("bakker",)),
    "boulanger courtrai": ({"Kortrijk"}, ("boulanger",)),
    "Bäcker in Brügge": ({"Brugge"}, ("backer",)),
    "a baker near Ypres": ({"Ieper"}, ("a", "baker")),
    "aarsele": ({"Tielt"}, ()),
    "beveren": ({"Roeselare", "Waregem", "Alveringem"}, ()),
    "fietsen st.-kruis": ({"Brugge"}, ("fietsen",)),
    "de panne": ({"De Panne"}, ()),
    "De Haan": ({"De Haan"}, ()),
    "Café De Haan": ({"De Haan"}, ("cafe",)),
    "Tieltstraat": (set(), ("tieltstraat",)),
    "Gent": (set(), ("gent",)),
    "in de": (set(), ("in", "de")),
    "een twee drie vier vijf zes zeven acht negen": (set(), ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht")),
    "%": (set(), ()),
    "🥐": (set(), ()),
    "'; DROP TABLE shops_shop; --": (set(), ("drop", "table", "shops", "shop")),
    "مخبز": (set(), ("مخبز",)),
}


def test_every_name_and_synonym_of_a_category_means_it_in_each_language(province):
    table, tree = category_table.load(), category_tree()
    names = {(language, entry.slug, name) for entry in (*table.groups, *table.leaves) for language, name in entry.names.items()}
    names |= {(language, leaf.slug, name) for leaf in table.leaves for language, words in leaf.synonyms.items() for name in words}
    lost = []
    for language, slug, name in sorted(names):
        with translation.override(language):
            if not tree.ids_of([slug]) <= kinds_meant(name):
                lost.append((slug, name))
    assert lost == LOST


LOST = [
    ("andere", "Geschäft"),  # a shop is any shop
    ("andere", "shop"),
    ("andere", "magasin"),
    ("andere", "winkel"),
    ("andere", "zaak"),
    ("kaas", "brugge oud"),  # a cheese called after a town: the town wins
]


def kinds_meant(text: str) -> set[int]:
    meaning = understand(text)
    each = [term.ids for term in terms(meaning, category_tree())] if not meaning.municipalities else []
    return set.intersection(*map(set, each)) if each else set()


def test_a_shop_is_found_by_name_chain_street_place_postcode_and_kind(open_shop, answers):
    open_shop("'t Krokantje", "bakker", "tielt", street="Ieperstraat", place="Aarsele", postcode="8700", chain_name="Panos")
    open_shop("De Regenboog", "speelgoed", "brugge", street="Langestraat", postcode="8000")
    found = ["'t Krokantje"]
    texts = ["krokantje", "KROK", "t krokantje", "ieperstraat", "ieperstr", "aarsele", "8700", "panos", "bakker", "bakkers", "warme bakker"]
    texts += ["boulangerie", "bakery", "Bäckerei", "brood en banket", "krokantje tielt", "bakker meulebeke", "8700 bakker", "boulanger tielt"]
    assert {text: answers(text) for text in texts} == dict.fromkeys(texts, found)


def test_words_are_looked_for_at_the_beginning_of_words_only(open_shop, answers):
    open_shop("Zonnebloem")
    assert answers("zonne") == ["Zonnebloem"]
    assert answers("bloem") == []


def test_a_second_kind_is_found_too(open_shop, answers):
    shop = open_shop("De Korenaar", "bakker")
    shop.more_categories.set([Category.objects.get(slug="ijs")])
    shop.save()
    assert answers("ijs") == answers("glacier") == ["De Korenaar"]


def test_every_word_counts(open_shop, answers):
    open_shop("De Kroon", "bakker", street="Markt")
    open_shop("De Kroon", "slager", "brugge", street="Kerkstraat")
    assert [len(answers(text)) for text in ["kroon", "kroon markt", "kroon bakker", "kroon markt slager"]] == [2, 1, 1, 0]


def test_signs_that_mean_something_to_a_database_are_plain_signs(open_shop, answers):
    open_shop("Alpha")
    open_shop("100% Puur_Natuur")
    assert answers("100%") == answers("puur_natuur") == answers("puur natuur") == ["100% Puur_Natuur"]
    assert answers("al%ha") == answers("al_ha") == answers("al\\ha") == answers("x%") == []


def test_a_text_without_a_word_in_it_asks_for_everything(open_shop, answers):
    open_shop("De Kroon")
    assert answers("%") == answers("🥐") == answers("\\ _ \" '") == ["De Kroon"]


def test_a_text_in_another_script_finds_the_shop_that_is_called_so(open_shop, answers):
    open_shop("مخبز دمشق")
    open_shop("Bakkerij")
    assert answers("مخبز") == answers("\u202eمخبز") == ["مخبز دمشق"]


def test_a_name_in_three_municipalities_finds_shops_in_all_of_them(open_shop, answers):
    for town in ["roeselare", "waregem", "alveringem", "tielt"]:
        open_shop(f"Bakker van {town}", "bakker", town)
    assert answers("bakker beveren") == ["Bakker van alveringem", "Bakker van roeselare", "Bakker van waregem"]


def test_a_shop_called_after_a_place_is_found_by_its_whole_name_wherever_it_stands(open_shop, answers):
    open_shop("Café Brugge", "cafe", "tielt")
    open_shop("De Garre", "cafe", "brugge")
    open_shop("Café Brugge en Co", "cafe", "tielt", street="Markt")
    assert set(answers("café brugge")) == {"Café Brugge", "De Garre"}
    assert answers("cafe brugge", municipality="tielt") == ["Café Brugge"]


def test_words_are_looked_for_everywhere_when_nothing_answers_in_the_place(open_shop, answers):
    open_shop("Meulebeke Frituur De Pit", "frituur", "brugge")
    assert answers("frituur de pit meulebeke") == ["Meulebeke Frituur De Pit"]
    assert answers("slager meulebeke") == []


def test_a_name_that_begins_with_the_words_comes_first_then_who_sells_it(open_shop, answers):
    open_shop("Zuivelhoeve", "kaas", "tielt")
    open_shop("Alles van hier", "hoevewinkel", "tielt", street="Kaasmarkt")
    open_shop("Kaashuis", "andere", "tielt")
    assert answers("kaas") == ["Kaashuis", "Zuivelhoeve", "Alles van hier"]
    assert answers("kaas", sort="naam") == ["Alles van hier", "Kaashuis", "Zuivelhoeve"]


def test_a_name_with_a_small_word_in_it_comes_first_when_it_is_typed_in_full(open_shop, answers):
    open_shop("Aan de Kroon", "bakker", street="Kroonstraat")
    open_shop("Bakkerij De Kroon", "bakker")
    assert answers("bakkerij de kroon") == answers("bakkerij de kroon in tielt") == ["Bakkerij De Kroon", "Aan de Kroon"]


def test_a_word_that_nothing_has_finds_nothing(open_shop, answers):
    open_shop("De Kroon", "bakker")
    assert answers("xyzzy") == answers("bakker xyzzy") == answers("xyzzy tielt") == []


@pytest.mark.parametrize("number", [24, 25])
def test_the_second_page_begins_with_the_twenty_fifth(wednesday, number):
    ShopFactory.create_batch(number, category=CategoryFactory())
    assert search_shops(ShopQuery(), wednesday).pages == (1 if number == 24 else 2)
