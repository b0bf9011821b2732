"""Addresses of the directory that belong to no page, or that end in the name of a file: Wagtail's own pattern takes only words between slashes.

"nl/winkels/tielt/kaart.json" is served by the page whose route reads "tielt/kaart.json/".
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path as exactly
from django.urls import re_path
from wagtail.views import serve

from shops.near_view import near_me


def serve_file(request: HttpRequest, path: str) -> HttpResponse:
    return serve(request, f"{path}/")


urlpatterns = [exactly("plek/", near_me, name="near_me")]
per_language = [re_path(r"^(?P<path>(?:[\w\-]+/)+(?:kaart|wie|land)\.json)$", serve_file, name="map_file")]
