"""Begin a translation: the Dutch page is the source from then on, and words that stand in the other language already are kept.

wagtail-localize refuses a page that exists there, and where it is made to go on it writes Dutch over the words. All towns have a page in each
language from the day they join, so here those words are taken over as translations (`adopt`). What has no place is named, and only given up when
asked to.
"""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from ikkooplokaal.translating import publishing
from ikkooplokaal.translating.refusals import NoParentThere, NotTheSource, OwnWords
from ikkooplokaal.translating.rights import DUTCH, name_of

NAMES = {"title", "slug"}  # may well be the same in both languages
QUOTED = 400  # signs of what would be lost


@transaction.atomic
def start(*, page: Page, locale: Locale, user: Any, replace: bool = False) -> Translation:
    """Let `page` (Dutch) be translated into `locale`; nothing that is published changes. Safe to repeat.

    A page that is not there is made as a draft. replace: give up words there that have no place in the translation.
    Raises NotTheSource, NoParentThere, OwnWords.
    """
    page = page.specific
    if page.locale.language_code != DUTCH or locale.language_code == DUTCH or page.alias_of_id:
        raise NotTheSource(_("Vertalen begint bij de Nederlandse pagina."))
    source = source_of(page)
    standing = Translation.objects.filter(source=source, target_locale=locale, enabled=True).first()
    return standing or begin(source, page, locale, user, replace=replace)


def begin(source: TranslationSource, page: Page, locale: Locale, user: Any, *, replace: bool) -> Translation:
    there = page.get_translation_or_none(locale)
    if there is None and page.get_parent().get_translation_or_none(locale) is None:
        raise NoParentThere(_("De pagina erboven is er nog niet in het %(language)s. Vertaal die eerst.") % {"language": name_of(locale)})
    translation = Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})[0]
    if there is None or there.alias_of_id:
        publishing.save(translation, user=user, publish=bool(there and there.live))
    else:
        adopt(translation, there, user, replace=replace)
    return translation


def source_of(page: Page) -> TranslationSource:
    """Where wagtail-localize keeps the texts of `page`, as they are now."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    source.refresh_from_db()
    forget_overrides(source)
    return source


def forget_overrides(source: TranslationSource) -> None:
    """A picture and a link are the same in every language: an override takes any key, of any town, and any address."""
    source.overridablesegment_set.all().delete()


# -- words that stand there already


def adopt(translation: Translation, there: Page, user: Any, *, replace: bool) -> None:
    """Take the words of `there`, its newest draft if it has one, as translations. Raises OwnWords."""
    newest = there.specific.get_latest_revision_as_object()
    dutch, own = segments_of_source(translation.source), words_by_path(newest)
    kept = {path: words for path, words in own.items() if len(words) == len(dutch.get(path, []))}
    lost = [(publishing.name_of_field(type(newest), path), shown(words)) for path, words in own.items() if path not in kept]
    if lost and not replace:
        raise OwnWords(_("Deze pagina zegt dingen die in het Nederlands geen plaats hebben. Ze zouden verdwijnen."), lost)
    for path, words in kept.items():
        for segment, said in zip(dutch[path], words, strict=True):
            keep(segment, said, translation, user)
    if there.live and not there.has_unpublished_changes and not lost:
        Translation.objects.filter(pk=translation.pk).update(destination_last_updated_at=timezone.now())


def segments_of_source(source: TranslationSource) -> dict[str, list[StringSegment]]:
    found = defaultdict(list)
    for segment in StringSegment.objects.filter(source=source).select_related("context", "string").order_by("order"):
        found[segment.context.path].append(segment)
    return found


def words_by_path(page: Page) -> dict[str, list[str]]:
    """What `page` says, as wagtail-localize cuts it up: {"about": ["first paragraph", ...]}."""
    found = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment.string.data)
    return found


def keep(segment: StringSegment, said: str, translation: Translation, user: Any) -> None:
    """The words of a person are never written over by older ones: whoever edited the page by hand did that last."""
    path = segment.context.path
    if said == segment.string.data and path not in NAMES:
        return  # Dutch that stood there for want of something better
    values = {"data": said, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL, "tool_name": "", "last_translated_by": user}
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        defaults=values | {"has_error": False, "field_error": ""},
    )


def shown(words: list[str]) -> str:
    return Truncator(" / ".join(words)).chars(QUOTED, html=False)
