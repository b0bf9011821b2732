"""Links in a formatted text to pages of the site. One to a draft leads nowhere: its address is not told before it is published, to readers nor to
editors of another municipality, who can send any key."""

from typing import Any

from wagtail.admin.rich_text.converters.html_to_contentstate import PageLinkElementHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from content.blocks.choosers import is_key


class LivePageLinkHandler(PageLinkHandler):
    """For readers: without an address for what is no published page."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Page | None]:
        asked = [attrs if is_key(attrs.get("id", "")) else {} for attrs in attrs_list]
        return [page if page is not None and page.live else None for page in super().get_many(asked)]


class LivePageLinkElementHandler(PageLinkElementHandler):
    """For the editor: a link to a draft keeps its page, and shows as broken until that is published."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        key = attrs.get("id", "")
        if is_key(key) and Page.objects.live().filter(pk=key).exists():
            return super().get_attribute_data(attrs)  # type: ignore[no-any-return]
        return {"id": int(key) if is_key(key) else None, "url": None, "parentId": None}
