"""Public pages leave compressed, once: the proxy in front stores them so (packing every hit anew costs it forty times as much)."""

import gzip
import re
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

TEXT = re.compile(r"^(text/|application/(json|ld\+json|xml|atom\+xml|manifest\+json)|image/svg)")
SMALLEST = 500  # bytes; less does not pay
BROTLI_QUALITY = 5
GZIP_LEVEL = 6


class CompressionMiddleware:
    """Compresses what anybody may keep, with brotli or gzip as the browser asks.

    Pages with a session stay as they are: a secret and a visitor's text packed together can be guessed from the length (BREACH).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not is_worth_it(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        encoding = best_encoding(request.headers.get("Accept-Encoding", ""))
        if encoding:
            pack = brotli_pack if encoding == "br" else gzip_pack
            response.content = pack(response.content)
            response.headers["Content-Encoding"] = encoding
            response.headers["Content-Length"] = str(len(response.content))
        return response


def is_worth_it(response: HttpResponse) -> bool:
    return (
        not response.streaming
        and "public" in response.headers.get("Cache-Control", "")
        and not response.has_header("Content-Encoding")
        and bool(TEXT.match(response.headers.get("Content-Type", "")))
        and len(response.content) >= SMALLEST
    )


def best_encoding(accepted: str) -> str:
    """ "br", "gzip" or "" for an Accept-Encoding header; what is refused with q=0 is not used."""
    wanted = {
        name.strip()
        for name, _, quality in (part.partition(";") for part in accepted.lower().split(","))
        if not re.search(r"q=0(\.0*)?$", quality.strip())
    }
    return next((name for name in ("br", "gzip") if name in wanted), "")


def brotli_pack(content: bytes) -> bytes:
    return brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)


def gzip_pack(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=GZIP_LEVEL, mtime=0)
