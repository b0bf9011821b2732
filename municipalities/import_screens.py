"""The pages of one import that is done in steps (content.steps): what those of shops and those of events share.

Mixed in before a screen of the room, which knows how `far` its user reaches and has the pages "preview" and "progress".
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from content.steps import NotNow
from municipalities.rights import Reach

ROWS = 50


class OfOneImport:
    """Raises Http404 for none, PermissionDenied for one of somebody else's municipality. addresses: the namespace in which its pages stand."""

    model: type[Model]
    addresses: str
    request: HttpRequest
    kwargs: dict[str, Any]
    far: Reach

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.far.edits(self.batch.municipality_id):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def batch(self) -> Any:
        return get_object_or_404(self.model._default_manager.select_related("municipality", "started_by"), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.batch.file_name)

    def lead_to(self, page: str) -> HttpResponse:
        return redirect(f"{self.addresses}:{page}", self.batch.pk)


class WhileBusy(OfOneImport):
    """Once nobody is at the import any more, it leads to what came of it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.batch.is_busy else self.lead_to("preview")  # type: ignore[misc]


class Preview(OfOneImport):
    """What the import would do, and afterwards what it did. As long as somebody is at it, it leads to how far that is."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.lead_to("progress") if self.batch.is_busy else super().get(request, *args, **kwargs)  # type: ignore[misc]

    def shown(self, keys: list[str]) -> str:
        """Which rows are asked for, else the first there are."""
        asked = self.request.GET.get("toon", "")
        return asked if asked in keys else next(iter(keys), "")


class Act(OfOneImport):
    """Asks something of the import, and leads to where one sees what came of it."""

    http_method_names: Sequence[str] = ["post"]
    leads_to = "progress"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            self.act()
        except NotNow as refusal:
            messages.warning(request, str(refusal))
            return self.lead_to("preview")
        return self.go_on()

    def act(self) -> None:
        """Raises NotNow."""
        raise NotImplementedError

    def go_on(self) -> HttpResponse:
        return self.lead_to(self.leads_to)


def paged(rows: QuerySet, request: HttpRequest) -> Any:
    """The page that the address asks for, the nearest one when there is no such page."""
    return Paginator(rows, ROWS).get_page(request.GET.get("p"))
