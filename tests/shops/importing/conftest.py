"""An editor of Tielt at the screens of an import."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from municipalities.models import Municipality
from shops.models import ImportBatch
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory
from tests.shops.importing import pages
from tests.signing_in import sign_in


@pytest.fixture
def tielt() -> Municipality:
    return MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", longitude=3.3, postcodes=["8700"])


@pytest.fixture
def other() -> Municipality:
    return MunicipalityFactory(nis="37023", name="Gemeente 2", slug="gemeente-2", longitude=3.9, postcodes=["8701"])


@pytest.fixture
def editor(client: Client, tielt: Municipality) -> Client:
    return sign_in(client, roles.editor(tielt))


@pytest.fixture
def kinds() -> None:
    for slug in ("bakker", "slager", "andere"):
        CategoryFactory(slug=slug)


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Posts as a browser does, with the worker at hand: send(client, address, data)."""

    def posted(client: Client, address: str, data: dict | None = None, **options):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, data or {}, **options)

    return posted


@pytest.fixture
def upload(send):
    """Uploads text and gives the batch: upload(client, HEAD + KROON)."""

    def uploaded(client: Client, text: str, *, name: str = "winkels.csv", **said) -> ImportBatch:
        answer = send(client, pages.UPLOAD, {"file": SimpleUploadedFile(name, text.encode()), "source": "", **said})
        assert answer.status_code == 302, pages.errors(answer)
        return ImportBatch.objects.latest("pk")

    return uploaded
