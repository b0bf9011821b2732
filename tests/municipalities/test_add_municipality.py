"""Adding a municipality that the register does not hold."""

import pytest
from django.core.management import CommandError, call_command

from municipalities import places
from municipalities.models import Municipality

pytestmark = pytest.mark.django_db


def add(capsys, *words: str) -> str:
    call_command("add_municipality", *words)
    return capsys.readouterr().out


HABAY = ("Habay", "--nis", "85046", "--postcodes", "6720,6721 6723", "6724", "--centre", "49.7272,5.6469")


def test_habay_can_be_added_with_its_four_postcodes(capsys):
    assert add(capsys, *HABAY) == "Habay (85046) is toegevoegd met 4 postcodes: 6720, 6721, 6723, 6724.\n"
    habay = Municipality.objects.get(nis="85046")
    assert (habay.name, habay.slug, habay.latitude, habay.longitude) == ("Habay", "habay", 49.7272, 5.6469)
    assert [postcode.code for postcode in habay.postcodes.all()] == ["6720", "6721", "6723", "6724"]
    assert places.municipality_for("habay") == places.municipality_for("85046") == habay


def test_helsinki_keeps_the_zeros_of_its_codes(capsys):
    add(capsys, "Helsinki", "--nis", "091", "--postcodes", "00100,00120", "--centre", "60.17,24.94")
    helsinki = Municipality.objects.get(nis="091")
    assert [postcode.code for postcode in helsinki.postcodes.all()] == ["00100", "00120"]


def test_adding_the_same_again_changes_nothing_and_says_so(capsys):
    add(capsys, *HABAY)
    assert add(capsys, *HABAY) == "Habay (85046) bestaat al; er is niets veranderd.\n"
    assert Municipality.objects.count() == 1


def test_a_postcode_that_was_forgotten_can_be_added_by_repeating(capsys):
    add(capsys, "Habay", "--nis", "85046", "--postcodes", "6720", "--centre", "49.7272,5.6469")
    assert add(capsys, *HABAY) == "Habay (85046) bestaat al; toegevoegde postcodes: 6721, 6723, 6724.\n"


def test_a_negative_centre_is_understood(capsys):
    add(capsys, "Kaapstad", "--nis", "CPT", "--postcodes", "8001", "--centre=-33.9258,18.4232")
    assert Municipality.objects.get(nis="CPT").latitude == -33.9258


def test_an_own_slug_may_be_given(capsys):
    add(capsys, "Tielt-Winge", "--nis", "24135", "--postcodes", "3390", "--centre", "50.93,4.89", "--slug", "tielt-winge-hageland")
    assert Municipality.objects.get(nis="24135").slug == "tielt-winge-hageland"


def test_a_postcode_of_another_municipality_is_taken_and_said(capsys):
    add(capsys, "Kortrijk", "--nis", "34022", "--postcodes", "8500,8501", "--centre", "50.8155,3.2765")
    words = ("Kuurne", "--nis", "34023", "--postcodes", "8500", "--centre", "50.8602,3.2716")
    assert add(capsys, *words) == "Kuurne (34023) is toegevoegd met 1 postcode: 8500.\nLet op: 8500 is ook van Kortrijk.\n"
    assert add(capsys, *words) == "Kuurne (34023) bestaat al; er is niets veranderd.\n"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("Marche", "--nis", "85046", "--postcodes", "6900", "--centre", "50.2,5.3"), "De NIS-code 85046 is al van Habay."),
        (
            ("Habay", "--nis", "99999", "--postcodes", "6900", "--centre", "50.2,5.3"),
            "Het adres “habay” is al van Habay (85046). Kies een ander met --slug.",
        ),
        (("Marche", "--nis", "83034", "--postcodes", "Marche", "--centre", "50.2,5.3"), "Dit is geen postcode: MARCHE."),
        (("Marche", "--nis", "83034", "--postcodes", ",", "--centre", "50.2,5.3"), "Geef minstens één postcode."),
        (
            ("Marche", "--nis", "83034", "--postcodes", "6900", "--centre", "noord"),
            "Schrijf het centrum als breedtegraad en lengtegraad, bijvoorbeeld 50.8277,3.2653.",
        ),
        (
            ("Marche", "--nis", "83034", "--postcodes", "6900", "--centre", "150.2,5.3"),
            "Die plek bestaat niet: breedtegraden gaan van -90 tot 90, lengtegraden van -180 tot 180.",
        ),
        (("Marche", "--nis", "8", "--postcodes", "6900", "--centre", "50.2,5.3"), "nis: Een NIS-code telt vijf cijfers, bijvoorbeeld 34022."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_stored(capsys, words, reason):
    add(capsys, *HABAY)
    with pytest.raises(CommandError) as refusal:
        add(capsys, *words)
    assert str(refusal.value) == reason
    assert [municipality.name for municipality in Municipality.objects.all()] == ["Habay"]
