"""Typing the code, which is what votes; and "that was not me"."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.views import serve as wagtail_serve

from gate.throttle import Rule, TooMany, spend
from gate.visitor import network_of
from mail.models import OutgoingMail
from votes import asking, confirming
from votes.addresses import tail_of
from votes.clock import database_now
from votes.forms import CodeForm, NotMeForm
from votes.models import Round, VoteRequest
from votes.pages import words
from votes.pages.cards import card
from votes.pages.form import SEE_OTHER
from votes.pages.frame import is_form_sent, kept_by_nobody, language_now, of_round_form, shown, town_of, trail_of, url_of
from votes.pages.too_many import too_many

if TYPE_CHECKING:
    from votes.models import VotingPage

TYPED = Rule("votes.typed", 600, timedelta(minutes=10))
AGAIN = Rule("votes.again", 1, timedelta(minutes=1))  # per request: a second press within a minute asks nothing
AGAIN_PLEASE, NOT_ME = "opnieuw", "niet-ik"  # what the buttons beside the first one ask
SLOW = timedelta(minutes=2)  # a mail that waits for longer has met a mail server that does not answer


def confirmed_or_served(request: HttpRequest, path: str, key: str) -> HttpResponse:
    """A code that is right counts before any page is looked up: on the last evening thousands do just this. Everything else is Wagtail's.

    A refusal goes along with the request, as asking twice would cost a second try.
    """
    form = CodeForm(request.POST) if is_form_sent(request) and request.POST.get("doe") not in (AGAIN_PLEASE, NOT_ME) else None
    if form and form.is_valid():
        try:
            counted = confirming.confirm(key=key, code=form.cleaned_data["code"], at=database_now())
        except confirming.Refused as refused:
            request.refused_vote = refused  # type: ignore[attr-defined]
        else:
            return kept_by_nobody(HttpResponseRedirect(receipt_address(request.path, counted.round, key), status=SEE_OTHER))
    return wagtail_serve(request, path)


def receipt_address(path: str, voting_round: Round, key: str) -> str:
    """Beside the page of the code, under the round in which the vote counts, whatever town stands in `path`."""
    voting_page = path.rsplit("/", tail_of("code", voting_round, key=key).count("/") + 1)[0]
    return f"{voting_page}/{tail_of('receipt', voting_round, key=key)}"


@of_round_form
def serve(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime, key: str) -> HttpResponse:
    asked = request_of(voting_round, key)
    if asked is None:
        return unknown(page, request, voting_round)
    if not is_form_sent(request):
        return code_page(page, request, voting_round, asked, CodeForm(), at)
    if request.POST.get("doe") == AGAIN_PLEASE:
        return again(page, voting_round, asked, at)
    return typed(page, request, voting_round, asked, at)


def request_of(voting_round: Round, key: str) -> VoteRequest | None:
    found = VoteRequest.objects.filter(pk=key, round=voting_round)
    return found.select_related("candidate__category").defer("address").first()


def typed(page: "VotingPage", request: HttpRequest, voting_round: Round, asked: VoteRequest, at: datetime) -> HttpResponse:
    """What was typed and did not count, or "that was not me"."""
    is_not_me = request.POST.get("doe") == NOT_ME
    form = NotMeForm(request.POST) if is_not_me else CodeForm(request.POST)
    if not form.is_valid():
        return code_page(page, request, voting_round, asked, form, at)
    try:
        if is_not_me:
            confirming.not_me(key=asked.key, code=form.cleaned_data["code"], at=at)
            return not_me(page, request, voting_round)
        raise getattr(request, "refused_vote", confirming.Unknown())
    except confirming.Unknown:
        return unknown(page, request, voting_round)
    except confirming.Refused as refused:
        return refused_page(page, request, voting_round, asked, form, at, refused)


def refused_page(
    page: "VotingPage", request: HttpRequest, voting_round: Round, asked: VoteRequest, form: CodeForm, at: datetime, refused: confirming.Refused
) -> HttpResponse:
    """Only tries that failed are counted per network: a school class types a hundred codes that are right."""
    try:
        spend(TYPED, network_of(request), at=at)
    except TooMany as enough:
        return too_many(page, request, enough)
    form.add_error("code", in_words(refused))
    return code_page(page, request, voting_round, asked, form, at)


def in_words(refused: confirming.Refused) -> str:
    """What went wrong, and what to do now."""
    if isinstance(refused, confirming.WrongCode):
        return wrong_code(refused.left)
    return {
        confirming.TooLate: _("Deze code is ouder dan een uur. Vraag hieronder een nieuwe."),
        confirming.Blocked: _("Je gaf aan dat jij dit niet was. Met dit adres kan niemand meer stemmen."),
        confirming.Withdrawn: _("Deze winkel trok zich terug. Je stem is nog vrij: kies een andere."),
        confirming.Replaced: _("Er is een nieuwere code gevraagd. Gebruik de laatste mail en de pagina die daarbij hoort."),
        confirming.NotOpen: _("De stemming is gesloten. Deze stem telt niet mee."),
        confirming.AlreadyVoted: _("Er staat al een stem op dit mailadres, en die telt. Je hoeft niets meer te doen."),
    }[type(refused)]


def wrong_code(left: int) -> str:
    if not left:
        return _("De code is vijf keer fout ingevuld en werkt niet meer. Vraag hieronder een nieuwe.")
    tries = ngettext("Je kunt nog %(left)s keer proberen.", "Je kunt nog %(left)s keer proberen.", left) % {"left": left}
    return f"{_('Die code klopt niet.')} {tries}"


def again(page: "VotingPage", voting_round: Round, asked: VoteRequest, at: datetime) -> HttpResponse:
    """Ask for another mail. The answer is the same whether one leaves or not."""
    try:
        spend(AGAIN, asked.key, at=at)
    except TooMany:
        pass
    else:
        asking.ask_again(key=asked.key, at=at)
    url = url_of(page, "code", voting_round, key=asked.key)
    return kept_by_nobody(HttpResponseRedirect(f"{url}?opnieuw=1#mail", status=SEE_OTHER))


def code_page(page: "VotingPage", request: HttpRequest, voting_round: Round, asked: VoteRequest, form: CodeForm, at: datetime) -> HttpResponse:
    """The same for every address: nothing on it depends on what is known of a mailbox."""
    is_not_me = isinstance(form, NotMeForm)
    if form.errors:
        form.fields["code"].widget.attrs["autofocus"] = True
    context = context_of(page, voting_round, CodeForm() if is_not_me else form) | {
        "not_me_form": form if is_not_me else NotMeForm(),
        "is_wrong": bool(form.errors),
        "is_done": bool(asked.receipt),
        "card": card(page, voting_round, asked.candidate) if asked.candidate else None,
        "is_again": bool(request.GET.get("opnieuw")),
        "mails_wait": mails_wait(voting_round, at),
    }
    return kept_by_nobody(shown(page, request, "code.html", context, tail=tail_of("code", voting_round, key=asked.key)))


def context_of(page: "VotingPage", voting_round: Round, form: CodeForm | None = None) -> dict[str, Any]:
    return {
        "form": form,
        "town_name": town_of(voting_round),
        "edition": voting_round.edition,
        "vote_url": url_of(page, "vote", voting_round),
        "round_url": url_of(page, "round", voting_round),
        "kept_url": f"{page.url}wat-we-bewaren/",
        "how_url": f"{page.url}zo-tellen-we/",
        "mailbox_url": reverse("mailbox") if settings.MAILBOX_PAGE else "",
        "trail": trail_of(page, voting_round),
    }


def mails_wait(voting_round: Round, at: datetime) -> bool:
    """Whether mails of this round are held up; says nothing of any one of them."""
    waiting = OutgoingMail.objects.filter(about=asking.about(voting_round), state=OutgoingMail.State.WAITING)
    return waiting.filter(created_at__lte=at - SLOW).exists()


def unknown(page: "VotingPage", request: HttpRequest, voting_round: Round) -> HttpResponse:
    """No such request, or it went after three days: what one can do now."""
    shown_page = shown(page, request, "code_unknown.html", context_of(page, voting_round), tail=tail_of("vote", voting_round), status=404)
    return kept_by_nobody(shown_page)


def not_me(page: "VotingPage", request: HttpRequest, voting_round: Round) -> HttpResponse:
    return kept_by_nobody(shown(page, request, "not_me.html", context_of(page, voting_round), tail=tail_of("vote", voting_round)))


@of_round_form
def receipt(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime, key: str) -> HttpResponse:
    """What the voter keeps. There is no candidate on it, and none to be found behind it."""
    asked = request_of(voting_round, key)
    if asked is None or is_form_sent(request):
        raise Http404("no such receipt")
    if not asked.receipt:
        return kept_by_nobody(HttpResponseRedirect(url_of(page, "code", voting_round, key=key)))
    context = context_of(page, voting_round) | {
        "receipt": asked.receipt,
        "check_url": url_of(page, "check", voting_round),
        "share_url": f"{page.full_url}{voting_round.municipality.slug}/",
        "review": words.moment_with_zone(voting_round.review_until, language_now()),
    }
    return kept_by_nobody(shown(page, request, "receipt.html", context, tail=tail_of("receipt", voting_round, key=key)))
