"""A Dutch page is published again: its translations keep every text that did not change, and are behind by those that did.

Nothing in the other languages changes by that. Former texts and their translations stay where wagtail-localize keeps them, so that an editor sees
what stood there (differences), and a text that comes back is translated at once.
"""

from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import StringSegment, TemplateSegment, TranslationSource

from content.translated import facts_of
from ikkooplokaal.translating.rights import DUTCH
from ikkooplokaal.translating.starting import source_of


def needs_renewal(page: Page) -> bool:
    """Whether somebody translates this Dutch page."""
    if page.locale.language_code != DUTCH:
        return False
    return TranslationSource.objects.filter(object_id=page.translation_key, translations__enabled=True).exists()


@transaction.atomic
def renew(*, page: Page) -> bool:
    """Bring the source of its translations up to date; returns whether anything that they show changed."""
    source = TranslationSource.objects.filter(object_id=page.translation_key, locale=page.locale_id).first()
    if source is None:
        return False
    before, looked_at = told_by(source), source.last_updated_at
    now = told_by(source_of(page.specific))
    if now == before:
        TranslationSource.objects.filter(pk=source.pk).update(last_updated_at=looked_at)
    return now != before


def told_by(source: TranslationSource) -> tuple[Any, ...]:
    """Texts, their order, their frame, and the facts that go along."""
    page = source.as_instance()
    strings = StringSegment.objects.filter(source=source).values_list("context_id", "string_id", "attrs").order_by("order")
    frames = TemplateSegment.objects.filter(source=source).values_list("context_id", "template_id").order_by("order")
    return tuple(strings), tuple(frames), tuple(str(page._meta.get_field(name).value_from_object(page)) for name in facts_of(type(page)))
