"""The editors' form of any page of the site."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from content.navigation import BELOW_HOME, TAKEN, is_taken


class SitePageForm(WagtailAdminPageForm):
    """A new page does not know yet where it will stand; the form does."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        is_new_below_home = not self.instance.pk and self.parent_page is not None and self.parent_page.depth + 1 == BELOW_HOME
        if is_new_below_home and is_taken(cleaned.get("slug", ""), BELOW_HOME):
            self.add_error("slug", TAKEN)
        return cleaned
