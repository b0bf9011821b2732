"""The jury of the demo's last edition: invented criteria, points and sentences, which say that they are. The points are drawn."""

from collections.abc import Sequence
from datetime import timedelta

from home.demo.draws import content, number
from home.demo.votes.people import COUNTS, PUBLISHES, login
from votes import jury, province
from votes.finalists import Finalist, finalists
from votes.models import Edition, Juror, JuryCriterion

LOW, HIGH = 4, 8  # points of ten; of who wins, the highest
LATER = timedelta(days=14)  # after the time for objections


def set_criteria(edition: Edition) -> None:
    """Before the edition is stored: they go with it."""
    told = content("voting")["jury"]["criteria"]
    edition.criteria = [JuryCriterion(name=name, about=about, points=points) for name, about, points in told]


def choose_of_province(edition: Edition) -> None:
    """Points and sentences, locked by one person of the province and published by another. Nothing where fewer than two won."""
    found, told = finalists(edition), content("voting")["jury"]
    if len(found) < province.FEWEST_FINALISTS:
        return
    liked = next((one for one in found if one.candidate.face == told["liked"]), found[0])
    for name in told["jurors"]:
        give(jury.name_juror(edition_id=edition.pk, name=name), found, liked)
    for one in found:
        jury.motivate(edition_id=edition.pk, candidate=one.candidate, text=told["why" if one is liked else "also"])
    at = edition.review_until + LATER
    province.lock(edition_id=edition.pk, by=login(COUNTS), at=at)
    province.publish(edition_id=edition.pk, by=login(PUBLISHES), at=at + timedelta(days=1))


def give(juror: Juror, found: Sequence[Finalist], liked: Finalist) -> None:
    criteria = list(juror.edition.criteria.all())
    points = {
        (one.candidate.pk, criterion.pk): HIGH + 1 if one is liked else number(f"{juror.name}/{one.candidate.face}/{criterion.name}", LOW, HIGH)
        for one in found
        for criterion in criteria
    }
    jury.give_points(juror=juror, points=points)
