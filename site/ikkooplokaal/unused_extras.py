"""rest_framework, with which wagtail-localize keeps what a translator types, reads at its start whatever it could be used with: fields of
PostgreSQL with their driver, `requests`, colours for code. A twentieth of a start. To it these are missing, which it expects of each.

Source: rest_framework/compat.py
"""

import sys
from importlib import import_module

READER = "rest_framework.compat"
EXTRAS = ["django.contrib.postgres.fields", "requests", "yaml", "markdown", "pygments", "uritemplate", "inflection", "guardian"]


def leave_out() -> None:
    """To be called before anything reads it. What something else has read by then is there for it too."""
    if READER in sys.modules:
        return
    hidden = [name for name in EXTRAS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: there is no such module
    try:
        import_module(READER)
    finally:
        for name in hidden:
            del sys.modules[name]
