"""The screens of candidates in the editors' tool. Authors look; editors of the municipality and the province decide, by POST only."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from content.spreadsheets import as_csv, as_xlsx
from municipalities.models import Municipality
from votes import candidacies
from votes.admin.screens import Screen
from votes.candidacies import AnySubmission, State
from votes.candidacy import overview, taking_back
from votes.candidacy.forms import MendForm, RefusalForm, TakeBackForm
from votes.lineup import NotEligible
from votes.models import Application, Nomination

ROWS = 50
REFUSALS: dict[type[Exception], Any] = {
    candidacies.TooLate: gettext_lazy("De stemming is begonnen of gaat niet door: wie kandidaat is, ligt vast."),
    candidacies.NotWaiting: gettext_lazy("Een collega was je voor: hierover is al beslist."),
    NotEligible: gettext_lazy("Deze zaak kan geen kandidaat zijn: ze staat niet meer in de winkelgids, of is een keten in een editie zonder ketens."),
}


class Candidates(Screen):
    """For whoever writes for a municipality."""

    header_icon = "group"

    def is_allowed(self) -> bool:
        return self.far.writes_somewhere


class ListView(Candidates, TemplateView):
    """Applications or nominations, those that wait first asked for."""

    template_name = "votes/candidacy/admin/list.html"
    model: type[AnySubmission] = Application
    page_title = gettext_lazy("Kandidaturen")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows, state = self.rows(), self.state()
        page = Paginator(overview.listed(rows.filter(state=state)), ROWS).get_page(self.request.GET.get("p"))
        look = {"page": page, "tabs": overview.tabs(rows, state), "state": state, "counts": self.waiting(), "is_own": self.model is Application}
        return super().get_context_data(**kwargs) | look | {"towns": self.towns(), "town": self.town(), "may_decide": self.may_decide()}

    def rows(self) -> QuerySet:
        rows = overview.seen_by(self.far, self.model)
        return rows.filter(round__municipality__slug=self.town()) if self.town() else rows

    def state(self) -> str:
        asked = self.request.GET.get("stand", "")
        return asked if asked in overview.SEEN else State.WAITING

    def waiting(self) -> dict[str, int]:
        """How many wait in each list."""
        kinds: dict[str, type[AnySubmission]] = {"applications": Application, "nominations": Nomination}
        return {name: overview.seen_by(self.far, model).filter(state=State.WAITING).count() for name, model in kinds.items()}

    def towns(self) -> list[Municipality]:
        """To choose from; none for who has one."""
        found = Municipality.objects.filter(rounds__isnull=False).distinct()
        found = found if self.far.everywhere else found.filter(pk__in=self.far.written)
        known = list(found.order_by("name"))
        return known if len(known) > 1 else []

    def town(self) -> str:
        return self.request.GET.get("gemeente", "")[:80]

    def may_decide(self) -> bool:
        return self.far.edits_somewhere


class NominationList(ListView):
    model = Nomination
    page_title = gettext_lazy("Voordrachten")


class Detail(Candidates, TemplateView):
    """One submission, with the shop and everything else about it. Raises Http404 for what is not confirmed, PermissionDenied for a neighbour's."""

    template_name = "votes/candidacy/admin/detail.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.far.writes(self.submission.round.municipality_id):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def submission(self) -> AnySubmission:
        model = Application if "application_id" in self.kwargs else Nomination
        (key,) = self.kwargs.values()
        rows: Any = model.objects.filter(state__in=overview.SEEN, pk=key).defer("email")  # type: ignore[attr-defined]
        found: AnySubmission | None = rows.select_related("shop__category", "round__municipality", "round__edition", "decided_by").first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def may_decide(self) -> bool:
        return self.far.edits(self.submission.round.municipality_id)

    def get_page_title(self) -> str:
        return self.submission.shop.name

    def get_page_subtitle(self) -> str:
        return gettext("kandidatuur") if isinstance(self.submission, Application) else gettext("voordracht")

    def trail(self) -> list[dict[str, Any]]:
        if isinstance(self.submission, Application):
            return [{"url": reverse("candidacy:applications"), "label": gettext("Kandidaturen")}]
        return [{"url": reverse("candidacy:nominations"), "label": gettext("Voordrachten")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.submission
        begun = candidacies.has_begun(one.round, self.at)
        about = {"submission": one, "is_own": isinstance(one, Application), "voices": candidacies.voices(one), "others": overview.others(one)}
        may = {"is_waiting": one.state == State.WAITING and not begun, "may_decide": self.may_decide, "has_begun": begun}
        may |= {"may_withdraw": self.may_decide and not begun and one.state in candidacies.STANDING}
        may |= {"may_take_back": self.may_decide and not begun and one.state == State.APPROVED, "has_mail": bool(one.shop.email)}
        asked = {
            "mend_form": self.mend_form(),
            "refusal_form": RefusalForm(),
            "take_back_form": TakeBackForm(),
            "history": overview.history(one),
            "shop_url": self.shop_url(),
        }
        return super().get_context_data(**(about | may | asked | {"address": address_of(one)} | kwargs))

    def mend_form(self, data: Any = None) -> MendForm:
        words = {name: getattr(self.submission, name, "") for name in ("pitch", "supports")}
        return MendForm(data, initial=words, has_supports=isinstance(self.submission, Application))

    def shop_url(self) -> str:
        return reverse("wagtailsnippets_shops_shop:edit", args=[self.submission.shop_id])  # type: ignore[attr-defined]


def address_of(submission: AnySubmission, act: str = "") -> str:
    """Of its screen; act: "_approve" and the like."""
    name = "application" if isinstance(submission, Application) else "nomination"
    return reverse(f"candidacy:{name}{act}", args=[submission.pk])


class Deed(Detail):
    """One thing that an editor does to a submission, by a button."""

    http_method_names = ["post"]  # noqa: RUF012 - as in Django's View
    done: Any = ""
    form_name = ""  # in the context, of the form that is shown again when it is wrong

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_decide:
            raise PermissionDenied
        form = self.form()
        if form is not None and not form.is_valid():
            return self.render_to_response(self.get_context_data(**{self.form_name: form}))
        self.try_to(form.cleaned_data if form is not None else {})
        return redirect(address_of(self.submission))

    def form(self) -> forms.Form | None:
        return None

    def try_to(self, said: dict[str, Any]) -> None:
        try:
            self.act(said)
        except tuple(REFUSALS) as refusal:
            messages.warning(self.request, self.why_not(refusal))
        else:
            messages.success(self.request, self.done % {"shop": self.submission.shop.name})

    def why_not(self, refusal: Exception) -> str:
        """In words; who pressed twice was not overtaken by a colleague."""
        if isinstance(refusal, candidacies.NotWaiting) and taking_back.decided_by(self.submission) == self.user.pk:
            return gettext("Je besliste hier zelf al over. Dat staat er nog.")
        return next(str(words) for kind, words in REFUSALS.items() if isinstance(refusal, kind))

    def act(self, said: dict[str, Any]) -> None:
        raise NotImplementedError


class Approve(Deed):
    done = gettext_lazy("“%(shop)s” is kandidaat. Wie dit instuurde, krijgt een mail.")

    def act(self, said: dict[str, Any]) -> None:
        candidacies.approve(submission=self.submission, by=self.user, at=self.at)


class Refuse(Deed):
    done = gettext_lazy("Geweigerd. Wie dit instuurde, leest je uitleg in een mail.")
    form_name = "refusal_form"

    def form(self) -> forms.Form:
        return RefusalForm(self.request.POST)

    def act(self, said: dict[str, Any]) -> None:
        candidacies.refuse(submission=self.submission, reason=said["reason"], by=self.user, at=self.at)


class Mend(Deed):
    done = gettext_lazy("De tekst is verbeterd.")
    form_name = "mend_form"

    def form(self) -> forms.Form:
        return self.mend_form(self.request.POST)

    def act(self, said: dict[str, Any]) -> None:
        candidacies.mend(submission=self.submission, words=said, by=self.user, at=self.at)


class TakeBack(Deed):
    done = gettext_lazy("De goedkeuring van “%(shop)s” is teruggenomen.")
    form_name = "take_back_form"

    def form(self) -> forms.Form:
        return TakeBackForm(self.request.POST)

    def act(self, said: dict[str, Any]) -> None:
        told = taking_back.take_back(submission=self.submission, reason=said["reason"], by=self.user, at=self.at)
        messages.info(self.request, self.who_knows(told))
        if taking_back.is_candidate(self.submission):
            messages.warning(self.request, gettext("De winkel blijft kandidaat: er is nog een andere inzending van haar goedgekeurd."))

    def who_knows(self, was_mailed: bool) -> str:
        if was_mailed:
            return gettext("Je uitleg is gemaild naar het adres van de winkel in de gids.")
        return gettext("De winkel heeft geen mailadres in de gids, en het adres van wie indiende is al gewist. Bel de winkel zelf even op.")


class Withdraw(Deed):
    done = gettext_lazy("“%(shop)s” doet niet mee. Ook de voordrachten van deze zaak zijn vervallen.")

    def act(self, said: dict[str, Any]) -> None:
        candidacies.withdraw(submission=self.submission, by=self.user, at=self.at)


class FileView(Candidates, View):
    """Everything within reach, for a spreadsheet."""

    kind = "csv"

    def get(self, request: HttpRequest) -> HttpResponse:
        write, content_type = {
            "csv": (as_csv, "text/csv; charset=utf-8"),
            "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        }[self.kind]
        response = HttpResponse(write(overview.header(), overview.lines(self.far)), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="kandidaten.{self.kind}"'
        return response
