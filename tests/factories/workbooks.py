"""A workbook with a table of texts beside its one sheet, as Excel writes it; openpyxl writes texts into the sheet."""

import zipfile
from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook

TEXTS = "xl/sharedStrings.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def with_texts(texts: Iterable[str], *, rows: int = 1, part: str = TEXTS) -> bytes:
    """The file. rows: of a number each. part: the name of the table of texts within the file."""
    book, stream, packed = Workbook(), BytesIO(), BytesIO()
    for number in range(rows):
        book.active.append([number])
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    override = f'<Override PartName="/{part}" ContentType="{TYPE}" /></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", override)
    parts[part] = f'<sst xmlns="{NAMESPACE}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>'
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()
