"""Uploads on a real S3 server: images for everyone, documents for those whom the site lets through."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import environ
import pytest
import urllib3
from django.core.files.base import ContentFile
from django.core.files.storage import storages as django_storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Collection

from accounts.models import User
from ikkooplokaal.storage import storages
from media_library.models import SiteDocument, SiteImage
from tests.services import s3
from tests.services.processes import PATIENCE
from tests.signing_in import sign_in

# Wagtail leaves the copy open that django-storages made of an image to cut: a buffer in memory, and none of our doing.
left_open = pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
pytestmark = [pytest.mark.services, left_open]
KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def server() -> Iterator[s3.S3Server]:
    try:
        with s3.server() as started:
            yield started
    except s3.NoServer as reason:
        pytest.skip(f"the S3 server does not start here: {reason}")


@pytest.fixture
def on_s3(server, settings, monkeypatch) -> Iterator[s3.S3Server]:
    """Media on S3 by the variables and the function that production uses."""
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_S3_URL_PROTOCOL", "http:")
    settings.STORAGES = storages(environ.Env()) | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    monkeypatch.setattr(SiteDocument._meta.get_field("file"), "storage", django_storages["documents"])
    yield server
    gc.collect()


@pytest.fixture
def editor(client, site_tree):
    sign_in(client, User.objects.create_superuser("redactie@ikkooplokaal.example"))
    return client


@pytest.fixture
def image(on_s3, editor) -> SiteImage:
    """An image that an editor uploaded through the admin."""
    picture = BytesIO()
    Image.new("RGB", (640, 480), "#b5533c").save(picture, "JPEG")
    fields = {"title": "Etalage", "description": "Een etalage", "collection": Collection.get_first_root_node().pk}
    answer = editor.post("/admin/images/add/", fields | {"file": SimpleUploadedFile("etalage.jpg", picture.getvalue(), "image/jpeg")})
    assert answer.status_code == 302, answer.context["form"].errors
    return SiteImage.objects.get()


@pytest.fixture
def document(on_s3, db) -> SiteDocument:
    return SiteDocument.objects.create(title="Spelregels", file=ContentFile(b"de spelregels", "spelregels.txt"))


def ask(url: str) -> urllib3.BaseHTTPResponse:
    """As a visitor without any key."""
    return urllib3.request("GET", url, retries=False, timeout=PATIENCE)


def keys(server: s3.S3Server, bucket: str) -> set[str]:
    return {item["Key"] for item in server.client().list_objects_v2(Bucket=bucket).get("Contents", [])}


def test_an_uploaded_image_is_read_by_anyone_and_kept_for_a_year(on_s3, image):
    assert image.file.url == f"{on_s3.endpoint}/{on_s3.public_bucket}/{image.file.name}"
    answer = ask(image.file.url)
    assert (answer.status, answer.headers["Cache-Control"], answer.headers["Content-Type"]) == (200, KEPT_FOR_A_YEAR, "image/jpeg")
    assert Image.open(BytesIO(answer.data)).size == (640, 480)


@pytest.mark.parametrize("form", ["webp", "avif"])
def test_a_cut_of_an_image_is_read_by_anyone_and_kept_for_a_year(image, form):
    rendition = image.get_rendition(f"fill-320x160|format-{form}")
    answer = ask(rendition.url)
    assert (answer.status, answer.headers["Cache-Control"], answer.headers["Content-Type"]) == (200, KEPT_FOR_A_YEAR, f"image/{form}")
    cut = Image.open(BytesIO(answer.data))
    assert (cut.format, cut.size) == (form.upper(), (320, 160))


def test_a_removed_image_is_gone_with_its_cuts(on_s3, image, django_capture_on_commit_callbacks):
    urls = [image.file.url, image.get_rendition("width-100|format-webp").url]
    assert [ask(url).status for url in urls] == [200, 200]
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert [ask(url).status for url in urls] == [404, 404]


def test_a_document_is_read_by_nobody_without_a_signature(on_s3, document):
    assert document.file.name in keys(on_s3, on_s3.private_bucket) - keys(on_s3, on_s3.public_bucket)
    assert ask(f"{on_s3.endpoint}/{on_s3.private_bucket}/{document.file.name}").status == 403


def test_the_site_sends_a_reader_of_a_document_to_a_signed_link_that_nobody_keeps(document, client):
    answer = client.get(document.url)
    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")
    read = ask(answer["Location"])
    assert (read.status, read.data, read.headers["Cache-Control"]) == (200, b"de spelregels", "private, no-store")


def test_a_signed_link_that_somebody_changed_is_refused(document, client):
    signed = client.get(document.url)["Location"]
    start, _, signature = signed.partition("X-Amz-Signature=")
    changed = ("0" if signature[0] != "0" else "1") + signature[1:]
    assert ask(f"{start}X-Amz-Signature={changed}").status == 403


def test_a_signed_link_of_two_minutes_ago_is_refused(document, client, time_machine):
    time_machine.move_to(datetime.now(UTC) - timedelta(minutes=2), tick=False)
    signed = client.get(document.url)["Location"]
    assert ask(signed).status == 403


def test_a_removed_document_is_gone(on_s3, document, django_capture_on_commit_callbacks):
    name = document.file.name
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert name not in keys(on_s3, on_s3.private_bucket)
