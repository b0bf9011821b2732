"""The caches in front of the site that are told when a page has changed (WAGTAILFRONTENDCACHE), and how each of them is spoken to.

Wagtail's own backend for Varnish waits without end, and none of its backends can be told to forget everything.
"""

import http.client
import re
import time
from collections.abc import Iterable
from hashlib import md5
from typing import Any
from urllib.parse import urlsplit

from wagtail.contrib.frontend_cache.backends.base import BaseBackend
from wagtail.contrib.frontend_cache.backends.cloudflare import CloudflareBackend

PACKED = ("br", "gzip", "")  # the copies of each page, as deploy/nginx/http.conf names them
BEFORE_THE_PATH = re.compile(r"^https?://([^/]*?)(?::\d+)?(?=/)")
PATIENCE = 1.0  # seconds in all: an editor waits for it
MORE_PATIENCE = 20.0  # seconds, to forget everything


class NotDone(Exception):
    """The cache refuses, or takes too long. The message says which."""


class CacheBeside(BaseBackend):
    """A cache on this machine or its network, at LOCATION: it answers at once, or is left."""

    is_near = True
    refusals: tuple[int, ...] = (404,)  # what it says when it had no copy

    def __init__(self, params: dict[str, Any]):
        super().__init__(params)
        self.place = urlsplit(params["LOCATION"]).netloc

    def purge(self, url: str) -> None:
        self.purge_batch([url])

    def ask(self, method: str, questions: Iterable[tuple[str, dict[str, str]]], patience: float) -> None:
        """questions: (path, headers). Raises NotDone, OSError or HTTPException."""
        last = time.monotonic() + patience
        connection = http.client.HTTPConnection(self.place, timeout=patience)
        try:
            for path, headers in questions:
                connection.request(method, path, headers=headers)
                answer = connection.getresponse()
                answer.read()
                if not (answer.status < 300 or answer.status in self.refusals):
                    raise NotDone(f"{answer.status} from {self.place}")
                if time.monotonic() > last:
                    raise NotDone(f"{self.place} is slow")
        finally:
            connection.close()


class NginxBackend(CacheBeside):
    """nginx, which deletes the files of its cache by WebDAV (deploy/nginx/purge.conf)."""

    def purge_batch(self, urls: Iterable[str]) -> None:
        self.ask("DELETE", ((file_of(f"{url} {packed}"), {}) for url in urls for packed in PACKED), PATIENCE)

    def purge_everything(self) -> None:
        """All folders of the first level, and what is in them."""
        self.ask("DELETE", ((f"/{sign:x}/", {"Depth": "infinity"}) for sign in range(16)), MORE_PATIENCE)


def file_of(copy: str) -> str:
    """Where nginx keeps a copy, "https://www.example.org/nl/ br", for `levels=1:2`. Its `proxy_cache_key` begins with the host, without a port.

    Source: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_cache_path
    """
    name = md5(BEFORE_THE_PATH.sub(r"\1", copy).encode(), usedforsecurity=False).hexdigest()
    return f"/{name[-1]}/{name[-3:-1]}/{name}"


class VarnishBackend(CacheBeside):
    """Varnish, or whatever else takes the method PURGE."""

    def purge_batch(self, urls: Iterable[str]) -> None:
        self.ask("PURGE", ((urlsplit(url).path, {"Host": urlsplit(url).netloc}) for url in urls), PATIENCE)


class ForgetfulCloudflareBackend(CloudflareBackend):
    """Wagtail's, and: https://developers.cloudflare.com/cache/how-to/purge-cache/purge-everything/"""

    def purge_everything(self) -> None:
        there = urlsplit(self.cloudflare_purge_endpoint_url)
        connection = http.client.HTTPSConnection(there.netloc, timeout=MORE_PATIENCE)
        headers = {"Authorization": f"Bearer {self.cloudflare_token}", "Content-Type": "application/json"}
        try:
            connection.request("POST", there.path, b'{"purge_everything": true}', headers)
            status = connection.getresponse().status
        finally:
            connection.close()
        if status != 200:
            raise NotDone(f"{status} from Cloudflare")
