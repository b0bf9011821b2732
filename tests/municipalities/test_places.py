"""Which municipality a word, a postcode or a code means."""

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from municipalities import actions, places
from municipalities.models import Alias, Municipality
from tests.factories.municipalities import MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    actions.load_register()


def leads_to(text: str) -> set[str]:
    return {hit.name for hit in places.find(text)}


def test_the_register_has_62_municipalities_of_today_and_the_four_that_went_into_them():
    assert actions.load_register() == actions.Loaded(made=66, known=0)
    assert Municipality.objects.current().count() == 62
    assert Municipality.objects.get(nis="37007").successor.nis == "37022"
    assert sum(municipality.postcodes.count() for municipality in Municipality.objects.current()) == 104


def test_loading_the_register_again_adds_nothing_and_keeps_what_editors_wrote(register):
    Municipality.objects.filter(nis="37022").update(name_en="Tielt (the halberd town)")
    rows = (Municipality.objects.count(), Alias.objects.count())
    assert actions.load_register() == actions.Loaded(made=0, known=66)
    assert (Municipality.objects.count(), Alias.objects.count()) == rows
    assert Municipality.objects.get(nis="37022").name_en == "Tielt (the halberd town)"


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("Tielt", {"Tielt"}),
        ("meulebeke", {"Tielt"}),
        ("Meulebeke", {"Tielt"}),
        ("8760", {"Tielt"}),
        ("8760 Meulebeke", {"Tielt"}),
        ("Courtrai", {"Kortrijk"}),
        ("brügge", {"Brugge"}),
        ("St.-Kruis", {"Brugge"}),
        ("Beveren", {"Roeselare", "Waregem", "Alveringem"}),
        ("Zandvoorde", {"Oostende", "Zonnebeke"}),
        ("spiere-helkijn", {"Spiere-Helkijn"}),
        ("tielt-tot-2024", {"Tielt"}),
        ("Gent", set()),
        ("9000", set()),
        ("8700 Gent", set()),
        ("", set()),
    ],
)
def test_a_name_or_postcode_leads_to_todays_municipalities(register, text, towns):
    assert leads_to(text) == towns


def test_a_hit_says_by_which_name_it_was_found(register):
    hit = places.find("MEULEBEKE")[0]
    assert (hit.slug, hit.name, hit.via) == ("tielt", "Tielt", "Meulebeke")
    assert [hit.via for hit in places.find("8760")] == ["8760 Meulebeke"]


def test_the_code_and_the_slug_of_a_former_municipality_lead_to_the_one_it_is_today(register):
    assert places.municipality_for("37007").nis == "37022"
    assert places.municipality_for("meulebeke").nis == "37022"
    assert places.municipality_for("37022").slug == "tielt"
    assert places.municipality_for("atlantis") is None


def test_a_name_with_several_meanings_names_no_single_municipality(register):
    assert places.town_asked("Beveren") is None
    assert places.town_asked("Meulebeke").slug == "tielt"


def test_finding_a_place_asks_nothing_of_the_database_while_the_index_is_kept(register, django_assert_num_queries):
    places.find("Tielt")
    with django_assert_num_queries(0):
        places.find("Meulebeke")
        places.find("nergens")


def test_a_municipality_that_is_renamed_is_found_under_its_new_name_at_once(register):
    assert leads_to("Halewijnstad") == set()
    tielt = Municipality.objects.get(nis="37022")
    tielt.name_de = "Halewijnstad"
    tielt.save()
    assert leads_to("Halewijnstad") == {"Tielt"}


def test_two_municipalities_that_share_a_postcode_are_both_found():
    MunicipalityFactory(name="Ene", nis="11001", slug="ene", postcodes=["1234"])
    MunicipalityFactory(name="Andere", nis="11002", slug="andere", postcodes=["1234"])
    assert leads_to("1234") == {"Ene", "Andere"}


def test_municipalities_that_point_to_each_other_by_mistake_do_not_hang_the_search():
    one = MunicipalityFactory(name="Ene", nis="11001", slug="ene")
    other = MunicipalityFactory(name="Andere", nis="11002", slug="andere", successor=one)
    one.successor = other
    one.save()
    assert leads_to("Ene") <= {"Ene", "Andere"}


@pytest.mark.parametrize("circle", [["Ene"], ["Ene", "Andere"], ["Ene", "Andere", "Derde"]])
def test_mergers_that_lead_back_to_where_they_began_are_refused_at_the_field(circle):
    towns = [MunicipalityFactory(name=name, slug=name.lower(), nis=f"1100{number}") for number, name in enumerate(circle)]
    for town, successor in pairwise(towns):
        town.successor = successor
        town.full_clean()
        town.save()
    towns[-1].successor = towns[0]
    with pytest.raises(ValidationError) as refused:
        towns[-1].full_clean()
    assert set(refused.value.message_dict) == {"successor"}
