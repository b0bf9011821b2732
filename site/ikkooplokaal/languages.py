"""The language of a page stands in its address; nothing else decides it, so that a shared cache can keep the page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe


class PathLocaleMiddleware(LocaleMiddleware):
    """Django's, without its two guesses.

    Django asks a cookie and the browser where the address has no prefix, so a kept 404 would be in its first reader's language; here that
    is Dutch. And Django turns every 404 without a prefix into a redirect to one, so /api/x would lead to /nl/api/x/; here it stays a 404.
    """

    def process_request(self, request: HttpRequest) -> None:
        translation.activate(translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


@require_safe
def to_preferred_language(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the front page in the language that the browser asks for, else Dutch."""
    language = accepted_language(request.headers.get("Accept-Language", ""))
    with translation.override(language):
        response = HttpResponseRedirect(reverse("wagtail_serve", args=[""]))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def accepted_language(header: str) -> str:
    """The first of the site's languages in an Accept-Language header, by its weights; "fr-BE" counts as French."""
    spoken = {code for code, _ in settings.LANGUAGES}
    wanted = (code.split("-")[0] for code, _ in parse_accept_lang_header(header.lower()))
    return next((code for code in wanted if code in spoken), settings.LANGUAGE_CODE)
