"""Two shops that become one: it goes on standing for what either stood for (shops.doubles.rooms). What was voted on stays as it was."""

from shops.doubles.rooms import CannotMerge
from shops.models import Shop
from votes.models import Application, Candidate, Nomination

BOTH_STAND = "Deze winkels zijn allebei kandidaat in dezelfde stemronde. Samenvoegen kan dan niet; vraag raad aan de provincie."


def move(stays: Shop, goes: Shop) -> None:
    """Raises CannotMerge when both stand, or want to stand, in one round."""
    standing = Application.objects.filter(state__in=["waiting", "approved"])
    for rounds in (Candidate.objects.values_list("round", "shop"), standing.values_list("round", "shop")):
        if {key for key, shop in rounds.filter(shop=stays)} & {key for key, shop in rounds.filter(shop=goes)}:
            raise CannotMerge(BOTH_STAND)
    for model in (Candidate, Application, Nomination):
        model._default_manager.filter(shop=goes).update(shop=stays)
