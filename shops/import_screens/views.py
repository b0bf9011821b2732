"""The pages of an import. Each names the import in its address and is for who edits its municipality; only POST changes anything."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_lazy
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin.widgets.button import HeaderButton

from content.spreadsheets import download
from content.steps import NotNow
from municipalities.import_screens import Act, OfOneImport, Preview, WhileBusy, paged
from municipalities.screens import EditorsScreen
from shops.import_screens import deciding, showing
from shops.import_screens.forms import ColumnsForm, UploadForm
from shops.importing import batches
from shops.importing.asking import rulings_of
from shops.importing.reading import look_at
from shops.importing.work import written_out
from shops.models import ImportBatch, ImportRow, ShopSource

RECENT = 5
SOURCES = 20
LONGEST_KEY = 19  # digits
State = ImportBatch.State


class Screen(EditorsScreen):
    header_icon = "upload"
    page_title = gettext_lazy("Importeren")

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("shops_import:list"), "label": gettext("Imports")}]

    def batches(self) -> QuerySet[ImportBatch]:
        return batches.visible(None if self.far.everywhere else self.far.edited)


class BatchScreen(OfOneImport, Screen):
    model = ImportBatch
    addresses = "shops_import"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = timezone.now()
        about = {"batch": self.batch, "state": showing.state_in_words(self.batch, at), "has_stopped": batches.has_stopped(self.batch, at)}
        return super().get_context_data(**kwargs) | about | {"may_be_undone": self.batch.may_be_undone(at)}


class UploadView(Screen, FormView):
    template_name = "shops/admin/imports/upload.html"
    form_class = UploadForm
    page_title = gettext_lazy("Winkels importeren")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"far": self.far, "batches": self.batches(), "mends": self.mends}

    @cached_property
    def mends(self) -> ImportBatch | None:
        """The import whose refused rows the address says that the file has."""
        key = self.request.GET.get("verbetert", "")
        return self.batches().filter(pk=key).first() if key.isdecimal() and len(key) < LONGEST_KEY else None

    def form_valid(self, form: UploadForm) -> HttpResponseRedirect:
        said = form.cleaned_data
        batch = batches.receive(
            upload=said["file"],
            source=said["source"],
            municipality=said["municipality"],
            by=self.request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            look=form.look,
            is_partial=form.is_partial,
            mends=form.mends,
        )
        return redirect("shops_import:progress", batch.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recent = [(batch, showing.state_in_words(batch, timezone.now())) for batch in self.batches()[:RECENT]]
        return super().get_context_data(**kwargs) | {"recent": recent, "sources": self.sources(), "mends": self.mends}

    def sources(self) -> list[str]:
        """Names that these municipalities used before, to choose from."""
        known = ShopSource.objects.exclude(source="demo")
        known = known if self.far.everywhere else known.filter(shop__municipality__in=self.far.edited)
        return list(known.order_by("source").values_list("source", flat=True).distinct()[:SOURCES])


class ListView(Screen, TemplateView):
    template_name = "shops/admin/imports/list.html"
    page_title = gettext_lazy("Imports")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(gettext("Nieuw bestand"), url=reverse("shops_import:upload"), icon_name="plus")]

    def trail(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = paged(self.batches(), self.request)
        shown = [(batch, showing.state_in_words(batch, timezone.now())) for batch in page]
        return super().get_context_data(**kwargs) | {"page": page, "batches": shown, "shows_town": self.far.edits_several}


class PreviewView(Preview, BatchScreen, TemplateView):
    template_name = "shops/admin/imports/preview.html"

    def get_page_title(self) -> str:
        return gettext("Voorbeeld") if self.batch.state == State.READY else gettext("Import")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.lead_to("columns") if self.batch.state == State.MAPPING else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = dict(self.batch.rows.order_by().values_list("kind").annotate(count=Count("pk")))
        tabs = showing.tabs(self.batch, kinds, self.batch.rows.filter(differs=True).count())
        shown = self.shown([tab.key for tab in tabs])
        page = paged(self.rows(shown), self.request)
        lines = showing.lines(page, self.far)
        look = {"tabs": tabs, "shown": shown, "page": page, "lines": lines, "counts": showing.counts(self.batch)}
        asks = self.asks(page, lines) if shown == ImportRow.Kind.QUESTION and self.batch.state == State.READY else {}
        return super().get_context_data(**kwargs) | look | asks | {"has_refused": bool(kinds.get(ImportRow.Kind.REFUSED))}

    def asks(self, page: Any, lines: list[showing.Line]) -> dict[str, Any]:
        """The questions of a preview, with what was said of them before."""
        said = rulings_of(self.batch)
        return {
            "questions": deciding.questions(page, lines, said.rows),
            "for_all": deciding.choices_for_all(deciding.kinds_asked(self.batch), said.kinds),
        }

    def rows(self, shown: str) -> QuerySet[ImportRow]:
        rows = self.batch.rows.select_related("shop")
        return rows.filter(differs=True) if shown == showing.OTHERWISE else rows.filter(kind=shown)


class RefusedView(BatchScreen, TemplateView):
    template_name = "shops/admin/imports/refused.html"
    page_title = gettext_lazy("Geweigerde rijen")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = paged(refused(self.batch), self.request)
        return super().get_context_data(**kwargs) | {"page": page, "lines": showing.lines(page, self.far)}


class RefusedFileView(BatchScreen, View):
    """The refused rows for a spreadsheet, to mend and send again. ending: "csv" or "xlsx"."""

    ending = "csv"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        header, rows = showing.refused_table(self.batch, refused(self.batch))
        return download(f"geweigerd-{slugify(self.batch.source) or 'winkels'}", self.ending, header, rows)


class ColumnsView(BatchScreen, FormView):
    """What the columns of a table hold, as long as nobody confirmed the import."""

    template_name = "shops/admin/imports/columns.html"
    form_class = ColumnsForm
    page_title = gettext_lazy("Wat staat in welke kolom?")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.far.edits(self.batch.municipality_id) and not self.batch.may_choose_columns:
            return self.lead_to("progress")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        with written_out(self.batch) as file:
            look = look_at(file.path)
        return super().get_form_kwargs() | {"look": look, "facts": self.batch.columns}

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        try:
            batches.choose_columns(batch=self.batch, facts=form.facts, at=timezone.now())
        except NotNow as refusal:
            messages.warning(self.request, str(refusal))
        return self.lead_to("progress")


class ProgressView(WhileBusy, BatchScreen, TemplateView):
    template_name = "shops/admin/imports/progress.html"
    page_title = gettext_lazy("Bezig")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"progress": showing.progress(self.batch, timezone.now())}


class ActView(Act, BatchScreen, View):
    pass


class ConfirmView(ActView):
    def act(self) -> None:
        batches.confirm(batch=self.batch, by=self.request.user, at=timezone.now())  # type: ignore[arg-type]


class DecideView(ActView):
    """What the rows are that raise a question; the preview is made anew with that."""

    def act(self) -> None:
        rows, kinds = deciding.read(self.request.POST.dict())
        batches.decide(batch=self.batch, rows=rows, kinds=kinds, by=self.request.user, at=timezone.now())  # type: ignore[arg-type]


class TryAgainView(ActView):
    def act(self) -> None:
        batches.try_again(batch=self.batch, at=timezone.now())


class SettleView(ActView):
    leads_to = "preview"

    def act(self) -> None:
        batches.settle_refused(batch=self.batch)


class DiscardView(ActView):
    def act(self) -> None:
        batches.discard(batch=self.batch, at=timezone.now())

    def go_on(self) -> HttpResponse:
        messages.success(self.request, gettext("Weggegooid. Er is niets veranderd."))
        return redirect("shops_import:upload")


class UndoView(ActView, TemplateView):
    """Asks first."""

    http_method_names = ["get", "post"]  # noqa: RUF012
    template_name = "shops/admin/imports/undo.html"
    page_title = gettext_lazy("Import ongedaan maken")

    def act(self) -> None:
        batches.undo(batch=self.batch, by=self.request.user, at=timezone.now())  # type: ignore[arg-type]


def refused(batch: ImportBatch) -> QuerySet[ImportRow]:
    return batch.rows.select_related("shop").filter(kind=ImportRow.Kind.REFUSED)
