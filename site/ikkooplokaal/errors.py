"""Pages for when something is wrong: kind, short, and with a way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from content import navigation

RETRY_SECONDS = 30


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form holds what nobody types."""
    return without_frame(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this visitor."""
    return with_frame(request, "403.html", 403)


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came without the token of its page, mostly because the browser keeps no cookies. reason: Django's, for the log only."""
    return with_frame(request, "403_token.html", 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, with the search field to go on."""
    return with_frame(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake. Asks the database nothing, because that may be what is broken."""
    return without_frame(request, "500.html", 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer. Says nothing of what became of a form: nobody knows that now."""
    response = without_frame(request, "503.html", 503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def without_frame(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """In the language of the address: a request that is refused early has not been given one yet."""
    language = language_of(request)
    with translation.override(language):
        return render(request, template, {"language": language}, status=status)


def with_frame(request: HttpRequest, template: str, status: int) -> HttpResponse:
    language = language_of(request)
    frame = navigation.frame(language)
    directory = next((link.url for link in frame["menu"] if link.kind == "shopdirectorypage"), f"/{language}/")
    with translation.override(language):
        return render(request, template, frame | {"versions": [], "directory_url": directory}, status=status)


def language_of(request: HttpRequest) -> str:
    """The language in the address, else Dutch."""
    return translation.get_language_from_path(request.path_info) or "nl"
