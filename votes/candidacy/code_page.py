"""The page of one submission: the box for its code, and afterwards where it stands. It never shows an address."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mail.links import NotValid
from votes import candidacies
from votes.candidacies import AnySubmission, State
from votes.candidacy.ways import NOMINATE, STAND
from votes.forms import CodeForm
from votes.models import Application, Round
from votes.pages import words
from votes.pages.form import SEE_OTHER, not_kept
from votes.pages.frame import is_form_sent, language_now, shown, tail_of, town_of, trail_of, url_of

if TYPE_CHECKING:
    from votes.models import VotingPage


def submission(page: "VotingPage", request: HttpRequest, voting_round: Round, key: str, at: datetime) -> HttpResponse:
    """GET changes nothing, POST confirms or mails another code. 404, with what to do, for what was never there or is gone."""
    found = submission_of(voting_round, key)
    if found is None:
        return unknown(page, request, voting_round)
    if not is_form_sent(request):
        return standing(page, request, voting_round, found, CodeForm(), at)
    if request.POST.get("doe") == "opnieuw":
        candidacies.send_again(submission=found, at=at)
        return to_itself(page, voting_round, found, "?opnieuw=1#mail")
    return typed(page, request, voting_round, found, at)


def submission_of(voting_round: Round, key: str) -> AnySubmission | None:
    for model in candidacies.MODELS:
        if found := model.objects.filter(round=voting_round, key=key).select_related("shop").first():  # type: ignore[attr-defined]
            return found  # type: ignore[no-any-return]
    return None


def typed(page: "VotingPage", request: HttpRequest, voting_round: Round, found: AnySubmission, at: datetime) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid() and (refusal := refusal_of(found, form.cleaned_data["code"], at)):
        form.add_error("code", refusal)
    if form.errors:
        return standing(page, request, voting_round, found, form, at)
    return to_itself(page, voting_round, found)


def refusal_of(found: AnySubmission, code: str, at: datetime) -> str:
    """Why the code confirms nothing, and what to do now; "" when it does."""
    try:
        candidacies.confirm(submission=found, code=code, at=at)
    except NotValid:
        return _("Die code klopt niet, of ze is ouder dan een uur. Na vijf keer fout werkt ze niet meer: vraag dan een nieuwe.")
    except candidacies.TooLate:
        return _("De stemming is begonnen: wie kandidaat is, ligt vast.")
    except candidacies.AlreadyStands:
        return _("Voor deze zaak is intussen al een kandidatuur bevestigd. Was jij dat niet? Vraag het na bij je gemeente.")
    return ""


def to_itself(page: "VotingPage", voting_round: Round, found: AnySubmission, tail: str = "") -> HttpResponse:
    url = url_of(page, "submission", voting_round, key=found.key)
    return not_kept(HttpResponseRedirect(f"{url}{tail}", status=SEE_OTHER))


def standing(page: "VotingPage", request: HttpRequest, voting_round: Round, found: AnySubmission, form: CodeForm, at: datetime) -> HttpResponse:
    is_new = found.state == State.NEW
    context = {
        "form": form,
        "submission": found,
        "is_own": isinstance(found, Application),
        "is_late": is_new and candidacies.has_begun(voting_round, at),
        "is_again": bool(request.GET.get("opnieuw")),
        "opens": words.moment_with_zone(voting_round.opens_at, language_now()),
        "mailbox_url": reverse("mailbox") if settings.MAILBOX_PAGE else "",
    }
    template = "code.html" if is_new and not context["is_late"] else "standing.html"
    return show(page, request, voting_round, template, context, tail=tail_of("submission", voting_round, key=found.key))


def unknown(page: "VotingPage", request: HttpRequest, voting_round: Round) -> HttpResponse:
    return show(page, request, voting_round, "unknown.html", {}, tail=tail_of("round", voting_round), status=404)


def show(
    page: "VotingPage", request: HttpRequest, voting_round: Round, template: str, context: dict[str, Any], *, tail: str, status: int = 200
) -> HttpResponse:
    shared = {
        "town_name": town_of(voting_round),
        "edition": voting_round.edition,
        "stand_url": url_of(page, STAND.name, voting_round),
        "nominate_url": url_of(page, NOMINATE.name, voting_round),
        "round_url": url_of(page, "round", voting_round),
        "trail": trail_of(page, voting_round),
    }
    return not_kept(shown(page, request, f"candidacy/{template}", shared | context, tail=tail, status=status))
