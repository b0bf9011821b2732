"""Uploads through the real pages of the editors' tool."""

import gc
import html
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from accounts.models import User
from media_library.models import SiteDocument, SiteImage
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
SEEN = "Een toog met broden tot aan het plafond"
BROKEN = "Dit beeld is stuk of niet volledig"
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    local = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": local}
    return tmp_path


@pytest.fixture
def wagtail_leaves_files_open() -> Iterator[None]:
    """Wagtail 8.0 does not close the temporary file of a rendition; let its warning come now, not in a later test."""
    yield
    gc.collect()


@pytest.fixture
def editor(client: Client, site_tree: dict) -> Client:
    """Logged in as an administrator."""
    return sign_in(client, User.objects.create_superuser("beheer@ikkooplokaal.example", "een lang wachtwoord"))


def photo(form: str = "JPEG", size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    output = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(output, form, **options)
    return output.getvalue()


def phone_photo() -> bytes:
    """40 x 20, taken with the phone on its side, by Jan, at home."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Camera van Jan"
    exif.get_ifd(GPS)[2] = (50.0, 59.0, 59.0)
    return photo(exif=exif)


def half_a_photo() -> bytes:
    """Whole in its header, cut off in its pixels."""
    output = BytesIO()
    Image.effect_noise((300, 300), 60).save(output, "JPEG")
    return output.getvalue()[:9000]


def bomb() -> bytes:
    """Under 400 kB, 40 megapixels."""
    output = BytesIO()
    Image.new("1", (8000, 5000)).save(output, "PNG")
    assert len(output.getvalue()) < 400_000
    return output.getvalue()


def one(client: Client, name: str, content: bytes, **fields: str) -> Any:
    data = {"title": "Winkel", "file": SimpleUploadedFile(name, content), "collection": Collection.get_first_root_node().pk, "description": SEEN}
    return client.post(reverse("wagtailimages:add"), data | fields)


def one_of_many(client: Client, name: str, content: bytes, **fields: str) -> Any:
    data = {"title": "Winkel", "files[]": SimpleUploadedFile(name, content), "collection": Collection.get_first_root_node().pk, "description": SEEN}
    return client.post(reverse("wagtailimages:add_multiple"), data | fields)


def in_the_chooser(client: Client, name: str, content: bytes) -> Any:
    prefix = "image-chooser-upload-"
    fields = {"title": "Winkel", "file": SimpleUploadedFile(name, content), "collection": Collection.get_first_root_node().pk, "description": SEEN}
    return client.post(reverse("wagtailimages_chooser:create"), {f"{prefix}{field}": value for field, value in fields.items()})


def stored() -> list[str]:
    return [image.filename for image in SiteImage.objects.all()]


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


REFUSED = [
    ("half.jpg", half_a_photo, BROKEN),
    ("kop.jpg", lambda: b"\xff\xd8\xff\xe0", BROKEN),
    ("kop.webp", lambda: b"RIFF\x0c\0\0\0WEBPVP8 ", BROKEN),
    ("tekst.png", lambda: b"dit is geen beeld", BROKEN),
    ("bom.png", bomb, "hoogstens 25 megapixels"),
    ("foto.png", photo, "maar het bestand is een JPEG"),
    ("tekening.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "JPG, PNG of WebP"),
]


@pytest.mark.parametrize("send", [one, one_of_many, in_the_chooser])
@pytest.mark.parametrize(("name", "content", "message"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_a_refused_picture_is_an_error_of_its_field_and_nothing_is_stored(
    editor: Client, own_media: Path, send: Callable, name: str, content: Callable[[], bytes], message: str
):
    response = send(editor, name, content())
    assert response.status_code == 200
    assert message in response.content.decode("unicode_escape" if "json" in response["Content-Type"] else "utf-8")
    assert (stored(), files(own_media)) == ([], [])


@pytest.mark.parametrize("send", [one, one_of_many, in_the_chooser])
def test_an_empty_file_is_an_error_of_its_field(editor: Client, send: Callable):
    assert send(editor, "leeg.jpg", b"").status_code == 200
    assert stored() == []


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("wagtail_leaves_files_open")
@pytest.mark.parametrize("send", [one, in_the_chooser])
def test_a_photo_is_stored_upright_and_without_its_place(editor: Client, send: Callable):
    response = send(editor, "winkel.jpg", phone_photo())
    assert response.status_code in {200, 302}
    image = SiteImage.objects.get()
    with image.file.open() as file:
        content = file.read()
    assert b"Jan" not in content
    assert dict(Image.open(BytesIO(content)).getexif()) == {}
    assert (image.width, image.height, image.file_size) == (20, 40, len(content))


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("wagtail_leaves_files_open")
def test_a_heic_is_stored_as_jpeg(editor: Client):
    one(editor, "IMG_0001.HEIC", photo("HEIF", (64, 32)))
    assert stored() == ["IMG_0001.jpg"]
    assert SiteImage.objects.get().get_rendition("width-16").width == 16


def test_a_large_photo_that_stands_in_a_temporary_file_is_cleaned_too(editor: Client, settings: Any):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    one(editor, "winkel.jpg", phone_photo())
    image = SiteImage.objects.get()
    with image.file.open() as file:
        assert b"Jan" not in file.read()
    assert (image.width, image.height) == (20, 40)


def test_an_upload_kept_for_later_because_another_field_is_wrong_is_clean_as_well(editor: Client):
    """Wagtail then stores the request's file instead of the form's."""
    response = one_of_many(editor, "winkel.jpg", phone_photo(), title="x" * 300)
    assert response.json()["success"] is True
    assert stored() == []
    with UploadedFile.objects.get().file.open() as file:
        assert b"Jan" not in file.read()


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("wagtail_leaves_files_open")
def test_replacing_a_photo_by_a_broken_file_is_refused_and_the_old_one_stays(editor: Client, own_media: Path):
    one(editor, "oud.jpg", photo())
    image = SiteImage.objects.get()
    data = {"title": "Winkel", "collection": image.collection_id, "description": SEEN}
    address = reverse("wagtailimages:edit", args=[image.pk])

    response = editor.post(address, data | {"file": SimpleUploadedFile("half.jpg", half_a_photo())})
    assert (response.status_code, BROKEN in response.content.decode()) == (200, True)
    assert stored() == ["oud.jpg"]

    assert editor.post(address, data | {"file": SimpleUploadedFile("nieuw.jpg", phone_photo())}).status_code == 302
    image.refresh_from_db()
    assert (stored(), image.width, image.height) == (["nieuw.jpg"], 20, 40)


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("wagtail_leaves_files_open")
def test_changing_a_title_needs_no_new_file(editor: Client):
    one(editor, "oud.jpg", photo())
    image = SiteImage.objects.get()
    editor.post(reverse("wagtailimages:edit", args=[image.pk]), {"title": "Gevel", "collection": image.collection_id, "description": SEEN})
    image.refresh_from_db()
    assert (image.title, stored()) == ("Gevel", ["oud.jpg"])


def test_a_file_of_more_than_twenty_megabytes_is_refused_before_it_is_read(editor: Client, settings: Any):
    assert settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE == 20 * 1024 * 1024
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    assert one(editor, "winkel.jpg", photo()).status_code == 200
    assert stored() == []


def test_a_copy_that_is_larger_than_the_upload_was_is_no_reason_to_refuse(editor: Client, settings: Any):
    small = photo("AVIF", (600, 600), quality=1)
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = len(small)
    assert one(editor, "winkel.avif", small).status_code == 302
    assert SiteImage.objects.get().file_size > len(small)


# -- what an image says to who cannot see it


@pytest.mark.parametrize("said", ["", "   ", "IMG_2034.jpg", "foto 1", "DSC00012"])
def test_an_image_that_says_nothing_is_not_stored(editor: Client, said: str):
    assert one(editor, "winkel.jpg", photo(), description=said).status_code == 200
    assert stored() == []


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("wagtail_leaves_files_open")
def test_of_many_at_once_each_waits_for_its_description(editor: Client):
    answer = one_of_many(editor, "winkel.jpg", photo(), description="").json()
    assert (answer["success"], stored()) == (True, [])
    assert "Goed: “De toog van bakkerij De Korst" in html.unescape(answer["form"])
    kept, prefix = UploadedFile.objects.get(), f"uploaded-image-{answer['uploaded_file_id']}"
    fields = {"title": "Winkel", "description": SEEN, "collection": Collection.get_first_root_node().pk}
    editor.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[kept.pk]),
        {f"{prefix}-{name}": value for name, value in fields.items()},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert [image.description for image in SiteImage.objects.all()] == [SEEN]


def test_forms_ask_for_no_tags_because_their_list_is_one_for_all_municipalities(editor: Client):
    for name in ["wagtailimages:add", "wagtaildocs:add"]:
        assert 'name="tags"' not in editor.get(reverse(name)).content.decode()


# -- documents
def document(client: Client, name: str, content: bytes = b"%PDF-1.7 spelregels") -> Any:
    upload = SimpleUploadedFile("x.txt", content)
    upload.__dict__["_name"] = name  # what a hostile client sends; Django's own setter would clean it here already
    return client.post(reverse("wagtaildocs:add"), {"title": "Spelregels", "file": upload, "collection": Collection.get_first_root_node().pk})


def test_a_document_of_a_known_kind_is_stored(editor: Client):
    assert document(editor, "spelregels.pdf").status_code == 302
    assert [stored.filename for stored in SiteDocument.objects.all()] == ["spelregels.pdf"]


@pytest.mark.parametrize("name", ["script.html", "beeld.svg", "macro.exe", "zonder"])
def test_a_document_of_another_kind_is_an_error_of_its_field(editor: Client, name: str):
    assert document(editor, name).status_code == 200
    assert not SiteDocument.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("spelregels.pdf", b"MZ\x90 een programma"),
        ("spelregels.pdf", b"<script>alert(1)</script>"),
        ("spelregels.txt", b"%PDF-1.7"),
        ("lijst.csv", b"PK\x03\x04 een werkmap"),
        ("lijst.csv", b"naam;\x00"),
        ("lijst.xlsx", b"naam;straat"),
        ("lijst.xlsx", b"PK\x03\x04 word/document.xml"),
        ("brief.docx", b"PK\x03\x04 xl/workbook.xml"),
        ("brief.odt", b"PK\x03\x04 zonder soort"),
        ("brief.rtf", b"tekst"),
        ("alles.zip", b"Rar!"),
    ],
)
def test_a_document_that_is_not_what_it_is_called_is_an_error_of_its_field(editor: Client, name: str, content: bytes):
    answer = document(editor, name, content)
    ending = name.rpartition(".")[2]
    assert f"Dit is geen .{ending}, al heet het zo. Bewaar het opnieuw en kies het dan." in html.unescape(answer.content.decode())
    assert not SiteDocument.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("spelregels.PDF", b"\xef\xbb\xbf%PDF-1.4"),
        ("brief.docx", b"PK\x03\x04" + bytes(1024 * 1024 - 7) + b"word/document.xml"),
        ("lijst.xlsx", b"PK\x03\x04 xl/workbook.xml"),
        ("dia.pptx", b"PK\x03\x04 ppt/presentation.xml"),
        ("brief.odt", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text"),
        ("dia.key", b"PK\x03\x04 Index/Document.iwa"),
        ("leeg.zip", b"PK\x05\x06"),
        ("brief.rtf", rb"{\rtf1 Beste}"),
        ("lijst.csv", "naam;straat\nÉén;Markt".encode()),
        ("lijst.csv", "naam;straat".encode("utf-16")),
        ("brief.txt", "Één".encode("latin-1")),
    ],
)
def test_a_document_that_is_what_it_is_called_is_stored_as_it_came(editor: Client, name: str, content: bytes):
    assert document(editor, name, content).status_code == 302
    with SiteDocument.objects.get().file.open() as stored:
        assert stored.read() == content


def test_the_words_of_a_document_change_without_its_file(editor: Client):
    document(editor, "spelregels.pdf")
    stored = SiteDocument.objects.get()
    stored.file.storage.delete(stored.file.name)
    stored.title = "Reglement"
    stored.full_clean()


def test_a_document_that_is_too_big_is_an_error_of_its_field(editor: Client, settings: Any):
    assert settings.WAGTAILDOCS_MAX_UPLOAD_SIZE == 20 * 1024 * 1024
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 5
    assert document(editor, "spelregels.pdf").status_code == 200
    assert not SiteDocument.objects.exists()


@pytest.mark.parametrize("name", ["../../../etc/spelregels.pdf", "/etc/spelregels.pdf", "..\\spelregels.pdf"])
def test_a_document_named_with_a_path_stays_in_its_folder(editor: Client, own_media: Path, name: str):
    document(editor, name)
    assert [stored.file.name for stored in SiteDocument.objects.all()] == ["documents/spelregels.pdf"]
    assert [path for path in files(own_media) if "spelregels" in path and not path.startswith("documents/")] == []


def test_a_document_named_with_a_nul_is_no_server_error(editor: Client):
    assert document(editor, "spel\0regels.pdf").status_code in {302, 400}
    assert [stored.filename for stored in SiteDocument.objects.all()] in ([], ["spelregels.pdf"])


def test_the_temporary_file_of_an_upload_can_be_overwritten():
    """What overwrite() relies on: Django's temporary uploads are open for writing."""
    with TemporaryUploadedFile("a.jpg", "image/jpeg", 3, None) as upload:
        upload.write(b"abc")
        upload.seek(0)
        upload.truncate()
        assert upload.tell() == 0
