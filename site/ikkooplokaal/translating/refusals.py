"""Why a translation is not begun or not filled in: nothing was changed, and the text says why in Dutch."""

from collections.abc import Sequence


class Refused(Exception):
    """Nothing was changed."""


class NotTheirs(Refused):
    """Whoever asked may not translate this page into this language (any more)."""


class NotTheSource(Refused):
    """The page is not a Dutch one: translations are made from Dutch only."""


class NoParentThere(Refused):
    """The page above it does not exist in the other language, so this one has no place there."""


class OwnWords(Refused):
    """The page in the other language says things that have no place in the translation, and would be gone.

    lost: (name of the field, what it says).
    """

    def __init__(self, message: str, lost: Sequence[tuple[str, str]]) -> None:
        super().__init__(message)
        self.lost = list(lost)


class NoMachine(Refused):
    """No machine translator is set up, or it does not know these languages."""


class NotPublished(Refused):
    """The Dutch page is a draft: what nobody published is sent to no machine."""
