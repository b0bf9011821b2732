"""A stretch of time as people say it: "40 minuten", "5 uur", "2 dagen"."""

from django.utils.translation import ngettext

HOUR, DAY = 60, 1440  # minutes
FEW = 2  # up to twice the larger measure the smaller one says more: "90 minuten", "36 uur"


def in_words(minutes: int) -> str:
    """Rounded to the measure that fits, in the language of who reads."""
    if minutes < FEW * HOUR:
        return ngettext("%(number)d minuut", "%(number)d minuten", minutes) % {"number": minutes}
    if minutes < FEW * DAY:
        hours = round(minutes / HOUR)
        return ngettext("%(number)d uur", "%(number)d uur", hours) % {"number": hours}
    days = round(minutes / DAY)
    return ngettext("%(number)d dag", "%(number)d dagen", days) % {"number": days}
