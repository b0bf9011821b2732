"""The edition of next year: it looks for candidates in the municipalities that take part, and some wait for an answer."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from home.demo.draws import content
from home.demo.votes.editions import DAY, EVENING, MORNING, announced, brussels, name_of
from home.demo.votes.standing import application
from municipalities.models import Municipality, Onboarding
from shops.models import Shop
from votes.models import Application, Edition, Nomination, Round

SHOPKEEPER, CUSTOMER = "winkelier@ikkooplokaal.example", "klant@ikkooplokaal.example"


@transaction.atomic
def coming_edition(year: int, at: datetime) -> None:
    """Announced a week ago, takes candidates since five days, opens in spring."""
    edition = Edition(
        year=year,
        name=name_of(year),
        stands=Edition.Stands.INDEPENDENTS,
        candidacy_from=brussels((at - 5 * DAY).date(), MORNING),
        candidacy_until=brussels(date(year, 3, 15), EVENING),
        opens_at=brussels(date(year, 4, 9), MORNING),
        closes_at=brussels(date(year, 5, 6), EVENING),
        review_until=brussels(date(year, 5, 16), EVENING),
    )
    towns = Municipality.objects.filter(pk__in=Onboarding.objects.values("municipality"))
    send_in(announced(edition, towns, at - 7 * DAY), at)


def send_in(rounds: Iterable[Round], at: datetime) -> None:
    """What shopkeepers and customers sent in: for the municipality to decide, but one that it accepted."""
    told = content("voting")["waiting"]
    shops = {shop.face: shop for shop in Shop.objects.listed().filter(is_demo=True).select_related("municipality")}
    by_town = {one.municipality_id: one for one in rounds}

    def known(entries: list[list[str]]) -> Iterable[tuple[Round, Shop, list[str]]]:
        for face, *words in entries:
            shop = shops.get(face)
            if shop and shop.municipality_id in by_town:
                yield by_town[shop.municipality_id], shop, words

    waiting: dict[str, Any] = {"state": Application.State.WAITING, "email": SHOPKEEPER}
    accepted: dict[str, Any] = {"state": Application.State.APPROVED, "decided_at": at - DAY}
    stored = [application(one, shop, pitch, club, at - 2 * DAY, **waiting) for one, shop, (pitch, club) in known(told["applications"])]
    stored += [application(one, shop, pitch, club, at - 3 * DAY, **accepted) for one, shop, (pitch, club) in known(told["accepted"])]
    Application.objects.bulk_create(stored)
    Nomination.objects.bulk_create([nomination(one, shop, words[0], at - DAY) for one, shop, words in known(told["nominations"])])


def nomination(voting_round: Round, shop: Shop, pitch: str, at: datetime) -> Nomination:
    told = {"state": Nomination.State.WAITING, "email": CUSTOMER, "created_at": at, "confirmed_at": at}
    return Nomination(round=voting_round, shop=shop, pitch=pitch, **told)
