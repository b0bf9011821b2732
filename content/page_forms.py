"""The editors' form of any page of the site."""

from itertools import chain, count
from typing import Any

from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from content.navigation import TAKEN, is_taken
from content.words import fold

LONGEST_ADDRESS = 80  # signs that are made from a title
NO_LETTERS = "pagina"  # of a title without any that an address can hold


class SitePageForm(WagtailAdminPageForm):
    """An address that is left empty is made from the title, where the page will stand: the form knows, a new page does not yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("slug") == "" and self.cleaned_data.get("title"):
            self.cleaned_data["slug"] = self.address_from(self.cleaned_data["title"])
        cleaned: dict[str, Any] = super().clean()
        if not self.instance.pk and self.is_of_search(cleaned.get("slug", "")):
            self.add_error("slug", TAKEN)
        return cleaned

    def is_reserved(self, slug: str) -> bool:
        """Whether something that is no page stands at this address."""
        return self.is_of_search(slug)

    def is_of_search(self, slug: str) -> bool:
        return self.parent_page is not None and is_taken(slug, self.parent_page.depth + 1)

    def address_from(self, title: str) -> str:
        """Plain letters, with a number behind them when a page beside it, or something else, stands there."""
        base = slugify(fold(title))[:LONGEST_ADDRESS].strip("-") or NO_LETTERS
        beside = self.parent_page.get_children().not_page(self.instance) if self.parent_page else Page.objects.none()
        taken = set(beside.filter(slug__startswith=base).values_list("slug", flat=True))
        tried = chain([base], (f"{base}-{number}" for number in count(2)))
        return next(slug for slug in tried if slug not in taken and not self.is_reserved(slug))
