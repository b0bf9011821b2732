"""Two shops that become one: it goes on standing for what either stood for (shops.doubles.rooms). What was voted on stays as it was."""

from shops.doubles.rooms import CannotMerge
from shops.models import Shop
from votes.models import Application, Candidate, Nomination

BOTH_STAND = "Deze winkels zijn allebei kandidaat in dezelfde stemronde. Samenvoegen kan dan niet; vraag raad aan de provincie."


def move(stays: Shop, goes: Shop) -> None:
    """Raises CannotMerge when both stand, or want to stand, in one round."""
    standing = Application.objects.filter(state__in=["waiting", "approved"])
    for rows in (Candidate.objects.all(), standing):
        if rows.filter(shop=goes, round__in=rows.filter(shop=stays).values("round")).exists():
            raise CannotMerge(BOTH_STAND)
    for model in (Candidate, Application, Nomination):
        model._default_manager.filter(shop=goes).update(shop=stays)
