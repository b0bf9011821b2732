"""Refused rows come out as a file, are mended in a spreadsheet, and go in again as what they are: a part of the list."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from shops.importing import mending
from shops.models import ImportBatch, Shop, ShopSource
from tests.factories.shops import ShopFactory
from tests.shops.importing.pages import HEAD, KROON, MAES, NAMELESS, UPLOAD, step, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

NOWHERE = "5;=Bloemen;bloemist;;;;;+32 51 40 00 00\n"


def csv_of(editor, batch) -> str:
    return editor.get(step(batch, "refused_file")).content.decode("utf-8-sig")


@pytest.fixture
def done(editor, upload, send) -> ImportBatch:
    """A list of four of which two rows were refused, brought in."""
    batch = upload(editor, HEAD + KROON + MAES + NAMELESS + NOWHERE, source="gids")
    send(editor, step(batch, "confirm"))
    batch.refresh_from_db()
    assert (batch.counts["new"], batch.refused_open) == (2, 2)
    return batch


def test_mended_rows_come_in_as_part_of_their_list_and_nothing_else_vanishes(editor, tielt, done, upload, send):
    mended = csv_of(editor, done).replace("3;;bakker", "3;Bakkerij Markt;bakker").replace("'=Bloemen;bloemist;;", "'=Bloemen;bloemist;Markt;9")
    again = upload(editor, mended, name="verbeterd.csv")
    assert (again.state, again.source, again.municipality, again.mends, again.is_partial) == ("ready", "gids", tielt, done, True)
    assert (again.foretold["new"], again.foretold["refused"], again.foretold["vanished"], again.unknown_columns) == (2, 0, 0, [])
    assert "Dit zijn verbeterde rijen, niet de hele lijst" in words(editor.get(step(again, "preview")))
    send(editor, step(again, "confirm"))
    assert set(Shop.objects.values_list("name", flat=True)) == {"Bakkerij De Kroon", "Slagerij Maes", "Bakkerij Markt", "=Bloemen"}
    assert str(Shop.objects.get(name="=Bloemen").phone) == "+3251400000"
    assert not ShopSource.objects.exclude(vanished_at=None).exists()
    done.refresh_from_db()
    assert done.refused_open == 0


def test_what_is_still_wrong_is_refused_again_with_one_reason_behind_it(editor, done, upload, send):
    again = upload(editor, csv_of(editor, done).replace("3;;bakker", "3;Bakkerij Markt;bakker"))
    send(editor, step(again, "confirm"))
    again.refresh_from_db()
    assert (again.counts["new"], again.refused_open) == (1, 1)
    assert csv_of(editor, again).splitlines() == [
        f"id;naam;soort;straat;nr;postcode;plaats;telefoon;waarom [import {again.pk}]",
        "5;'=Bloemen;bloemist;;;;;'+32 51 40 00 00;rij 3: Geen adres en geen coördinaten",
    ]


def test_rows_that_were_not_sent_along_go_on_waiting(editor, done, upload, send):
    kept = csv_of(editor, done).replace("3;;bakker", "3;Bakkerij Markt;bakker").splitlines(keepends=True)[:2]
    send(editor, step(upload(editor, "".join(kept)), "confirm"))
    done.refresh_from_db()
    assert done.refused_open == 1


def test_the_same_mended_row_sent_twice_settles_itself_only_and_is_listed_no_more(editor, done, upload, send):
    kept = csv_of(editor, done).replace("3;;bakker", "3;Bakkerij Markt;bakker").splitlines(keepends=True)[:2]
    for _time in (1, 2):
        send(editor, step(upload(editor, "".join(kept)), "confirm"))
    done.refresh_from_db()
    assert (done.refused_open, list(done.rows.filter(kind="refused").values_list("line", flat=True))) == (1, ["rij 5"])


def test_the_workbook_says_the_same_and_is_read_again(editor, done, send):
    answer = editor.get(step(done, "refused_workbook"))
    book = openpyxl.load_workbook(BytesIO(answer.content))
    rows = [[cell.value or "" for cell in row] for row in book.active.iter_rows()]
    assert rows[0] == ["id", "naam", "soort", "straat", "nr", "postcode", "plaats", "telefoon", f"waarom [import {done.pk}]"]
    assert rows[1] == ["3", "", "bakker", "Markt", "4", "8700", "Tielt", "", "rij 4: Geen naam"]
    book.active["B2"] = "Bakkerij Markt"
    stream = BytesIO()
    book.save(stream)
    send(editor, UPLOAD, {"file": SimpleUploadedFile("mijn bestand.xlsx", stream.getvalue()), "source": "iets anders"})
    again = ImportBatch.objects.latest("pk")
    assert (again.state, again.source, again.foretold["new"], again.foretold["vanished"]) == ("ready", "gids", 1, 0)


def test_the_button_beside_the_rows_says_of_which_list_they_are_even_without_the_column(editor, done, send):
    text = HEAD + NAMELESS.replace(";;", ";Bakkerij Markt;", 1)
    address = f"{UPLOAD}?verbetert={done.pk}"
    assert address in editor.get(step(done, "refused")).content.decode()
    assert "Kies het bestand met de verbeterde rijen van winkels.csv (bron gids)" in words(editor.get(address))
    send(editor, address, {"file": SimpleUploadedFile("los.csv", text.encode())})
    again = ImportBatch.objects.latest("pk")
    assert (again.source, again.mends, again.foretold["new"], again.foretold["vanished"]) == ("gids", done, 1, 0)


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "-1"])
def test_an_import_that_is_not_there_is_no_error(editor, key):
    assert editor.get(f"{UPLOAD}?verbetert={key}").status_code == 200


def test_rows_of_an_import_of_another_town_take_nothing_of_it_over_and_stay_a_part(editor, tielt, other, upload):
    theirs = ImportBatch.objects.create(source="geheim", file_name="geheim.csv", municipality=other, started_at=timezone.now(), refused_open=3)
    ShopFactory(municipality=tielt, name="Slagerij Maes").sources.create(
        source="winkels", ref="2", region="37022", first_seen=timezone.now(), last_seen=timezone.now()
    )
    batch = upload(editor, HEAD.strip() + f";{mending.title(theirs.pk)}\n" + KROON)
    assert (batch.source, batch.municipality, batch.mends, batch.is_partial, batch.foretold["vanished"]) == ("winkels", tielt, None, True, 0)
    page = editor.get(f"{UPLOAD}?verbetert={theirs.pk}").content.decode()
    assert "geheim" not in page
    theirs.refresh_from_db()
    assert theirs.refused_open == 3


def test_a_row_refused_because_of_another_town_comes_out_whole(editor, other, upload):
    ShopFactory(municipality=other, establishment_number="2147812701")
    head = "id;naam;soort;straat;nr;postcode;plaats;vestigingsnummer\n"
    batch = upload(editor, head + "2;Slagerij Maes;slager;Markt;3;8700;Tielt;2147812701\n")
    assert csv_of(editor, batch).splitlines()[1].startswith("2;Slagerij Maes;slager;Markt;3;8700;Tielt;2147812701;rij 2: Ligt niet in deze gemeente")


def test_cells_beyond_the_titles_stand_before_the_reason():
    header, rows = mending.table(["naam", "waarom [import 3]", "straat"], [(["", "oud", "Markt", "extra"], "Geen naam")], 4)
    assert header == ["naam", "straat", "", "waarom [import 4]"]
    assert rows == [["", "Markt", "extra", "Geen naam"]]


@pytest.mark.parametrize(("headers", "key"), [(["naam", " Waarom [import 12] "], 12), (["naam", "waarom"], None), (["waarom [import 12]?"], None)])
def test_only_our_own_column_says_of_which_import_the_rows_are(headers, key):
    assert mending.mended_import(headers) == key
