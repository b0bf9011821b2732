"""The editors' form of an ambassador's page."""

from typing import Any

from ambassadors.panels import FACTS
from ambassadors.snapshots import fill_from_shop
from content.page_forms import SitePageForm
from municipalities.choosable_blocks import keep_blocks_to_choosable_files
from municipalities.guarding import keep_to_choosable_files


class AmbassadorForm(SitePageForm):
    """Facts stand on the Dutch page; what the province leaves empty there is taken from the shop."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.locale_id and self.instance.locale.language_code != "nl":
            for name in FACTS:
                self.fields.pop(name, None)
        if self.for_user:
            keep_to_choosable_files(self, self.for_user)
            keep_blocks_to_choosable_files(self, "story", self.for_user)

    def save(self, commit: bool = True) -> Any:
        fill_from_shop(self.instance)
        return super().save(commit)
