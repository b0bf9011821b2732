"""Addresses that end in the name of a file: Wagtail's own pattern takes only words between slashes. And the page behind a mailed link.

"nl/agenda/tielt/agenda.ics" is served by the page whose route reads "tielt/agenda.ics/".
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path as exactly
from django.urls import re_path
from wagtail.views import serve

from events import invitation_page


def serve_file(request: HttpRequest, path: str) -> HttpResponse:
    return serve(request, f"{path}/")


urlpatterns = [
    re_path(r"^(?P<path>(?:[\w\-]+/)+[\w\-]+\.(?:ics|xml))$", serve_file, name="events_file"),
    exactly("doe-je-mee/<str:token>/", invitation_page.serve, name="event_invitation"),
]
