"""The editors' form of a municipality's page."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from municipalities.choosable_blocks import keep_blocks_to_choosable_files

WITH_PICTURES = ("quarters", "story")


class MunicipalityPageForm(WagtailAdminPageForm):
    """Its pictures are those of the municipality itself, or shared ones."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in WITH_PICTURES:
            if self.for_user and name in self.fields:
                keep_blocks_to_choosable_files(self, name, self.for_user)
