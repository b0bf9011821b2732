"""The screens of what shopkeepers ask: what waits, one request with what it would change, and whether hours stand at once."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView, ListView
from wagtail.admin.viewsets.base import ViewSet

from municipalities.models import Municipality
from municipalities.moderation.differences import change_in
from municipalities.moderation.marking import marked
from municipalities.rights import Reach
from municipalities.screens import EditorsItem, EditorsScreen
from shops.models import OwnerRequest
from shops.shopkeepers import deciding, mailing
from shops.shopkeepers.forms import AnswerForm

REFUSALS: dict[type[Exception], Any] = {
    deciding.NotWaiting: gettext_lazy("Een collega was je voor: hierover is al beslist."),
    deciding.ChangedMeanwhile: gettext_lazy("Intussen is er nog iets veranderd. Kijk het opnieuw na."),
    deciding.NotYours: gettext_lazy("Dit kijkt een redacteur van de gemeente na."),
}


def waiting_requests(far: Reach) -> QuerySet[OwnerRequest]:
    """Within what somebody edits, the longest waiting first."""
    rows = OwnerRequest.objects.filter(state=OwnerRequest.State.WAITING).select_related("shop__municipality").order_by("created_at", "pk")
    return rows if far.everywhere else rows.filter(shop__municipality__in=far.edited)


class RequestsView(EditorsScreen, ListView):
    template_name = "shops/admin/requests/list.html"
    page_title = gettext_lazy("Van winkels")
    header_icon = "user"
    paginate_by = 50
    page_kwarg = "p"

    def get_queryset(self) -> QuerySet[OwnerRequest]:
        return waiting_requests(self.far)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        towns = [] if self.far.everywhere else list(Municipality.objects.filter(pk__in=self.far.edited).order_by("name"))
        return super().get_context_data(**kwargs) | {"shows_town": self.far.everywhere or len(towns) > 1, "towns": towns}


class RequestView(EditorsScreen, FormView):
    """One request. Whoever may not decide it may not see it here; what is decided stays to be read."""

    template_name = "shops/admin/requests/one.html"
    form_class = AnswerForm
    page_title = gettext_lazy("Van winkels")
    header_icon = "user"

    def is_allowed(self) -> bool:
        return self.far.edits(self.asked.shop.municipality_id)

    @cached_property
    def asked(self) -> OwnerRequest:
        rows = OwnerRequest.objects.select_related("shop__municipality", "shop__category", "decided_by", "draft")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def revision(self) -> Any:
        """What an approval would publish: the newest draft, as an editor may have mended it. None for who asks to be the keeper."""
        return None if self.asked.kind == OwnerRequest.Kind.CLAIM else self.asked.shop.get_latest_revision()

    def get_page_subtitle(self) -> str:
        return self.revision.object_str if self.revision else self.asked.shop.name

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("shops_requests:list"), "label": gettext("Van winkels")}]

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        said = form.cleaned_data
        try:
            if said["decision"] == "approve":
                deciding.approve(request=self.asked, by=self.user, at=self.at, seen=said["seen"] or None)
            else:
                deciding.refuse(request=self.asked, reason=said["reason"], by=self.user, at=self.at)
        except deciding.NoReason:
            form.add_error("reason", gettext("Schrijf kort wat er anders moet."))
            return self.form_invalid(form)
        except deciding.Refused as refused:
            messages.warning(self.request, str(REFUSALS[type(refused)]))
            return redirect("shops_requests:one", self.asked.pk)
        messages.success(self.request, gettext("Beslist. De winkel krijgt een mail, en haar mailadres is hier gewist."))
        return redirect("shops_requests:list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_waiting = self.asked.state == OwnerRequest.State.WAITING
        is_claim = self.asked.kind == OwnerRequest.Kind.CLAIM
        about = {"asked": self.asked, "is_waiting": is_waiting, "seen": self.revision.pk if self.revision else 0}
        about["reads_at"] = mailing.address_for(self.asked.shop) if is_claim and is_waiting else ""
        where = {"edit_url": reverse("wagtailsnippets_shops_shop:edit", args=[self.asked.shop_id])}
        return super().get_context_data(**kwargs) | about | where | (self.shown_change() if is_waiting and self.revision else {})

    def shown_change(self) -> dict[str, Any]:
        change = change_in(self.revision)
        preview = reverse("wagtailsnippets_shops_shop:revisions_view", args=[self.asked.shop_id, self.revision.pk])
        return {"change": change, "rows": [(one.label, *marked(one.was, one.becomes)) for one in change.differences], "preview_url": preview}


class HoursSwitch(EditorsScreen, View):
    """Whether hours that shops tell stand on the site at once; POST only."""

    http_method_names = ["post"]  # noqa: RUF012 - as in Django's View

    def post(self, request: HttpRequest, municipality_id: int) -> HttpResponse:
        town = Municipality.objects.filter(pk=municipality_id).first()
        if town is None:
            raise Http404
        try:
            deciding.let_shops_set_hours(municipality=town, allowed=request.POST.get("meteen") == "ja", by=self.user)
        except deciding.NotYours:
            raise PermissionDenied from None
        messages.success(request, gettext("Bewaard voor %(town)s.") % {"town": town.name})
        return redirect("shops_requests:list")


class RequestsViewSet(ViewSet):
    name = "shops_requests"
    url_prefix = "winkels/van-winkels"
    icon = "user"
    menu_label = _("Van winkels")
    menu_name = "van-winkels"
    menu_url = reverse_lazy("shops_requests:list")
    menu_item_class = EditorsItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", RequestsView.as_view(), name="list"),
            path("<int:pk>/", RequestView.as_view(), name="one"),
            path("uren/<int:municipality_id>/", HoursSwitch.as_view(), name="hours"),
        ]
