"""What is done to an uploaded picture."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from media_library.pictures import NotAllowed, NotReadable, PictureRefused, TooManyPixels, WrongName, cleaned

BEGINNINGS = [b"", b"x", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a\0\0\0\0", b"RIFF\0\0\0\0WEBPVP8 ", b"\0\0\0\x18ftypheic"]
RED, BLUE = (200, 30, 30), (30, 30, 200)
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    output = BytesIO()
    image.save(output, form, **options)
    return output.getvalue()


def photo(width: int = 40, height: int = 20) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def near(colour: tuple[int, ...], other: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(one - two) <= by for one, two in zip(colour, other, strict=True))


def reopened(name: str, content: bytes) -> Image.Image:
    image = Image.open(cleaned(upload(name, content)))
    image.load()
    return image


def png_header(width: int, height: int, colour: int = 2) -> bytes:
    """A PNG of less than a hundred bytes that claims a size."""
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    parts = [struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_nothing_of_the_photographer_is_left_in_a_jpeg():
    exif = Image.Exif()
    exif[MAKER] = "Camera van Jan"
    exif.get_ifd(GPS)[2] = (50.0, 59.0, 59.0)
    content = saved(photo(), "JPEG", exif=exif, comment=b"bij Jan thuis", xmp=b"<x:xmpmeta>Jan</x:xmpmeta>")
    assert content.count(b"Jan") == 3

    picture = cleaned(upload("winkel.jpg", content))

    bytes_kept = picture.read()
    assert b"Jan" not in bytes_kept
    image = Image.open(BytesIO(bytes_kept))
    assert (image.format, dict(image.getexif()), image.info.get("xmp"), image.info.get("comment")) == ("JPEG", {}, None, None)


@pytest.mark.parametrize(("form", "name"), [("PNG", "a.png"), ("WEBP", "a.webp"), ("AVIF", "a.avif"), ("HEIF", "a.heic")])
def test_nothing_of_the_photographer_is_left_in_other_formats(form: str, name: str):
    exif = Image.Exif()
    exif[MAKER] = "Camera van Jan"
    content = saved(photo(64, 64), form, exif=exif)
    assert b"Camera van Jan" in content

    assert b"Camera van Jan" not in cleaned(upload(name, content)).read()


def test_text_chunks_of_a_png_are_dropped():
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("Author", "Jan")
    assert b"Jan" not in cleaned(upload("a.png", saved(photo(), "PNG", pnginfo=text))).read()


@pytest.mark.parametrize(
    ("value", "size", "left_or_top", "right_or_bottom"),
    [
        (1, (40, 20), RED, BLUE),
        (2, (40, 20), BLUE, RED),
        (3, (40, 20), BLUE, RED),
        (4, (40, 20), RED, BLUE),
        (5, (20, 40), RED, BLUE),
        (6, (20, 40), RED, BLUE),
        (7, (20, 40), BLUE, RED),
        (8, (20, 40), BLUE, RED),
    ],
)
def test_a_photo_is_turned_upright(value: int, size: tuple[int, int], left_or_top: tuple[int, ...], right_or_bottom: tuple[int, ...]):
    exif = Image.Exif()
    exif[ORIENTATION] = value
    image = reopened("a.jpg", saved(photo(), "JPEG", exif=exif, quality=95))
    assert image.size == size
    assert near(image.getpixel((2, 2)), left_or_top)
    assert near(image.getpixel((size[0] - 3, size[1] - 3)), right_or_bottom)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_broken_exif_is_dropped_and_the_photo_kept():
    content = saved(photo(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01\x12")
    assert reopened("a.jpg", content).size == (40, 20)


def test_a_colour_profile_is_worked_into_the_pixels_and_dropped():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = reopened("a.jpg", saved(photo(), "JPEG", icc_profile=profile, quality=95))
    assert "icc_profile" not in image.info
    assert near(image.getpixel((2, 2)), RED)


def test_a_broken_colour_profile_costs_no_picture():
    image = reopened("a.jpg", saved(photo(), "JPEG", icc_profile=b"no profile at all", quality=95))
    assert "icc_profile" not in image.info
    assert near(image.getpixel((2, 2)), RED)


def test_cmyk_becomes_rgb():
    image = reopened("druk.jpg", saved(photo().convert("CMYK"), "JPEG", quality=95))
    assert image.mode == "RGB"
    assert near(image.getpixel((2, 2)), RED, by=40)


def test_sixteen_bits_of_grey_become_eight_and_stay_as_bright():
    grey = Image.new("I;16", (4, 4), 0x8000)
    image = reopened("a.png", saved(grey, "PNG"))
    assert (image.mode, image.getpixel((1, 1))) == ("L", 128)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_kind_of_png_is_read(mode: str):
    assert reopened("a.png", saved(Image.new(mode, (5, 3)), "PNG")).size == (5, 3)


def test_transparency_stays():
    clear = Image.new("RGBA", (4, 4), (10, 20, 30, 0))
    assert reopened("logo.png", saved(clear, "PNG")).getpixel((1, 1)) == (10, 20, 30, 0)

    picture = cleaned(upload("logo.webp", saved(clear, "WEBP", lossless=True, exact=True)))
    assert (picture.name, Image.open(picture).convert("RGBA").getpixel((1, 1))[3]) == ("logo.png", 0)


def test_a_palette_with_a_clear_colour_keeps_it():
    image = Image.new("P", (4, 4), 1)
    image.putpalette([255, 0, 0, 0, 255, 0])
    again = reopened("logo.gif", saved(image, "GIF", transparency=1)).convert("RGBA")
    assert again.getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(("form", "name"), [("GIF", "a.gif"), ("WEBP", "a.webp"), ("PNG", "a.png")])
def test_of_a_moving_picture_the_first_frame_stays(form: str, name: str):
    frames = [Image.new("RGB", (8, 8), colour) for colour in (RED, BLUE, RED)]
    content = saved(frames[0], form, save_all=True, append_images=frames[1:])
    assert Image.open(BytesIO(content)).n_frames == 3

    image = reopened(name, content)
    assert getattr(image, "n_frames", 1) == 1
    assert near(image.convert("RGB").getpixel((1, 1)), RED)


@pytest.mark.parametrize(("form", "name", "stored"), [("HEIF", "IMG_1.HEIC", "IMG_1.jpg"), ("AVIF", "x.avif", "x.jpg"), ("WEBP", "x.webp", "x.jpg")])
def test_formats_of_phones_and_of_the_web_become_jpeg(form: str, name: str, stored: str):
    picture = cleaned(upload(name, saved(photo(64, 32), form)))
    assert (picture.name, Image.open(picture).format) == (stored, "JPEG")


def test_names_keep_their_spelling():
    assert cleaned(upload("Winkel.JPEG", saved(photo(), "JPEG"))).name == "Winkel.JPEG"


def test_a_tiny_file_that_claims_a_huge_size_is_refused_by_its_header():
    with pytest.raises(TooManyPixels, match=r"30000 op 900 pixels.*hoogstens 25 megapixels"):
        cleaned(upload("bom.png", png_header(30_000, 900)))


@pytest.mark.parametrize("size", [(12_000, 12_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_decompression_bomb_is_refused(size: tuple[int, int]):
    """Pillow warns of the first, refuses the second itself, and cannot count the third."""
    with pytest.raises((TooManyPixels, NotReadable)):
        cleaned(upload("bom.png", png_header(*size)))


def test_twenty_six_megapixels_are_too_many_and_twenty_five_are_not():
    with pytest.raises(TooManyPixels):
        cleaned(upload("groot.png", saved(Image.new("1", (5200, 5000)), "PNG")))
    assert Image.open(cleaned(upload("groot.png", saved(Image.new("1", (5000, 5000)), "PNG")))).size == (5000, 5000)


def test_a_format_that_costs_more_memory_may_have_fewer_pixels():
    with pytest.raises(TooManyPixels, match="hoogstens 15 megapixels"):
        cleaned(upload("groot.webp", saved(Image.new("RGB", (4000, 4000)), "WEBP", quality=1, method=0)))


def test_the_limit_can_be_lowered():
    with pytest.raises(TooManyPixels):
        cleaned(upload("a.jpg", saved(photo(), "JPEG")), max_pixels=799)


def test_a_cut_off_file_is_refused():
    content = saved(Image.effect_noise((300, 300), 60), "JPEG")
    with pytest.raises(NotReadable, match="stuk of niet volledig"):
        cleaned(upload("half.jpg", content[: len(content) // 2]))


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif", "a.webp", "a.avif", "a.heic"])
@pytest.mark.parametrize("content", BEGINNINGS)
def test_what_is_no_picture_is_refused(name: str, content: bytes):
    with pytest.raises(NotReadable):
        cleaned(upload(name, content))


def test_a_header_without_pixels_is_refused():
    with pytest.raises(NotReadable):
        cleaned(upload("leeg.png", png_header(100, 100)))
    with pytest.raises(NotReadable):
        cleaned(upload("nul.png", png_header(0, 0)))


def test_a_jpeg_with_endless_scans_is_refused():
    content = saved(photo(), "JPEG", progressive=True)
    with pytest.raises(NotReadable, match="gewone JPG"):
        cleaned(upload("lang.jpg", content + b"\xff\xda\0\x08" * 200))


@pytest.mark.parametrize(("name", "form"), [("a.jpg", "PNG"), ("a.png", "JPEG"), ("a.heic", "JPEG"), ("a.gif", "WEBP")])
def test_a_name_that_lies_is_refused_with_what_the_file_really_is(name: str, form: str):
    with pytest.raises(WrongName, match=form):
        cleaned(upload(name, saved(photo(), form)))


@pytest.mark.parametrize("name", ["tekening.svg", "scan.tiff", "blad.pdf", "foto", "foto.jpg.exe"])
def test_other_kinds_of_files_are_refused(name: str):
    with pytest.raises(NotAllowed, match="JPG, PNG of WebP"):
        cleaned(upload(name, b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'))


def test_an_svg_that_is_called_a_png_is_refused():
    with pytest.raises(NotReadable):
        cleaned(upload("tekening.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'))


def test_a_page_hidden_behind_a_picture_is_left_behind():
    content = saved(photo(), "GIF") + b"<script>alert(1)</script>"
    assert b"script" not in cleaned(upload("a.gif", content)).read()


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_random_damage_never_gives_another_exception():
    """One damaged byte at 60 fixed places in each format; each file is cleaned or refused."""
    for form, name in [("JPEG", "a.jpg"), ("PNG", "a.png"), ("GIF", "a.gif"), ("WEBP", "a.webp"), ("AVIF", "a.avif"), ("HEIF", "a.heic")]:
        content = saved(photo(64, 64), form)
        for part in range(60):
            damaged = bytearray(content)
            damaged[part * len(content) // 60] ^= 0xFF
            with suppress(PictureRefused):
                cleaned(upload(name, bytes(damaged)))


def test_each_real_picture_is_cleaned_or_refused_in_words(real_data: Path):
    """Photographs and the corner cases of Pillow's and pillow-heif's own tests."""
    stored, refused = {}, {}
    for path in sorted((real_data / "beelden").glob("*/*")):
        try:
            stored[path.name] = cleaned(upload(path.name, path.read_bytes()))
        except PictureRefused as refusal:
            refused[path.name] = type(refusal)
            assert str(refusal)
    assert refused == {
        "LICENSE.pillow.txt": NotAllowed,
        "LICENSE.pillow_heif.txt": NotAllowed,
        "frozenpond.mpo": NotAllowed,
        "hopper_16bit.pgm": NotAllowed,
        "wheat_flour_sack.svg": NotAllowed,
    }
    for name, picture in stored.items():
        image = Image.open(picture)
        image.load()
        assert (name, image.format in {"JPEG", "PNG", "GIF"}) == (name, True)
        assert (name, dict(image.getexif())) == (name, {})
        assert (name, {"exif", "xmp", "comment", "icc_profile", "photoshop"} & set(image.info)) == (name, set())


def test_each_real_photo_that_lay_on_its_side_stands_up(real_data: Path):
    folder = real_data / "beelden" / "pillow"
    straight = Image.open(folder / "hopper_orientation_2.jpg").transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize((16, 16))
    for number in range(3, 9):
        path = folder / f"hopper_orientation_{number}.jpg"
        turned = Image.open(cleaned(upload(path.name, path.read_bytes()))).resize((16, 16))
        differences = [abs(one - two) for one, two in zip(straight.tobytes(), turned.tobytes(), strict=True)]
        assert (number, sum(differences) / len(differences) < 6) == (number, True)
