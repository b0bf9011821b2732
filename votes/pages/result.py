"""The result of a round, from what was published and from nothing else: no page counts ballots."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import votes
from ambassadors.badge import badge
from ambassadors.models import AmbassadorPage
from content.freshness import shown_until
from content.numbers import grouped
from content.visits import Seen
from votes import structured_data
from votes.addresses import TAILS, tail_of
from votes.models import BallotEvent, Candidate, Edition, Proposal, ProvincialResult, PublishedResult, Round
from votes.pages import words
from votes.pages.cards import cloth_of, drawn_as, front_of
from votes.pages.frame import full_url_of, language_now, of_round, shown, town_of, trail_of, url_of
from votes.pages.happened import what_happened
from votes.pages.phase import TURNOUT_LAGS
from votes.suspicion import RULES

if TYPE_CHECKING:
    from votes.models import VotingPage

DOWNLOADS = {  # name in the address: (file, field of the published result, media type)
    "receipts": ("receipts.txt", "receipts", "text/plain; charset=utf-8"),
    "openings": ("openings.csv", "openings", "text/csv; charset=utf-8"),
    "count": ("count.json", "figures", "application/json"),
    "seal": ("seal.json", "seal", "application/json"),
    "recount": ("recount.py", "", "text/x-python; charset=utf-8"),
}
DOWNLOAD_SECONDS = 86_400
RECOUNT = Path(votes.__file__).with_name("recount.py")
WIDE = 100


@dataclass(frozen=True)
class Line:
    """One candidate's count. share: beside the one with most votes, 0-100."""

    number: int
    name: str
    url: str
    votes: str
    rank: int
    percentage: str
    share: int
    has_won: bool


@dataclass(frozen=True)
class Winner:
    """name: of the shop. votes: "120 stemmen". story_url: of its page as ambassador, "" until that is published; story_language: of that page."""

    number: int
    name: str
    votes: str
    url: str
    front: SafeString
    badge: SafeString
    story_url: str = ""
    story_language: str = ""


@dataclass(frozen=True)
class SetApart:
    """A group of votes that a rule set apart, and what two people decided about it. count: "7 stemmen".

    note: that some do not count because another group that holds them was rejected; "" when that is not so.
    """

    letter: str
    title: str
    sentence: str
    count: str
    verdict: str
    reason: str
    note: str


@of_round
def serve(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime) -> HttpResponse:
    """Before publication it leads to the round, which says what is awaited."""
    result = PublishedResult.objects.filter(round=voting_round).first()
    if result is None:
        shown_until(request, at + TURNOUT_LAGS)
        return HttpResponseRedirect(url_of(page, "round", voting_round))
    return shown(page, request, "result.html", context(page, voting_round, result), tail=tail_of("result", voting_round))


def context(page: "VotingPage", voting_round: Round, result: PublishedResult) -> dict[str, Any]:
    language = language_now()
    figures = json.loads(result.figures)
    seal = json.loads(result.seal)
    files = downloads_of(page, voting_round)
    result.round = voting_round
    return {
        "seen": Seen("result", str(voting_round.pk), voting_round.municipality.slug),
        "edition": voting_round.edition,
        "town_name": town_of(voting_round),
        "winners": winners_of(page, voting_round, figures),
        "lines": lines(page, voting_round, figures, language),
        "numbers": numbers(figures, language),
        "tie": tie_line(voting_round, figures),
        "tie_rule": "" if len(figures["leaders"]) > 1 else tie_rule(figures),
        "happened": what_happened(voting_round),
        "set_apart": [set_apart(one) for one in figures["set_apart"]],
        "rejected": grouped(figures["rejected"], language),
        "rejected_number": figures["rejected"],
        "published": words.day_with_year(result.at, language),
        "head": seal["head"],
        "head_count": len(seal["heads"]),
        "downloads": files,
        "seal_url": url_of(page, "seal", voting_round),
        "round_url": url_of(page, "round", voting_round),
        "check_url": url_of(page, "check", voting_round),
        "how_url": f"{page.url}zo-tellen-we/",
        "province_url": province_url(page, voting_round, figures),
        "json_ld": structured_data.result_json_ld(
            result, url=full_url_of(page, "result", voting_round), site_url=page.get_site().root_url, downloads=files
        ),
        "trail": trail_of(page, voting_round),
    }


def lines(page: "VotingPage", voting_round: Round, figures: dict[str, Any], language: str) -> list[Line]:
    """By votes, and by number where they are equal."""
    most = max((told["votes"] for told in figures["candidates"]), default=0)
    ordered = sorted(figures["candidates"], key=lambda told: (told["rank"], told["number"]))
    return [
        Line(
            number=told["number"],
            name=told["name"],
            url=url_of(page, "candidate", voting_round, slug=told["slug"]),
            votes=grouped(told["votes"], language),
            rank=told["rank"],
            percentage=percent(told["votes"], figures["counted"], language),
            share=WIDE * told["votes"] // most if most else 0,
            has_won=told["number"] in figures["winners"],
        )
        for told in ordered
    ]


def percent(part: int, whole: int, language: str) -> str:
    """ "12,5 %", with the sign of decimals that the language has."""
    text = f"{100 * part / whole:.1f}" if whole else "0"
    return f"{text if language == 'en' else text.replace('.', ',')}\u00a0%"


