"""A PO file comes back from a translator: what fits is kept, and what is not kept is counted and said.

wagtail-localize leaves out without a word what no longer stands in the Dutch page, and fails on a file that is none.
"""

import tempfile
from dataclasses import dataclass
from typing import Any

import polib
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from ikkooplokaal.translating.refusals import Refused

LARGEST = 1024 * 1024  # bytes
MOST = 2000  # texts
OF_TRANSLATION = "X-WagtailLocalize-TranslationID"


class NotAPoFile(Refused):
    """It cannot be read, or is too large to be the one of a page."""


class OfAnotherPage(Refused):
    """It was made for another page or language."""


@dataclass(frozen=True)
class TakenIn:
    """How many texts. kept: translated now. changed: the Dutch text is another by now. unsure: marked as fuzzy. wrong: markup or links do not fit."""

    kept: int
    changed: int
    unsure: int
    wrong: int


def take_in(*, translation: Translation, data: bytes, user: Any) -> TakenIn:
    """Keep the translations of a PO file. Raises NotAPoFile, OfAnotherPage."""
    file = read(data)
    if file.metadata.get(OF_TRANSLATION) != str(translation.uuid):
        raise OfAnotherPage(_("Dit bestand hoort bij een andere pagina of een andere taal."))
    unsure = [entry for entry in file if entry.fuzzy and entry.msgstr]
    for entry in unsure:
        entry.msgstr = ""
    told = {(entry.msgctxt, entry.msgid) for entry in file if entry.msgstr and not entry.obsolete}
    now = set(StringSegment.objects.filter(source=translation.source_id).values_list("context__path", "string__data"))
    translation.import_po(file, user=user, tool_name="PO")
    wrong = wrong_ones(translation, told & now)
    return TakenIn(kept=len(told & now) - wrong, changed=len(told - now), unsure=len(unsure), wrong=wrong)


def read(data: bytes) -> polib.POFile:
    """Raises NotAPoFile. By way of a file: given a text, polib opens whatever file it names."""
    refusal = NotAPoFile(_("Dit is geen PO-bestand dat we kunnen lezen. Download het opnieuw en vul dat in."))
    if len(data) > LARGEST or b"\x00" in data:
        raise refusal
    with tempfile.NamedTemporaryFile(suffix=".po") as kept:
        kept.write(data)
        kept.flush()
        try:
            found = polib.pofile(kept.name)
        except (OSError, ValueError, LookupError) as broken:
            raise refusal from broken
    if len(found) > MOST:
        raise refusal
    return found


def wrong_ones(translation: Translation, told: set[tuple[str, str]]) -> int:
    bad = StringTranslation.objects.filter(context__object_id=translation.source.object_id, locale=translation.target_locale_id, has_error=True)
    return len(told & set(bad.values_list("context__path", "translation_of__data")))
