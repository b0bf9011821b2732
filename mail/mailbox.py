"""The demo's mailbox: what the outbox sent, on a page. For development only: MAILBOX_PAGE decides whether it has an address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

CodesAt = Callable[[datetime], "list[Code]"]


@dataclass(frozen=True)
class Code:
    """A code that a newcomer needs to get in: whose, the digits, and for how many more seconds they count."""

    owner: str
    code: str
    seconds_left: int


sources: list[CodesAt] = []


def register_codes(source: CodesAt) -> CodesAt:
    """Show what `source` gives at each moment under "Codes voor de demo"; usable as a decorator, in an AppConfig's ready."""
    sources.append(source)
    return source
