"""What the front page, the page of a municipality and that of a shop tell about the vote: where it stands, never who leads."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ambassadors.lines import Line, line_of
from ambassadors.models import AmbassadorPage
from content import navigation
from content.freshness import BRUSSELS, shown_until
from content.numbers import grouped
from municipalities.models import Municipality
from municipalities.places import Town
from shops.badges import Badge
from votes import turnout
from votes.addresses import tail_of
from votes.models import Candidate, Edition, Round, Slip
from votes.models.editions import REMEMBERED
from votes.pages import edition as of_edition
from votes.pages import words
from votes.pages.frame import current_edition, earliest
from votes.pages.phase import Phase, phase_of
from votes.pages.phase import line_of as line_of_round

if TYPE_CHECKING:
    from shops.models import Shop

BUSIEST, MOST_WINNERS, WIDE = 5, 6, 100
KEPT_SECONDS = 60
SHOWS_TURNOUT = {Phase.OPEN, Phase.REVIEW, Phase.COUNTED}


@dataclass(frozen=True)
class Row:
    """A municipality with its turnout. votes: "1.204". share: beside the largest one, 0-100."""

    name: str
    url: str
    votes: str
    share: int


@dataclass(frozen=True)
class FrontVote:
    """soon: how long one can still vote, or "". finder_url: of the voting page. label: of the field that leads to one's own race; "" for none."""

    phase: Phase
    heading: str
    line: str
    soon: str
    finder_url: str
    label: str
    rows: list[Row] = field(default_factory=list)
    winners: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class TownVote:
    """button, more: (words, address); more may be ("", ""). days: how many are left to vote, 0 on the last one and when one cannot."""

    phase: Phase
    heading: str
    line: str
    soon: str
    button: tuple[str, str]
    more: tuple[str, str] = ("", "")
    days: int = 0


def voting_url(language: str) -> str:
    """Of the voting page, from the root of the site; "" where it does not stand in the menu."""
    return next((link.url for link in navigation.menu(language) if link.kind == "votingpage"), "")


# -- front page


def of_front(request: HttpRequest, at: datetime, language: str) -> FrontVote | None:
    """The current edition; nothing when there is none, or when it is over for long and chose nobody. Kept for a minute, never past a change."""
    name = f"home.vote.front.{language}"
    kept: tuple[FrontVote | None, datetime | None] | None = cache.get(name)
    if kept is None:
        kept = read_front(at, language)
        cache.set(name, kept, seconds_until(kept[1], at))
    shown_until(request, kept[1])
    return kept[0]


def seconds_until(moment: datetime | None, at: datetime) -> int:
    """At most KEPT_SECONDS."""
    return KEPT_SECONDS if moment is None else min(KEPT_SECONDS, int((moment - at).total_seconds()))


def read_front(at: datetime, language: str) -> tuple[FrontVote | None, datetime | None]:
    """What the front page shows, and until when."""
    url = voting_url(language)
    edition = current_edition(at) if url else None
    if edition is None:
        return None, None
    rounds = rounds_of(edition)
    return front_of(edition, rounds, url, at, language), changes_at(edition, rounds, at)


def rounds_of(edition: Edition) -> list[Round]:
    """Announced ones, without their municipalities: only a few are named."""
    rounds = list(Round.objects.filter(edition=edition, scheduled_at__isnull=False))
    for one in rounds:
        one.edition = edition
    return rounds


def front_of(edition: Edition, rounds: Sequence[Round], url: str, at: datetime, language: str) -> FrontVote | None:
    phase = of_edition.phase_of_edition(edition, rounds, at)
    winners = winners_of(edition, language) if phase is Phase.PUBLISHED else []
    if phase is Phase.CANCELLED or (phase is Phase.PUBLISHED and not winners):
        return None
    return FrontVote(
        phase=phase,
        heading=heading_of(phase, edition),
        finder_url=url,
        label=label_of(phase),
        rows=rows(url, rounds, turnout.of_edition(edition), language) if phase in SHOWS_TURNOUT else [],
        winners=winners,
        **closing_words(edition, rounds, phase, at, language),
    )


