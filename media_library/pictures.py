"""What is done to every uploaded picture before it is stored: read to the last pixel, and written anew with nothing but pixels.

A photo from a phone tells where and when it was taken, a broken one breaks the page that shows it later, and a small file can ask for
gigabytes. So the stored file is never the uploaded one:

- the size in the header is judged before a pixel is decoded;
- turned upright, colours brought to sRGB, CMYK and 16 bits to 8-bit RGB;
- EXIF, GPS, XMP, IPTC, comments, thumbnails and colour profiles are left behind;
- of a moving picture the first frame stays: pages show pictures still (renditions do, and WCAG 2.2.2 would ask for a pause button);
- WebP, HEIC and AVIF become JPEG, or PNG where they are transparent; JPEG, PNG and GIF stay what they are. (Visitors get WebP or AVIF
  all the same: those are made from the stored file. To write a large WebP takes 27 to 46 bytes per pixel, measured with Pillow 13.)
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Any

from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms
from pillow_heif import HeifImagePlugin  # noqa: F401  (teaches Pillow to read HEIC, as Willow does)

MAX_PIXELS = 25_000_000
WORKING_MEMORY = 250_000_000  # bytes that one picture may take; a worker with the site loaded stays under 400 MB
BYTES_PER_PIXEL = {"WEBP": 16, "AVIF": 20, "CMYK": 12}  # at the peak of decoding, measured with Pillow 13; other kinds take 10 at most
MOST_SCANS = 150  # of a progressive JPEG; cameras and programs write 10 or so, and each costs a pass over all pixels
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF"}  # by extension
SAVING: dict[str, dict[str, Any]] = {"JPEG": {"quality": 90}, "PNG": {"compress_level": 4}, "GIF": {}}  # what is written
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # by EXIF orientation (CIPA DC-008, tag 0x0112)


class PictureRefused(ValueError):
    """An upload that is not stored. `args[0]` says to its maker what to do about it, in the active language."""


class NotReadable(PictureRefused):
    """Broken, cut off, or no picture at all."""


class NotAllowed(PictureRefused):
    """A kind of file that is no photo: a drawing (SVG), a PDF, a TIFF."""


class WrongName(PictureRefused):
    """The extension names another format than the file holds."""


class TooManyPixels(PictureRefused):
    """Larger than a page needs and a server can bear."""


def cleaned(file: File, *, max_pixels: int = MAX_PIXELS) -> File:
    """The same picture, upright and in sRGB, with a fitting name and without anything but pixels.

    file: an upload with its name; it is read, not changed.

    Raises NotReadable, NotAllowed, WrongName or TooManyPixels; never another exception, whatever the bytes.
    """
    name = os.path.basename(file.name or "")
    expected = format_by_name(name)
    refuse_endless_scans(file, expected)
    with decoders_may_fail(max_pixels), Image.open(rewound(file), formats=sorted(set(FORMATS.values()))) as image:
        refuse_wrong_name(name, expected, "JPEG" if image.format == "MPO" else image.format or "")
        refuse_too_many_pixels(image, max_pixels)
        image.load()
        return written(plain(upright(image)), name, expected)


def format_by_name(name: str) -> str:
    """Pillow's word for the format that the extension promises."""
    extension = os.path.splitext(name)[1].lower().removeprefix(".")
    if extension not in FORMATS:
        raise NotAllowed(_("Dit soort bestand kunnen we niet tonen. Bewaar je beeld als JPG, PNG of WebP."))
    return FORMATS[extension]


def rewound(file: File) -> IO[bytes]:
    file.seek(0)
    return file  # type: ignore[return-value]  # a File reads like one


@contextmanager
def decoders_may_fail(max_pixels: int) -> Iterator[None]:
    """Turn whatever a decoder raises on hostile bytes (OSError, SyntaxError, struct.error, RuntimeError ...) into a refusal."""
    try:
        yield
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise too_many_pixels(max_pixels) from bomb
    except Exception as error:
        raise NotReadable(_("Dit beeld is stuk of niet volledig. Bewaar het opnieuw, of neem een ander.")) from error


