import pytest

from shops.importing.reading import BrokenFile, read


@pytest.fixture
def table(tmp_path):
    def write(content, encoding="utf-8"):
        file = tmp_path / "winkels.csv"
        file.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return file

    return write


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_delimiter_encoding_and_line_end_gives_the_same_rows(table, delimiter, encoding, line_end):
    lines = ["naam;straat;postcode", "Crêperie Zoë;Sint-Jorisstraat;8500", "'t Boekske;Brédastraat;00100"]
    reading = read(table(line_end.join(lines).replace(";", delimiter), encoding))

    rows = list(reading.rows)

    assert [(row.line, row.name, row.street, row.postcode) for row in rows] == [
        ("rij 2", "Crêperie Zoë", "Sint-Jorisstraat", "8500"),
        ("rij 3", "'t Boekske", "Brédastraat", "00100"),
    ]
    assert reading.total == 2


def test_the_separator_that_excel_writes_on_top_is_obeyed(table):
    reading = read(table("sep=;\nnaam;straat\nBakker, slager;Kerkstraat\n"))

    assert [(row.line, row.name) for row in reading.rows] == [("rij 3", "Bakker, slager")]


def test_quoted_cells_hold_line_ends_and_delimiters_and_rows_are_counted_as_a_spreadsheet_does(table):
    reading = read(table('naam;uren\n"De ""Gouden"" Bol";"ma 9-12\ndi 9-12; 13-18"\n\n;;\nBakker;x\n'))

    rows = list(reading.rows)

    assert [(row.line, row.name, row.hours) for row in rows] == [
        ("rij 2", 'De "Gouden" Bol', "ma 9-12\ndi 9-12; 13-18"),
        ("rij 5", "Bakker", "x"),
    ]
    assert reading.total == 2


def test_a_quote_that_never_closes_is_a_broken_file(table):
    with pytest.raises(BrokenFile) as refusal:
        read(table('naam;straat\nBakker;"Kerkstraat\nSlager;Markt\n'))
    assert str(refusal.value) == "In rij 2 gaat een aanhalingsteken open dat nergens sluit; de rest van het bestand is zo niet te lezen."


def test_a_stray_quote_inside_a_cell_is_no_reason_to_refuse(table):
    assert [row.name for row in read(table('naam;straat\nCafé "De Zon" Kortrijk;Markt\n')).rows] == ['Café "De Zon" Kortrijk']


def test_a_cell_without_end_is_a_broken_file(table):
    with pytest.raises(BrokenFile, match="een cel is veel te lang"):
        read(table("naam;straat\nBakker;" + "x" * 200_000))


def test_nuls_and_control_characters_leave_the_text_whole(table):
    content = "naam;straat\nBak\x00ker\x07ij\u200b;Kerk\x1fstraat\u202e\n" + "Slager;Markt\n" * 20

    first = next(iter(read(table(content)).rows))

    assert (first.name, first.street) == ("Bakkerij", "Kerkstraat")


def test_a_table_with_a_header_and_no_rows_is_read_as_nothing(table):
    reading = read(table("naam;straat\n"))

    assert (reading.total, list(reading.rows)) == (0, [])


def test_unknown_columns_are_told(table):
    assert read(table("naam;contactpersoon;straat\n")).unknown_columns == ("contactpersoon",)


def test_the_address_register_is_no_list_of_shops(real_data):
    with pytest.raises(BrokenFile, match="Gevonden kolommen: straat, huisnr, label, lat, lon"):
        read(real_data / "winkels" / "crab_adressen_kortrijk_2021.csv")
