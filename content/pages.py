"""What every public page of the site shares: its versions in other languages, and the frame around it."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from content import navigation


class SitePage(Page):
    """A page of the site. `tail` is the part of the address that a route adds behind the page's own."""

    tail = ""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        language = self.locale.language_code
        versions = self.versions()
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "language": language,
            "menu": navigation.menu(language),
            "canonical": dict(versions).get(language, self.full_url) + self.tail,
            "versions": [(code, url + self.tail) for code, url in versions],
        }

    def versions(self) -> list[tuple[str, str]]:
        """(language, address) of this page in each language in which it is published, in the order of the site's languages."""
        pages = self.get_translations(inclusive=True).live().select_related("locale").defer_streamfields()
        return sorted(((page.locale.language_code, page.full_url) for page in pages), key=lambda version: navigation.LANGUAGES.index(version[0]))
