"""Lists for a spreadsheet start no formula, whoever wrote what stands in them."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from content.spreadsheets import as_csv, as_xlsx, csv_in_pieces, harmless

DANGEROUS = ["=1+1", "+32 51", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "＝1", "＋1", "－1", "＠a"]


@pytest.mark.parametrize("cell", DANGEROUS)
def test_what_would_start_a_formula_is_text(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Tielt", "", "'s-Gravenbrakel", "3 = 3", "a-b"])
def test_what_starts_none_stays_as_it_is(cell):
    assert harmless(cell) == cell


def test_a_csv_opens_in_a_belgian_spreadsheet():
    written = as_csv(["gemeente", "stemmen"], [["Tielt", 3], ["=1+1", -2], ['Kop; "Schotel"', 0]])
    assert written.decode("utf-8") == '\ufeffgemeente;stemmen\r\nTielt;3\r\n\'=1+1;-2\r\n"Kop; ""Schotel""";0\r\n'


def test_a_long_csv_leaves_in_pieces_that_say_the_same():
    rows = [["Tielt", number] for number in range(1201)]
    pieces = list(csv_in_pieces(["gemeente", "stemmen"], iter(rows)))
    assert (len(pieces), b"".join(pieces)) == (4, as_csv(["gemeente", "stemmen"], rows))


def test_an_excel_file_holds_texts_and_numbers_and_no_formula():
    rows = [[cell, 1] for cell in DANGEROUS] + [["#REF!", 2], ["met\x00nul", 3]]
    sheet = load_workbook(BytesIO(as_xlsx(["wat", "aantal"], rows))).active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells][-2:] == ["#REF!", "metnul"]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [*[1] * len(DANGEROUS), 2, 3]
