"""Where the directory of shops stands."""

from content import navigation
from shops.models import ShopDirectoryPage


def directory_url(language: str) -> str:
    """From the root of the site, "" where there is none; asks the database only when it does not stand in the menu."""
    in_menu = next((link.url for link in navigation.menu(language) if link.kind == "shopdirectorypage"), "")
    return in_menu or unlisted_url(language)


def unlisted_url(language: str) -> str:
    directory = ShopDirectoryPage.objects.live().filter(locale__language_code=language).first()
    return directory.url or "" if directory else ""
