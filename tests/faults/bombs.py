"""Files that are small on their way in and large when they are opened, or broken in the middle; and one photo that is fine."""

import io
import struct
import zipfile
import zlib

from PIL import Image


def photo(width: int = 1200, height: int = 800) -> bytes:
    """Noise, which does not pack well: about 300 kB."""
    written = io.BytesIO()
    Image.effect_noise((width, height), 40).convert("RGB").save(written, "JPEG", quality=85)
    return written.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A header, and one line of pixels."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b"\x00" * 3 * 100)), (b"IEND", b"")]
    told = (struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


def png_of_one_colour(side: int) -> bytes:
    """side x side pixels in a few kilobytes; it really holds them."""
    written = io.BytesIO()
    Image.new("L", (side, side)).save(written, "PNG", compress_level=9)
    return written.getvalue()


def gif_of_frames(number: int, side: int = 2_000) -> bytes:
    """Each frame is a whole picture of one colour."""
    first, written = Image.new("P", (side, side)), io.BytesIO()
    frames = [Image.new("P", (side, side), colour % 250) for colour in range(2)]
    first.save(written, "GIF", save_all=True, append_images=frames * (number // 2), optimize=False)
    return written.getvalue()


def svg_with_entities() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(9))
    return f'<?xml version="1.0"?><!DOCTYPE svg [{entities}]><svg xmlns="http://www.w3.org/2000/svg"><text>&e8;</text></svg>'.encode()


def workbook_that_unpacks_to(megabytes: int) -> bytes:
    """A zip with the parts of a workbook, of which the sheet is spaces."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(megabytes):
                sheet.write(b" " * 1024 * 1024)
    return written.getvalue()
