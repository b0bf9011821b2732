"""What a municipality still has to do for the vote."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from municipalities.checklist import Item
from municipalities.models import Municipality
from votes.glance import candidates_of
from votes.models import Round
from votes.rounds import FEWEST_CANDIDATES


def items(municipalities: Sequence[Municipality], at: datetime) -> dict[int, list[Item]]:
    """Two candidates, for towns with an announced round that did not open yet."""
    found: dict[int, list[Item]] = {municipality.pk: [] for municipality in municipalities}
    coming = list(Round.objects.filter(municipality__in=municipalities, scheduled_at__isnull=False, cancelled_at=None, opens_at__gt=at))
    standing = candidates_of(coming) if coming else {}
    for one in coming:
        enough = standing.get(one.pk, 0) >= FEWEST_CANDIDATES
        help = _("Spreek winkeliers aan die mensen graag zien, of draag er zelf een voor.")
        found[one.municipality_id].append(Item(_("Zoek minstens twee kandidaten"), enough, reverse("votes_admin:board", args=[one.pk]), help))
    return found
