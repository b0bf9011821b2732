"""Small things that the frame of every page needs."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar

from content import navigation, structured_data, words
from content.facades import street

register = template.Library()

REGIONS = {"nl": "nl-BE", "fr": "fr-BE", "de": "de-BE", "en": "en-GB"}
ERROR_STREET = ["wonen", "bloem", "vlees", "boek", "zorg", "brood", "mode", "groen", "spel"]


@register.simple_tag
def html_language() -> str:
    """The language of the page with the region whose habits we follow: "nl-BE"."""
    return REGIONS.get(get_language() or "nl", "nl-BE")


@register.simple_tag
def search_url() -> str:
    """Where one searches the whole site, in the active language."""
    return navigation.search_url(get_language() or "nl")


@register.simple_tag
def said_instead(language: str, title: str) -> str:
    """In `language` itself: that the page is not there in it, and what its link leads to."""
    with override(language):
        # Translators: each language names itself here, so in French: "Cette page n’existe pas en français."
        return _("Deze pagina is er niet in het Nederlands. Wel: %(title)s") % {"title": title}


@register.filter
def path_of(url: str) -> str:
    """The part of an address behind the host, so that a page works under any name of the machine."""
    return urlsplit(url)._replace(scheme="", netloc="").geturl()


@register.filter
def unbroken(text: object) -> str:
    """See content.words."""
    return words.unbroken(str(text))


@register.simple_tag(takes_context=True)
def editors_bar(context: dict[str, Any]) -> SafeString | str:
    """Wagtail's bar, for whoever has a session; nobody else's page touches the session, so it stays free of cookies.

    Not in a preview of something that waits for approval: the bar would look for the revision of a shop among those of pages.
    """
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES or hasattr(request, "revision_id"):
        return ""
    return wagtailuserbar(context)


@register.simple_tag
@cache
def error_street() -> SafeString:
    """The street behind the words of an error page; decoration, the same on all of them, and drawn once."""
    return mark_safe(street("fout", [(f"fout-{cloth}", cloth) for cloth in ERROR_STREET], gaps=(2, 6), inline=True))  # noqa: S308 - drawn by us


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Facts for search engines as a data block."""
    return structured_data.json_ld(data)


@register.simple_tag
def breadcrumbs_ld(steps: list[tuple[str, str]]) -> SafeString:
    """Where a page stands, for search engines. steps: (name, address)."""
    return structured_data.json_ld(structured_data.breadcrumbs(steps))


@register.simple_tag
def website_ld(url: str, directory_url: str) -> SafeString:
    """The site and how to search it, for search engines."""
    return structured_data.json_ld(structured_data.website(url, directory_url))
