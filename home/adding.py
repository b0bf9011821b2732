"""What can be added below the page of a municipality, in the editors' tool."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.admin.views.pages.create import AddSubpageView
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry

from home.models import MunicipalityPage
from municipalities.page_rights import makeable_below


class AddBelowTownView(AddSubpageView):
    """Wagtail's list of kinds without those that the user does not make; with one kind its form opens at once."""

    def dispatch(self, request: HttpRequest, parent_page_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        parent = get_object_or_404(MunicipalityPage, pk=parent_page_id)
        kinds = makeable_below(request.user, parent)
        if len(kinds) == 1 and parent.permissions_for_user(request.user).can_add_subpage():
            return redirect("wagtailadmin_pages:add", kinds[0]._meta.app_label, kinds[0]._meta.model_name, parent.pk)
        return super().dispatch(request, parent_page_id, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = {(kind._meta.app_label, kind._meta.model_name) for kind in makeable_below(self.request.user, self.parent_page)}
        kinds = [kind for kind in self.page_types if (kind[1], kind[2]) in made]
        return super().get_context_data(**kwargs) | {"page_types": kinds}


class BelowTown(PageViewSet):
    """Registered for what stands below a municipality's page only."""

    add_subpage_view_class = AddBelowTownView

    def on_register(self) -> None:
        page_viewset_registry.values_by_parent_model[MunicipalityPage] = self
