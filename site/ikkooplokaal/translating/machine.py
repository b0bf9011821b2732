"""Let a machine fill in what nobody translated: DeepL or LibreTranslate, when one is set up (settings). A person reads it before it is published.

What is sent is text that stands on a published Dutch page. A text that holds an e-mail address or a telephone number is not sent, and an address
(slug) is never made by a machine: both stay for a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from ikkooplokaal.translating.publishing import untranslated
from ikkooplokaal.translating.refusals import NoMachine, NotPublished

AT_ONCE = 40  # texts in one question; DeepL takes fifty
PERSONAL = re.compile(r"[^\s@<>]+@[^\s@<>]+|\d(?:[\s./()-]*\d){7,}")  # an address, or eight digits or more with what people put between


def is_set_up() -> bool:
    return get_machine_translator() is not None


def fill(*, translation: Translation, user: Any) -> int:
    """Translate what is missing; returns how many texts. What a person wrote stays. Raises NoMachine, NotPublished, and what the service raises."""
    machine = get_machine_translator()
    if machine is None or not machine.can_translate(translation.source.locale, translation.target_locale):
        raise NoMachine(_("Er is geen vertaalmachine ingesteld."))
    if not translation.source.get_source_instance().live:
        raise NotPublished(_("De Nederlandse pagina is nog niet gepubliceerd. Een concept gaat niet naar een vertaalmachine."))
    wanted = defaultdict(list)
    for segment in untranslated(translation):
        if not PERSONAL.search(segment.string.data):
            wanted[segment.string.as_value()].append(segment)
    return sum(keep(wanted, answers, translation, user, machine) for answers in asked(machine, translation, wanted))


def asked(machine: BaseMachineTranslator, translation: Translation, texts: Iterable[StringValue]) -> Iterator[dict[StringValue, StringValue]]:
    """The answers, a handful of texts at a time. No transaction stands open meanwhile."""
    waiting = iter(texts)
    while some := list(islice(waiting, AT_ONCE)):
        yield machine.translate(translation.source.locale, translation.target_locale, some)


@transaction.atomic
def keep(
    wanted: dict[StringValue, list[StringSegment]],
    answers: dict[StringValue, StringValue],
    translation: Translation,
    user: Any,
    machine: BaseMachineTranslator,
) -> int:
    kept = 0
    for text, answer in answers.items():
        for segment in wanted[text] if answer is not None and answer.data else []:
            values = {"data": answer.data, "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE, "last_translated_by": user}
            place = {"translation_of_id": segment.string_id, "locale": translation.target_locale, "context_id": segment.context_id}
            kept += StringTranslation.objects.get_or_create(**place, defaults=values | {"tool_name": str(machine.display_name)})[1]
    return kept
