"""A shop leaves the directory for good, at the word of whoever reads its mail. The municipality is told, as nobody can undo it."""

from datetime import datetime

from django.db import transaction

from shops.models import OwnerVisit, Shop
from shops.removal import remove_at_owners_request
from shops.shopkeepers import letters
from shops.shopkeepers.proposing import NotYours


@transaction.atomic
def leave(*, visit: OwnerVisit, at: datetime) -> None:
    """Raises NotYours."""
    rows = Shop.objects.select_for_update(of=("self",)).select_related("municipality")
    shop = rows.filter(pk=visit.shop_id).first() if visit.is_open(at) and visit.is_known else None
    if shop is None:
        raise NotYours
    letters.tell_left(shop, to=visit.email, language=visit.language, at=at)
    letters.tell_town_of_leaving(shop, at)
    remove_at_owners_request(shop=shop, at=at)
