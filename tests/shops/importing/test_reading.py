import gzip

import pytest

from shops.importing.reading import BrokenFile, read

CSV = "naam;straat\nBakker;Kerkstraat\n"
GEOJSON = '{"type": "FeatureCollection", "features": []}'
OVERPASS = '{"elements": []}'


@pytest.mark.parametrize(("content", "format"), [(CSV, "csv"), (GEOJSON, "geojson"), ("\ufeff \n" + OVERPASS, "overpass")])
def test_the_content_decides_what_a_file_is_and_not_its_name(tmp_path, content, format):
    file = tmp_path / "winkels.xlsx"
    file.write_text(content, encoding="utf-8")

    assert read(file).format == format


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Het bestand is leeg."),
        (b"\xef\xbb\xbf \r\n\t", "Het bestand is leeg."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "oud Excel-bestand"),
        (b"%PDF-1.7\n", "PDF"),
        (gzip.compress(CSV.encode(), mtime=0), "ingepakt"),
        (b"\x89PNG\r\n", "afbeelding"),
        (b"<!DOCTYPE html><html><body>The server is probably too busy", "webpagina"),
        (b'<?xml version="1.0"?><osm/>', "webpagina of XML"),
        (b"\x7fELF\x02" + b"\0" * 200, "geen tekstbestand"),
        (b'[{"naam": "Bakker"}]', "geen antwoord van Overpass en geen GeoJSON"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_it_is(tmp_path, content, message):
    file = tmp_path / "winkels.csv"
    file.write_bytes(content)

    with pytest.raises(BrokenFile, match=message):
        read(file)


def test_a_file_over_the_limit_is_refused_before_it_is_opened(tmp_path):
    file = tmp_path / "winkels.csv"
    file.write_text(CSV + "x" * 2_000_000)

    with pytest.raises(BrokenFile) as refusal:
        read(file, limit=1024 * 1024)
    assert str(refusal.value) == "Het bestand is te groot: 2,0 MB, meer dan 1,0 MB."


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(BrokenFile, match=r"nergens\.csv bestaat niet"):
        read(tmp_path / "nergens.csv")
    with pytest.raises(BrokenFile, match="is geen bestand"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("content", "format", "message"),
    [
        (GEOJSON, "overpass", "maar niet een antwoord van Overpass"),
        (OVERPASS, "geojson", "maar niet GeoJSON"),
        (CSV, "xlsx", "geen Excel-werkmap"),
        (CSV, "geojson", "geen geldige JSON: op regel 1"),
        (OVERPASS, "csv", "geen rij met kolomtitels"),
    ],
)
def test_a_format_that_was_asked_for_must_be_there(tmp_path, content, format, message):
    file = tmp_path / "winkels"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(BrokenFile, match=message):
        read(file, format)


def test_a_format_that_does_not_exist_is_a_mistake_of_the_caller(tmp_path):
    with pytest.raises(ValueError, match="unknown format: docx"):
        read(tmp_path, "docx")
