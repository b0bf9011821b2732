"""The screens of "Nakijken": what waits, and one change with what it was and becomes. Only POST decides anything."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView, ListView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, TaskState

from municipalities.moderation import deciding
from municipalities.moderation.addresses import edit_address, preview_address
from municipalities.moderation.differences import change_in
from municipalities.moderation.forms import DecisionForm
from municipalities.moderation.marking import marked
from municipalities.moderation.waiting import described, waiting_for
from municipalities.rights import reach


class WaitingView(WagtailAdminTemplateMixin, ListView):
    template_name = "municipalities/admin/moderation/list.html"
    page_title = gettext_lazy("Nakijken")
    header_icon = "check"
    paginate_by = 50

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_queryset(self) -> QuerySet[TaskState]:
        return waiting_for(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        far = reach(self.request.user)
        return context | {"waiting": described(context["object_list"]), "shows_town": far.edits_several}


class ReviewView(WagtailAdminTemplateMixin, FormView):
    """One thing that was handed in. Whoever may not decide it may not see it here; what is decided stays to be read."""

    template_name = "municipalities/admin/moderation/review.html"
    form_class = DecisionForm
    header_icon = "check"
    page_title = gettext_lazy("Nakijken")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not deciding.may_decide(request.user, self.task_state):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def task_state(self) -> TaskState:
        return get_object_or_404(TaskState.objects.select_related("revision", "workflow_state__requested_by"), pk=self.kwargs["task_state_id"])

    @cached_property
    def is_waiting(self) -> bool:
        return self.task_state.status == TaskState.STATUS_IN_PROGRESS

    @cached_property
    def revision(self) -> Any:
        """What an approval would publish; of what is decided, what was handed in."""
        return deciding.latest_of(self.task_state) if self.is_waiting else self.task_state.revision

    def get_page_subtitle(self) -> str:
        return self.revision.object_str

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("moderation:list"), "label": gettext("Nakijken")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_subtitle()}]

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.revision.pk}

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        try:
            decide(self.task_state, self.request.user, form.cleaned_data)
        except deciding.ReasonMissing as refused:
            form.add_error("reason", str(refused))
            return self.form_invalid(form)
        except deciding.Refused as refused:
            messages.warning(self.request, str(refused))
            return redirect("moderation:review", self.task_state.pk)
        return self.done(form.cleaned_data["decision"])

    def done(self, decision: str) -> HttpResponseRedirect:
        said = (
            gettext("“%(title)s” is goedgekeurd.") if decision == "approve" else gettext("“%(title)s” is teruggestuurd. De auteur krijgt een mail.")
        )
        messages.success(self.request, said % {"title": self.get_page_subtitle()})
        return redirect("moderation:list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        instance = self.task_state.workflow_state.content_object
        about = {"task_state": self.task_state, "is_waiting": self.is_waiting, "seen": self.revision.pk}
        where = {"edit_url": edit_address(instance), "preview_url": preview_address(instance, self.revision)}
        return super().get_context_data(**kwargs) | about | where | (self.shown_change() if self.is_waiting else {})

    def shown_change(self) -> dict[str, Any]:
        change = change_in(self.revision)
        rows = [(found.label, *marked(found.was, found.becomes)) for found in change.differences]
        return {"change": change, "rows": rows, "language": language_of_page(change.instance), "by": self.task_state.workflow_state.requested_by}


def decide(task_state: TaskState, by: Any, said: dict[str, Any]) -> None:
    if said["decision"] == "approve":
        deciding.approve(task_state=task_state, by=by, at=timezone.now(), seen=said["seen"])
    else:
        deciding.refuse(task_state=task_state, by=by, reason=said["reason"], at=timezone.now())


def language_of_page(instance: Any) -> str:
    return instance.locale.language_code if isinstance(instance, Page) else ""
