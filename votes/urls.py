"""Pages of the vote whose forms carry no token. Wagtail serves them as it serves all pages; only Django's check is left out.

They tell no other page their address (Referrer-Policy: no-referrer), and then browsers send a form with `Origin: null`, which that check
refuses. It has nothing to protect there: nobody is logged in, and what is sent works only with a key and a code, or asks a question.
"""

from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt
from wagtail.views import serve

from votes.pages.code import confirmed_or_served

urlpatterns = [
    re_path(r"^((?:[\w-]+/)+\d+/[\w-]+/stem/c/([\w-]+)/)$", csrf_exempt(confirmed_or_served), name="vote_code"),
    re_path(r"^((?:[\w-]+/)+\d+/[\w-]+/ontvangstbewijs/)$", csrf_exempt(serve), name="vote_check"),
]
