"""What the columns of a list hold: guessed, asked when it is not clear, and remembered for the next list of the same source."""

import pytest
from django.utils import timezone

from shops.importing.columns import Chosen, recognise
from shops.importing.looks import Look
from shops.importing.mapping import FACTS, propose, title_words
from shops.models import ColumnChoice, ImportBatch, Shop
from tests.factories.shops import ShopFactory
from tests.shops.importing.pages import HEAD, KROON, step, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

ODD = "uithang;straat;nr;postcode;plaats;opmerking;bel ons\n"
ROW = "Bakkerij De Kroon;Bruggestraat;52;8700;Tielt;vriendelijk volk;051 40 11 22\n"
NAME_AND_PHONE = {"column-0": "name", "column-1": "street", "column-2": "house_number", "column-3": "postcode", "column-4": "place"}


def test_every_fact_that_a_title_may_name_can_be_chosen():
    from shops.importing.columns import HEADERS

    assert set(HEADERS) == {fact for fact in FACTS if not fact.startswith("hours_")}


def test_a_list_whose_titles_say_everything_is_read_at_once(editor, upload):
    batch = upload(editor, HEAD + KROON)
    assert (batch.state, batch.columns) == ("ready", ["ref", "name", "category_words", "street", "house_number", "postcode", "place", "phone"])


def test_the_editors_own_list_goes_out_and_in_without_a_question(editor, tielt, upload):
    ShopFactory(municipality=tielt)
    text = editor.get("/admin/snippets/shops/shop/?export=csv").getvalue().decode("utf-8-sig")
    batch = upload(editor, text, source="eigen lijst")
    assert (batch.state, batch.unknown_columns) == ("ready", ["bevestigd"])


def test_a_title_that_says_nothing_is_asked_about_with_values_beside_it(editor, upload, send):
    batch = upload(editor, ODD + ROW, source="gids")
    assert (batch.state, Shop.objects.count()) == ("mapping", 0)
    assert editor.get(step(batch, "preview"))["Location"] == step(batch, "columns")
    assert editor.get(step(batch, "progress"))["Location"] == step(batch, "preview")
    page = editor.get(step(batch, "columns"))
    assert "Eén kolom moet de naam van de winkel zijn." in words(page)
    assert "uithang Bakkerij De Kroon" in words(page)
    assert "bel ons 051 40 11 22" in words(page)
    assert [box.initial for box, _ in page.context["form"].rows] == ["", "street", "house_number", "postcode", "place", "", ""]
    send(editor, step(batch, "columns"), NAME_AND_PHONE | {"column-5": "", "column-6": "phone"})
    batch.refresh_from_db()
    assert (batch.state, batch.foretold["new"], batch.unknown_columns) == ("ready", 1, ["opmerking"])
    assert "Kolommen die we niet gebruiken: opmerking" in words(editor.get(step(batch, "preview")))
    send(editor, step(batch, "confirm"))
    assert [(shop.name, str(shop.phone)) for shop in Shop.objects.all()] == [("Bakkerij De Kroon", "+3251401122")]


def test_without_a_column_for_the_name_nothing_is_read_and_what_was_chosen_stays(editor, upload, send):
    batch = upload(editor, ODD + ROW)
    answer = send(editor, step(batch, "columns"), NAME_AND_PHONE | {"column-0": "", "column-6": "phone"})
    assert answer.context["form"].non_field_errors() == ["In welke kolom staat de naam van de winkel?"]
    assert '<option value="phone" selected>' in answer.content.decode()
    batch.refresh_from_db()
    assert (batch.state, ColumnChoice.objects.count()) == ("mapping", 0)


