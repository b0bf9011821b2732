"""An ambassador of a municipality who becomes that of the province as well, once that is published."""

from django.db.models import Q
from wagtail.models import Revision

from ambassadors.models import AmbassadorPage
from municipalities.models import Municipality


def crown(*, shop_id: int | None, face: str, municipality: Municipality, year: int) -> int:
    """Say so on the pages of this ambassador, in every language, also in drafts that wait; returns how many pages. Safe to repeat.

    shop_id: None when the shop is gone, then its drawn face tells which pages are meant. No page is published by this, and no revision added.
    """
    meant = Q(shop=shop_id) if shop_id else Q(face=face)
    pages = AmbassadorPage.objects.filter(meant, municipality=municipality, year=year)
    for page in pages:
        for revision in waiting_versions(page):
            Revision.objects.filter(pk=revision.pk).update(content=revision.content | {"is_provincial": True})
    return int(pages.update(is_provincial=True))


def waiting_versions(page: AmbassadorPage) -> list[Revision]:
    """What may still be published over the page: its latest revision, and one that waits for its moment."""
    return list(page.revisions.filter(Q(pk=page.latest_revision_id) | Q(approved_go_live_at__isnull=False)))
