"""Addresses of the directory that belong to no page.

`urlpatterns` stand at the root; `per_language` behind a language: the pages of shopkeepers (behind a mailed link, a code, or the cookie that a code
gives), and what ends in the name of a file, as Wagtail's own pattern takes only words between slashes: "nl/winkels/tielt/kaart.json" is served
by the page whose route reads "tielt/kaart.json/".
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path as exactly
from django.urls import re_path
from wagtail.views import serve

from shops.near_view import near_me
from shops.shopkeepers import code_page, data_page, link_page, mail_page, new_page, own_page


def serve_file(request: HttpRequest, path: str) -> HttpResponse:
    return serve(request, f"{path}/")


urlpatterns = [exactly("plek/", near_me, name="near_me")]
per_language = [
    exactly("mijn-zaak/", own_page.serve, name="shopkeeper"),
    exactly("mijn-zaak/voorbeeld/", own_page.preview, name="shopkeeper_preview"),
    exactly("mijn-zaak/gegevens/", data_page.serve, name="shopkeeper_data"),
    exactly("mijn-zaak/weg/", own_page.leave, name="shopkeeper_leave"),
    exactly("mijn-zaak/klaar/", own_page.done, name="shopkeeper_done"),
    exactly("mijn-zaak/aanmelden/", new_page.serve, name="shopkeeper_new"),
    exactly("mijn-zaak/controle/", new_page.challenge, name="shopkeeper_challenge"),
    exactly("mijn-zaak/code/<str:key>/", code_page.serve, name="shopkeeper_code"),
    exactly("mijn-zaak/mail/<str:token>/", mail_page.serve, name="shopkeeper_mail"),
    exactly("mijn-zaak/link/<str:token>/", link_page.serve, name="shopkeeper_link"),
    re_path(r"^(?P<path>(?:[\w\-]+/)+(?:kaart|wie|land)\.json)$", serve_file, name="map_file"),
]
