"""What must be made again and again, and when the newest was: one line hooks it up. `register("backup", backups.newest_at)`."""

from collections.abc import Callable
from datetime import datetime

NewestAt = Callable[[datetime], datetime | None]
_NEWEST: dict[str, NewestAt] = {}


def register(name: str, newest_at: NewestAt) -> None:
    """name: a word for figures ("backup"). newest_at: seen at a moment; None when there never was one. Asked at every look, so it must be quick."""
    _NEWEST[name] = newest_at


def registered() -> dict[str, NewestAt]:
    return dict(_NEWEST)
