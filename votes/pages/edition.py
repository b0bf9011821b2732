"""The page of an edition: what it is, where one votes, and how many did. Never who leads."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.facades import skyline
from content.freshness import next_midnight, shown_until
from content.numbers import grouped
from content.visits import Seen
from content.words import fold
from municipalities.models import Municipality
from votes import turnout
from votes.clock import database_now
from votes.models import Edition, Round
from votes.pages import finding, province, words
from votes.pages.frame import SAFE, announced, current_edition, language_now, shown, url_of
from votes.pages.phase import Phase, phase_before, phase_of, true_until

if TYPE_CHECKING:
    from votes.models import VotingPage

SKYLINE_SECONDS = 7 * 86_400
WIDE = 100  # units of the bars


@dataclass(frozen=True)
class Race:
    """A municipality in the list. say: its state or turnout in words; share: its turnout beside the largest one, 0-100."""

    name: str
    url: str
    skyline_url: str
    say: str
    share: int


def serve(page: "VotingPage", request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The current edition, or the one of `year`. With ?waar= it leads to the race of a place."""
    if request.method not in SAFE:
        return HttpResponseNotAllowed(SAFE)
    at = database_now()
    current = current_edition(at)
    edition = current if year is None or (current and current.year == year) else announced(year)
    if edition is None:
        return nothing_yet(page, request)
    rounds = rounds_of(edition)
    for voting_round in rounds:
        shown_until(request, true_until(voting_round, at))
    shown_until(request, next_midnight(at))
    answer = finding.find(request.GET["waar"], rounds) if request.GET.get("waar", "").strip() else None
    if answer and len(answer.rounds) == 1:
        return HttpResponseRedirect(url_of(page, "round", answer.rounds[0]))
    tail = "" if edition == current else f"{edition.year}/"
    return shown(page, request, "edition.html", context(page, edition, rounds, answer, at), tail=tail)


def rounds_of(edition: Edition) -> list[Round]:
    """Announced ones, by the name of their municipality."""
    rounds = Round.objects.filter(scheduled_at__isnull=False, edition=edition).select_related("edition", "municipality")
    return sorted(rounds, key=lambda one: fold(one.municipality.local_name))


def nothing_yet(page: "VotingPage", request: HttpRequest) -> HttpResponse:
    return shown(
        page,
        request,
        "edition.html",
        {"edition": None, "name": page.title, "how_url": f"{page.url}zo-tellen-we/", "kept_url": f"{page.url}wat-we-bewaren/"},
        tail="",
    )


def context(page: "VotingPage", edition: Edition, rounds: list[Round], answer: finding.Answer | None, at: datetime) -> dict[str, Any]:
    language = language_now()
    counts = turnout.of_edition(edition)
    phase = phase_of_edition(edition, rounds, at)
    total = sum(counts.values())
    name, name_language = edition.name_in(language)
    return {
        "seen": Seen("voting", str(edition.year)),
        "edition": edition,
        "name": name,
        "name_language": name_language,
        "phase": phase,
        "line": line_of(edition, rounds, phase, at, language),
        "soon": soonest(rounds, at, language),
        "has_votes": phase not in {Phase.BEFORE, Phase.CANDIDACY, Phase.WAITING},
        "total": grouped(total, language),
        "total_number": total,
        "provincial": province.on_edition(page, edition) if phase is Phase.PUBLISHED else [],
        "has_lot": phase is Phase.PUBLISHED and province.announced_lot(edition) is not None,
        "province_url": f"{page.url}{edition.year}/{province.TAIL}",
        "races": races(page, rounds, counts, at, language),
        "answer": answer,
        "found": links_of(page, answer) if answer else [],
        "stage": mark_safe(skyline(f"stemmen {edition.year}", inline=True)),  # noqa: S308 - drawn by us
        "former": former(page, edition, language),
        "rules_url": f"{page.url}{edition.year}/spelregels/",
        "how_url": f"{page.url}zo-tellen-we/",
        "kept_url": f"{page.url}wat-we-bewaren/",
    }


def phase_of_edition(edition: Edition, rounds: Sequence[Round], at: datetime) -> Phase:
    """Open as long as one can vote anywhere; published once every race is."""
    phases = {phase_of(one, at) for one in rounds if not one.cancelled_at}
    order = (Phase.OPEN, Phase.CANDIDACY, Phase.BEFORE, Phase.WAITING, Phase.REVIEW, Phase.COUNTED, Phase.PUBLISHED)
    return next((phase for phase in order if phase in phases), Phase.CANCELLED if rounds else phase_before(edition, at))


