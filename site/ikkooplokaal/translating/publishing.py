"""Write the page in the other language. What is not translated is never passed off as a translation.

wagtail-localize fills a gap with the Dutch text, in a page that says it is French. Here a field of which nothing is translated stays empty, so that
the page shows the Dutch words and marks them (content.told), and so does a word of a row that hangs on the page (a question of a form); a paragraph
that is missing among translated ones is marked in the text itself.
"""

from collections import defaultdict
from functools import partial
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.strings import StringValue

NEVER_EMPTY = {"title", "slug"}
MARK = '<span lang="nl">{}</span>'


def save(translation: Translation, *, user: Any, publish: bool) -> None:
    """Make or renew the page from what is translated; as a draft unless `publish`. A published page is never saved as a draft: its row would change.

    Raises ValidationError when a text does not fit its field; nothing is changed then, and the text is marked.
    """
    source = marking(translation.source, translation)
    source.create_or_update_translation(translation.target_locale, user=user, publish=publish, fallback=True)
    Translation.objects.filter(pk=translation.pk).update(destination_last_updated_at=timezone.now() if publish else None)


def marking(source: TranslationSource, translation: Translation) -> TranslationSource:
    """The same source, that leaves out or marks what is not translated."""
    missing = untranslated(translation)
    empty = fields_without_a_word(source, missing)
    whole, segments = source.as_instance, source._get_segments_for_translation
    source.as_instance = partial(without_fields, whole, empty)  # type: ignore[method-assign]
    rows = frozenset(field.name for field in source.specific_content_type.model_class()._meta.get_fields() if field.one_to_many)
    source._get_segments_for_translation = partial(marked, segments, missing, empty, rows)
    return source


def untranslated(translation: Translation) -> list[StringSegment]:
    """What still has to be told; a slug that nobody translated is the Dutch one, on purpose."""
    segments = StringSegment.objects.filter(source=translation.source_id).annotate_translation(translation.target_locale)
    return list(segments.filter(translation=None).exclude(context__path="slug").select_related("context", "string").order_by("order"))


def fields_without_a_word(source: TranslationSource, missing: list[StringSegment]) -> frozenset[str]:
    """Names of the fields that may be empty, and of which no text is translated."""
    open_texts: dict[str, int] = defaultdict(int)
    for segment in missing:
        open_texts[field_of(segment.context.path)] += 1
    all_texts: dict[str, int] = defaultdict(int)
    for path in StringSegment.objects.filter(source=source).values_list("context__path", flat=True):
        all_texts[field_of(path)] += 1
    model = source.specific_content_type.model_class()
    return frozenset(name for name, count in open_texts.items() if count == all_texts[name] and may_be_empty(model, name))


def may_be_empty(model: type[models.Model], name: str) -> bool:
    field: Any = model._meta.get_field(name)
    return name not in NEVER_EMPTY and getattr(field, "blank", False)


def field_of(path: str) -> str:
    return path.partition(".")[0]


def name_of_field(model: type[models.Model], path: str) -> str:
    """What people call it: of rows that hang on the page, what one of them is called."""
    field: Any = model._meta.get_field(field_of(path))
    return capfirst(str(field.related_model._meta.verbose_name if field.one_to_many else field.verbose_name))


def without_fields(whole: Any, empty: frozenset[str]) -> Page:
    """The Dutch page as it is copied from: an empty field there is copied as an empty one."""
    page = whole()
    for name in empty:
        field = page._meta.get_field(name)
        setattr(page, name, field.stream_block.normalize([]) if isinstance(field, StreamField) else "")
    return page


def marked(segments: Any, missing: list[StringSegment], empty: frozenset[str], rows: frozenset[str], locale: Any, fallback: bool = False) -> list:
    """What is filled in: nothing in `empty` fields; a Dutch paragraph among others in a mark. Only formatted text, that has a template, holds one.

    rows: the names of fields that are rows of their own; their Dutch words stay out.
    """
    orders = {segment.order for segment in missing}
    told = [segment for segment in segments(locale, fallback=fallback) if field_of(segment.path) not in empty]
    formatted = {segment.path for segment in told if isinstance(segment, TemplateSegmentValue)}
    return [left_open(segment, formatted, rows) if is_open(segment, orders) else segment for segment in told]


def is_open(segment: Any, orders: set[int]) -> bool:
    return isinstance(segment, StringSegmentValue) and segment.order in orders


def left_open(segment: StringSegmentValue, formatted: set[str], rows: frozenset[str]) -> StringSegmentValue:
    """A text that nobody translated: within a formatted one in a mark that readers, screen readers and search engines understand."""
    if segment.path in formatted:
        return saying(segment, MARK.format(segment.string.data))
    return saying(segment, "") if field_of(segment.path) in rows else segment


def saying(segment: StringSegmentValue, text: str) -> StringSegmentValue:
    copied = segment.clone()
    copied.string = StringValue(text)
    return copied
