"""What the page of one ambassador shows."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ambassadors.models import AmbassadorPage


def context(page: "AmbassadorPage") -> dict[str, Any]:
    return {}
