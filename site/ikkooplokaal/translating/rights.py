"""Who may translate what: whoever may change the Dutch page and the one in the other language, or the page above that one."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from municipalities.doors import touches
from municipalities.rights import reach

DUTCH = "nl"
NAMES = {"fr": _("Frans"), "en": _("Engels"), "de": _("Duits")}  # in the order in which they are shown


def may_translate(user: Any, page: Page, locale: Locale) -> bool:
    """page: the Dutch one. Where neither it nor its parent is there in the other language, only who looks after all may begin."""
    if locale.language_code == DUTCH or not touches(user, page):
        return False
    there = counterpart(page, locale)
    return touches(user, there) if there else reach(user).everywhere


def counterpart(page: Page, locale: Locale) -> Page | None:
    """The page in the other language; else the one that it would stand under."""
    parent = page.get_parent()
    return page.get_translation_or_none(locale) or (parent.get_translation_or_none(locale) if parent else None)


def name_of(locale: Locale) -> str:
    """ "Frans": the settings name each language in itself, for visitors."""
    return str(NAMES.get(locale.language_code) or locale.get_display_name())
