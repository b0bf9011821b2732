"""A workbook of somebody else is looked at before anything of it is unzipped."""

import zipfile

import pytest

from content.tables import BrokenFile
from content.workbooks import MOST_PARTS, check_archive
from tests.factories.workbooks import TEXTS, with_texts

SHEET = "xl/worksheets/sheet1.xml"
ROOM = 30_000  # bytes: for what else a workbook has
FEW, MANY = [f"Kwis {number}" for number in range(100)], [f"Kwis {number}" for number in range(2000)]


@pytest.fixture
def made(tmp_path):
    """A file, and the bytes of its parts, unzipped."""

    def file_and_sizes(texts, **said):
        file = tmp_path / "lijst.xlsx"
        file.write_bytes(with_texts(texts, **said))
        with zipfile.ZipFile(file) as archive:
            return file, {part.filename: part.file_size for part in archive.infolist()}

    return file_and_sizes


def test_what_all_parts_may_be_is_for_who_opens_it_to_say(made):
    file, sizes = made(FEW)
    check_archive(file, unpacked=sum(sizes.values()))
    with pytest.raises(BrokenFile, match="onredelijk groot"):
        check_archive(file, unpacked=sum(sizes.values()) - 1)


@pytest.mark.parametrize(("number", "is_opened"), [(MOST_PARTS, True), (MOST_PARTS + 1, False)])
def test_a_workbook_of_thousands_of_files_is_not_opened(made, number, is_opened):
    file, sizes = made(FEW)
    with zipfile.ZipFile(file, "a") as archive:
        for more in range(number - len(sizes)):
            archive.writestr(f"xl/media/{more}.png", b"")
    if is_opened:
        check_archive(file)
    else:
        with pytest.raises(BrokenFile, match="onredelijk groot"):
            check_archive(file)


def test_sheets_are_read_row_by_row_and_all_else_at_once(made):
    file, sizes = made(FEW, rows=2000)
    assert sizes[SHEET] > ROOM
    check_archive(file, at_once=ROOM)
    file, sizes = made(MANY, rows=2000)
    assert sizes[TEXTS] > ROOM
    with pytest.raises(BrokenFile, match="onredelijk groot"):
        check_archive(file, at_once=ROOM)


def test_texts_under_the_name_of_a_sheet_count_as_what_they_are(made):
    file, sizes = made(MANY, part="xl/worksheets/sheet2.xml")
    assert sum(sizes.values()) - sizes["xl/worksheets/sheet2.xml"] < ROOM
    with pytest.raises(BrokenFile, match="onredelijk groot"):
        check_archive(file, at_once=ROOM)


def test_a_table_of_parts_that_is_damaged_is_told_as_damage(made):
    file, _sizes = made(FEW)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content[:40] if name == "[Content_Types].xml" else content)
    with pytest.raises(BrokenFile, match="beschadigd"):
        check_archive(file)
