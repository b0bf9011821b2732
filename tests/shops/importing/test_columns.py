import pytest

from content.tables import BrokenFile
from shops.importing.columns import find_header, header_word, recognise
from shops.importing.rows import Notice


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("E-mail (verplicht) *", "e mail"),
        ("POSTCODE", "postcode"),
        ("  Ondernemingsnr. ", "ondernemingsnr"),
        ("Numéro d'entreprise", "numero d entreprise"),
    ],
)
def test_a_header_is_known_by_its_word_whatever_its_dress(header, word):
    assert header_word(header) == word


@pytest.mark.parametrize(
    "headers",
    [
        ["Naam", "Straat", "Huisnummer", "Bus", "Postcode", "Gemeente", "Tel.", "E-mail", "Website", "Openingsuren", "Ondernemingsnummer"],
        ["Nom", "Rue", "Numéro de maison", "Boîte", "Code postal", "Localité", "Téléphone", "Courriel", "Site web", "Heures d'ouverture"],
        ["Name", "Street", "House number", "Box", "Postal code", "City", "Phone", "Email", "URL", "Opening hours", "VAT number"],
    ],
    ids=["nl", "fr", "en"],
)
def test_headers_are_recognised_in_three_languages(headers):
    columns = recognise(headers)

    wanted = ["name", "street", "house_number", "box", "postcode", "place", "phone", "email", "website", "hours"]
    assert [columns.fact_at(index) for index in range(10)] == wanted


def test_of_two_columns_with_the_same_fact_the_most_telling_filled_one_wins():
    columns = recognise(["Naam", "Handelsnaam", "Straat"])

    assert columns.row(["Peeters BV", "Bakkerij Den Oven", "Kerkstraat"], "rij 2").name == "Bakkerij Den Oven"
    assert columns.row(["Peeters BV", "", "Kerkstraat"], "rij 3").name == "Peeters BV"


def test_every_filled_phone_and_category_column_is_kept():
    columns = recognise(["naam", "telefoon", "gsm", "categorie", "subcategorie"])

    row = columns.row(["De Fiets", "051 20 20 20", "0475 12 34 56", "fiets", "herstelling"], "rij 2")

    assert (row.phone, row.category_words) == ("051 20 20 20; 0475 12 34 56", "fiets; herstelling")


def test_a_nr_beside_the_street_is_a_house_number_and_a_nr_in_front_is_not():
    assert recognise(["Nr", "Naam", "Straat"]).facts.keys() == {"name", "street"}
    assert recognise(["Naam", "Straat", "Nr"]).fact_at(2) == "house_number"


def test_hours_in_a_column_per_day_become_one_text():
    columns = recognise(["naam", "zondag", "maandag", "dinsdag"])

    assert columns.row(["Bakker", "7-12", "", "7-12  13-18"], "rij 2").hours == "di 7-12 13-18; zo 7-12"


def test_a_row_with_too_few_cells_lacks_facts_and_one_with_too_many_is_remarked():
    columns = recognise(["naam", "straat"])

    assert columns.row(["Bakker"], "rij 2").street == ""
    assert columns.row(["Bakker", "Kerkstraat", "12"], "rij 3").notices == (
        Notice("", "De rij heeft meer cellen dan er kolommen zijn: staat er een scheidingsteken te veel in?"),
    )
    assert columns.row(["Bakker", "Kerkstraat", "", ""], "rij 4").notices == ()


def test_the_quote_that_our_own_export_puts_before_a_formula_goes_again():
    assert recognise(["naam", "telefoon"]).row(["'=1+1", "'+3251202020"], "rij 2").phone == "+3251202020"


def test_columns_that_nobody_knows_are_named():
    assert recognise(["naam", "Contactpersoon", "", "straat"]).unknown == ("Contactpersoon",)


def test_the_header_is_found_under_a_title_and_remarks():
    index, columns = find_header([["Winkel"], ["Lijst van 2026", ""], ["Naam", "Straat", "Postcode"], ["Bakker", "Kerkstraat", "8500"]])

    assert (index, sorted(columns.facts)) == (2, ["name", "postcode", "street"])


def test_a_table_without_a_name_says_which_columns_it_found():
    with pytest.raises(BrokenFile) as refusal:
        find_header([["straat", "huisnr", "lat"], ["Begijnhof", "1", "50.8"]])
    assert str(refusal.value) == "Er is geen kolom met de naam van de winkel. Gevonden kolommen: straat, huisnr, lat."


def test_a_table_without_a_header_is_refused():
    with pytest.raises(BrokenFile, match="geen rij met kolomtitels"):
        find_header([["Bakkerij Jan", "Kerkstraat 1"], ["Slagerij Piet", "Kerkstraat 2"]])
