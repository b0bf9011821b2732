"""What stands in an address as a key is no line in a log."""

import logging
import re
from typing import Any

SECRET_PART = re.compile(r"(/(?:account/(?:uitnodiging|wachtwoord/nieuw)|mijn-zaak/(?:link|code|mail)|doe-je-mee)/)[^\s\"']+")


class WithoutKeys(logging.Filter):
    """On a handler: Django names the address of what it refuses, and that of an invitation or of a mailed link opens a login or a shop."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_key(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(without_key(argument) for argument in record.args)
        return True


def without_key(value: Any) -> Any:
    return SECRET_PART.sub(r"\1...", value) if isinstance(value, str) else value