def line_of(edition: Edition, rounds: Sequence[Round], phase: Phase, at: datetime, language: str) -> str:
    """Where the edition stands, in one or two sentences."""
    opened = [one for one in rounds if one.is_open(at)]
    dates = {
        "from": words.moment_with_zone(edition.candidacy_from, language, at),
        "until": words.moment_with_zone(edition.candidacy_until, language, at),
        "opens": words.moment_with_zone(edition.opens_at, language, at),
        "closes": words.moment_with_zone(common_closing(opened) or edition.closes_at, language, at),
        "review": words.moment_with_zone(edition.review_until, language, at),
    }
    return {
        Phase.BEFORE: _("Winkels kunnen zich kandidaat stellen vanaf %(from)s. Stemmen kan vanaf %(opens)s."),
        Phase.CANDIDACY: _("Winkels kunnen zich kandidaat stellen tot %(until)s. Stemmen kan vanaf %(opens)s."),
        Phase.WAITING: _("Stemmen kan vanaf %(opens)s."),
        Phase.OPEN: _("Stemmen kan tot %(closes)s."),
        Phase.REVIEW: _("De stemming is gesloten. Tot %(review)s worden de stemmen nagekeken en kan iedereen bezwaar maken."),
        Phase.COUNTED: _("De stemmen zijn geteld. De uitslagen volgen."),
        Phase.PUBLISHED: _("De ambassadeurs zijn gekozen."),
        Phase.CANCELLED: _("Deze editie gaat niet door."),
    }[phase] % dates


def common_closing(opened: Sequence[Round]) -> datetime | None:
    """When most of these races close; the earlier of two that are as common. A race whose end was moved says so itself."""
    counted = Counter(one.closes_at for one in opened)
    return min(counted, key=lambda moment: (-counted[moment], moment), default=None)


def soonest(rounds: Sequence[Round], at: datetime, language: str) -> str:
    """How long one can still vote in most races; "" when it is open nowhere."""
    closing = common_closing([one for one in rounds if one.is_open(at)])
    return words.countdown(closing, at, language) if closing else ""


def races(page: "VotingPage", rounds: Sequence[Round], counts: dict[int, int], at: datetime, language: str) -> list[Race]:
    most = max(counts.values(), default=0)
    closing = common_closing([one for one in rounds if one.is_open(at)])
    return [
        Race(
            name=one.municipality.local_name,
            url=url_of(page, "round", one),
            skyline_url=f"{page.url}skyline/{one.municipality.slug}/",
            say=say_of(one, counts.get(one.pk, 0), at, language, closing),
            share=WIDE * counts.get(one.pk, 0) // most if most and not one.cancelled_at else 0,
        )
        for one in rounds
    ]


def say_of(voting_round: Round, count: int, at: datetime, language: str, common: datetime | None = None) -> str:
    """In a few words; with its own end where that is another than the common one."""
    phase = phase_of(voting_round, at)
    votes = ngettext("%(number)s stem", "%(number)s stemmen", count) % {"number": grouped(count, language)}
    if phase == Phase.OPEN and common and voting_round.closes_at != common:
        return _("%(votes)s, tot %(moment)s") % {"votes": votes, "moment": words.moment(voting_round.closes_at, language, at)}
    return {
        Phase.OPEN: votes,
        Phase.CANDIDACY: _("zoekt kandidaten"),
        Phase.REVIEW: _("%(votes)s, in nazicht") % {"votes": votes},
        Phase.COUNTED: _("%(votes)s, geteld") % {"votes": votes},
        Phase.PUBLISHED: _("%(votes)s, uitslag bekend") % {"votes": votes},
        Phase.CANCELLED: _("gaat niet door"),
    }.get(phase, _("vanaf %(moment)s") % {"moment": words.moment(voting_round.opens_at, language, at)})


def links_of(page: "VotingPage", answer: finding.Answer) -> list[tuple[str, str]]:
    """(name, address) of what an answer leads to, is close to or is spelled like."""
    named = [(one.municipality.local_name, one) for one in (*answer.rounds, *answer.near)]
    return [(name, url_of(page, "round", one)) for name, one in (*named, *answer.alike)]


def former(page: "VotingPage", edition: Edition, language: str) -> list[tuple[str, str, str]]:
    """(name, its language, address) of the other announced editions, the newest first."""
    others = Edition.objects.filter(scheduled_at__isnull=False).exclude(pk=edition.pk).order_by("-year").prefetch_related("texts")
    return [(*one.name_in(language), f"{page.url}{one.year}/") for one in others]


def skyline_of(page: "VotingPage", request: HttpRequest, town: str) -> HttpResponse:
    """The skyline of a municipality as a picture, for the list; the same for years, so a browser keeps it."""
    if not Municipality.objects.filter(slug=town).exists():
        raise Http404("no such municipality")
    response = HttpResponse(skyline(town), content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=SKYLINE_SECONDS)
    return response
