"""The pages of this room as the search of the whole site knows them."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from content.finding import TOWN, Told, as_page, texts_of
from home.page_of_blocks import place_of

if TYPE_CHECKING:
    from home.models import HomePage, MunicipalityPage, StandardPage
    from municipalities.models import Municipality


def front_page(page: "HomePage", at: datetime) -> None:
    """Nobody looks for it: every page leads there."""


def town_page(page: "MunicipalityPage", at: datetime) -> Told:
    """Found by what it tells, and by every name and postcode that leads to the municipality."""
    town = page.municipality
    return Told(
        title=town.name_in(page.locale.language_code),
        summary=page.search_description or page.townline,
        words=(*texts_of(page), *names_of(town)),
        kind=TOWN,
        municipality=town.pk,
    )


def standard_page(page: "StandardPage", at: datetime) -> Told:
    """A story of a town is found with the town's name and postcodes beside its words."""
    town = place_of(page).town
    return replace(as_page(page, at), municipality=town.pk if town else None)


def names_of(town: "Municipality") -> list[str]:
    """In four languages, of its villages and former municipalities, and its postcodes."""
    own = [town.name, town.name_fr, town.name_en, town.name_de]
    return [*filter(None, own), *(alias.name for alias in town.aliases.all()), *(str(postcode) for postcode in town.postcodes.all())]
