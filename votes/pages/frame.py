"""What the pages of the vote share: which round an address means, addresses of other pages, and who may keep an answer."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from municipalities import places
from votes.addresses import tail_of
from votes.clock import database_now
from votes.models import Edition, Round

if TYPE_CHECKING:
    from votes.models import VotingPage

SAFE = ("GET", "HEAD")
View = Callable[..., HttpResponse]


def of_round(view: View) -> View:
    """Answers GET and HEAD about a public round. `view` takes page, request, voting_round, at (the database's time) and what the route adds."""
    return resolving(view, SAFE)


def of_round_form(view: View) -> View:
    """The same for a page that also takes POST."""
    return resolving(view, (*SAFE, "POST"))


def resolving(view: View, methods: tuple[str, ...]) -> View:
    @wraps(view)
    def served(page: "VotingPage", request: HttpRequest, *, year: int, town: str, **parts: Any) -> HttpResponse:
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        voting_round = public_round(year, town)
        if voting_round is None:
            return moved(request, year, town)
        page.tail = ""
        return view(page, request, voting_round=voting_round, at=database_now(), **parts)

    return served


def public_round(year: int, town: str) -> Round | None:
    """The announced round of a municipality in the edition of `year`."""
    rounds: Any = Round.objects.public().select_related("edition", "municipality")  # type: ignore[attr-defined]
    found: Round | None = rounds.filter(edition__year=year, municipality__slug=town).first()
    return found


def moved(request: HttpRequest, year: int, town: str) -> HttpResponse:
    """To the round of the municipality that `town` is called, or is part of, today; 404 when there is none. Never a form that was sent."""
    known = places.town_asked(town)
    if request.method not in SAFE or known is None or known.slug == town or public_round(year, known.slug) is None:
        raise Http404("no such round")
    return HttpResponseRedirect(request.path.replace(f"/{year}/{town}/", f"/{year}/{known.slug}/", 1))


def current_edition(at: datetime) -> Edition | None:
    """The newest one in which people vote or wait for a result, else the newest that was announced: a call for candidates of next year does not
    hide the vote of this year."""
    running = Round.objects.filter(edition=OuterRef("pk"), scheduled_at__isnull=False, cancelled_at=None, published_at=None, opens_at__lte=at)
    return Edition.objects.filter(scheduled_at__isnull=False).order_by(Exists(running).desc(), "-year").first()


def announced(year: int | None) -> Edition:
    """Raises Http404."""
    found = Edition.objects.filter(scheduled_at__isnull=False, year=year).first()
    if found is None:
        raise Http404("no such edition")
    return found


def url_of(page: "VotingPage", name: str, voting_round: Round, **parts: str) -> str:
    """From the root of the site, in the language of `page`."""
    return f"{page.url}{tail_of(name, voting_round, **parts)}"


def full_url_of(page: "VotingPage", name: str, voting_round: Round, **parts: str) -> str:
    return f"{page.full_url}{tail_of(name, voting_round, **parts)}"


def shown(page: "VotingPage", request: HttpRequest, template: str, context: dict[str, Any], *, tail: str, status: int = 200) -> HttpResponse:
    """The page in the site's frame. tail: what hangs below the voting page, the same in each language."""
    page.tail = tail
    response: HttpResponse = page.render(request, template=f"votes/{template}", context_overrides={"current": "votingpage", **context})
    response.status_code = status
    return response


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """What only one voter may see: no cache keeps it, no search engine lists it, and no other page is told its address."""
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def trail_of(page: "VotingPage", voting_round: Round, *, with_round: bool = True) -> list[tuple[str, str]]:
    """From the voting page down to the round."""
    steps = [(page.title, page.full_url)]
    return [*steps, (town_of(voting_round), full_url_of(page, "round", voting_round))] if with_round else steps


def town_of(voting_round: Round) -> str:
    """The municipality's name in the active language."""
    return voting_round.municipality.name_in(language_now())


def language_now() -> str:
    return get_language() or "nl"


def is_form_sent(request: HttpRequest) -> bool:
    return request.method == "POST"


def earliest(*moments: datetime | None, after: datetime) -> datetime | None:
    """The first of these that is still to come."""
    return min((moment for moment in moments if moment and moment > after), default=None)
