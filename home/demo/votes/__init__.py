"""The demo's editions: one of last year with its result, one in which people vote now, and one that looks for candidates.

Shops only, and no persons: who votes here is drawn (votes.simulation), and no address was ever there.
"""

from datetime import datetime

from home.demo.votes.coming import coming_edition
from home.demo.votes.current import current_edition
from home.demo.votes.past import past_edition
from votes.models import Edition


def load_votes(at: datetime) -> None:
    """The editions of last year, this year and the next one, each whole or not at all, in the municipalities that have a page. Safe to repeat: an
    edition that is there is left alone. The one of this year is open from days before `at` until weeks after it."""
    for offset, load in ((-1, past_edition), (0, current_edition), (1, coming_edition)):
        year = at.year + offset
        if not Edition.objects.filter(year=year).exists():
            load(year, at)
