"""Review: one person proposes what becomes of a cluster, another decides. Both blind: a page says nothing of candidates, shops or ballots.

For reviewers and the province. Who works for a municipality does not review its round, whatever other role they have (votes.reviewing.own_towns).
"""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView

from municipalities.models import Role
from municipalities.rights import Reach, reach
from votes import overlaps, reviewing
from votes.admin.bars import bars, stretches
from votes.admin.forms import DecisionForm, ProposalForm
from votes.admin.review_words import beside, figures_in_words, rule_sentence, rule_title, verdict_of
from votes.admin.screens import Page, Screen, step
from votes.models import Cluster, Proposal, Slip

MOST_BARS = 48
REFUSALS = {
    reviewing.RoundIsOver: gettext_lazy("De ronde is geteld of afgelast: hier verandert niets meer aan."),
    reviewing.Decided: gettext_lazy("Hierover is al beslist."),
    reviewing.Waiting: gettext_lazy("Er wacht al een voorstel op een tweede persoon."),
    reviewing.SamePerson: gettext_lazy("Dit voorstel is van jou. Iemand anders beslist erover."),
    reviewing.NoReason: gettext_lazy("Zeg waarom: het komt bij de uitslag te staan."),
    reviewing.OwnTown: gettext_lazy("Je werkt voor deze gemeente. Daarom kijkt iemand anders haar ronde na."),
}
GROWN = gettext_lazy("Er kwamen stemmen bij sinds je deze groep opende. Hier staat ze zoals ze nu is: kijk nog eens.")


def is_reviewer(far: Reach) -> bool:
    return far.everywhere or Role.REVIEWER in far.roles


def reviews(user: Any, municipality_id: int) -> bool:
    """Whether somebody reviews the round of a municipality."""
    return is_reviewer(reach(user)) and not reviewing.own_towns(user).filter(pk=municipality_id).exists()


def reviewable(user: Any) -> QuerySet[Cluster]:
    """Clusters that somebody reviews, of rounds that are not over."""
    running = Cluster.objects.filter(round__frozen_at=None, round__cancelled_at=None)
    return running.exclude(round__municipality__in=reviewing.own_towns(user)) if is_reviewer(reach(user)) else running.none()


class ReviewView(Page):
    """What waits for a proposal or a decision, and what was decided in rounds that still run."""

    template_name = "votes/admin/review.html"
    page_title = gettext_lazy("Nazicht")
    header_icon = "glasses"

    def is_allowed(self) -> bool:
        return is_reviewer(self.far)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(one, rule_title(one.rule), waits_for(one, self.user.pk)) for one in with_their_state(reviewable(self.user))]
        told = {"waiting": [row for row in rows if not row[0].is_decided], "decided": [row for row in rows if row[0].is_decided]}
        return super().get_context_data(**kwargs) | told


def with_their_state(clusters: QuerySet[Cluster]) -> QuerySet[Any]:
    """With how many ballots stand in each and what was said about it; what waits longest first, what is decided last."""
    decided = Proposal.objects.filter(cluster=OuterRef("pk"), agreed=True)
    told = clusters.select_related("round__municipality", "round__edition").annotate(
        size=Count("ballots"), is_decided=Exists(decided), proposed_by=proposed("by"), verdict=proposed("verdict")
    )
    return told.order_by("is_decided", "opened_at", "pk")


def waits_for(cluster: Any, user: int) -> str:
    """cluster: of `with_their_state`. user: the key of who reads."""
    if cluster.is_decided:
        return gettext("beslist")
    if cluster.proposed_by is None:
        return gettext("wacht op een voorstel")
    return gettext("jouw voorstel wacht op iemand anders") if cluster.proposed_by == user else gettext("een voorstel wacht op jou")


def proposed(field: str) -> Any:
    """Of the open proposal."""
    return Proposal.objects.filter(cluster=OuterRef("pk"), decided_at=None).values(field)[:1]


class OfACluster(Screen):
    """Of one cluster, which the address names."""

    header_icon = "glasses"

    def is_allowed(self) -> bool:
        return reviews(self.user, self.cluster.round.municipality_id)

    @cached_property
    def cluster(self) -> Cluster:
        found = Cluster.objects.select_related("round__municipality", "round__edition")
        return get_object_or_404(found, pk=self.kwargs["cluster_id"])

    def get_page_title(self) -> str:
        return gettext("Groep %(letter)s, %(town)s") % {"letter": self.cluster.letter, "town": self.cluster.round.municipality.name}

    def trail(self) -> list[dict[str, Any]]:
        return [step("review", gettext("Nazicht"))]

    def back(self) -> HttpResponse:
        return redirect("votes_admin:cluster", self.cluster.pk)


