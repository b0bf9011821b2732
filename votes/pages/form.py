"""Choosing a candidate and asking for a code (voting.md "Flow")."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from gate.proof_of_work import NoProof, cost_for, make_challenge
from gate.throttle import Rule, TooMany, spend, tries_of, within
from gate.visitor import network_of
from votes import asking, identity, lineup
from votes.addresses import tail_of
from votes.forms import VoteForm
from votes.models import Candidate, Round
from votes.pages import phase
from votes.pages.cards import cards
from votes.pages.frame import is_form_sent, language_now, of_round, of_round_form, shown, town_of, trail_of, url_of
from votes.pages.too_many import too_many

if TYPE_CHECKING:
    from votes.models import VotingPage

ASKED = Rule("votes.asked", 600, timedelta(minutes=10))  # contract 4: never refused below it; a whole school may vote from one address
CHALLENGED = Rule("votes.challenged", 600, timedelta(minutes=10))  # only counted: a network that asks often gets harder ones
SEE_OTHER = 303


@of_round_form
def serve(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime) -> HttpResponse:
    if not voting_round.is_open(at):
        return not_open(page, request, voting_round, at)
    candidates = lineup.candidates(voting_round, at)
    if not is_form_sent(request):
        return form_page(page, request, voting_round, candidates, VoteForm(voting_round=voting_round, candidates=candidates))
    try:
        spend(ASKED, network_of(request), at=at)
    except TooMany as refused:
        return too_many(page, request, refused)
    return sent(page, request, voting_round, candidates, at)


def sent(page: "VotingPage", request: HttpRequest, voting_round: Round, candidates: list[Candidate], at: datetime) -> HttpResponse:
    """Every address that is one leads to the code page, whatever is known of it (contract 5)."""
    form = VoteForm(request.POST, voting_round=voting_round, candidates=candidates)
    if not form.is_valid():
        return form_page(page, request, voting_round, candidates, form)
    try:
        asked = asking.ask(wish=wish_of(form, request), proof=request.POST.get("proof", ""), at=at)
    except asking.NotOpen:
        return not_open(page, request, voting_round, at)
    except asking.NoSuchCandidate:
        form.add_error("kandidaat", _("Deze winkel is geen kandidaat meer. Kies een andere."))
    except identity.NotAnAddress:
        form.add_error("email", _("Dit is geen mailadres. Kijk het even na: naam@voorbeeld.be."))
    except NoProof:
        form.add_error(None, _("De controle tegen robots was verlopen of lukte niet. Druk nog eens op de knop, dan doen we ze opnieuw."))
    else:
        return HttpResponseRedirect(url_of(page, "code", voting_round, key=asked.key), status=SEE_OTHER)
    return form_page(page, request, voting_round, candidates, form)


def wish_of(form: VoteForm, request: HttpRequest) -> asking.Wish:
    return asking.Wish(
        round_id=form.voting_round.pk,
        candidate=form.cleaned_data["kandidaat"],
        address=form.cleaned_data["email"],
        is_local=form.is_local(),
        language=language_now(),
        network=network_of(request),
    )


def form_page(page: "VotingPage", request: HttpRequest, voting_round: Round, candidates: list[Candidate], form: VoteForm) -> HttpResponse:
    context = {
        "form": form,
        "town_name": town_of(voting_round),
        "edition": voting_round.edition,
        "cards": [one for one in cards(page, voting_round, candidates) if not one.is_withdrawn],
        "chosen": chosen(form),
        "round_url": url_of(page, "round", voting_round),
        "kept_url": f"{page.url}wat-we-bewaren/",
        "challenge_url": url_of(page, "challenge", voting_round),
        "trail": trail_of(page, voting_round),
    }
    return not_kept(shown(page, request, "form.html", context, tail=tail_of("vote", voting_round)))


def chosen(form: VoteForm) -> int:
    """The number that was ticked, 0 for none."""
    typed = str(form["kandidaat"].value() or "")
    return int(typed) if typed.isdecimal() and len(typed) < 6 else 0


def not_kept(response: HttpResponse) -> HttpResponse:
    """Kept by nobody. It may tell its own site where one came from: Django asks that of a form that carries a token."""
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


def not_open(page: "VotingPage", request: HttpRequest, voting_round: Round, at: datetime) -> HttpResponse:
    """Who comes early or late is told so; a form that was sent too late is not lost in silence."""
    if not is_form_sent(request):
        return not_kept(HttpResponseRedirect(url_of(page, "round", voting_round)))
    context = {
        "told": phase.told(voting_round, at, language_now()),
        "town_name": town_of(voting_round),
        "round_url": url_of(page, "round", voting_round),
        "trail": trail_of(page, voting_round),
    }
    return not_kept(shown(page, request, "not_open.html", context, tail=tail_of("vote", voting_round), status=409))


@of_round
def challenge(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime) -> HttpResponse:
    """A proof of work for this round, harder for a network that asks often."""
    network = network_of(request)
    cost = cost_for(tries=tries_of(CHALLENGED, network, at=at))
    with transaction.atomic():
        within(CHALLENGED, network, at=at)
    return not_kept(JsonResponse(make_challenge(bound_to=asking.bound_to(voting_round.pk), cost=cost, at=at)))
