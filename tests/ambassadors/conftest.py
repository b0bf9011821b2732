"""An ambassador to look at."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from wagtail.signal_handlers import disable_reference_index_auto_update

from ambassadors.drafts import make_drafts
from ambassadors.models import AmbassadorPage
from home.laying_out import TownWords, lay_out_towns
from municipalities.models import Municipality
from shops.models import Shop
from tests.factories.shops import ShopFactory
from tests.remembered import once

AT = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def kroon(wednesday, laid_out) -> Shop:
    """A baker in Tielt, whose municipality has a page in four languages."""
    once("De Kroon and the pages of its town", kroon_and_its_town)
    return Shop.objects.get(name="De Kroon")


def kroon_and_its_town() -> None:
    shop = ShopFactory(name="De Kroon", place="Aarsele")
    lay_out_towns(lambda town, language: TownWords(), [shop.municipality])


@pytest.fixture
def choose() -> Callable[..., dict[str, AmbassadorPage]]:
    """Makes an ambassador and publishes it in `languages`: choose(shop, year=2025, story=[...]), the story in Dutch; the pages by language."""

    def made(shop: Shop, *, year: int = 2026, languages: str = "nl", town: Municipality | None = None, **changed: Any) -> dict[str, AmbassadorPage]:
        told = {"pitch": "Brood van gisteren bestaat niet.", "supports": "KSA Sint-Pieter", "picture": None}
        known = {"edition_name": f"Ik koop lokaal {year}", "is_shared": False, "is_provincial": False}
        asked = told | known | {key: value for key, value in changed.items() if key in told | known}
        pages = {
            page.locale.language_code: page for page in make_drafts(shop=shop, municipality=town or shop.municipality, year=year, at=AT, **asked)
        }
        for language in languages.split():
            for name in changed.keys() - asked.keys() if language == "nl" else ():
                setattr(pages[language], name, changed[name])
            pages[language].save_revision().publish()
        return {language: AmbassadorPage.objects.get(pk=page.pk) for language, page in pages.items()}

    return made


@pytest.fixture
def choose_many() -> Callable[[Shop, Iterable[int]], None]:
    """Published Dutch pages for a shop, one per year: rows only, without drafts or what hears of a publication."""

    def made(shop: Shop, years: Iterable[int]) -> None:
        parent = shop.municipality.pages.get(locale__language_code="nl")
        facts = {"shop": shop, "municipality": shop.municipality, "shop_name": shop.name, "category": shop.category, "title": shop.name}
        with disable_reference_index_auto_update():
            for year in years:
                parent.add_child(instance=AmbassadorPage(year=year, slug=f"ambassadeur-{year}", locale=parent.locale, pitch="Kom.", **facts))

    return made
