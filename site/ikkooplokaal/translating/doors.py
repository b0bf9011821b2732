"""Which of the addresses about translations are open, and to whom. What is not here is a superuser's: snippets, reports, aliases, overrides."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from municipalities.doors import any_row, free, open_doors, page, row_of, touches


def open_translating() -> None:
    """Both pages, the Dutch one and the one in the other language, are within reach; a text belongs to the translation that is named with it."""
    open_doors("translating:overview", "translating:words")
    open_doors("translating:page", "translating:of_page", page_id=page)
    open_doors("translating:of_source", translation_source_id=translation_source)
    open_doors("translating:upload_po", "translating:ask_machine", translation_id=translation)
    open_doors(
        "wagtail_localize:edit_string_translation",
        translation_id=translation,
        string_segment_id=any_row(StringSegment),
        also=segment_of_its_translation,
    )
    open_doors("wagtail_localize:download_pofile", "wagtail_localize:stop_translation", translation_id=translation)
    open_doors("wagtail_localize:preview_translation", translation_id=translation, mode=free)


def translation(user: Any, value: Any) -> bool:
    found = row_of(Translation, value)
    return found is not None and source_within_reach(user, found.source) and target_within_reach(user, found)


def translation_source(user: Any, value: Any) -> bool:
    found = row_of(TranslationSource, value)
    return found is not None and source_within_reach(user, found)


def source_within_reach(user: Any, source: TranslationSource) -> bool:
    try:
        return touches(user, source.get_source_instance())
    except ObjectDoesNotExist:
        return False


def target_within_reach(user: Any, translation: Translation) -> bool:
    """The page in the other language, when it is there already; else the source decides alone."""
    try:
        return touches(user, translation.get_target_instance())
    except ObjectDoesNotExist:
        return True


def segment_of_its_translation(request: HttpRequest, named: Mapping[str, Any]) -> bool:
    """A text is edited through its own page's translation only."""
    source = Translation.objects.filter(pk=named["translation_id"]).values_list("source_id", flat=True).first()
    return StringSegment.objects.filter(pk=named["string_segment_id"], source_id=source).exists()
