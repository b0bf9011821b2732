"""The provincial winner of an edition, from what was published and from nothing else: who, why, and what every finalist got."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ambassadors.badge import badge
from content.freshness import shown_until
from content.numbers import decimal, grouped
from content.visits import Seen
from votes import told_in
from votes.addresses import TAILS
from votes.clock import database_now
from votes.models import Candidate, Edition, ProvincialEvent, ProvincialResult
from votes.pages import words
from votes.pages.cards import cloth_of, drawn_as, front_of
from votes.pages.frame import SAFE, announced, language_now, shown, town_of, url_of
from votes.pages.phase import TURNOUT_LAGS
from votes.province import BY_JURY
from votes.province_figures import average, part, percent, total

if TYPE_CHECKING:
    from votes.models import VotingPage

TAIL = TAILS["province"]
WIDE = 100


@dataclass(frozen=True)
class Winner:
    """what: "24,5 punten op 30", or "46,7 % van de stemmen"."""

    name: str
    town: str
    what: str
    url: str
    result_url: str
    front: SafeString
    badge: SafeString
    motivation: str


@dataclass(frozen=True)
class Line:
    """One finalist. cells: between its name and its total. share: of the bar, 0-100. sheets: points per juror and criterion."""

    number: int
    rank: int
    name: str
    town: str
    url: str
    cells: list[str]
    total: str
    share: int
    has_won: bool
    motivation: str
    sheets: list[list[int]]


def serve(page: "VotingPage", request: HttpRequest, year: int) -> HttpResponse:
    """Before publication it leads to the edition, unless a lot was announced: then it says which."""
    if request.method not in SAFE:
        return HttpResponseNotAllowed(SAFE)
    edition = announced(year)
    result = ProvincialResult.objects.filter(edition=edition).first()
    if result is None:
        shown_until(request, database_now() + TURNOUT_LAGS)
        return before(page, request, edition)
    return shown(page, request, "province.html", context(page, edition, result), tail=f"{year}/{TAIL}")


def before(page: "VotingPage", request: HttpRequest, edition: Edition) -> HttpResponse:
    announced = announced_lot(edition)
    if announced is None:
        return HttpResponseRedirect(f"{page.url}{edition.year}/")
    told = {
        "seen": Seen("province", str(edition.year)),
        "edition": edition,
        "source": announced["source"],
        "after": words.moment_with_zone(datetime.fromisoformat(announced["after"]), language_now()),
        "head": announced["head"],
        "how_url": f"{page.url}zo-tellen-we/#provincie",
        "trail": trail_of(page, edition),
    }
    return shown(page, request, "province_lot.html", told, tail=f"{edition.year}/{TAIL}")


def announced_lot(edition: Edition) -> dict[str, Any] | None:
    """What everybody may know of a lot that is still to be drawn: which draw decides, never among whom."""
    events = ProvincialEvent.objects.filter(count__edition=edition, kind=ProvincialEvent.Kind.LOT_ANNOUNCED)
    data: dict[str, Any] | None = events.values_list("data", flat=True).first()
    return data


def trail_of(page: "VotingPage", edition: Edition) -> list[tuple[str, str]]:
    return [(page.title, page.full_url), (edition.name_in(language_now())[0], f"{page.full_url}{edition.year}/")]


def context(page: "VotingPage", edition: Edition, result: ProvincialResult) -> dict[str, Any]:
    language = language_now()
    figures = json.loads(result.figures)
    standing = standing_of(figures["finalists"])
    lines = lines_of(page, figures, standing, language)
    criteria = criteria_of(edition, figures, language)
    return {
        "seen": Seen("province", str(edition.year)),
        "edition": edition,
        "winners": winners_of(page, figures, standing, language),
        "line": line_of(figures),
        "published": words.day_with_year(result.at, language),
        "by_jury": figures["by"] == BY_JURY,
        "criteria": criteria,
        "in_general": told_in.jury_in(edition, language),
        "most": sum(one["points"] for one in figures["criteria"]),
        "jurors": figures["jurors"],
        "columns": columns(figures, criteria),
        "lines": lines,
        "sheets": sheets(figures, lines),
        "others": [line for line in lines if line.motivation and not line.has_won],
        "tie": tie_line(figures),
        "returned": figures["returned"],
        "is_dutch": language != "nl",
        "edition_url": f"{page.url}{edition.year}/",
        "rules_url": f"{page.url}{edition.year}/spelregels/",
        "how_url": f"{page.url}zo-tellen-we/#provincie",
        "trail": trail_of(page, edition),
    }


def criteria_of(edition: Edition, figures: dict[str, Any], language: str) -> list[told_in.ToldCriterion]:
    """Those of the published result, in the words of the rules."""
    return told_in.criteria_in(edition, [SimpleNamespace(**one) for one in figures["criteria"]], language)


def standing_of(finalists: Sequence[dict[str, Any]]) -> dict[int, Candidate]:
    """The candidates, by key, with what a page says of them; one query."""
    keys = [told["candidate"] for told in finalists]
    return {one.pk: one for one in Candidate.objects.filter(pk__in=keys).select_related("category", "round__edition", "round__municipality")}


def winners_of(page: "VotingPage", figures: dict[str, Any], standing: dict[int, Candidate], language: str) -> list[Winner]:
    won = [told for told in figures["finalists"] if told["number"] in figures["winners"]]
    return [winner(page, figures, told, standing[told["candidate"]], language) for told in won]


def winner(page: "VotingPage", figures: dict[str, Any], told: dict[str, Any], one: Candidate, language: str) -> Winner:
    return Winner(
        name=told["name"],
        town=town_of(one.round),
        what=what_of(figures, told, language),
        url=url_of(page, "candidate", one.round, slug=one.slug),
        result_url=url_of(page, "result", one.round),
        front=front_of(one.face, drawn_as(one)),
        badge=mark_safe(badge(figures["year"], cloth_of(one), is_provincial=True, inline=True)),  # noqa: S308 - drawn by us
        motivation=told["motivation"],
    )


def what_of(figures: dict[str, Any], told: dict[str, Any], language: str) -> str:
    if figures["by"] == BY_JURY:
        most = sum(one["points"] for one in figures["criteria"])
        return _("%(points)s punten op %(most)s") % {"points": decimal(float(total(told)), language), "most": most}
    return _("%(share)s van de stemmen in de eigen gemeente") % {"share": percent(told, language)}


def line_of(figures: dict[str, Any]) -> str:
    """How it was chosen, and among how many."""
    number = len(figures["finalists"])
    if figures["by"] == BY_JURY:
        told = ngettext("Een jury koos onder %(number)s winnaar.", "Een jury koos onder %(number)s winnaars van gemeenten.", number)
    else:
        told = ngettext("De stemmen beslisten, onder %(number)s winnaar.", "De stemmen beslisten, onder %(number)s winnaars van gemeenten.", number)
    return told % {"number": number}


def columns(figures: dict[str, Any], criteria: Sequence[told_in.ToldCriterion]) -> list[tuple[str, int, str]]:
    """(heading, points or 0, language of the heading) between the shop and its total."""
    if figures["by"] == BY_JURY:
        return [(one.name, one.points, one.language) for one in criteria]
    return [(pgettext("aantal", "Stemmen"), 0, language_now()), (_("Geteld"), 0, language_now())]


def lines_of(page: "VotingPage", figures: dict[str, Any], standing: dict[int, Candidate], language: str) -> list[Line]:
    """By rank, and by municipality where they are equal."""
    ordered = sorted(figures["finalists"], key=lambda told: (told["rank"], told["number"]))
    most = max((measure(figures, told) for told in ordered), default=0)
    return [line(page, figures, told, standing[told["candidate"]], float(most), language) for told in ordered]


def measure(figures: dict[str, Any], told: dict[str, Any]) -> Any:
    return total(told) if figures["by"] == BY_JURY else part(told)


def line(page: "VotingPage", figures: dict[str, Any], told: dict[str, Any], one: Candidate, most: float, language: str) -> Line:
    by_jury = figures["by"] == BY_JURY
    means = [decimal(float(mean), language) for mean in average(told)] if by_jury else []
    return Line(
        number=told["number"],
        rank=told["rank"],
        name=told["name"],
        town=town_of(one.round),
        url=url_of(page, "result", one.round),
        cells=means if by_jury else [grouped(told["votes"], language), grouped(told["counted"], language)],
        total=decimal(float(total(told)), language) if by_jury else percent(told, language),
        share=round(WIDE * float(measure(figures, told)) / most) if most else 0,
        has_won=told["number"] in figures["winners"],
        motivation=told["motivation"],
        sheets=told["scores"],
    )


def sheets(figures: dict[str, Any], lines: Sequence[Line]) -> list[tuple[str, list[tuple[Line, list[int], int]]]]:
    """(juror, (line, points per criterion, their sum) of every finalist)."""
    return [(name, [(one, one.sheets[place], sum(one.sheets[place])) for one in lines]) for place, name in enumerate(figures["jurors"])]


def tie_line(figures: dict[str, Any]) -> str:
    """How equal ends were judged; "" where one led."""
    if len(figures["leaders"]) < 2:
        return ""
    if figures["lot"] is None:
        return _("Ze eindigden gelijk. Volgens de spelregels zijn ze samen ambassadeur van de provincie.")
    among = ", ".join(told["name"] for told in figures["finalists"] if told["number"] in figures["leaders"])
    return _(
        "%(among)s eindigden gelijk. Een openbare trekking besliste, die vooraf was aangekondigd: %(source)s. Ze gaf “%(words)s”. Narekenen kan: de "
        "laagste SHA-256 van “trekking|zegel|nummer” wint, met als zegel %(head)s en als nummers %(numbers)s."
    ) % {
        "among": among,
        "source": figures["lot"]["source"].rstrip("."),
        "words": figures["lot"]["words"],
        "head": figures["lot"]["head"],
        "numbers": numbers_of(figures),
    }


def numbers_of(figures: dict[str, Any]) -> str:
    """ "2 (Bakkerij Tas), 5 (Slagerij Bos)"."""
    return ", ".join(f"{told['number']} ({told['name']})" for told in figures["finalists"] if told["number"] in figures["leaders"])


# -- on other pages of the vote


def on_edition(page: "VotingPage", edition: Edition) -> list[Winner]:
    """For the page of the edition; empty while nobody was chosen. One query, and one more when there is a winner."""
    text = ProvincialResult.objects.filter(edition=edition).values_list("figures", flat=True).first()
    if text is None:
        return []
    figures = json.loads(text)
    won = [told for told in figures["finalists"] if told["number"] in figures["winners"]]
    return winners_of(page, figures, standing_of(won), language_now())
