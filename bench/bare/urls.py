"""A vote: a token is read and held, a vote inserted under a UNIQUE, the token marked as used, in one transaction. A row: read, and said."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from bench.bare.models import Token, Vote


def vote(request: HttpRequest, key: str) -> HttpResponse:
    with transaction.atomic():
        token = Token.objects.select_for_update().get(pk=key)
        Vote.objects.create(identity=token.identity, candidate=token.candidate)
        token.is_used = True
        token.save(update_fields=["is_used"])
    return HttpResponseRedirect(f"/{key}/bewijs/", status=303)


def row(request: HttpRequest, key: str) -> HttpResponse:
    return HttpResponse(Token.objects.get(pk=key).identity)


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("healthz", healthz), path("row/<str:key>", row), path("<str:key>/", vote)]
