"""The language of a page stands in its address; nothing else decides it, so that a shared cache can keep the page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe


class PathLocaleMiddleware(LocaleMiddleware):
    """Django's, without its second guess: a missing page outside a language prefix stays missing.

    Django turns every 404 without a prefix into a redirect to one, so /api/x would lead to /nl/api/x/.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Content-Language", translation.get_language() or "nl")
        return response


@require_safe
def to_preferred_language(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the front page in the language that the browser asks for, else Dutch."""
    language = translation.get_language_from_request(request)
    with translation.override(language):
        response = HttpResponseRedirect(reverse("wagtail_serve", args=[""]))
    patch_vary_headers(response, ["Accept-Language"])
    return response