def closing_words(edition: Edition, rounds: Sequence[Round], phase: Phase, at: datetime, language: str) -> dict[str, str]:
    """line and soon; while people vote those of the first race to close, so that nobody comes too late."""
    first = next_to_close(rounds, at)
    if phase is not Phase.OPEN or first is None:
        return {"line": of_edition.line_of(edition, rounds, phase, at, language), "soon": ""}
    line = _("Stemmen kan tot %(closes)s.") % {"closes": words.moment_with_zone(first, language)}
    return {"line": line, "soon": words.countdown(first, at, language)}


def next_to_close(rounds: Sequence[Round], at: datetime) -> datetime | None:
    return min((one.closes_at for one in rounds if one.is_open(at)), default=None)


def heading_of(phase: Phase, edition: Edition) -> str:
    return {
        Phase.CANDIDACY: _("Wie moet er op de lijst?"),
        Phase.REVIEW: _("De stemming is gesloten."),
        Phase.COUNTED: _("De stemmen zijn geteld."),
        Phase.PUBLISHED: _("Ambassadeurs van %(year)s") % {"year": edition.year},
    }.get(phase, _("Wie wordt jouw ambassadeur?"))


def label_of(phase: Phase) -> str:
    return {
        Phase.OPEN: _("Stem nu: je postcode of gemeente"),
        Phase.CANDIDACY: _("Draag een winkel voor: je postcode of gemeente"),
    }.get(phase, "")


def winners_of(edition: Edition, language: str) -> list[Line]:
    """Those whose page is published."""
    pages = AmbassadorPage.objects.filter(year=edition.year).told_in(language)
    return [line_of(page, language) for page in pages[:MOST_WINNERS]]


