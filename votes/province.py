"""The provincial winner: locked by one person of the province, published by another. There is no way back.

The figures of a provincial count (ProvincialCount.figures; docs/decisions/0015-who-wins-the-province.md says why):

    {"edition": "...", "year": 2027, "by": "jury"|"share", "tie_rule": "ex aequo",
     "criteria": [{"name", "about", "points"}], "jurors": ["Jurylid 1", ...],
     "finalists": [{"number": 1, "candidate": key, "round": "2027-37022", "municipality": "Tielt", "town": "tielt", "name", "slug",
                    "votes": 120, "counted": 405, "scores": [[points per criterion] per juror], "rank": 2, "motivation": "..."}],
     "leaders": [3]}

`number` is a finalist's place by municipality, from 1. Without a jury "criteria", "jurors" and "scores" are empty. What is published has
"winners" (numbers), "lot" ({"source", "after", "head", "among", "words", "number"} or null) and "returned" (reasons) as well.
"""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import transaction

from accounts.models import User
from ambassadors.crowning import crown
from votes import jury, tally
from votes.counting import AlreadyDone, NeedsLot, Refused, check_second_person
from votes.downloads import written
from votes.finalists import Finalist, finalists, share
from votes.models import Candidate, Edition, JuryCriterion, ProvincialCount, ProvincialEvent, ProvincialResult, Round

FEWEST_FINALISTS = 2
BY_JURY, BY_SHARE = "jury", "share"


class RoundsWait(Refused):
    """Not every round of the edition is published or cancelled; `towns` says which."""

    def __init__(self, towns: list[str]):
        super().__init__(", ".join(towns))
        self.towns = towns


class NothingToChoose(Refused):
    """Fewer than two winners."""


class NoCriteria(Refused):
    """The edition was announced without criteria for its jury."""


class TooFewJurors(Refused):
    """One person is no jury."""


class Incomplete(Refused):
    """Points are missing; `jurors` says whose."""

    def __init__(self, jurors: list[str]):
        super().__init__(", ".join(jurors))
        self.jurors = jurors


class NoMotivation(Refused):
    """The jury says nothing of who leads; `names` says who do."""

    def __init__(self, names: list[str]):
        super().__init__(", ".join(names))
        self.names = names


class NotLocked(Refused):
    """Nobody locked the scores yet, or they were given back."""


class LotStands(Refused):
    """The lot was announced in public: nothing goes back."""


class NoReason(Refused):
    """Everybody reads why scores were given back."""


# -- what stands in the way


def check_lockable(edition: Edition) -> None:
    """Raises RoundsWait, NothingToChoose, AlreadyDone and, with a jury, NoCriteria, TooFewJurors, Incomplete, NoMotivation."""
    if count_of(edition):
        raise AlreadyDone
    if towns := waiting_towns(edition):
        raise RoundsWait(towns)
    standing = finalists(edition)
    if len(standing) < FEWEST_FINALISTS:
        raise NothingToChoose
    if edition.has_jury:
        check_jury(edition, standing)


def waiting_towns(edition: Edition) -> list[str]:
    waiting = Round.objects.filter(edition=edition, published_at=None, cancelled_at=None)
    return list(waiting.order_by("municipality__name").values_list("municipality__name", flat=True))


def check_jury(edition: Edition, standing: Sequence[Finalist]) -> None:
    criteria = list(edition.criteria.all())
    if not criteria:
        raise NoCriteria
    sheets = jury.sheets(edition, criteria, standing)
    if len(sheets) < jury.FEWEST_JURORS:
        raise TooFewJurors
    if behind := [sheet.juror.name for sheet in sheets if sheet.missing]:
        raise Incomplete(behind)
    if silent := unexplained(edition, standing):
        raise NoMotivation(silent)


def unexplained(edition: Edition, standing: Sequence[Finalist]) -> list[str]:
    """Names of those who lead and of whom the jury says nothing."""
    figures = figures_of(edition, standing)
    return [told["name"] for told in figures["finalists"] if told["number"] in figures["leaders"] and not told["motivation"]]


def check_publishable(edition: Edition, by: User) -> None:
    """Raises AlreadyDone, NotLocked, SamePerson, NeedsLot."""
    count = check_standing(edition)
    check_second_person(first=count.made_by_id, by=by)
    if needs_lot(count):
        raise NeedsLot


def check_returnable(edition: Edition) -> None:
    """Raises AlreadyDone, NotLocked, LotStands, NoJury: what the votes decide is not typed, so there is nothing to mend."""
    count = check_standing(edition)
    if not edition.has_jury:
        raise jury.NoJury
    if announced_lot(count):
        raise LotStands


def check_standing(edition: Edition) -> ProvincialCount:
    """The count that waits to be published. Raises AlreadyDone, NotLocked."""
    if ProvincialResult.objects.filter(edition=edition).exists():
        raise AlreadyDone
    count = count_of(edition)
    if count is None:
        raise NotLocked
    return count


def count_of(edition: Edition) -> ProvincialCount | None:
    """The one that was not given back."""
    counts = ProvincialCount.objects.filter(edition=edition).standing()  # type: ignore[attr-defined]
    found: ProvincialCount | None = counts.first()
    return found


def needs_lot(count: ProvincialCount) -> bool:
    """Whether several lead, the rules want one winner, and no lot was drawn."""
    return len(count.figures["leaders"]) > 1 and count.figures["tie_rule"] == Edition.TieRule.LOT and lot_of(count) is None


