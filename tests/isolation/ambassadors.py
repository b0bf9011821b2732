"""The page of an ambassador of a town, as a draft that was handed in: nobody else may read or touch it."""

from datetime import UTC, datetime
from typing import Any

from ambassadors.drafts import make_drafts
from ambassadors.models import AmbassadorPage
from tests.factories.shops import ShopFactory

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def ambassador_draft(town: Any) -> AmbassadorPage:
    """The Dutch one, with the mark of the town in all that is told, waiting for approval."""
    shop = ShopFactory(municipality=town.municipality, name=town.named("winnaar"), live=False)
    facts = {"shop": shop, "municipality": town.municipality, "year": 2026, "edition_name": town.named("editie")}
    told = {"pitch": town.named("zin"), "supports": town.named("club"), "picture": None}
    page = make_drafts(**facts, **told, is_shared=False, is_provincial=False, at=AT)[0]
    page.story = [("tips", {"title": town.named("tips"), "tips": [{"title": town.named("tip"), "text": ""}]})]
    page.save()
    page.save_revision(user=town.users["author"])
    page.get_workflow().start(page, town.users["author"])
    return page
