"""The editors' form of an action or event."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from municipalities.choosable_blocks import keep_blocks_to_choosable_files
from municipalities.guarding import keep_to_choosable_files


class EventForm(WagtailAdminPageForm):
    """Facts stand on the Dutch page only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user:
            keep_to_choosable_files(self, self.for_user)
            keep_blocks_to_choosable_files(self, "body", self.for_user)
