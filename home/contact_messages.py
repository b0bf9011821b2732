"""The editors' list of what came in through a contact form."""

from typing import Any

from wagtail.contrib.forms.views import SubmissionsListView


class Messages(SubmissionsListView):
    """Read here and nowhere else: what strangers write does not become a spreadsheet that calculates."""

    show_export_buttons = False
    is_export = False

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.is_export = False
