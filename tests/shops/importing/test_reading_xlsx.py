import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from shops.importing.reading import BrokenFile, read
from shops.importing.rows import Notice


@pytest.fixture
def workbook(tmp_path):
    def write(*sheets, change=None):
        book = Workbook()
        book.remove(book.active)
        for number, rows in enumerate(sheets):
            sheet = book.create_sheet(f"Blad{number}")
            for row in rows:
                sheet.append(row)
        if change:
            change(book)
        book.save(tmp_path / "winkels.xlsx")
        return tmp_path / "winkels.xlsx"

    return write


def test_numbers_times_and_dates_come_as_a_person_reads_them(workbook):
    headers = ["naam", "postcode", "telefoon", "ondernemingsnummer", "lat", "openingsuren", "sinds", "levering", "laatst nagekeken"]
    cells = ["Bakker", 8500.0, 51550184, 566988259, 50.8281398, time(9, 0), date(1998, 3, 1), True, datetime(2026, 5, 31, 14, 30)]

    row = next(iter(read(workbook([headers, cells])).rows))

    assert (row.line, row.name, row.postcode, row.phone, row.enterprise_number) == ("rij 2", "Bakker", "8500", "51550184", "566988259")
    assert (row.latitude, row.hours, row.since, row.delivers, row.checked) == ("50.8281398", "09:00", "1998-03-01", "ja", "2026-05-31 14:30")


def test_a_postcode_shown_with_zeros_keeps_them(workbook):
    def show_zeros(book):
        book["Blad0"]["B2"].number_format = "00000"

    row = next(iter(read(workbook([["naam", "postcode"], ["Kauppa", 100]], change=show_zeros)).rows))

    assert row.postcode == "00100"


def test_midnight_as_twenty_four_hours_is_readable(workbook):
    assert next(iter(read(workbook([["naam", "uren"], ["Café", timedelta(days=1)]])).rows)).hours == "24:00"


def test_the_first_sheet_with_a_header_is_read_and_blank_rows_are_counted_but_left_out(workbook):
    reading = read(workbook([["Toelichting"]], [["Lijst 2026"], ["naam", "straat"], [None, None], ["Bakker", "Markt"]], [["naam"], ["Slager"]]))

    assert [(row.line, row.name) for row in reading.rows] == [("rij 4", "Bakker")]
    assert reading.total == 2


def test_a_formula_that_was_never_calculated_is_remarked(workbook):
    row = next(iter(read(workbook([["naam", "telefoon"], ["Bakker", '="051"&"550184"']])).rows))

    assert row.phone == ""
    assert row.notices == (Notice("phone", "De formule in kolom “telefoon” is nooit uitgerekend; open en bewaar het bestand in Excel."),)


def test_a_name_that_was_never_calculated_still_counts_as_a_row(workbook):
    assert [row.line for row in read(workbook([["naam", "telefoon"], ["=A9", None]])).rows] == ["rij 2"]


def test_a_cell_with_a_fault_is_empty_and_remarked(workbook):
    def fail(book):
        book["Blad0"]["B2"].value = "#N/A"

    row = next(iter(read(workbook([["naam", "telefoon"], ["Bakker", None]], change=fail)).rows))

    assert (row.phone, row.notices) == ("", (Notice("phone", "De formule in kolom “telefoon” geeft een fout (#N/A)."),))


def test_a_cell_far_away_does_not_fill_the_memory(workbook):
    def far(book):
        book["Blad0"]["XFD1048576"].value = "x"

    assert [row.name for row in read(workbook([["naam"], ["Bakker"]], change=far)).rows] == ["Bakker"]


def test_a_workbook_without_rows_or_without_a_name_says_so(workbook):
    with pytest.raises(BrokenFile, match="geen enkel blad met rijen"):
        read(workbook([]))
    with pytest.raises(BrokenFile, match=r"geen kolom met de naam van de winkel\. Gevonden kolommen: straat, postcode"):
        read(workbook([["straat", "postcode"], ["Markt", 8500]]))


def test_a_workbook_that_was_cut_off_is_broken(workbook):
    file = workbook([["naam"], ["Bakker"]])
    file.write_bytes(file.read_bytes()[:-200])

    with pytest.raises(BrokenFile, match="onvolledig: het einde ontbreekt"):
        read(file)


def test_another_zip_is_no_workbook(tmp_path):
    file = tmp_path / "winkels.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("winkels.csv", "naam\nBakker\n")
    with pytest.raises(BrokenFile, match="geen Excel-werkmap"):
        read(file)


def test_an_opendocument_sheet_is_refused_with_what_to_do(tmp_path):
    file = tmp_path / "winkels.ods"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(BrokenFile, match=r"\.ods"):
        read(file)


def _rewritten(file, part, change):
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def test_a_zip_bomb_is_not_opened(workbook):
    file = _rewritten(workbook([["naam"], ["Bakker"]]), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 30_000_000)

    with pytest.raises(BrokenFile, match="onredelijk groot"):
        read(file)


def test_damage_in_the_middle_of_a_sheet_breaks_the_reading(workbook):
    rows = [["naam"], *([f"Bakker {number}"] for number in range(3000))]
    file = _rewritten(workbook(rows), "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])

    with pytest.raises(BrokenFile, match="beschadigd"):
        list(read(file).rows)


def test_entities_in_a_workbook_are_refused(workbook):
    def with_entities(xml):
        return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>' + xml.split(b"?>", 1)[-1]

    file = _rewritten(workbook([["naam"], ["Bakker"]]), "xl/worksheets/sheet1.xml", with_entities)

    with pytest.raises(BrokenFile, match="beschadigd"):
        list(read(file).rows)
