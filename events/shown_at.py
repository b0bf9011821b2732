"""Where an event shows, beside its own address: in its towns, on the front page, in the agenda as it opens, and with the shops that take part."""

from content import purging
from events import keeping
from events.models import AgendaPage, EventPage
from shops import shown_at


def of_event(page: EventPage) -> list[str]:
    """Whole addresses. Narrowed lists are right within a minute."""
    event = page.facts
    own = event.own_municipality()
    towns = [own.pk] if own else [town.pk for town in keeping.towns_of(event)]
    shops = list(event.event_shops.values_list("shop", flat=True))
    return [*purging.faces(towns), *agendas(own.slug if own else ""), *shown_at.addresses(shops)]


def agendas(town: str) -> list[str]:
    """Whole addresses of the agenda in each language, and of its list of `town`; "" for none."""
    pages = [page.full_url for page in AgendaPage.objects.live().select_related("locale") if page.full_url]
    return pages + [f"{page}{town}/" for page in pages if town]
