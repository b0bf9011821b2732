"""What waits for somebody: the function fits `municipalities.desk.register_waiting`."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from ambassadors.models import AmbassadorPage
from municipalities.desk import Keys, Waiting

NAMED = 3  # how many are called by name


def stories_to_tell(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """Pages that were made after a result, and that nobody wrote in yet; asked of the Dutch ones, which come first."""
    drafts = AmbassadorPage.objects.not_live().untouched().filter(locale__language_code="nl")
    own = drafts if keys is None else drafts.filter(municipality__in=keys)
    first = list(own.order_by("-year", "shop_name", "pk").values_list("shop_name", "pk")[: NAMED + 1])
    if not first:
        return None
    count = len(first) if len(first) <= NAMED else own.count()
    named = tuple((name, reverse("wagtailadmin_pages:edit", args=[key])) for name, key in first[:NAMED])
    label = ngettext("ambassadeur wacht op een verhaal", "ambassadeurs wachten op een verhaal", count)
    return Waiting(label, count, named[0][1], "pick", named)
