"""The jury of an edition: who they are, the points that they give, and why. All of it may change until somebody locks it (votes.province)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from votes.counting import AlreadyDone, Refused
from votes.finalists import Finalist, finalists
from votes.models import Candidate, Edition, Juror, JuryCriterion, JuryMotivation, JuryScore, ProvincialCount

FEWEST_JURORS = 2  # one person is no jury

Points = Mapping[tuple[int, int], int | None]  # by the keys of candidate and criterion; None where there is none


class NoJury(Refused):
    """The rules of this edition let the votes decide."""


class NameTaken(Refused):
    """A juror of this edition has that name."""


class NoName(Refused):
    """A juror needs a name or a role."""


class NotAFinalist(Refused):
    """Only winners of published rounds of this edition get points or a motivation."""


class OutOfRange(Refused):
    """Less than nothing, more than the criterion gives, or for a criterion of another edition."""


@dataclass(frozen=True)
class Sheet:
    """What one juror gave. missing: how many points are still to come."""

    juror: Juror
    points: dict[tuple[int, int], int]
    missing: int


def held(edition_id: int) -> Edition:
    """The edition, held so that nobody locks its scores until this transaction ends. Raises NoJury, AlreadyDone."""
    edition: Edition = Edition.objects.select_for_update().get(pk=edition_id)
    if not edition.has_jury:
        raise NoJury
    if ProvincialCount.objects.filter(edition=edition).standing().exists():  # type: ignore[attr-defined]
        raise AlreadyDone
    return edition


def name_juror(*, edition_id: int, name: str) -> Juror:
    """Add a juror. name: a role, or a name whose owner agreed. Raises NoName, NameTaken, NoJury, AlreadyDone."""
    with transaction.atomic():
        return stored(Juror(edition=held(edition_id)), name)


def stored(juror: Juror, name: str) -> Juror:
    """Under this name. Raises NoName, NameTaken."""
    if not name.strip():
        raise NoName
    juror.name = name.strip()
    try:
        with transaction.atomic():
            juror.save()
    except IntegrityError:
        raise NameTaken from None
    return juror


def fill_in(*, juror: Juror, name: str, points: Points) -> None:
    """The sheet of a juror, or nothing of it: how they are called, and what they give. Raises as `name_juror` and `give_points`."""
    with transaction.atomic():
        held(juror.edition_id)
        stored(Juror.objects.get(pk=juror.pk), name)
        give_points(juror=juror, points=points)


def remove_juror(*, juror: Juror) -> None:
    """With all points that they gave. Raises NoJury, AlreadyDone."""
    with transaction.atomic():
        held(juror.edition_id)
        juror.delete()


def give_points(*, juror: Juror, points: Points) -> None:
    """Store what a juror gives; None takes points back, what is not named stays. Nothing is stored when one of them is refused.

    points: by the keys of candidate and criterion. Raises NotAFinalist, OutOfRange, NoJury, AlreadyDone.
    """
    with transaction.atomic():
        edition = held(juror.edition_id)
        check_points(edition, points)
        JuryScore.objects.filter(pk__in=[key for key, named in given_before(juror) if named in points]).delete()
        given = [(key, value) for key, value in points.items() if value is not None]
        JuryScore.objects.bulk_create(
            [JuryScore(juror=juror, candidate_id=candidate, criterion_id=criterion, points=value) for (candidate, criterion), value in given]
        )


def given_before(juror: Juror) -> list[tuple[int, tuple[int, int]]]:
    """(key of the score, keys of candidate and criterion)."""
    rows = JuryScore.objects.filter(juror=juror).values_list("pk", "candidate_id", "criterion_id")
    return [(key, (candidate, criterion)) for key, candidate, criterion in rows]


def check_points(edition: Edition, points: Points) -> None:
    known = {one.candidate.pk for one in finalists(edition)}
    most = dict(edition.criteria.values_list("pk", "points"))
    if any(candidate not in known for candidate, _criterion in points):
        raise NotAFinalist
    if any(value is not None and not 0 <= value <= most.get(criterion, -1) for (_candidate, criterion), value in points.items()):
        raise OutOfRange


def motivate(*, edition_id: int, candidate: Candidate, text: str) -> None:
    """Say of a finalist why; an empty text takes it back. Raises NotAFinalist, NoJury, AlreadyDone."""
    with transaction.atomic():
        edition = held(edition_id)
        if candidate.pk not in {one.candidate.pk for one in finalists(edition)}:
            raise NotAFinalist
        if text.strip():
            JuryMotivation.objects.update_or_create(candidate=candidate, defaults={"text": text.strip()})
        else:
            JuryMotivation.objects.filter(candidate=candidate).delete()


# -- how far it is


def sheets(edition: Edition, criteria: Iterable[JuryCriterion], standing: Iterable[Finalist]) -> list[Sheet]:
    """Of every juror, in the order in which they were named. Two queries."""
    asked = {(one.candidate.pk, criterion.pk) for one in standing for criterion in criteria}
    given: dict[int, dict[tuple[int, int], int]] = {}
    for juror, candidate, criterion, points in JuryScore.objects.filter(juror__edition=edition).values_list(
        "juror_id", "candidate_id", "criterion_id", "points"
    ):
        given.setdefault(juror, {})[candidate, criterion] = points
    return [sheet(juror, given.get(juror.pk, {}), asked) for juror in edition.jurors.all()]


def sheet(juror: Juror, given: dict[tuple[int, int], int], asked: set[tuple[int, int]]) -> Sheet:
    return Sheet(juror, given, len(asked - set(given)))


def motivations(standing: Iterable[Finalist]) -> dict[int, str]:
    """By candidate; those of whom nothing is said are missing."""
    return dict(JuryMotivation.objects.filter(candidate__in=[one.candidate.pk for one in standing]).values_list("candidate_id", "text"))
