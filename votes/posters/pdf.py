"""The poster as a PDF, by WeasyPrint (requirements-posters.txt). It is heavy and optional, so it is imported where it is used.

WeasyPrint would open any address that a page names, files of this machine too. Ours opens the static files of the site and nothing else:
a name or pitch is escaped text, and even if it were not, no address in it would be asked.
"""

import logging
from functools import lru_cache
from importlib.util import find_spec
from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from PIL import ImageFile

from votes.posters.facts import PosterFacts, Size
from votes.posters.page import poster_html

HERE = "https://affiche.invalid/"  # where the page says it stands: a name that leads nowhere (RFC 2606)
SERVED = {".css", ".woff2"}


class NoPdfHere(Exception):
    """WeasyPrint, or Pango that it draws letters with, is not installed; the page prints from a browser."""


class NotOurs(ValueError):
    """An address that is no static file of the site."""


def is_available() -> bool:
    """Whether posters can be had as a PDF. The first question loads WeasyPrint: most of a second."""
    return loaded() is not None


def poster_pdf(facts: PosterFacts, size: Size) -> bytes:
    """One page, tagged for screen readers (PDF/UA-1), letters embedded. Raises NoPdfHere."""
    pdf: bytes = rendered(facts, size).write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def rendered(facts: PosterFacts, size: Size) -> Any:
    """WeasyPrint's document, before it is written down. Raises NoPdfHere."""
    weasyprint = loaded()
    if weasyprint is None:
        raise NoPdfHere
    return weasyprint.HTML(string=poster_html(facts, size), base_url=HERE, url_fetcher=only_static_files()).render(pdf_variant="pdf/ua-1")


@lru_cache(maxsize=1)
def loaded() -> Any:
    """The module, or None. Without Pango its import fails with OSError."""
    if find_spec("weasyprint") is None:
        return None
    try:
        import weasyprint  # heavy: 0.7 s and 38 MB
    except OSError:
        return None
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint allows them in the whole process, and then the library would take broken photos
    weasyprint.LOGGER.setLevel(logging.ERROR)  # it warns of each line of the style sheet that is meant for browsers
    return weasyprint


def only_static_files() -> Any:
    """A fetcher for WeasyPrint that raises NotOurs for whatever is no style sheet or letter of the site."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # optional

    class StaticFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            name = static_name(url)
            return URLFetcherResponse(url, static_file(name), {"Content-Type": guess_type(name)[0] or "application/octet-stream"})

    return StaticFiles()


def static_name(url: str) -> str:
    """The name of the static file at `url`. Raises NotOurs."""
    root = urlsplit(urljoin(HERE, settings.STATIC_URL))
    asked = urlsplit(urljoin(HERE, url))
    name = unquote(asked.path.removeprefix(root.path))
    path = PurePosixPath(name)
    ours = (asked.scheme, asked.netloc) == (root.scheme, root.netloc) and asked.path.startswith(root.path)
    if not ours or ".." in path.parts or path.is_absolute() or path.suffix not in SERVED:
        raise NotOurs(url)
    return name


def static_file(name: str) -> bytes:
    """From where they were collected, else from where they are written. Raises NotOurs."""
    found = finders.find(name)
    if found:
        with open(found, "rb") as file:
            return file.read()
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    raise NotOurs(name)
