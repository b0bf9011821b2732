"""The list of suggestions, and taking or dismissing one."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from municipalities.screens import EditorsScreen
from shops import suggestions
from shops.differences import said_together
from shops.doubles.comparing import label, side
from shops.importing.facts import GROUPS
from shops.models import ShopSuggestion
from shops.origins import told_by

ROWS = 50


@dataclass(frozen=True)
class Line:
    """now: what the shop says, and who confirmed it. becomes: what the list says."""

    row: ShopSuggestion
    label: str
    now: str
    confirmed_by: str
    becomes: str
    told_by: str


def line_of(row: ShopSuggestion) -> Line:
    now = side(row.shop, GROUPS[row.fact])
    return Line(row, label(row.fact), now.words, now.told_by, said_together(GROUPS[row.fact], row.value), str(told_by(row.source)))


class Screen(EditorsScreen):
    header_icon = "help"
    page_title = gettext_lazy("Voorstellen")


class ListView(Screen, TemplateView):
    """Of one shop, when the address names it."""

    template_name = "shops/admin/suggestions/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = suggestions.waiting(None if self.far.everywhere else self.far.edited).filter(fact__in=GROUPS)
        shop = self.request.GET.get("winkel", "")
        if shop.isascii() and shop.isdecimal() and len(shop) < 19:
            rows = rows.filter(shop=int(shop))
        page = Paginator(rows, ROWS).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"page": page, "lines": [line_of(row) for row in page]}


class ActView(Screen, View):
    """acts on one suggestion of a shop that the user may publish."""

    http_method_names = ["post"]  # noqa: RUF012

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(ShopSuggestion.objects.select_related("shop"), pk=pk)
        if not self.far.edits(row.shop.municipality_id):
            raise PermissionDenied
        self.act(row)
        return redirect("shops_suggestions:list")

    def act(self, row: ShopSuggestion) -> None:
        raise NotImplementedError


class TakeView(ActView):
    def act(self, row: ShopSuggestion) -> None:
        try:
            shop = suggestions.take(suggestion=row.pk, by=self.request.user, at=timezone.now())  # type: ignore[arg-type]
        except suggestions.CannotTake as refusal:
            messages.warning(self.request, str(refusal))
            return
        messages.success(self.request, gettext("Overgenomen bij %(shop)s.") % {"shop": shop.name})


class DismissView(ActView):
    def act(self, row: ShopSuggestion) -> None:
        suggestions.dismiss(suggestion=row.pk, by=self.request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(self.request, gettext("%(shop)s blijft zoals het was.") % {"shop": row.shop.name})
