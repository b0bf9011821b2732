"""Is my vote on the list? A receipt says so, and never for whom, nor whether the vote was set apart."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from gate.throttle import Rule, TooMany, spend
from gate.visitor import network_of
from votes.addresses import tail_of
from votes.forms import ReceiptForm
from votes.models import Round, Slip
from votes.pages.code import TYPED
from votes.pages.frame import is_form_sent, kept_by_nobody, of_round_form, shown, town_of, trail_of, url_of
from votes.pages.phase import phase_of
from votes.pages.too_many import too_many

if TYPE_CHECKING:
    from votes.models import VotingPage

CHECKED = Rule("votes.checked", TYPED.count, TYPED.window)


@of_round_form
def serve(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime) -> HttpResponse:
    """The receipt travels in the body of a form, so that no address and no log has it."""
    if not is_form_sent(request):
        return check_page(page, request, voting_round, ReceiptForm(), at)
    try:
        spend(CHECKED, network_of(request), at=at)
    except TooMany as refused:
        return too_many(page, request, refused)
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return check_page(page, request, voting_round, form, at)
    receipt = form.cleaned_data["bewijs"]
    found = Slip.objects.filter(receipt=receipt).select_related("round__edition", "round__municipality").first()
    return check_page(page, request, voting_round, form, at, receipt, found.round if found else None, is_answered=True)


def check_page(
    page: "VotingPage", request: HttpRequest, voting_round: Round, form: ReceiptForm, at: datetime, receipt: str = "",
    found: Round | None = None, *, is_answered: bool = False,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form,
        "is_answered": is_answered,
        "receipt": receipt,
        "found_town": town_of(found) if found else "",
        "found_year": found.edition.year if found else "",
        "is_published": bool(found and found.published_at),
        "result_url": url_of(page, "result", found) if found else "",
        "town_name": town_of(voting_round),
        "edition": voting_round.edition,
        "has_begun": phase_of(voting_round, at),
        "round_url": url_of(page, "round", voting_round),
        "trail": trail_of(page, voting_round),
    }
    return kept_by_nobody(shown(page, request, "check.html", context, tail=tail_of("check", voting_round)))
