"""Where a page or row is edited, previewed and read."""

from typing import Any

from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, Revision


def edit_address(instance: Any) -> str:
    found = AdminURLFinder().get_edit_url(instance.specific if isinstance(instance, Page) else instance)
    return found or reverse("wagtailadmin_home")


def preview_address(instance: Any, revision: Revision) -> str:
    """Of the version that an approval publishes."""
    if isinstance(instance, Page):
        return reverse("wagtailadmin_pages:revisions_view", args=[instance.pk, revision.pk])
    return reverse(instance.snippet_viewset.get_url_name("revisions_view"), args=[instance.pk, revision.pk])


def public_address(instance: Any) -> str:
    """Of a page that is on the site; "" for a row, whose room knows its addresses."""
    return (instance.full_url or "") if isinstance(instance, Page) and instance.live else ""
