"""The pages of an import. Each names the import in its address and is for who edits its municipality; only POST changes anything."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_lazy
from django.views import View
from django.views.generic import FormView, TemplateView

from content.tables import BrokenFile
from events.admin.screens import EventsScreen
from events.admin.towns import Place, places
from events.import_screens import showing
from events.import_screens.forms import ColumnsForm, UploadForm
from events.importing import batches, columns, reading
from events.importing.batches import NotNow
from events.importing.work import CannotGoOn, content_of, parent_of
from events.models import CalendarImport, CalendarImportRow
from events.slots import BRUSSELS
from municipalities.import_screens import Act, OfOneImport, Preview, WhileBusy, paged
from municipalities.models import Municipality
from municipalities.screens import EditorsScreen

RECENT = 5
SHOWN = 8  # rows of the file above which one says what they hold
GUESSED_BY = 100
State = CalendarImport.State
WIDEST_CELL = 120  # signs


class Screen(EditorsScreen, EventsScreen):
    """A page in the admin's frame, for editors: an import writes many pages at once."""

    header_icon = "upload"

    @cached_property
    def places(self) -> list[Place]:
        return [place for place in places(self.far) if self.far.edits(place.town)]

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": reverse("events_import:list"), "label": gettext("Ingelezen agenda's")}]

    def batches(self) -> QuerySet[CalendarImport]:
        return batches.visible(None if self.far.everywhere else self.far.edited)

    def with_states(self, some: Any) -> list[tuple[CalendarImport, str]]:
        return [(batch, showing.state_in_words(batch, self.at)) for batch in some]


class UploadView(Screen, FormView):
    template_name = "events/admin/imports/upload.html"
    form_class = UploadForm
    page_title = gettext_lazy("Agenda inlezen")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.far.edits_somewhere and not self.places:
            messages.warning(request, gettext("Je gemeente heeft nog geen pagina; daar komen de evenementen onder te staan."))
            return redirect("events_admin:list")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"standing": self.places}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        town = form.chosen.town
        try:
            batch = batches.receive(
                content=form.content,
                file_name=form.cleaned_data["file"].name or "",
                format=form.format,
                source=form.cleaned_data["source"],
                municipality=Municipality.objects.get(pk=town) if town else None,
                by=self.request.user,  # type: ignore[arg-type]
                at=self.at,
            )
        except NotNow as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        return redirect("events_import:columns" if batch.is_table else "events_import:progress", batch.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"recent": self.with_states(self.batches()[:RECENT])}


class ListView(Screen, TemplateView):
    template_name = "events/admin/imports/list.html"
    page_title = gettext_lazy("Ingelezen agenda's")

    def trail(self) -> list[dict[str, Any]]:
        return super().trail()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = paged(self.batches(), self.request)
        return super().get_context_data(**kwargs) | {"page": page, "batches": self.with_states(page), "shows_town": len(self.places) > 1}


class BatchScreen(OfOneImport, Screen):
    model = CalendarImport
    addresses = "events_import"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"batch": self.batch, "state": showing.state_in_words(self.batch, self.at), "may_be_undone": self.batch.may_be_undone(self.at)}
        return super().get_context_data(**kwargs) | about


