"""Where Wagtail's Dutch is missing, formal or a maker's jargon: what the editors' tool says instead.

nl/LC_MESSAGES/django.po holds Wagtail's English text, our Dutch and the reason. Its folder stands in LOCALE_PATHS, so it wins from Wagtail's
own catalogue, and from that of other packages, for the same text. It is kept short: a text that an editor meets, and that hinders.
`manage.py messages` leaves it alone (that keeps the translations of our own texts). After a change: `python -m municipalities.admin_words`.
"""

from pathlib import Path

import polib

CATALOGUE = Path(__file__).parent / "nl" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")


def compiled() -> bytes:
    """What Django reads of the catalogue."""
    return polib.pofile(str(CATALOGUE)).to_binary()


def is_fresh() -> bool:
    """Whether what Django reads says what the catalogue says."""
    return COMPILED.exists() and COMPILED.read_bytes() == compiled()
