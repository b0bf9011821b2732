"""What a file is, by its content: a document must be what its name says.

Sources: ISO 32000-1 annex H, note 13 (PDF: its mark within the first 1024 bytes), APPNOTE.TXT 4.3.7 (zip), ECMA-376 part 2 (names of parts in docx,
xlsx and pptx), OpenDocument 1.3 part 2, 3.3 (odt), RTF 1.9.1.
"""

from collections.abc import Iterator

from django.core.files.base import File

HEAD = 64 * 1024  # bytes
CHUNK = 1024 * 1024  # bytes
ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second: without a file in it
INSIDE = {"docx": b"word/", "xlsx": b"xl/", "pptx": b"ppt/", "odt": b"application/vnd.oasis.opendocument.text", "zip": b"PK", "key": b"PK"}
WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")  # UTF-16
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"%PDF-", *ZIP)


def is_what_it_says(file: File, ending: str) -> bool:
    """ending: "pdf", without its dot, one of WAGTAILDOCS_EXTENSIONS. Nothing is unpacked; a name in an archive is looked for as bytes."""
    file.seek(0)
    head = file.read(HEAD)
    if ending == "pdf":
        found = b"%PDF-" in head[:1024]
    elif ending == "rtf":
        found = head.startswith(rb"{\rtf")
    elif ending in INSIDE:
        found = head.startswith(ZIP) and holds(file, INSIDE[ending])
    else:
        found = is_text(head)
    file.seek(0)
    return found


def is_text(head: bytes) -> bool:
    return head.startswith(WIDE_TEXT) or (b"\x00" not in head and not head.startswith(PROGRAMS))


def holds(file: File, sought: bytes) -> bool:
    return any(sought in piece for piece in pieces(file, len(sought)))


def pieces(file: File, overlap: int) -> Iterator[bytes]:
    """The whole file, each piece with the end of the one before."""
    file.seek(0)
    before = b""
    while chunk := file.read(CHUNK):
        yield before + chunk
        before = chunk[-overlap:]
