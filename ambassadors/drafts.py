"""The pages of a new ambassador, as drafts: made when a result is published, for the municipality to tell the story."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from ambassadors.models import AmbassadorPage
from ambassadors.models.ambassador import PITCH, SUPPORTS
from ambassadors.snapshots import Snapshot, fill_from_shop
from media_library.models import SiteImage
from municipalities.models import Municipality
from shops.models import Shop

WORD = {"nl": "ambassadeur", "fr": "ambassadeur", "en": "ambassador", "de": "botschafter"}


@transaction.atomic
def make_drafts(
    *,
    shop: Shop | None,
    municipality: Municipality,
    year: int,
    edition_name: str,
    is_shared: bool,
    is_provincial: bool,
    pitch: str,
    supports: str,
    picture: SiteImage | None,
    at: datetime,
    stood: Snapshot | None = None,
) -> list[AmbassadorPage]:
    """A draft under each page of `municipality` that has none for the shop in `year`, the Dutch one first; returns all that there are now.

    stood: the shop as people voted for it; needed where it left the directory since (shop is None), else what it is now stands in.
    pitch, supports: in Dutch, as the candidate stood on the ballot; only the Dutch page holds them. picture: of the library, on every page.
    at: aware moment of the publication. Languages in which the municipality has no page are skipped. Safe to repeat: what is there stays
    as it is, also when somebody wrote in it.
    """
    facts: dict[str, Any] = {
        "edition_name": edition_name,
        "is_shared": is_shared,
        "is_provincial": is_provincial,
        "picture": picture,
        "drafted_at": at,
    }
    stood = stood or as_it_is(shop)
    facts |= {"shop_name": stood.name, "face": stood.face, "category": stood.category}
    known = pages_of(shop, stood, municipality, year)
    for parent in town_pages(municipality):
        language = parent.locale.language_code
        if language not in known:
            told = {"pitch": pitch[:PITCH], "supports": supports[:SUPPORTS]} if language == "nl" else {}
            slug = f"{WORD[language]}-{year}-{stood.slug}"
            page = AmbassadorPage(shop=shop, municipality=municipality, year=year, locale=parent.locale, slug=slug, **facts, **told)
            known[language] = add_draft(parent, page, siblings=list(known.values()))
    return list(known.values())


def as_it_is(shop: Shop | None) -> Snapshot:
    if shop is None:
        raise ValueError("a shop, or how it stood")
    return Snapshot(shop.name, shop.slug, shop.face, shop.category)


def pages_of(shop: Shop | None, stood: Snapshot, municipality: Municipality, year: int) -> dict[str, AmbassadorPage]:
    """What there is by language, Dutch first."""
    same = Q(shop=shop) if shop else Q(shop=None, face=stood.face)
    pages = AmbassadorPage.objects.filter(same, municipality=municipality, year=year).select_related("locale")
    found = {page.locale.language_code: page for page in pages.order_by("pk")}
    return dict(sorted(found.items(), key=lambda item: item[0] != "nl"))


def town_pages(municipality: Municipality) -> list[Any]:
    """The pages of the municipality, Dutch first, and nobody else's drafts beside ours until the transaction ends."""
    pages = apps.get_model("home", "MunicipalityPage").objects.filter(municipality=municipality)
    held = pages.select_for_update(of=("self",)).select_related("locale").order_by("pk")
    return sorted(held, key=lambda page: page.locale.language_code != "nl")


def add_draft(parent: Page, page: AmbassadorPage, siblings: list[AmbassadorPage]) -> AmbassadorPage:
    fill_from_shop(page)
    page.title = page.draft_title = page.shop_name
    page.live, page.has_unpublished_changes = False, True
    if siblings:
        page.translation_key = siblings[0].translation_key
    parent.add_child(instance=page)
    page.save_revision()
    return page