class ClusterView(OfACluster, Page):
    """What was seen, what was proposed, and a form for what this reader may do now."""

    template_name = "votes/admin/cluster.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = reviewing.seen([self.cluster])[0]
        proposals = list(self.cluster.proposals.select_related("by", "decided_by"))
        waiting = next((one for one in proposals if one.decided_at is None), None)
        is_over = bool(self.cluster.round.frozen_at or self.cluster.round.cancelled_at) or any(one.agreed for one in proposals)
        shown = {
            "seen": seen,
            "title": rule_title(seen.rule),
            "sentence": rule_sentence(seen.rule),
            "figures": figures_in_words(seen.rule, seen.figures),
            "others": beside(overlaps.overlaps(self.cluster)),
            "bars": bars(stretches(moments_of(self.cluster), MOST_BARS)),
            "proposals": [(one, verdict_of(one.verdict)) for one in proposals],
            "cluster": self.cluster,
        }
        return super().get_context_data(**kwargs) | shown | self.forms_for(waiting, is_over, kwargs)

    def forms_for(self, waiting: Proposal | None, is_over: bool, given: dict[str, Any]) -> dict[str, Any]:
        """At most one of: propose, decide, wait for somebody else."""
        if is_over:
            return {"is_over": True}
        if waiting is None:
            return {"proposal_form": given.get("proposal_form") or ProposalForm()}
        if waiting.by_id == self.user.pk:
            return {"waits_for_other": True}
        return {"decision_form": given.get("decision_form") or DecisionForm(initial={"proposal": waiting.pk}), "open_proposal": waiting}


def moments_of(cluster: Cluster) -> list[Any]:
    """When the ballots of a cluster were confirmed, sorted; nothing once that is forgotten."""
    slips = Slip.objects.filter(ballot__clusters=cluster, confirmed_at__isnull=False)
    return list(slips.order_by("confirmed_at").values_list("confirmed_at", flat=True))


class Judge(OfACluster, FormView):
    """Takes what somebody says about a cluster; what is wrong with it is said on the cluster's own page."""

    http_method_names = ["post"]  # noqa: RUF012
    shown_as = ""
    done = ""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            told = self.act(form.cleaned_data)
        except reviewing.Grown:
            messages.warning(self.request, GROWN)
            return self.form_invalid(form)  # what was typed stays, beside the group as it is now
        except tuple(REFUSALS) as refusal:
            messages.warning(self.request, REFUSALS[type(refusal)])
        else:
            messages.success(self.request, told)
        return self.back()

    def form_invalid(self, form: Any) -> HttpResponse:
        shown = ClusterView()
        shown.setup(self.request, **self.kwargs)
        return shown.render_to_response(shown.get_context_data(**{self.shown_as: form}))

    def act(self, said: dict[str, Any]) -> str:
        """Do it; returns what to say. Raises one of REFUSALS, or Grown."""
        raise NotImplementedError


class ProposeView(Judge):
    form_class = ProposalForm
    shown_as = "proposal_form"

    def act(self, said: dict[str, Any]) -> str:
        reviewing.propose(cluster=self.cluster, **{name: said[name] for name in ("verdict", "reason", "shown")}, by=self.user, at=self.at)
        return gettext("Je voorstel staat klaar. Een tweede persoon beslist.")


class DecideView(Judge):
    form_class = DecisionForm
    shown_as = "decision_form"

    def act(self, said: dict[str, Any]) -> str:
        proposal = get_object_or_404(Proposal.objects.select_related("cluster"), Q(cluster=self.cluster), pk=said["proposal"])
        agrees = said["decision"] == "agree"
        reviewing.decide(proposal=proposal, agrees=agrees, shown=said["shown"], by=self.user, at=self.at, answer=said["answer"])
        return (
            gettext("Beslist. Het staat later bij de uitslag.")
            if agrees
            else gettext("Je antwoord is bewaard. Iemand kan nu iets anders voorstellen.")
        )
