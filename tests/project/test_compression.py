"""Public pages leave compressed; pages with a session do not."""

import gzip

import brotli
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from ikkooplokaal.compression import CompressionMiddleware

TEXT = "brood en banket " * 100


def answer(accepted: str, *, cache_control: str = "public, max-age=60", content_type: str = "text/html", text: str = TEXT) -> HttpResponse:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(text, content_type=content_type, headers={"Cache-Control": cache_control})

    return CompressionMiddleware(page)(RequestFactory().get("/nl/", headers={"Accept-Encoding": accepted}))


def test_a_browser_that_knows_brotli_gets_brotli():
    response = answer("gzip, deflate, br")
    assert (response.headers["Content-Encoding"], response.headers["Vary"]) == ("br", "Accept-Encoding")
    assert brotli.decompress(response.content).decode() == TEXT
    assert response.headers["Content-Length"] == str(len(response.content))


def test_a_browser_that_knows_only_gzip_gets_gzip():
    response = answer("gzip")
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).decode() == TEXT


@pytest.mark.parametrize("accepted", ["", "identity", "br;q=0, gzip;q=0.0", "zstd"])
def test_who_asks_for_no_packing_gets_the_plain_page_that_varies_all_the_same(accepted: str):
    response = answer(accepted)
    assert (response.content.decode(), response.headers["Vary"]) == (TEXT, "Accept-Encoding")
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("options", [{"cache_control": "private, no-store"}, {"content_type": "image/png"}, {"text": "kort"}])
def test_a_private_a_packed_and_a_short_answer_stay_as_they_are(options: dict[str, str]):
    assert "Content-Encoding" not in answer("br, gzip", **options).headers
