"""The pages of doubles: a list of likely ones, and two shops side by side. Only POST changes anything."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import TemplateView

from municipalities.models import Municipality
from municipalities.screens import EditorsScreen
from shops.doubles import showing
from shops.doubles.comparing import compare
from shops.doubles.finding import are_two, doubles_of
from shops.doubles.merging import PHOTO, merge
from shops.doubles.rooms import CannotMerge
from shops.importing.facts import GROUPS
from shops.importing.seals import seal
from shops.models import Shop

ROWS = 50
FACT = "feit-"  # how the name of a choice begins
OTHER = "ander"


class Screen(EditorsScreen, TemplateView):
    """For editors: what they choose is on the site at once."""

    header_icon = "copy"
    page_title = gettext_lazy("Dubbels")


class ListView(Screen):
    template_name = "shops/admin/doubles/list.html"

    @cached_property
    def towns(self) -> list[Municipality]:
        towns = Municipality.objects.current().order_by("name")
        return list(towns if self.far.everywhere else towns.filter(pk__in=self.far.edited))

    def town(self) -> Municipality | None:
        """The one that is asked for, else the first."""
        asked = self.request.GET.get("gemeente", "")
        return next((town for town in self.towns if town.slug == asked), self.towns[0] if self.towns else None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        town = self.town()
        page = Paginator(doubles_of(town.pk) if town else [], ROWS).get_page(self.request.GET.get("p"))
        look = {"town": town, "towns": self.towns, "page": page, "lines": showing.lines(list(page))}
        return super().get_context_data(**kwargs) | look


class CompareView(Screen):
    """pk stays, other goes."""

    template_name = "shops/admin/doubles/compare.html"
    page_title = gettext_lazy("Is dit dezelfde winkel?")

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("shops_doubles:list"), "label": gettext("Dubbels")}]

    @cached_property
    def stays(self) -> Shop:
        return self.shop(self.kwargs["pk"])

    @cached_property
    def goes(self) -> Shop:
        return self.shop(self.kwargs["other"])

    def shop(self, key: int) -> Shop:
        """Raises Http404 for none, or for a pair of one; PermissionDenied for one of somebody else's municipality."""
        if self.kwargs["pk"] == self.kwargs["other"]:
            raise Http404
        found: Shop = get_object_or_404(Shop.objects.select_related("municipality", "category"), pk=key)
        if not self.far.edits(found.municipality_id):
            raise PermissionDenied
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stays, goes = self.stays, self.goes
        about = {"stays": stays, "goes": goes, "facts": compare(stays, goes), "seals": f"{seal(stays)} {seal(goes)}"}
        return super().get_context_data(**kwargs) | about | {"mentions": showing.mentions(goes), "photos": showing.photos(stays, goes)}

    def post(self, request: HttpRequest, pk: int, other: int) -> HttpResponse:
        stays, goes = self.stays, self.goes
        back = f"{reverse('shops_doubles:list')}?gemeente={stays.municipality.slug}"
        if "apart" in request.POST:
            are_two(one=stays, other=goes, by=request.user, at=timezone.now())  # type: ignore[arg-type]
            messages.success(request, gettext("Onthouden: dit zijn twee winkels."))
            return redirect(back)
        try:
            self.merge()
        except CannotMerge as refusal:
            messages.warning(request, str(refusal))
            return redirect("shops_doubles:compare", pk, other)
        messages.success(request, gettext("%(goes)s en %(stays)s zijn nu één winkel.") % {"goes": goes.name, "stays": stays.name})
        return redirect(back)

    def merge(self) -> None:
        """Raises CannotMerge."""
        sent = self.request.POST
        taken = [key for key in (*GROUPS, PHOTO) if sent.get(f"{FACT}{key}") == OTHER]
        mine, _space, theirs = sent.get("zegel", "").partition(" ")
        merge(stays=self.stays.pk, goes=self.goes.pk, taken=taken, seals=(mine, theirs), by=self.request.user, at=timezone.now())  # type: ignore[arg-type]