class ColumnsView(BatchScreen, FormView):
    """What the columns of a list hold: guessed, or as somebody said it the last time; a person has the last word."""

    template_name = "events/admin/imports/columns.html"
    form_class = ColumnsForm
    page_title = gettext_lazy("Wat staat er in elke kolom?")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_choose:
            return self.lead_to("preview")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_choose:
            return self.lead_to("preview")
        return super().post(request, *args, **kwargs)

    @property
    def may_choose(self) -> bool:
        """While the file is there and nothing is brought in."""
        return self.batch.is_table and self.batch.state in (State.MAPPING, State.READY, State.FAILED) and not self.batch.confirmed_at

    @cached_property
    def rows(self) -> list[list[str]]:
        try:
            return [cells for _number, cells in reading.rows_of(content_of(self.batch), self.batch.format)]
        except BrokenFile:
            return []

    @cached_property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    @cached_property
    def chosen(self) -> tuple[list[str], bool]:
        if self.batch.columns:
            return self.batch.columns, self.batch.has_header
        if remembered := batches.remembered(self.batch, self.width):
            return remembered
        guess = columns.guess(self.rows[:GUESSED_BY])
        return list(guess.columns), guess.has_header

    def get_form_kwargs(self) -> dict[str, Any]:
        chosen, has_header = self.chosen
        return super().get_form_kwargs() | {"width": self.width, "chosen": chosen, "initial": {"has_header": has_header}}

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        try:
            batches.choose_columns(batch=self.batch, columns=form.columns, has_header=form.cleaned_data["has_header"], at=self.at)
        except NotNow as refusal:
            messages.warning(self.request, str(refusal))
            return self.lead_to("preview")
        return self.lead_to("progress")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = [[shortened(cell) for cell in row] + [""] * (self.width - len(row)) for row in self.sample()]
        return super().get_context_data(**kwargs) | {"rows": shown}

    def sample(self) -> list[list[str]]:
        """The first rows; for the last of them one that fills the last column, when no other does."""
        first = self.rows[:SHOWN]
        widest = max(self.rows, key=len, default=[])
        return first if len(widest) == max(map(len, first), default=0) else [*first[:-1], widest]


def shortened(cell: str) -> str:
    return f"{cell[:WIDEST_CELL]}…" if len(cell) > WIDEST_CELL else cell


class PreviewView(Preview, BatchScreen, TemplateView):
    template_name = "events/admin/imports/preview.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.lead_to("columns") if self.batch.state == State.MAPPING else super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return gettext("Voorbeeld") if self.batch.state == State.READY else gettext("Ingelezen agenda")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = dict(self.batch.rows.order_by().values_list("action").annotate(count=Count("pk")))
        tabs = showing.tabs(kinds)
        shown = self.shown([tab.key for tab in tabs])
        page = paged(self.batch.rows.filter(action=shown), self.request)
        today = self.at.astimezone(BRUSSELS).date()
        look = {"tabs": tabs, "shown": shown, "page": page, "lines": showing.lines(page, today), "counts": showing.counts(self.batch)}
        about = {"has_refused": bool(kinds.get(CalendarImportRow.Action.REFUSED)), "sentences": showing.sentences(self.batch)}
        return super().get_context_data(**kwargs) | look | about | {"may_publish": self.may_publish()}

    def may_publish(self) -> bool:
        try:
            return bool(parent_of(self.batch).specific.permissions_for_user(self.request.user).can_publish_subpage())
        except CannotGoOn:
            return False


class RefusedFileView(BatchScreen, View):
    """The refused rows for a spreadsheet."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        refused = self.batch.rows.filter(action=CalendarImportRow.Action.REFUSED)
        response = HttpResponse(showing.refused_file(refused), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="geweigerd-{slugify(self.batch.source.replace(":", " ")) or "agenda"}.csv"'
        return response


class ProgressView(WhileBusy, BatchScreen, TemplateView):
    template_name = "events/admin/imports/progress.html"
    page_title = gettext_lazy("Bezig")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"progress": showing.progress(self.batch, self.at)}


class ActView(Act, BatchScreen, View):
    pass


class ConfirmView(ActView):
    def act(self) -> None:
        batches.confirm(batch=self.batch, publishes="publishes" in self.request.POST, by=self.request.user, at=self.at)  # type: ignore[arg-type]


class TryAgainView(ActView):
    def act(self) -> None:
        batches.try_again(batch=self.batch, at=self.at)


class DiscardView(ActView):
    def act(self) -> None:
        batches.discard(batch=self.batch, at=self.at)

    def go_on(self) -> HttpResponse:
        messages.success(self.request, gettext("Weggegooid. Er is niets veranderd."))
        return redirect("events_import:upload")


class UndoView(ActView, TemplateView):
    """Asks first."""

    http_method_names = ["get", "post"]  # noqa: RUF012
    template_name = "events/admin/imports/undo.html"
    page_title = gettext_lazy("Ongedaan maken")

    def act(self) -> None:
        batches.undo(batch=self.batch, by=self.request.user, at=self.at)  # type: ignore[arg-type]
