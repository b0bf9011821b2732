"""What the rooms share in Wagtail's own tool."""

from typing import Any

from wagtail import hooks

from content.page_links import LivePageLinkElementHandler, LivePageLinkHandler

AFTER_WAGTAIL = 10


@hooks.register("register_rich_text_features", order=AFTER_WAGTAIL)
def no_address_of_a_draft(features: Any) -> None:
    features.register_link_type(LivePageLinkHandler)
    rules = features.converter_rules_by_converter["contentstate"]["link"]["from_database_format"]
    rules['a[linktype="page"]'] = LivePageLinkElementHandler("LINK")
