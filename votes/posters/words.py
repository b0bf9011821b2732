"""What a poster says, in the active language."""

from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shops.hours.grammar import grammar_of

NBSP = "\N{NO-BREAK SPACE}"
TYPED = 36  # signs: what has room beside the name of the campaign


def when(first: date, last: date) -> list[str]:
    """Two rows, "Stem van 1" and "tot en met 31 maart": a month that both share is said once. A single day is one row, "Stem op 1 maart".

    Without the year: nobody votes longer than a few weeks, and a poster hangs while one does.
    """
    if first == last:
        return [_("Stem op %(day)s") % {"day": day(first, with_month=True)}]
    begin = day(first, with_month=(first.year, first.month) != (last.year, last.month))
    return [_("Stem van %(day)s") % {"day": begin}, _("tot en met %(day)s") % {"day": day(last, with_month=True)}]


def day(when: date, *, with_month: bool) -> str:
    """ "1" or "1 maart", as the language says it, and never broken over two lines."""
    language = get_language() or "nl"
    number = {"fr": "1er"}.get(language, "1") if when.day == 1 else str(when.day)
    parts = [f"{number}." if language == "de" else number]
    parts += [grammar_of(language).months[when.month - 1]] if with_month else []
    return NBSP.join(parts)


def spoken_address(url: str) -> str:
    """The address as one types it: without "https://" and the last slash. Of one that nobody would type, the site."""
    parts = urlsplit(url)
    whole = f"{parts.netloc}{parts.path}".rstrip("/")
    return whole if len(whole) <= TYPED else parts.netloc
