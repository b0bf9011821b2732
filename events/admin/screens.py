"""The list of actions and events, adding one, and what is done to one: once more next year, called off. Only POST changes anything."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.widgets.button import HeaderButton

from events import copying, dates, lost_answers
from events.admin import rows
from events.admin.towns import Place, events_of, own_event, places
from events.calling_off import call_off
from events.dates_ahead import Ahead, ahead
from events.forms import LINES, day_changes, lines_of
from events.kinds import Kind
from events.models import EventPage
from events.slots import BRUSSELS
from municipalities.moderation import Refused
from municipalities.screens import Screen

A_SHEET = 50
MOST_LINES = 40  # of one event, in the preview of its days


class EventsScreen(Screen):
    header_icon = "calendar-alt"

    def trail(self) -> list[dict[str, Any]]:
        """What stands between the start and this page."""
        return [{"url": reverse("events_admin:list"), "label": gettext("Acties en evenementen")}]


class ListView(EventsScreen, TemplateView):
    """Those of one's own municipalities; of the province all. Every state of it has an address: ?stand=concept&soort=markt&q=kerst."""

    template_name = "events/admin/list.html"
    page_title = gettext_lazy("Acties en evenementen")

    def trail(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        new = HeaderButton(gettext("Nieuwe actie of evenement"), url=reverse("events_admin:new"), icon_name="plus")
        may_import = self.far.edits_somewhere
        return [new, HeaderButton(gettext("Agenda inlezen"), url=reverse("events_import:upload"), icon_name="upload")] if may_import else [new]

    @cached_property
    def places(self) -> list[Place]:
        return places(self.far)

    @cached_property
    def words(self) -> str:
        return self.request.GET.get("q", "").strip()[:100]

    @cached_property
    def state(self) -> str:
        """What comes, unless one looks for words: those may stand anywhere."""
        asked = self.request.GET.get("stand", "")
        return asked if asked in rows.STATES else "" if self.words else rows.COMING

    @cached_property
    def kind(self) -> str:
        asked = self.request.GET.get("soort", "")
        return asked if asked in Kind.values else ""

    @cached_property
    def place(self) -> Place | None:
        asked = self.request.GET.get("waar", "")
        return next((place for place in self.places if place.slug == asked), None)

    def found(self) -> QuerySet[EventPage]:
        events = rows.with_their_state(events_of(self.far, self.places), self.at)
        if self.words:
            events = events.filter(Q(title__icontains=self.words) | Q(draft_title__icontains=self.words))
        if self.kind:
            events = events.filter(kind=self.kind)
        return events.filter(path__startswith=self.place.path) if self.place else events

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.found()
        sheet = Paginator(rows.in_state(found, self.state).select_related("locale"), A_SHEET).get_page(self.request.GET.get("p"))
        asked = {"state": self.state, "kind": self.kind, "words": self.words, "place": self.place}
        return (
            super().get_context_data(**kwargs)
            | asked
            | {
                "rows": rows.rows(list(sheet), self.places, self.at),
                "tabs": self.tabs(rows.counts(found)),
                "kinds": Kind.choices,
                "places": self.places if len(self.places) > 1 else [],
                **self.neighbours(sheet),
            }
        )

    def tabs(self, counted: dict[str, int]) -> list[tuple[str, str, int, str]]:
        """(state, words, how many, address)."""
        return [(state, str(words), counted[state], self.address(stand=state)) for state, words in rows.STATES.items()]

    def neighbours(self, sheet: Sheet) -> dict[str, str]:
        here = {"stand": self.state} if self.state else {}
        return {
            "before": self.address(**here, p=sheet.previous_page_number()) if sheet.has_previous() else "",
            "after": self.address(**here, p=sheet.next_page_number()) if sheet.has_next() else "",
        }

    def address(self, **changed: Any) -> str:
        asked = {"q": self.words, "soort": self.kind, "waar": self.place.slug if self.place else ""} | changed
        return "?" + urlencode({name: value for name, value in asked.items() if value})


class NewView(EventsScreen, TemplateView):
    """To the form at once for who works for one municipality; else one says where first. A kind may be asked for: ?soort=koopzondag."""

    template_name = "events/admin/new.html"
    page_title = gettext_lazy("Nieuwe actie of evenement")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.places = places(self.far)
        if len(self.places) == 1:
            return redirect(f"{self.places[0].add_url}{self.kind}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"places": self.places, "kind": self.kind}

    @cached_property
    def kind(self) -> str:
        """ "?soort=koopzondag"; "" when none was asked for."""
        asked = self.request.GET.get("soort", "")
        return f"?soort={asked}" if asked in Kind.values else ""


def days(request: HttpRequest) -> HttpResponse:
    """The coming days of what stands in a form that nobody saved: HTML to put under it. Asks nothing of the database."""
    formsets = EventPage.get_edit_handler().get_form_class().formsets
    moments, changes = (lines_of(request.GET, formsets[name], EventPage(), name, MOST_LINES) for name in LINES)
    found = ahead([line.instance.as_moment() for line in moments], day_changes(changes), at=timezone.now())
    return render(request, "events/admin/dates.html", {"ahead": found})


class OfAnEvent(EventsScreen):
    """Of one event, which the address names. Raises PermissionDenied for whom it is not; the door before it says the same."""

    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not own_event(request.user, kwargs["page_id"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def event(self) -> EventPage:
        return get_object_or_404(EventPage.objects.select_related("locale"), pk=self.kwargs["page_id"])

    def get_page_subtitle(self) -> str:
        return self.event.get_admin_display_title()

    @cached_property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.event.pk])


class AgainView(OfAnEvent, TemplateView):
    """Asked by a button it is done at once; who follows a link reads first what will happen."""

    template_name = "events/admin/again.html"
    page_title = gettext_lazy("Nog eens")

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        try:
            made = copying.once_more(event=self.event, by=request.user, at=self.at)  # type: ignore[arg-type]
        except Refused as refusal:
            raise PermissionDenied from refusal
        messages.success(request, gettext("Een concept voor de volgende keer staat klaar. Kijk de dagen na: niemand leest het voor je publiceert."))
        return redirect("wagtailadmin_pages:edit", made.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year, shift = copying.next_edition(self.event, self.at)
        today = self.at.astimezone(BRUSSELS).date()
        first = min((moment.day for moment in self.event.moments.all()), default=None)
        day = dates.weekday_and_date(first + shift, "nl", today) if first else ""
        return super().get_context_data(**kwargs) | {"event": self.event, "year": year, "day": day, "back": self.edit_url}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Waarom, en wat kan iemand nu doen?"),
        help_text=gettext_lazy("Dit leest iedereen. Bijvoorbeeld: te veel wind; de kramen komen volgende zondag."),
        max_length=EventPage._meta.get_field("status_note").max_length,
        widget=forms.TextInput(attrs={"size": 60}),
        error_messages={"required": gettext_lazy("Zeg kort waarom: wie wilde komen, wil het weten.")},
    )


class CallOffView(OfAnEvent, FormView):
    template_name = "events/admin/call_off.html"
    page_title = gettext_lazy("Gaat niet door")
    form_class = ReasonForm

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        try:
            is_told = call_off(event=self.event, by=self.request.user, note=form.cleaned_data["reason"], at=self.at)  # type: ignore[arg-type]
        except Refused as refusal:
            messages.warning(self.request, str(refusal))
        else:
            messages.success(self.request, self.said(is_told))
        return redirect("events_admin:list")

    def said(self, is_told: bool) -> str:
        words = (
            gettext("Iedereen leest nu dat “%(title)s” niet doorgaat.")
            if is_told
            else gettext("Een redacteur kijkt het na. Daarna leest iedereen dat “%(title)s” niet doorgaat.")
        )
        return words % {"title": self.event.title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = [moment.as_moment() for moment in self.event.moments.all()]
        found: Ahead = ahead(lines, [change.as_change() for change in self.event.changes.all()], at=self.at)
        may_publish = self.event.permissions_for_user(self.request.user).can_publish()
        told = {"ahead": found, "may_publish": may_publish, "event": self.event, "edit_url": self.edit_url}
        told["shops"] = lost_answers.warning(self.event, self.at) if may_publish else ""
        return super().get_context_data(**kwargs) | told | {"back": reverse("events_admin:list")}
