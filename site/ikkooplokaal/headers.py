"""Security headers that Django has no setting for, and the admin's own content policy."""

from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from content.frames import framed

# Wagtail's editor starts its widgets from inline scripts, and wagtail-localize styles its own with inline styles (measured: no eval,
# no other host). Previews are shown in a frame of the admin itself.
POLICY = "Content-Security-Policy"
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF],
    "worker-src": [SELF, "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "default-src": [NONE],
}


class SecurityHeadersMiddleware:
    """Adds Cross-Origin-Resource-Policy everywhere, and the admin's policy under its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class AdminPolicyMiddleware:
    """Stands right inside CSPMiddleware: tells it which policy an admin answer gets, an error answer too.

    A preview comes with the policy of the public page that it shows (it went through all of this once); the frame needs the admin's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            response.headers.pop(POLICY, None)
            response._csp_replace = ADMIN_POLICY | media_hosts()  # type: ignore[attr-defined]
        return response


class FramePolicyMiddleware:
    """Stands inside CSPMiddleware: a page that shows the video of another site may frame its player. A preview of that page keeps this."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hosts := framed(request):
            response._csp_update = {"frame-src": hosts}  # type: ignore[attr-defined]
        return response


def media_hosts() -> dict[str, list[str]]:
    """Images on a store with its own address may be shown in the admin too."""
    hosts = list(getattr(settings, "MEDIA_HOSTS", []))
    return {"img-src": [*ADMIN_POLICY["img-src"], *hosts]} if hosts else {}