def refuse_endless_scans(file: File, expected: str) -> None:
    """A few megabytes of progressive JPEG can hold 100,000 passes over all pixels: minutes of work for a server.

    The marker cannot occur inside the coded pixels (0xFF is always followed by 0x00 there), so counting bytes is enough.
    """
    if expected != "JPEG":
        return
    file.seek(0)
    if sum(chunk.count(b"\xff\xda") for chunk in file.chunks()) > MOST_SCANS:
        raise NotReadable(_("Dit beeld is op een ongewone manier bewaard. Bewaar het opnieuw als gewone JPG."))


def refuse_wrong_name(name: str, expected: str, found: str) -> None:
    if found != expected:
        told = {"extension": os.path.splitext(name)[1].lower(), "format": "HEIC" if found == "HEIF" else found}
        raise WrongName(_("De naam eindigt op %(extension)s, maar het bestand is een %(format)s. Bewaar het opnieuw als JPG of PNG.") % told)


def refuse_too_many_pixels(image: Image.Image, max_pixels: int) -> None:
    """Judged by the header. Some formats are decoded at such a cost that less than `max_pixels` fits in WORKING_MEMORY."""
    cost = BYTES_PER_PIXEL.get(image.format or "") or BYTES_PER_PIXEL.get(image.mode, 10)
    most = min(max_pixels, WORKING_MEMORY // cost)
    if image.width * image.height > most:
        raise too_many_pixels(most, image.size)


def too_many_pixels(max_pixels: int, size: tuple[int, int] | None = None) -> TooManyPixels:
    most = max_pixels // 1_000_000
    if not size:
        return TooManyPixels(_("Dit beeld is te groot. Maak het kleiner: hoogstens %(most)s megapixels.") % {"most": most})
    told = {"width": size[0], "height": size[1], "most": most}
    return TooManyPixels(_("Dit beeld is te groot: %(width)s op %(height)s pixels. Maak het kleiner: hoogstens %(most)s megapixels.") % told)


def upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF says, so that the pixels alone are right."""
    turn = UPRIGHT.get(orientation(image))
    return image if turn is None else image.transpose(turn)


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 where the EXIF is absent or broken (it is thrown away, so it need not be right)."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:
        return 1


def plain(image: Image.Image) -> Image.Image:
    """In a mode that every output format writes: L, P, RGB or RGBA, 8 bits, sRGB; without any information beside the pixels."""
    profile, transparency = image.info.get("icc_profile"), image.info.get("transparency")
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        image = in_srgb(image, profile)
    if image.mode.startswith("I"):
        image = eight_bits(image)
    elif image.mode not in {"L", "P", "RGB", "RGBA"}:
        image = image.convert("RGBA" if image.has_transparency_data else "L" if image.mode == "1" else "RGB")
    image.info = {} if transparency is None else {"transparency": transparency}
    return image


def in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Colours as the profile means them, in sRGB; a profile that cannot be read is left out."""
    try:
        source, target, mode = ImageCms.getOpenProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), image.mode
        if mode == "CMYK":
            return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
        ImageCms.profileToProfile(image, source, target, inPlace=True)
    except (ImageCms.PyCMSError, OSError, ValueError):
        pass
    return image


def eight_bits(image: Image.Image) -> Image.Image:
    """A grey picture of 16 bits (the only other depth that these formats give), which no JPEG can be made of."""
    return image.convert("I").point(lambda value: value / 256).convert("L")


def written(image: Image.Image, name: str, expected: str) -> File:
    """The picture as a file, in the format of its name or in the one that stands for it."""
    form = expected if expected in SAVING else "PNG" if image.has_transparency_data else "JPEG"
    if form == "JPEG" and image.mode not in {"L", "RGB"}:
        image = image.convert("RGB")
    output = BytesIO()
    image.save(output, form, **SAVING[form])
    output.seek(0)
    stem = os.path.splitext(name)[0]
    return File(output, name=name if form == expected else f"{stem}.{'jpg' if form == 'JPEG' else 'png'}")
