"""The province's screens about taking part: the list of municipalities, and asking whether one is sure."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from municipalities import audit
from municipalities.joining import looked_after, named, standing_of, standings
from municipalities.models import Municipality
from municipalities.onboarding import Refused, offboard, onboard, parts
from municipalities.people import people
from municipalities.rights import reach

PER_PAGE = 100
OVERVIEW = {"url": reverse_lazy("municipalities:overview"), "label": gettext_lazy("Deelnemende gemeenten")}


class ProvinceScreen(WagtailAdminTemplateMixin, TemplateView):
    """A page of the editors' tool for the province and superusers; the door before it says the same. Raises PermissionDenied."""

    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not reach(request.user).everywhere:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def town(self) -> Municipality:
        return get_object_or_404(looked_after(), pk=self.kwargs["municipality_id"])

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, OVERVIEW, *self.trail(), {"url": "", "label": self.get_page_title()}]

    def trail(self) -> list[dict]:
        """What stands between the list and this page."""
        return [{"url": town_url(self.town), "label": self.town.name}]

    def back_to_town(self) -> HttpResponse:
        """To the list once a merged municipality left: it has no page any more."""
        is_there = looked_after().filter(pk=self.town.pk).exists()
        return redirect(town_url(self.town) if is_there else OVERVIEW["url"])


def town_url(town: Municipality) -> str:
    return reverse("municipalities:town", args=[town.pk])


class Overview(ProvinceScreen):
    """All municipalities of today, and merged ones that did not leave yet."""

    template_name = "municipalities/overview.html"
    page_title = gettext_lazy("Deelnemende gemeenten")

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, OVERVIEW | {"url": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()
        page = Paginator(named(words), PER_PAGE).get_page(self.request.GET.get("p"))
        rows = standings(list(page.object_list), timezone.now())
        return super().get_context_data(**kwargs) | {"words": words, "rows": rows, "page": page}


class Confirm(ProvinceScreen):
    """Says what will happen; the button does it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"town": self.town, "parts": parts(), "back": town_url(self.town)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return self.back_to_town()

    def act(self) -> str:
        """Do it; returns what to say. Raises Refused."""
        raise NotImplementedError


class Join(Confirm):
    template_name = "municipalities/confirm_join.html"

    def get_page_title(self) -> str:
        return _("%(town)s laten meedoen") % {"town": self.town.name}

    @transaction.atomic
    def act(self) -> str:
        onboard(municipality=self.town, at=timezone.now())
        audit.record(audit.JOIN, by=self.request.user, municipality=self.town)  # type: ignore[arg-type]
        return _("%(town)s doet mee. Nodig nu iemand uit.") % {"town": self.town.name}


class Leave(Confirm):
    template_name = "municipalities/confirm_leave.html"

    def get_page_title(self) -> str:
        return _("%(town)s laten uitstappen") % {"town": self.town.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = timezone.now()
        known = {"standing": standing_of(self.town, at), "people": people(municipality=self.town, viewer=self.request.user, at=at)}  # type: ignore[arg-type]
        return super().get_context_data(**kwargs) | known

    @transaction.atomic
    def act(self) -> str:
        offboard(municipality=self.town, at=timezone.now())
        audit.record(audit.LEAVE, by=self.request.user, municipality=self.town)  # type: ignore[arg-type]
        return _("%(town)s doet niet meer mee. Wat op de site stond, staat er nog.") % {"town": self.town.name}
