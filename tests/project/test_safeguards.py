"""What OWASP asks of any site, where no other test shows it (docs/asvs.csv)."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.contrib.messages import constants
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from gunicorn.config import Config
from gunicorn.http import RequestParser
from gunicorn.http.errors import InvalidHeader
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from ikkooplokaal.host_messages import HostStorage
from media_library.models import SiteDocument
from tests.project.test_production_start import COMPLETE, SHOW, start

COOKIES = ["SESSION", "CSRF"]


def test_the_cookies_of_production_are_of_this_host_alone_and_no_script_reads_them():
    facts = ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "DOMAIN", "PATH")
    shown = SHOW % ["MESSAGE_STORAGE", *(f"{kind}_COOKIE_{fact}" for kind in COOKIES for fact in facts)]
    assert json.loads(start(COMPLETE, shown).stdout) == {
        **{"SESSION_COOKIE_NAME": "__Host-session", "CSRF_COOKIE_NAME": "__Host-csrf"},
        "MESSAGE_STORAGE": "ikkooplokaal.host_messages.HostStorage",
        **{f"{kind}_COOKIE_{what}": True for kind in COOKIES for what in ("SECURE", "HTTPONLY")},
        **{f"{kind}_COOKIE_SAMESITE": "Lax" for kind in COOKIES},
        **{f"{kind}_COOKIE_DOMAIN": None for kind in COOKIES},
        **{f"{kind}_COOKIE_PATH": "/" for kind in COOKIES},
    }


def test_the_cookie_of_a_message_is_of_this_host_alone_too(rf: Any, settings: Any):
    settings.SESSION_COOKIE_SECURE = True
    request, answer = rf.get("/admin/"), HttpResponse()
    request.session = {}
    storage = HostStorage(request)
    storage.add(constants.SUCCESS, "Bewaard.")
    storage.update(answer)
    [cookie] = answer.cookies.values()
    assert (cookie.key, cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
        *("__Host-messages", True, True, "Lax", "/", ""),
    )


@pytest.mark.parametrize("address", ["/nl/", "/admin/login/", "/healthz", "/nl/bestaat-niet/"])
def test_no_answer_opens_itself_to_another_origin(client: Client, site_tree: Any, address: str):
    """Static files are for everybody, and say so."""
    answer = client.get(address, headers={"origin": "https://elders.example"})
    assert [name for name in answer.headers if name.lower().startswith("access-control-")] == []


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/nl/", "text/html; charset=utf-8"),
        ("/nl/bestaat-niet/", "text/html; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
        ("/healthz", "application/json"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/static/css/site.css", 'text/css; charset="utf-8"'),
    ],
)
def test_every_kind_of_answer_says_what_it_is(client: Client, site_tree: Any, address: str, kind: str):
    answer = client.get(address)
    assert answer["Content-Type"] == kind
    answer.close()


@pytest.mark.parametrize("address", ["/nl/", "/admin/login/", "/healthz", "/robots.txt", "/nl/bestaat-niet/"])
def test_nothing_is_echoed_to_trace(client: Client, site_tree: Any, address: str):
    answer = client.generic("TRACE", address, b"geheim", headers={"x-secret": "geheim"})
    assert b"geheim" not in answer.content
    assert answer["Content-Type"] != "message/http"


@pytest.mark.parametrize("address", ["/static/", "/static/css/", "/media/", "/media/images/"])
def test_a_folder_is_no_page(client: Client, db: None, address: str):
    assert client.get(address).status_code == 404


def test_a_document_is_saved_and_not_opened(client: Client, site_tree: Any):
    """Under a name that breaks out of no header, whatever its maker called it."""
    text = ContentFile(b"spelregels", name="spelregels.txt")
    document = SiteDocument.objects.create(title="Spelregels", file=text)
    answer = client.get(document.url)
    assert answer["Content-Disposition"] == f'attachment; filename="{document.filename}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_an_editors_text_keeps_no_script():
    """What the editor sends is a list of blocks, so a hostile one can name anything; a link to a script and an unknown block are dropped."""
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
    words = {"key": "a", "type": "unstyled", "depth": 0, "text": "<script>hier</script>", "inlineStyleRanges": []}
    hostile = {"blocks": [words | {"entityRanges": [{"offset": 0, "length": 5, "key": 0}]}], "entityMap": {"0": link}}
    kept = ContentstateConverter(features=["link", "bold"]).to_database_format(json.dumps(hostile))
    assert "javascript:" not in kept
    assert "<script" not in kept
    assert "&lt;script&gt;" in kept or "&lt;scr" in kept


@pytest.mark.parametrize(
    "lengths",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: -5\r\n",
        b"Transfer-Encoding: chunked, chunked\r\n",
    ],
)
def test_a_request_with_two_lengths_is_refused(lengths: bytes):
    """A proxy and this server that read one stream as different requests would answer one visitor with the page of another."""
    sent = b"POST /nl/ HTTP/1.1\r\nHost: testserver\r\n" + lengths + b"\r\n0\r\n\r\n"
    with pytest.raises(InvalidHeader):
        next(RequestParser(Config(), BytesIO(sent), ("127.0.0.1", 40000)))


def test_an_address_writes_no_line_of_its_own_into_the_log(client: Client, site_tree: Any, caplog: pytest.LogCaptureFixture):
    client.get("/nl/x%0aERROR%20verzonnen%0d%1b[31m/")
    lines = [record.getMessage() for record in caplog.records]
    assert lines
    assert not any(sign in line for line in lines for sign in "\n\r\x1b")


def test_an_upload_leaves_nothing_that_runs(client: Client, db: None):
    """A stranger has no form that takes a file under a name of their own."""
    answer = client.post("/documents/", {"file": SimpleUploadedFile("x.py", b"print(1)")})
    assert answer.status_code in {403, 404, 405}