def rows(url: str, rounds: Sequence[Round], counts: dict[int, int], language: str) -> list[Row]:
    """The municipalities in which most people voted."""
    busiest = sorted((one for one in rounds if counts.get(one.pk)), key=lambda one: -counts[one.pk])[:BUSIEST]
    towns = Municipality.objects.in_bulk([one.municipality_id for one in busiest])
    for one in busiest:
        one.municipality = towns[one.municipality_id]
    most = max((counts[one.pk] for one in busiest), default=1)
    return [
        Row(one.municipality.name_in(language), url + tail_of("round", one), grouped(counts[one.pk], language), WIDE * counts[one.pk] // most)
        for one in busiest
    ]


def changes_at(edition: Edition, rounds: Sequence[Round], at: datetime) -> datetime | None:
    """When the block of the front page says something else; turnout may lag."""
    first = next_to_close(rounds, at)
    moments = {moment for one in rounds for moment in (one.opens_at, one.closes_at, one.review_until)}
    if first:
        moments.add(words.countdown_until(first, at))
    return earliest(edition.candidacy_from, edition.candidacy_until, *moments, after=at)


# -- page of a municipality


def of_town(request: HttpRequest, town: Municipality | Town, at: datetime, language: str) -> TownVote | None:
    """The round of `town` that runs, else the newest one; nothing once its result is a month old. Asks the database once."""
    url = voting_url(language)
    voting_round = round_of(town, at) if url else None
    if voting_round is None or voting_round.state(at) == Round.State.ARCHIVED:
        return None
    edition, phase = voting_round.edition, phase_of(voting_round, at)
    forgotten = voting_round.published_at + REMEMBERED if voting_round.published_at else None
    shown_until(request, earliest(changes_at(edition, [voting_round], at), forgotten, after=at))
    return told(voting_round, phase, url, at, language)


def round_of(town: Municipality | Town, at: datetime) -> Round | None:
    """With `voters` and `standing`, how many voted and stand."""
    runs = Q(opens_at__lte=at, published_at=None)
    known = Round.objects.filter(municipality=town.id, scheduled_at__isnull=False, cancelled_at=None).select_related("edition", "municipality")
    counted = known.annotate(
        runs=Case(When(runs, then=Value(1)), default=Value(0)),
        voters=Subquery(how_many(Slip.objects.all())),
        standing=Subquery(how_many(Candidate.objects.filter(withdrawn_at=None))),
    )
    found: Round | None = counted.order_by("-runs", "-edition__year").first()
    return found


def how_many(rows_of_round):  # type: ignore[no-untyped-def]
    """Counts rows by their round, for a subquery."""
    return rows_of_round.filter(round=OuterRef("pk")).order_by().values("round").annotate(number=Count("pk")).values("number")


def told(voting_round: Round, phase: Phase, url: str, at: datetime, language: str) -> TownVote:
    town = voting_round.municipality.name_in(language)
    line = line_of_round(voting_round, phase, at, language)
    to = {name: url + tail_of(name, voting_round) for name in ("round", "stand", "nominate", "result")}
    who = _("Wie wordt de ambassadeur van %(town)s?") % {"town": town}
    if phase is Phase.OPEN:
        soon = words.countdown(voting_round.closes_at, at, language)
        button = (_("Bekijk de kandidaten"), to["round"])
        left = days_left(voting_round.closes_at, at)
        return TownVote(phase, standing_line(voting_round, who), voters_line(voting_round, language), soon, button, days=left)
    if phase is Phase.CANDIDACY:
        nominate, stand = (_("Draag een winkel voor"), to["nominate"]), (_("Mijn winkel is kandidaat"), to["stand"])
        return TownVote(phase, who, line, "", nominate, stand)
    if phase is Phase.PUBLISHED:
        heading = _("%(town)s koos zijn ambassadeur.") % {"town": town}
        return TownVote(phase, heading, voters_line(voting_round, language), "", (_("Bekijk de uitslag"), to["result"]))
    return TownVote(phase, who, line, "", (_("Meer over de stemming"), to["round"]))


def days_left(closes_at: datetime, at: datetime) -> int:
    """Days in Brussels until the last one, as the countdown says them; 0 on that day itself."""
    return (words.day_of(closes_at) - at.astimezone(BRUSSELS).date()).days


def standing_line(voting_round: Round, otherwise: str) -> str:
    """ "8 winkels, één ambassadeur." """
    number = voting_round.standing or 0  # type: ignore[attr-defined]
    said = ngettext("%(number)s winkel, één ambassadeur.", "%(number)s winkels, één ambassadeur.", number)
    return said % {"number": number} if number else otherwise


def voters_line(voting_round: Round, language: str) -> str:
    number = voting_round.voters or 0  # type: ignore[attr-defined]
    if voting_round.published_at:
        return ngettext("%(number)s mens stemde.", "%(number)s mensen stemden.", number) % {"number": grouped(number, language)}
    if not number:
        return _("Nog niemand stemde. Jij als eerste?")
    return ngettext("%(number)s mens stemde al. Jij ook?", "%(number)s mensen stemden al. Jij ook?", number) % {"number": grouped(number, language)}


# -- page of a shop; registered with shops.badges


def badges_of_candidate(shop: "Shop", language: str) -> list[Badge]:
    """Where one can vote for it now."""
    at, url = timezone.now(), voting_url(language)
    tail, closes_at = standing(at).get(shop.pk, ("", at)) if url else ("", at)
    if closes_at <= at:
        return []
    label = _("Kandidaat in %(town)s: stem") % {"town": shop.municipality.name_in(language)}
    return [Badge(label, url + tail, language, SafeString(""), until=closes_at, is_award=False)]


def standing(at: datetime) -> dict[int, tuple[str, datetime]]:
    """(tail of the candidate's page, when its round closes) by shop, of every round that is open; asked once a minute for all shops together."""
    kept: dict[int, tuple[str, datetime]] | None = cache.get_or_set("home.vote.standing", lambda: read_standing(at), KEPT_SECONDS)
    return kept or {}


def read_standing(at: datetime) -> dict[int, tuple[str, datetime]]:
    open_now = Candidate.objects.filter(shop__isnull=False, withdrawn_at=None, round__in=Round.objects.open_at(at))
    candidates = open_now.select_related("round__edition", "round__municipality").order_by("round__edition__year")
    return {one.shop_id: (tail_of("candidate", one.round, slug=one.slug), one.round.closes_at) for one in candidates if one.shop_id}
