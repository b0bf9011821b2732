"""Editions whose rounds have a result, and juries, for tests: written without votes, so cheap."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta

from accounts.models import User
from municipalities.models import Municipality
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.factories.votes import COUNTED, EditionFactory, RoundFactory
from votes import jury
from votes.models import Candidate, Edition, Juror, JuryCriterion, PublishedResult, Round, RoundCount

TOWNS = {"Ieper": "33011", "Kortrijk": "34022", "Tielt": "37022", "Torhout": "31033"}
PUBLISHED = COUNTED + timedelta(days=1)


def town(name: str) -> Municipality:
    made: Municipality = MunicipalityFactory(nis=TOWNS[name], name=name, slug=name.lower())
    return made


def published_round(edition: Edition, name: str, votes: Sequence[int]) -> Round:
    """A round with a result. votes: of its candidates, called "Ieper 1", "Ieper 2" ... Who has most of them is its winner."""
    voting_round: Round = RoundFactory(edition=edition, municipality=town(name))
    told = [candidate(voting_round, number, count) for number, count in enumerate(votes, start=1)]
    figures = {"candidates": told, "counted": sum(votes), "hours": []}
    by, other = (User.objects.get_or_create(email=f"{who}@telt.example")[0] for who in ("een", "twee"))
    count = RoundCount.objects.create(round=voting_round, made_at=COUNTED, made_by=by, figures=figures)
    winners = [one["number"] for one in told if one["votes"] == max(votes)]
    text = json.dumps(figures | {"winners": winners})
    PublishedResult.objects.create(
        round=voting_round, count=count, at=PUBLISHED, by=other, frozen_by=by, receipts="", openings="", figures=text, seal=""
    )
    Round.objects.filter(pk=voting_round.pk).update(frozen_at=COUNTED, published_at=PUBLISHED)
    return voting_round


def candidate(voting_round: Round, number: int, votes: int) -> dict:
    """A candidate with a shop, as a count tells it."""
    name, slug = f"{voting_round.municipality.name} {number}", f"{voting_round.municipality.slug}-{number}"
    shop = ShopFactory(name=name, slug=slug, municipality=voting_round.municipality)
    Candidate.objects.create(round=voting_round, number=number, shop=shop, name=name, slug=slug, face=shop.face)
    return {"number": number, "name": name, "slug": slug, "votes": votes}


def voted_edition(results: Mapping[str, Sequence[int]], **facts: object) -> Edition:
    """An edition that is over, by the votes of each of TOWNS."""
    edition: Edition = EditionFactory(**facts)
    for name, votes in results.items():
        published_round(edition, name, votes)
    return edition


def judged_edition(results: Mapping[str, Sequence[int]] | None = None, **facts: object) -> Edition:
    """The same with a jury: "Vakkennis" on 10 and "Welkom" on 5; two jurors who gave nothing yet. By default Ieper 1, Kortrijk 2 and Tielt 1 won."""
    edition = voted_edition(results or {"Ieper": [5, 3], "Kortrijk": [4, 6], "Tielt": [9, 2]}, **({"has_jury": True} | facts))
    for place, (name, points) in enumerate({"Vakkennis": 10, "Welkom": 5}.items()):
        JuryCriterion.objects.create(edition=edition, name=name, points=points, sort_order=place)
    for number in (1, 2):
        Juror.objects.create(edition=edition, name=f"Jurylid {number}")
    return edition


def give(edition: Edition, given: Mapping[str, Sequence[Sequence[int]]]) -> None:
    """given: by shop, for each juror, the points per criterion: {"Ieper 1": [[8, 4], [7, 5]]}."""
    criteria = [one.pk for one in edition.criteria.all()]
    for place, juror in enumerate(edition.jurors.all()):
        points = {
            (Candidate.objects.get(round__edition=edition, name=name).pk, key): one
            for name, sheets in given.items()
            for key, one in zip(criteria, sheets[place], strict=True)
        }
        jury.give_points(juror=juror, points=points)


WELL_JUDGED = {"Ieper 1": [[8, 4], [7, 5]], "Kortrijk 2": [[9, 5], [9, 4]], "Tielt 1": [[5, 5], [6, 2]]}


def ready_edition(**facts: object) -> Edition:
    """A jury gave all its points, most to Kortrijk 2, and said why."""
    edition = judged_edition(**facts)
    give(edition, WELL_JUDGED)
    motivate(edition, "Kortrijk 2", "Zij kennen hun vak.")
    return edition


def motivate(edition: Edition, name: str, text: str) -> None:
    jury.motivate(edition_id=edition.pk, candidate=Candidate.objects.get(round__edition=edition, name=name), text=text)