def test_what_was_chosen_holds_for_the_next_list_of_the_source_whatever_the_order(editor, tielt, upload, send):
    batch = upload(editor, ODD + ROW, source="gids")
    send(editor, step(batch, "columns"), NAME_AND_PHONE | {"column-6": "phone"})
    send(editor, step(batch, "confirm"))
    again = upload(
        editor, "Bel ons;Opmerking;UITHANG;straat;nr;postcode;plaats\n051 40 11 23;;Bakkerij De Kroon;Bruggestraat;52;8700;Tielt\n", source="gids"
    )
    assert (again.state, again.columns) == ("ready", ["phone", "", "name", "street", "house_number", "postcode", "place"])
    assert (again.foretold["changed"], again.foretold["new"]) == (1, 0)
    assert ColumnChoice.objects.get().municipality == tielt
    elsewhere = upload(editor, ODD + ROW, source="een andere bron")
    assert elsewhere.state == "mapping"


def test_a_new_column_in_a_known_list_is_asked_about_and_the_rest_is_filled_in(editor, upload, send):
    batch = upload(editor, ODD + ROW, source="gids")
    send(editor, step(batch, "columns"), NAME_AND_PHONE | {"column-6": "phone"})
    again = upload(editor, ODD.replace("opmerking", "opmerking;postbus") + ROW.replace(";vriendelijk", ";12;vriendelijk"), source="gids")
    assert (again.state, again.columns[0], again.columns[-1]) == ("mapping", "name", "phone")


def test_what_a_title_seems_to_say_can_be_corrected_before_confirming(editor, upload, send):
    batch = upload(editor, "naam;benaming;straat;nr;postcode\nBV Kroon;Bakkerij De Kroon;Bruggestraat;52;8700\n")
    assert batch.rows.get(kind="new").name == "BV Kroon"
    chosen = {"column-0": "", "column-1": "name", "column-2": "street", "column-3": "house_number", "column-4": "postcode"}
    send(editor, step(batch, "columns"), chosen)
    assert batch.rows.get(kind="new").name == "Bakkerij De Kroon"
    send(editor, step(batch, "confirm"))
    answer = editor.get(step(batch, "columns"))
    assert (answer.status_code, answer["Location"]) == (302, step(batch, "progress"))


@pytest.mark.parametrize("state", ["running", "done", "undoing", "undone"])
def test_nobody_chooses_columns_of_an_import_that_is_confirmed(editor, tielt, state):
    batch = ImportBatch.objects.create(source="x", file_name="x.csv", municipality=tielt, started_at=timezone.now(), state=state, headers=["naam"])
    before = ImportBatch.objects.filter(pk=batch.pk).values().get()
    editor.post(step(batch, "columns"), {"column-0": "name"})
    assert ImportBatch.objects.filter(pk=batch.pk).values().get() == before


def test_a_chosen_column_goes_before_one_whose_title_says_the_same():
    columns = Chosen(("naam", "gevel"), ("name", "name")).columns()
    assert columns.row(["BV Kroon", "De Kroon"], "rij 2").name == "De Kroon"
    assert columns.row(["BV Kroon", ""], "rij 3").name == "BV Kroon"


def test_hours_may_stand_in_a_column_per_day_under_any_title():
    columns = Chosen(("naam", "1", "2"), ("name", "hours_ma", "hours_di")).columns()
    assert columns.row(["De Kroon", "9-12", "gesloten"], "rij 2").hours == "ma 9-12; di gesloten"


def test_the_guess_read_as_a_choice_says_the_same():
    headers = ["Naam", "Handelsnaam", "straat", "nr", "maandag", "gsm", "telefoon"]
    guessed = recognise(headers)
    chosen = Chosen(tuple(headers), guessed.choices()).columns()
    assert (chosen.facts, chosen.days) == (guessed.facts, guessed.days)


def test_two_columns_with_the_same_title_are_two():
    assert title_words(["Naam", "tel.", "Tel", ""]) == ["naam", "tel", "tel 2", ""]


def test_a_fact_that_was_never_said_is_open_and_one_that_is_not_used_is_not():
    look = Look(recognise(["naam", "opmerking", "waarom [import 3]"]), [["a", "b", "c"]])
    assert propose(look, {}).open == (1,)
    assert propose(look, {"opmerking": ""}).is_settled