def announced_lot(count: ProvincialCount) -> ProvincialEvent | None:
    """The event by which the public draw was named."""
    return count.events.filter(kind=ProvincialEvent.Kind.LOT_ANNOUNCED).first()


def lot_of(count: ProvincialCount) -> ProvincialEvent | None:
    return count.events.filter(kind=ProvincialEvent.Kind.LOT_DRAWN).first()


# -- the figures


def figures_of(edition: Edition, standing: Sequence[Finalist]) -> dict[str, Any]:
    """Of what stands now; points that are missing count as nothing. standing: those of `finalists`."""
    criteria = list(edition.criteria.all()) if edition.has_jury else []
    sheets = jury.sheets(edition, criteria, standing) if edition.has_jury else []
    said = jury.motivations(standing) if edition.has_jury else {}
    rows = [row_of(number, one, criteria, sheets) | {"motivation": said.get(one.candidate.pk, "")} for number, one in enumerate(standing, 1)]
    measures = by_points(rows) if edition.has_jury else by_share(rows)
    places = tally.ranks(measures)
    return {
        "edition": edition.name,
        "year": edition.year,
        "by": BY_JURY if edition.has_jury else BY_SHARE,
        "tie_rule": edition.tie_rule,
        "criteria": [{"name": one.name, "about": one.about, "points": one.points} for one in criteria],
        "jurors": [sheet.juror.name for sheet in sheets],
        "finalists": [row | {"rank": places[row["number"]]} for row in rows],
        "leaders": tally.leaders(measures),
    }


def row_of(number: int, one: Finalist, criteria: Sequence[JuryCriterion], sheets: Sequence[jury.Sheet]) -> dict[str, Any]:
    candidate, town = one.candidate, one.candidate.round.municipality
    told = {"number": number, "candidate": candidate.pk, "round": candidate.round.code, "municipality": town.name, "town": town.slug}
    told |= {"name": candidate.name, "slug": candidate.slug, "votes": one.votes, "counted": one.counted}
    return told | {"scores": [[sheet.points.get((candidate.pk, criterion.pk), 0) for criterion in criteria] for sheet in sheets]}


def by_points(rows: Sequence[dict[str, Any]]) -> dict[int, int | Fraction]:
    """The points of all jurors together, by number: in the order of their mean, and exact."""
    return {row["number"]: sum(sum(points) for points in row["scores"]) for row in rows}


def by_share(rows: Sequence[dict[str, Any]]) -> dict[int, int | Fraction]:
    """The part of the counted votes of the own round, by number."""
    return {row["number"]: share(votes=row["votes"], counted=row["counted"]) for row in rows}


# -- what is done


def lock(*, edition_id: int, by: User, at: datetime) -> ProvincialCount:
    """Fix who won the province. Raises as check_lockable."""
    with transaction.atomic():
        edition = held(edition_id)
        check_lockable(edition)
        return ProvincialCount.objects.create(edition=edition, made_at=at, made_by=by, figures=figures_of(edition, finalists(edition)))


def held(edition_id: int) -> Edition:
    """The edition, for nobody else until this transaction ends."""
    edition: Edition = Edition.objects.select_for_update().get(pk=edition_id)
    return edition


def give_back(*, edition_id: int, reason: str, by: User, at: datetime) -> None:
    """Open the scores again, for a reason that everybody reads later. Raises NoReason, and as check_returnable."""
    if not reason.strip():
        raise NoReason
    with transaction.atomic():
        edition = held(edition_id)
        check_returnable(edition)
        told = {"at": at, "by": by, "reason": reason.strip()}
        ProvincialEvent.objects.create(count=check_standing(edition), kind=ProvincialEvent.Kind.RETURNED, **told)


def publish(*, edition_id: int, by: User, at: datetime) -> ProvincialResult:
    """Show who won the province, and say so on the pages of the winners. Raises as check_publishable."""
    with transaction.atomic():
        edition = held(edition_id)
        check_publishable(edition, by)
        count = check_standing(edition)
        figures = count.figures | {"winners": winners(count), "lot": lot_told(count), "returned": returned(edition)}
        people = {"by": by, "locked_by": count.made_by}
        result = ProvincialResult.objects.create(edition=edition, count=count, at=at, figures=written(figures), **people)
        crown_winners(figures)
    return result


def winners(count: ProvincialCount) -> list[int]:
    """Numbers of who leads, or of whom the lot took."""
    drawn = lot_of(count)
    return [drawn.data["number"]] if drawn else list(count.figures["leaders"])


def lot_told(count: ProvincialCount) -> dict[str, Any] | None:
    drawn = lot_of(count)
    return dict(drawn.data) if drawn else None


def returned(edition: Edition) -> list[str]:
    """Why counts of this edition were given back, in order."""
    events = ProvincialEvent.objects.filter(count__edition=edition, kind=ProvincialEvent.Kind.RETURNED)
    return list(events.order_by("at", "pk").values_list("reason", flat=True))


def crown_winners(figures: dict[str, Any]) -> None:
    won = [told["candidate"] for told in figures["finalists"] if told["number"] in figures["winners"]]
    for candidate in Candidate.objects.filter(pk__in=won).select_related("round__municipality"):
        crown(shop_id=candidate.shop_id, face=candidate.face, municipality=candidate.round.municipality, year=figures["year"])