def winners_of(page: "VotingPage", voting_round: Round, figures: dict[str, Any]) -> list[Winner]:
    votes_of = {told["number"]: told["votes"] for told in figures["candidates"]}
    standing: Any = Candidate.objects.filter(round=voting_round, number__in=figures["winners"]).select_related("category").order_by("number")
    stories = stories_of(voting_round)
    return [
        Winner(
            number=one.number,
            name=one.name,
            votes=counted_votes(votes_of[one.number]),
            url=url_of(page, "candidate", voting_round, slug=one.slug),
            front=front_of(one.face, drawn_as(one)),
            badge=mark_safe(badge(voting_round.edition.year, cloth_of(one), inline=True)),  # noqa: S308 - drawn by us
            **stories.get(one.face, {}),
        )
        for one in standing
    ]


def stories_of(voting_round: Round) -> dict[str, dict[str, str]]:
    """{face: where the page of that ambassador stands, in the reader's language if it is there}, of those that are published."""
    pages = AmbassadorPage.objects.filter(municipality=voting_round.municipality_id, year=voting_round.edition.year).told_in(language_now())
    return {page.facts.face: {"story_url": page.url, "story_language": page.locale.language_code} for page in pages}


def province_url(page: "VotingPage", voting_round: Round, figures: dict[str, Any]) -> str:
    """Where it stands that a winner of this round won the whole province; "" when none of them did."""
    text = ProvincialResult.objects.filter(edition=voting_round.edition_id).values_list("figures", flat=True).first()
    if text is None:
        return ""
    province = json.loads(text)
    won = {(told["round"], told["name"]) for told in province["finalists"] if told["number"] in province["winners"]}
    own = {(voting_round.code, told["name"]) for told in figures["candidates"] if told["number"] in figures["winners"]}
    return f"{page.url}{voting_round.edition.year}/{TAILS['province']}" if won & own else ""


def counted_votes(count: int) -> str:
    return ngettext("%(number)s stem", "%(number)s stemmen", count) % {"number": grouped(count, language_now())}


def numbers(figures: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """(number, what it counts), for the line of figures. Each counts votes, every vote once."""
    return [
        (grouped(figures["confirmed"], language), _("bevestigde stemmen")),
        (grouped(figures["counted"], language), _("meegeteld")),
        (grouped(figures["apart"], language), _("apart gelegd voor nazicht")),
        (grouped(figures["rejected"], language), _("niet meegeteld")),
        (f"{figures['local_percentage']}\u00a0%", _("met een postcode van hier")),
    ]


def tie_line(voting_round: Round, figures: dict[str, Any]) -> str:
    """How equal counts were judged; "" where there was one leader."""
    if len(figures["leaders"]) < 2:
        return ""
    if figures["tie_rule"] == Edition.TieRule.EX_AEQUO:
        return _("Ze kregen evenveel stemmen. Volgens de spelregels zijn ze samen ambassadeur.")
    drawn = voting_round.events.filter(kind=BallotEvent.Kind.LOT_DRAWN).first()
    told = drawn.data["words"] if drawn else ""
    among = ", ".join(str(number) for number in figures["leaders"])
    return _("De nummers %(among)s kregen evenveel stemmen. Het lot besliste, in het openbaar, met de woorden “%(words)s”.") % {
        "among": among,
        "words": told,
    }


def tie_rule(figures: dict[str, Any]) -> str:
    """What the rules said about equal counts, for when it was not needed."""
    if figures["tie_rule"] == Edition.TieRule.EX_AEQUO:
        return _("Bij een gelijke stand waren ze samen ambassadeur geweest. Dat lag vast voor de stemming begon.")
    return _("Bij een gelijke stand had het lot beslist, in het openbaar. Dat lag vast voor de stemming begon.")


def set_apart(told: dict[str, Any]) -> SetApart:
    rule = RULES.get(told["rule"])
    return SetApart(
        letter=told["letter"],
        title=str(rule.title) if rule else told["rule"],
        sentence=str(rule.sentence) if rule else "",
        count=counted_votes(told["ballots"]),
        verdict=verdict_of(told),
        reason=told["reason"],
        note=left_out_note(told["left_out"]) if told["left_out"] else "",
    )


def verdict_of(told: dict[str, Any]) -> str:
    """What became of a group's votes, other groups that hold them included."""
    if told["verdict"] == Proposal.Verdict.REJECT:
        return _("niet meegeteld")
    if told["left_out"]:
        count = told["ballots"] - told["left_out"]
        number = grouped(count, language_now())
        return ngettext("waarvan %(number)s meegeteld", "waarvan %(number)s meegeteld", count) % {"number": number}
    return _("meegeteld")


def left_out_note(count: int) -> str:
    return ngettext(
        "%(number)s stem staat ook in een groep die niet meetelt.", "%(number)s stemmen staan ook in een groep die niet meetelt.", count
    ) % {"number": grouped(count, language_now())}


def downloads_of(page: "VotingPage", voting_round: Round) -> list[tuple[str, str, str]]:
    """(file name, absolute address, media type)."""
    return [(file, full_url_of(page, "download", voting_round, file=name), kind) for name, (file, _field, kind) in DOWNLOADS.items()]


@of_round
def download(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime, file: str) -> HttpResponse:
    """A file as it was published, under the name that recount.py looks for."""
    result = PublishedResult.objects.filter(round=voting_round).first()
    if result is None or file not in DOWNLOADS:
        shown_until(request, at + TURNOUT_LAGS)
        raise Http404("no such file")
    name, field, kind = DOWNLOADS[file]
    content = getattr(result, field) if field else RECOUNT.read_text("utf-8")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(response, public=True, max_age=DOWNLOAD_SECONDS)
    return response
