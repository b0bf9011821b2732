"""The province's screens of an edition: the list, the form of a draft, what stands in the way, making rounds. Announcing: votes.admin.announcing."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views import View
from django.views.generic import FormView
from wagtail.admin.views import generic
from wagtail.log_actions import log

from municipalities.models import Municipality
from votes import calling_off, drafting, province, rounds
from votes.admin import history
from votes.admin.edition_form import CANDIDACY_UNTIL, EDITION_FORM, PHASES, TIES, ObserversForm
from votes.admin.moments import in_words
from votes.admin.screens import Page, Screen, step
from votes.glance import candidates_of
from votes.models import Edition, ProvincialResult, Round
from votes.rounds import FEWEST_CANDIDATES

FIXED = gettext_lazy("Deze editie is aangekondigd. Haar regels, data en prijs staan vast.")
ICON = "date"


class EditionsView(Page):
    template_name = "votes/admin/editions.html"
    page_title = gettext_lazy("Edities")
    header_icon = ICON

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        results, over = Q(rounds__published_at__isnull=False), Q(rounds__published_at__isnull=False) | Q(rounds__cancelled_at__isnull=False)
        counts = {"round_count": Count("rounds"), "result_count": Count("rounds", filter=results), "over_count": Count("rounds", filter=over)}
        found = Edition.objects.annotate(**counts).order_by("-year")
        return super().get_context_data(**kwargs) | {"rows": [(edition, stand_of(edition, self.at)) for edition in found]}


def stand_of(edition: Any, at: datetime) -> str:
    """How far an edition is, in a word. edition: with `round_count`, `result_count` and `over_count`, rounds that are published or called off."""
    if edition.scheduled_at is None:
        return gettext("concept")
    if edition.round_count and edition.over_count == edition.round_count:
        return gettext("voorbij") if edition.result_count else gettext("afgelast")
    if at < edition.opens_at:
        return gettext("aangekondigd")
    return gettext("loopt") if at < edition.closes_at else gettext("in nazicht of telling")


class OfAnEdition(Screen):
    """Of one edition, which the address names."""

    header_icon = ICON

    @cached_property
    def edition(self) -> Edition:
        return get_object_or_404(Edition, pk=self.kwargs["edition_id"])

    def trail(self) -> list[dict[str, Any]]:
        return [step("editions", gettext("Edities")), step("edition", self.edition.name, self.edition.pk)]

    def back(self) -> HttpResponse:
        return redirect("votes_admin:edition", self.edition.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"edition": self.edition}  # type: ignore[misc]


# -- the form


class DraftForm(Screen):
    """In front of Wagtail's views for a form of panels; the action stores."""

    header_icon = ICON
    model = Edition
    panel = EDITION_FORM
    permission_policy = None
    index_url_name, add_url_name, edit_url_name = "votes_admin:editions", "votes_admin:edition_add", "votes_admin:edition_edit"
    error_message = gettext_lazy("Nog niet bewaard: hieronder staat wat er nog niet klopt.")
    submit_button_label = gettext_lazy("Bewaar")
    submit_button_active_label = gettext_lazy("Bezig met bewaren…")
    form: Any
    object: Any

    def save_instance(self) -> Edition:
        edition: Edition = self.form.save(commit=False)
        is_new = edition.pk is None
        drafting.save_draft(edition=edition, shown=self.form.cleaned_data["shown"])
        log(instance=edition, action="wagtail.create" if is_new else "wagtail.edit", user=self.request.user)
        return edition

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc, no-any-return]
        except rounds.TooLate:
            messages.warning(self.request, FIXED)
            return redirect(self.index_url_name)
        except drafting.Changed:
            messages.warning(self.request, self.stale_in_words(form))
            return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined, no-any-return]

    def stale_in_words(self, form: Any) -> str:
        """What was typed stays on the page, so that nothing of it is lost."""
        told = gettext("Niet bewaard: een collega bewaarde deze editie terwijl jij typte. Wat jij typte, staat hieronder nog.")
        if found := form.differing():
            told += " " + gettext("Anders dan wat nu bewaard is: %(fields)s.") % {"fields": ", ".join(found)}
        return told + " " + gettext("Open de editie in een tweede tabblad en neem daar over wat je wilt houden.")

    def get_success_url(self) -> str:
        return reverse("votes_admin:edition", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        return []


class AddEditionView(DraftForm, generic.CreateView):
    template_name = "votes/admin/edition_form.html"
    page_title = gettext_lazy("Nieuwe editie")
    success_message = gettext_lazy("“%(object)s” is bewaard als concept. Bezoekers zien er nog niets van.")

    def trail(self) -> list[dict[str, Any]]:
        return [step("editions", gettext("Edities"))]

    def get_page_subtitle(self) -> str:
        return ""

    @cached_property
    def earlier(self) -> Edition | None:
        """The one whose texts are asked for."""
        asked = self.request.GET.get("van", "")
        return Edition.objects.filter(year=asked).first() if asked.isdecimal() else None

    def get_initial_form_instance(self) -> Edition:
        return drafting.begun_from(self.earlier) if self.earlier else Edition()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_first = self.request.method == "GET" and self.earlier is None
        offered = Edition.objects.filter(texts__isnull=False).order_by("-year").first() if is_first else None
        return super().get_context_data(**kwargs) | {"earlier": self.earlier, "offered": offered}


class EditEditionView(DraftForm, generic.EditView):
    template_name = "votes/admin/edition_form.html"
    pk_url_kwarg = "edition_id"
    page_title = gettext_lazy("Bewerken")
    success_message = gettext_lazy("“%(object)s” is bewaard.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if Edition.objects.filter(pk=kwargs["edition_id"], scheduled_at__isnull=False).exists() and self.is_allowed():
            messages.warning(request, FIXED)
            return redirect("votes_admin:edition", kwargs["edition_id"])
        return super().dispatch(request, *args, **kwargs)

    def trail(self) -> list[dict[str, Any]]:
        return [step("editions", gettext("Edities")), step("edition", self.object.name, self.object.pk)]


class ObserversView(OfAnEdition, FormView):
    """The one thing of an announced edition that may change: it decides nothing."""

    template_name = "votes/admin/observers.html"
    form_class = ObserversForm
    page_title = gettext_lazy("Waarnemers")

    def get_initial(self) -> dict[str, Any]:
        return {"observers": self.edition.observers}

    def form_valid(self, form: ObserversForm) -> HttpResponse:
        was = len(drafting.observers_of(self.edition))
        drafting.set_observers(edition=self.edition, observers=form.cleaned_data["observers"], at=self.at)
        log(
            instance=self.edition, action="votes.observers", user=self.request.user, data={"was": was, "is": len(drafting.observers_of(self.edition))}
        )
        messages.success(self.request, gettext("De waarnemers zijn bewaard."))
        return self.back()


# -- one edition, and what may be done with it


class EditionView(OfAnEdition, Page):
    """What it says, who takes part, and what stands in the way of announcing it."""

    template_name = "votes/admin/edition.html"

    def get_page_title(self) -> str:
        return self.edition.name

    def trail(self) -> list[dict[str, Any]]:
        return [step("editions", gettext("Edities"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {
            "says": what_it_says(self.edition),
            "province_says": province_says(self.edition),
            "warnings": too_few_candidates(self.edition, self.at),
            "round_count": self.edition.rounds.count(),
            "missing": missing_towns(self.edition),
            "observer_count": len(drafting.observers_of(self.edition)),
            "may_cancel": calling_off.to_cancel(self.edition).exists(),
            "history": history.of_an_edition(self.edition),
        }
        return super().get_context_data(**kwargs) | found | checks(self.edition, self.at)


def checks(edition: Edition, at: datetime) -> dict[str, Any]:
    """What stands in the way of announcing a draft, and what should be known before."""
    problems = [] if edition.scheduled_at else drafting.problems(edition, at)
    told = [str(problem.words) for problem in problems if not problem.blocks]
    return {"blocking": [problem for problem in problems if problem.blocks], "notes": told}


def what_it_says(edition: Edition) -> dict[str, Any]:
    """Everything that announcing makes fixed, for components/edition_says.html."""
    return {
        "dates": dates_of(edition),
        "tie": TIES[Edition.TieRule(edition.tie_rule)],
        "texts": edition.texts.order_by("pk"),
        "criteria": edition.criteria.all(),
        "own_dates": [
            (str(one.municipality), in_words(one.opens_at), in_words(one.closes_at))
            for one in edition.rounds.filter(has_own_dates=True).select_related("municipality").order_by("municipality__name")
        ],
    }


def dates_of(edition: Edition) -> list[tuple[str, str]]:
    """(what, when in words) of every phase."""
    names = {name: str(edition._meta.get_field(name).verbose_name) for name in PHASES}  # type: ignore[union-attr]
    names["candidacy_until"] = str(CANDIDACY_UNTIL)
    return [(label, in_words(getattr(edition, name))) for name, label in names.items()]


def province_says(edition: Edition) -> str:
    """How far its provincial winner is."""
    if ProvincialResult.objects.filter(edition=edition).exists():
        return gettext("Bekend, en voor iedereen te lezen.")
    if province.count_of(edition):
        return gettext("Vastgelegd. Een tweede persoon maakt het bekend.")
    waiting = edition.rounds.filter(published_at=None, cancelled_at=None).count()
    if waiting:
        told = ngettext("Nog %(number)s gemeente zonder uitslag.", "Nog %(number)s gemeenten zonder uitslag.", waiting)
        return told % {"number": waiting}
    return gettext("Alle uitslagen zijn bekend: nu kan de winnaar van heel de provincie gekozen worden.")


def missing_towns(edition: Edition) -> list[Municipality]:
    """Municipalities that take part in the campaign, and have no round."""
    taking_part = Municipality.objects.current().filter(onboarding__isnull=False, onboarding__offboarded_at=None)
    return list(taking_part.exclude(rounds__edition=edition).order_by("name"))


def too_few_candidates(edition: Edition, at: datetime) -> list[str]:
    """For an edition that takes candidates, or did: how many rounds that did not open have too few. Before that nobody could stand."""
    if not edition.scheduled_at or at < edition.candidacy_from:
        return []
    waiting = list(Round.objects.filter(edition=edition, lined_up_at=None, cancelled_at=None))
    found = candidates_of(waiting)
    few = sum(found.get(one.pk, 0) < FEWEST_CANDIDATES for one in waiting)
    told = ngettext("%(few)s ronde heeft nog geen twee kandidaten.", "%(few)s rondes hebben nog geen twee kandidaten.", few)
    return [told % {"few": few}] if few else []


class PlanRoundsView(OfAnEdition, View):
    """Makes the rounds of the participating municipalities; what is there stays."""

    http_method_names = ["post"]  # noqa: RUF012

    def post(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        if self.edition.scheduled_at and self.edition.opens_at <= self.at:
            messages.warning(request, gettext("De stemming is begonnen: er komen geen rondes meer bij."))
            return self.back()
        made = rounds.plan_rounds(edition=self.edition, municipalities=missing_towns(self.edition))
        log(instance=self.edition, action="votes.plan", user=request.user, data={"rounds": len(made)})
        told = ngettext("Er kwam %(made)s ronde bij.", "Er kwamen %(made)s rondes bij.", len(made)) % {"made": len(made)}
        messages.success(request, told if made else gettext("Elke gemeente die meedoet, heeft al een ronde."))
        return self.back()
