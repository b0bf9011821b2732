"""The list of suggestions, and taking or dismissing one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
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
LONGEST_KEY = 19  # digits


@dataclass(frozen=True)
class Line:
    """now: what the shop says, and who confirmed it. becomes: what the list says. seen: `suggestions.as_shown`, sent along with what one chooses."""

    row: ShopSuggestion
    label: str
    now: str
    confirmed_by: str
    becomes: str
    told_by: str
    seen: str


def line_of(row: ShopSuggestion) -> Line:
    now = side(row.shop, GROUPS[row.fact])
    return Line(
        row, label(row.fact), now.words, now.told_by, said_together(GROUPS[row.fact], row.value), str(told_by(row.source)), suggestions.as_shown(row)
    )


class Screen(EditorsScreen):
    header_icon = "help"
    page_title = gettext_lazy("Voorstellen")


class ListView(Screen, TemplateView):
    """Of one shop, when the address names it."""

    template_name = "shops/admin/suggestions/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = suggestions.waiting(None if self.far.everywhere else self.far.edited).filter(fact__in=GROUPS)
        shop = key_in(self.request.GET, "winkel")
        page = Paginator(rows.filter(shop=shop) if shop else rows, ROWS).get_page(self.request.GET.get("p"))
        told = {"page": page, "lines": [line_of(row) for row in page], "here": place(self.request.GET)}
        return super().get_context_data(**kwargs) | told


def key_in(params: QueryDict, name: str) -> int | None:
    """A key of a row that the address names."""
    text = params.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_KEY else None


def place(params: QueryDict) -> str:
    """Where somebody is in the list, as the end of an address: "?winkel=7&p=2"."""
    found = {name: key for name in ("winkel", "p") if (key := key_in(params, name))}
    return f"?{urlencode(found)}" if found else ""


class ActView(Screen, View):
    """acts on one suggestion of a shop that the user may publish."""

    http_method_names = ["post"]  # noqa: RUF012

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(ShopSuggestion.objects.select_related("shop"), pk=pk)
        if not self.far.edits(row.shop.municipality_id):
            raise PermissionDenied
        try:
            said = self.act(row, request.POST.get("seen"))
        except suggestions.CannotTake as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, said)
        return redirect(reverse("shops_suggestions:list") + place(request.GET))

    def act(self, row: ShopSuggestion, seen: str | None) -> str:
        """What the editor reads then."""
        raise NotImplementedError


class TakeView(ActView):
    def act(self, row: ShopSuggestion, seen: str | None) -> str:
        shop = suggestions.take(suggestion=row.pk, by=self.request.user, at=timezone.now(), seen=seen)  # type: ignore[arg-type]
        return gettext("Overgenomen bij %(shop)s.") % {"shop": shop.name}


class DismissView(ActView):
    def act(self, row: ShopSuggestion, seen: str | None) -> str:
        suggestions.dismiss(suggestion=row.pk, by=self.request.user, at=timezone.now(), seen=seen)  # type: ignore[arg-type]
        return gettext("%(shop)s blijft zoals het was.") % {"shop": row.shop.name}
