"""Everyday words find something: the words of the search field, singular and plural, house numbers, a place named twice."""

import pytest

from content.words import normalise
from municipalities.actions import load_register
from municipalities.models import Municipality
from shops.categories import load_categories
from shops.category_tree import category_tree
from shops.meaning import understand
from shops.query import ShopQuery
from shops.search import search_shops
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def province():
    load_register()
    load_categories()


def kinds(phrase: str) -> set[str]:
    tree = category_tree()
    return {tree.by_id[key].slug for key in tree.ids_named(normalise(phrase))}


def test_every_word_of_the_search_field_names_a_kind_or_a_place():
    assert "bakker" in kinds("Brood")
    assert kinds("fietsbel") == {"fietsen"}
    assert understand("8700").municipalities == {Municipality.objects.get(slug="tielt").pk}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("fietsband fietsbel", "fietsen"),
        ("kledij kleedje kleedjes", "kleding"),
        ("croissant croissants broden", "bakker"),
        ("ijsje ijsjes", "ijs"),
        ("aardappel aardappelen", "groenten"),
        ("kazen", "kaas"),
        ("chocola", "chocolade"),
        ("cadeautje cadeautjes", "geschenken"),
        ("sleutels", "schoenmaker"),
        ("frituren frietkot fritkot friet pitabar", "frituur"),
        ("kado kadootje kado’s cadeau cado kadowinkel geschenkmand", "geschenken"),
        ("beenhouwer slachter gebraad", "slager"),
        ("coiffeur coiffeuse kapster haarkapper", "kapper"),
        ("krantenwinkel gazettenwinkel gazet boekskes tabakswinkel dagbladhandel", "krantenwinkel"),
        ("apotheek nachtapotheek wachtapotheek", "apotheek"),
        ("brol kringloop kringwinkel tweedehands", "tweedehands"),
        ("schoenmaker schoenlapper sleutelmaker", "schoenmaker"),
        ("nachtwinkel buurtwinkel superette", "kruidenier"),
        ("pralines choco chocolatier", "chocolade"),
        ("ijzerwinkel quincaillerie vijzen nagels slotenmaker", "ijzerwaren"),
        ("stoffen breiwol naaiwinkel", "stoffen"),
        ("elektro frigo wasmachine", "elektro"),
        ("dierenwinkel kattenvoer vogelvoer", "dieren"),
        ("speelgoed gezelschapsspel", "speelgoed"),
        ("doe-het-zelf doehetzelf dhz verf pellets", "doe-het-zelf"),
        ("optiek opticien brillen", "optiek"),
        ("juwelier bijouterie trouwringen", "juwelen"),
        ("bloemist fleuriste bloemenwinkel", "bloemen"),
        ("viswinkel garnalen", "vis"),
        ("traiteur delicatessen", "traiteur"),
        ("nagels nagelsalon tattoo tatoo tattooshop pedicure", "schoonheid"),
        ("strijk strijkatelier droogkuis nieuwkuis wassalon", "droogkuis"),
        ("gsm-hersteller gsm belwinkel", "telefonie"),
        ("wijnhandel slijterij", "wijn"),
        ("koffiebranderij koffiebonen", "koffie-en-thee"),
        ("velo velomaker fietsenmaker", "fietsen"),
        ("garagist carwash wasstraat mazout naft", "auto"),
        ("ijskreem crème-glace crèmerie", "ijs"),
        ("patatten groenselwinkel", "groenten"),
        ("bollekes spekken doopsuiker", "snoep"),
        ("brouwer bieren", "bier"),
        ("postpunt bpost pakjespunt", "andere"),
        ("retouche retoucheuse kleermaker", "kledingherstel"),
        ("kerstboom graszoden grasmaaier", "tuincentrum"),
    ],
)
def test_everyday_words_name_their_kind(words, kind):
    assert {word for word in words.split() if kind not in kinds(word)} == set()


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [("sleutels bijmaken", "schoenmaker"), ("gsm hersteller", "telefonie"), ("kip aan 't spit", "slager"), ("sterke drank", "wijn")],
)
def test_what_people_say_in_several_words_names_its_kind(phrase, kind):
    assert kinds(phrase) == {kind}


def test_a_synonym_finds_the_same_in_the_singular_and_the_plural():
    pairs = [("praline", "pralines"), ("oester", "oesters"), ("asperge", "asperges"), ("pizza", "pizza's")]
    assert [kinds(one) == kinds(more) != set() for one, more in pairs] == [True] * 4
    assert kinds("sleutels bijmaken") == {"schoenmaker"}
    assert kinds("") == kinds("zzz") == set()


def test_a_house_number_after_a_street_finds_the_shop(wednesday):
    for name, number in (("De Kroon", "7"), ("De Ster", "12")):
        ShopFactory(name=name, municipality=Municipality.objects.get(slug="tielt"), street="Bruggestraat", house_number=number)
    found = search_shops(ShopQuery(text="Bruggestraat 7"), wednesday)
    assert [shop.name for shop in found.shops] == ["De Kroon"]


@pytest.mark.parametrize("text", ["051 00 07 92", "051/00.07.92", "051000792", "+32 51 00 07 92", "0032 51 00 07 92"])
def test_a_telephone_number_finds_the_shop_however_it_is_written(wednesday, text):
    for name, phone in (("De Kroon", "+3251000792"), ("De Ster", "+3251000793")):
        ShopFactory(name=name, municipality=Municipality.objects.get(slug="tielt"), phone=phone)
    assert [shop.name for shop in search_shops(ShopQuery(text=text), wednesday).shops] == ["De Kroon"]


@pytest.mark.parametrize("text", ["051", "051 00 07", "051 00 07 92 x", "8700 8500", "000000000"])
def test_a_few_digits_are_no_telephone_number(wednesday, text):
    ShopFactory(name="De Kroon", municipality=Municipality.objects.get(slug="tielt"), phone="+3251000792")
    assert search_shops(ShopQuery(text=text), wednesday).shops == []


@pytest.mark.parametrize("text", ["bakker kortrijk 8500", "kortrijk bakker marke", "8500 Kortrijk bakker in Marke"])
def test_a_second_place_that_agrees_with_the_first_is_no_word(text):
    meaning = understand(text)
    assert (meaning.words, meaning.municipalities) == (("bakker",), {Municipality.objects.get(slug="kortrijk").pk})


def test_a_second_place_that_does_not_agree_stays_a_word_and_one_that_is_surer_decides():
    assert understand("cafe brugge tielt").words == ("cafe", "tielt")
    assert understand("beveren waregem").municipalities == {Municipality.objects.get(slug="waregem").pk}
