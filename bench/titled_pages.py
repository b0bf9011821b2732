"""Many pages at once, for what is held beside Wagtail's own search."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4


def make_pages(titles: Iterable[str]) -> list[Any]:
    """Rows right under the root, without what hears of a page."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Locale, Page

    locale, _ = Locale.objects.get_or_create(language_code="nl")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
    kind = ContentType.objects.get_for_model(Page)
    rows = []
    for place, title in enumerate(titles):
        path = f"{root.path}{Page._int2str(place + 1_000).rjust(Page.steplen, '0')}"
        facts = {"path": path, "depth": 2, "slug": f"p{place}", "url_path": f"/p{place}/", "translation_key": uuid4()}
        rows.append(Page(title=title.strip()[:250], draft_title="", content_type=kind, locale=locale, **facts))
    made: list[Any] = Page.objects.bulk_create(rows, batch_size=500)
    return made
