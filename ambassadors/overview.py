"""What the page of all ambassadors shows."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ambassadors.models import AmbassadorIndexPage


def context(page: "AmbassadorIndexPage", town: str) -> dict[str, Any]:
    return {}
