"""How long something is kept, in words. The number is the one that the job works with: a `timedelta`, or months of the calendar."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import ngettext

A_DAY = timedelta(days=1)
DAYS_OF_A_YEAR = 365


@dataclass(frozen=True)
class Months:
    """Of the calendar: a month is not always as long."""

    number: int


Term = timedelta | Months


def in_words(term: Term) -> str:
    """ "26 maanden", "1 jaar", "30 dagen", "1 uur": the largest unit that says it exactly, hours from below two days."""
    if isinstance(term, Months):
        return ngettext("%(count)s maand", "%(count)s maanden", term.number) % {"count": term.number}
    if not term % timedelta(days=DAYS_OF_A_YEAR):
        years = term.days // DAYS_OF_A_YEAR
        return ngettext("%(count)s jaar", "%(count)s jaar", years) % {"count": years}
    if not term % A_DAY:
        return ngettext("%(count)s dag", "%(count)s dagen", term.days) % {"count": term.days}
    hours = round(term / timedelta(hours=1))
    return ngettext("%(count)s uur", "%(count)s uur", hours) % {"count": hours}
