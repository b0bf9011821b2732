"""What of the translations waits for somebody; it fits `municipalities.desk.register_waiting`."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from ikkooplokaal.translating.states import dutch_pages, that_are_behind
from municipalities.desk import Keys, Waiting

NAMED = 3  # how many are called by name


def behind(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """Pages that changed in Dutch, or were never wholly translated."""
    pages = that_are_behind(dutch_pages(user))
    first = list(pages[: NAMED + 1])
    count = len(first) if len(first) <= NAMED else pages.count()
    label = ngettext("pagina loopt achter in een andere taal", "pagina’s lopen achter in een andere taal", count)
    url = f"{reverse('translating:overview')}?stand=achter"
    named = tuple((page.get_admin_display_title(), reverse("translating:page", args=[page.pk])) for page in first[:NAMED])
    return Waiting(label, count, url, "wagtail-localize-language", named) if count else None
