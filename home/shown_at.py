"""Where the faces of the site stand: what changes in a municipality shows there."""

from collections.abc import Collection

from django.conf import settings

from home.models import HomePage, MunicipalityPage

LANGUAGES = [code for code, _ in settings.LANGUAGES]


def faces(municipalities: Collection[int]) -> list[str]:
    """Whole addresses of the front page and of the pages of these municipalities (keys), in every language. Asks the database twice."""
    fronts = HomePage.objects.live().filter(locale__language_code__in=LANGUAGES).select_related("locale")
    towns = MunicipalityPage.objects.live().filter(municipality__in=list(municipalities)).select_related("locale")
    return [page.full_url for page in (*fronts, *towns) if page.full_url]


def of_town_page(page: MunicipalityPage) -> list[str]:
    """The front page names it."""
    return faces([])
