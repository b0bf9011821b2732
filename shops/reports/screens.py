"""The screens of reports: which shops wait, and one shop with all that is reported, to settle by one button."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView, TemplateView
from wagtail.admin.viewsets.base import ViewSet

from municipalities.screens import EditorsItem, EditorsScreen
from shops.models import Shop, ShopReport
from shops.reports import actions
from shops.reports.forms import SettleForm
from shops.reports.overview import facts_now, reported_shops

SHOWN = 200  # reports of one shop on one page; the rest follows when these are settled
DONE = {
    ShopReport.Outcome.MENDED: gettext_lazy("Afgehandeld: “%(shop)s” is aangepast."),
    ShopReport.Outcome.REMOVED: gettext_lazy("Afgehandeld: “%(shop)s” staat niet meer op de site. Ze blijft bewaard bij je concepten."),
    ShopReport.Outcome.RIGHT: gettext_lazy("Afgehandeld: bij “%(shop)s” stond alles juist."),
}


class ReportsView(EditorsScreen, ListView):
    template_name = "shops/admin/reports/list.html"
    page_title = gettext_lazy("Meldingen")
    header_icon = "warning"
    paginate_by = 50
    page_kwarg = "p"

    def get_queryset(self) -> Any:
        return reported_shops(self.far)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"shows_town": self.far.edits_several}


class ShopReportsView(EditorsScreen, TemplateView):
    template_name = "shops/admin/reports/shop.html"
    page_title = gettext_lazy("Meldingen")
    header_icon = "warning"

    def is_allowed(self) -> bool:
        return self.far.edits(self.shop.municipality_id)

    @cached_property
    def shop(self) -> Shop:
        found = Shop.objects.select_related("municipality").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def open_reports(self) -> list[ShopReport]:
        return list(self.shop.reports.filter(settled_at=None)[:SHOWN])

    def get_page_subtitle(self) -> str:
        return self.shop.name

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("shops_reports:list"), "label": gettext("Meldingen")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        settled = self.shop.reports.exclude(settled_at=None).select_related("settled_by").order_by("-settled_at")[:20]
        edit_url = reverse("wagtailsnippets_shops_shop:edit", args=[self.shop.pk])
        return super().get_context_data(**kwargs) | {
            "shop": self.shop,
            "reports": self.open_reports,
            "settled": settled,
            "edit_url": edit_url,
            "facts": facts_now(self.shop),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SettleForm(request.POST, open_reports=self.open_reports)
        try:
            if not form.is_valid():
                raise actions.NothingOpen
            outcome = form.cleaned_data["outcome"]
            actions.settle(shop=self.shop, outcome=outcome, seen=form.cleaned_data["seen"], by=self.user, at=self.at)
        except actions.NothingOpen:
            messages.warning(request, gettext("Een collega was je voor, of er kwam iets bij. Kijk het nog eens na."))
            return redirect("shops_reports:shop", self.shop.pk)
        messages.success(request, DONE[outcome] % {"shop": self.shop.name})
        return redirect("shops_reports:list")


class ReportsViewSet(ViewSet):
    name = "shops_reports"
    url_prefix = "winkels/meldingen"
    icon = "warning"
    menu_label = _("Meldingen")
    menu_name = "meldingen"
    menu_url = reverse_lazy("shops_reports:list")
    menu_item_class = EditorsItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", ReportsView.as_view(), name="list"), path("<int:pk>/", ShopReportsView.as_view(), name="shop")]
