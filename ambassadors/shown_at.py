"""Where an ambassador shows, beside the own page: in the town, on the front page, among all ambassadors and with the shop."""

from ambassadors.models import AmbassadorIndexPage, AmbassadorPage
from content import purging
from shops import shown_at


def of_ambassador(page: AmbassadorPage) -> list[str]:
    """Whole addresses."""
    facts = page.facts
    indexes = [index.full_url for index in AmbassadorIndexPage.objects.live().select_related("locale") if index.full_url]
    return [*purging.faces([facts.municipality_id]), *indexes, *shown_at.addresses([facts.shop_id] if facts.shop_id else [])]
