"""The list of ambassadors: the province finds all of them, a municipality its own."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ambassadors.admin import rows
from ambassadors.querysets import AmbassadorQuerySet
from municipalities.rights import Reach, reach

A_SHEET = 50
MOST_DIGITS = 4  # of a year in the address


class ListView(WagtailAdminTemplateMixin, TemplateView):
    """Every state of it has an address: ?stand=concept&jaar=2027&q=tielt."""

    template_name = "ambassadors/admin/list.html"
    page_title = gettext_lazy("Ambassadeurs")
    header_icon = "pick"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase | HttpResponse:
        if not self.far.writes_somewhere:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def far(self) -> Reach:
        return reach(self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def words(self) -> str:
        return self.request.GET.get("q", "").replace("\0", "").strip()[:100]

    @cached_property
    def state(self) -> str:
        asked = self.request.GET.get("stand", "")
        return asked if asked in rows.STATES else ""

    @cached_property
    def year(self) -> int | None:
        asked = self.request.GET.get("jaar", "")
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS else None

    @cached_property
    def everybody(self) -> AmbassadorQuerySet:
        return rows.visible(self.far)

    def found(self) -> AmbassadorQuerySet:
        pages = self.everybody.filter(year=self.year) if self.year else self.everybody
        if self.words:
            pages = pages.filter(Q(shop_name__icontains=self.words) | Q(title__icontains=self.words) | Q(municipality__name__icontains=self.words))
        return pages

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.found()
        shown = found.filter(rows.IN_STATE[self.state]) if self.state else found
        ordered = shown.with_facts().order_by("-year", "municipality__name", "shop_name", "pk")
        sheet = Paginator(ordered, A_SHEET).get_page(self.request.GET.get("p"))
        told = {
            "rows": rows.rows(list(sheet)),
            "tabs": self.tabs(found),
            "state": self.state,
            "words": self.words,
            "year": self.year,
            "years": list(self.everybody.order_by("-year").values_list("year", flat=True).distinct()),
            "before": self.address(stand=self.state, p=sheet.previous_page_number()) if sheet.has_previous() else "",
            "after": self.address(stand=self.state, p=sheet.next_page_number()) if sheet.has_next() else "",
        }
        return super().get_context_data(**kwargs) | told

    def tabs(self, found: AmbassadorQuerySet) -> list[tuple[str, str, int, str]]:
        """(state, words, how many, address)."""
        counted = rows.counts(found)
        everybody = ("", str(gettext_lazy("Alle")), found.count(), self.address())
        return [everybody, *((state, str(words), counted[state], self.address(stand=state)) for state, words in rows.STATES.items())]

    def address(self, **asked: Any) -> str:
        kept = {"q": self.words, "jaar": self.year} | asked
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"{reverse('ambassadors_admin:list')}?{query}" if query else reverse("ambassadors_admin:list")
