"""The province's screens of an edition: the list, the form of a draft, what stands in the way, making rounds, announcing."""

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
from votes import drafting, province, rounds
from votes.admin.edition_form import EDITION_FORM, PHASES, ObserversForm
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
        editions = Edition.objects.annotate(round_count=Count("rounds"), result_count=Count("rounds", filter=Q(rounds__published_at__isnull=False)))
        return super().get_context_data(**kwargs) | {"editions": editions}


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
        drafting.save_draft(edition=edition)
        log(instance=edition, action="wagtail.create" if is_new else "wagtail.edit", user=self.request.user)
        return edition

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc, no-any-return]
        except rounds.TooLate:
            messages.warning(self.request, FIXED)
            return redirect(self.index_url_name)

    def get_success_url(self) -> str:
        return reverse("votes_admin:edition", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        return []


class AddEditionView(DraftForm, generic.CreateView):
    page_title = gettext_lazy("Nieuwe editie")
    success_message = gettext_lazy("“%(object)s” is bewaard als concept. Bezoekers zien er nog niets van.")

    def trail(self) -> list[dict[str, Any]]:
        return [step("editions", gettext("Edities"))]

    def get_page_subtitle(self) -> str:
        return ""


class EditEditionView(DraftForm, generic.EditView):
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
        problems = [] if self.edition.scheduled_at else rounds.problems(self.edition, self.at)
        found = {
            "dates": dates_of(self.edition),
            "texts": self.edition.texts.order_by("pk"),
            "criteria": self.edition.criteria.all(),
            "province_says": province_says(self.edition),
            "blocking": [problem for problem in problems if problem.blocks],
            "warnings": [*[str(problem.words) for problem in problems if not problem.blocks], *too_few_candidates(self.edition)],
            "round_count": self.edition.rounds.count(),
            "missing": missing_towns(self.edition),
            "observer_count": len(drafting.observers_of(self.edition)),
        }
        return super().get_context_data(**kwargs) | found


def dates_of(edition: Edition) -> list[tuple[str, str]]:
    """(what, when in words) of every phase."""
    names = {name: str(edition._meta.get_field(name).verbose_name) for name in PHASES}  # type: ignore[union-attr]
    names["candidacy_until"] = gettext("kandidaten kunnen zich melden tot")
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


def too_few_candidates(edition: Edition) -> list[str]:
    """For an edition whose rounds did not open: how many have too few."""
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


class AnnounceView(OfAnEdition, Page):
    """Says what becomes fixed; the button fixes it."""

    template_name = "votes/admin/announce.html"
    page_title = gettext_lazy("Aankondigen")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blocking = [problem for problem in rounds.problems(self.edition, self.at) if problem.blocks]
        dates = {"round_count": self.edition.rounds.count(), "opens": in_words(self.edition.opens_at), "closes": in_words(self.edition.closes_at)}
        return super().get_context_data(**kwargs) | dates | {"blocking": blocking, "warnings": too_few_candidates(self.edition)}

    def post(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        try:
            rounds.schedule(edition=self.edition, at=self.at)
        except rounds.NotReady as refusal:
            for problem in refusal.problems:
                messages.warning(request, str(problem.words))
            return self.back()
        log(instance=self.edition, action="votes.announce", user=request.user)
        messages.success(request, gettext("De editie is aangekondigd. Vanaf nu beslist de klok."))
        return self.back()
