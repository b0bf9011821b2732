"""What every public page of the site shares: its versions in other languages, and the frame around it."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction

from content import navigation
from content.page_forms import SitePageForm
from content.told import told


class SitePage(Page):
    """A page of the site. `tail` is the part of the address that a route adds behind the page's own."""

    base_form_class = SitePageForm
    tail = ""
    told_fields: ClassVar[tuple[str, ...]] = ()  # fields that templates show as `told`, in Dutch where this language says nothing

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if navigation.is_taken(self.slug, self.depth):
            raise ValidationError({"slug": navigation.TAKEN})

    def get_view_restrictions(self) -> Any:
        """Wagtail's answer. Where no page of the site is closed to anybody, which is nearly always, nothing is asked."""
        return super().get_view_restrictions() if navigation.some_are_closed.get() else PageViewRestriction.objects.none()

    def stands_near(self) -> list[navigation.Near]:
        """What readers get whose language this page does not speak, the closest first."""
        return [navigation.Near(page) for page in self.get_ancestors().filter(depth__gt=1).order_by("-depth")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        language = get_language() or "nl"
        versions = navigation.versions(self)
        own = {
            "canonical": (dict(versions).get(language) or self.full_url or "") + self.tail,
            "versions": [(code, url + self.tail) for code, url in versions],
            "nearby": navigation.nearby(self, self.stands_near),
            "told": told(self, self.told_fields, language),
        }
        return super().get_context(request, *args, **kwargs) | navigation.frame(language) | own
