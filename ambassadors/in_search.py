"""An ambassador as the search of the whole site knows it."""

from datetime import datetime
from typing import TYPE_CHECKING

from ambassadors.lines import label_of
from content.finding import AMBASSADOR, Told, texts_of
from municipalities import places

if TYPE_CHECKING:
    from ambassadors.models import AmbassadorPage


def told(page: "AmbassadorPage", at: datetime) -> Told:
    """Found by the shop, its kind and place, the municipality and the year."""
    facts, language = page.facts, page.locale.language_code
    kind = facts.category.name_in(language) if facts.category else ""
    return Told(
        title=facts.shop_name or page.title,
        summary=label_of(page, language),
        words=(*texts_of(page), page.title, kind, facts.place, facts.edition_name),
        kind=AMBASSADOR,
        municipality=places.index().id_for(facts.municipality.slug),
    )
