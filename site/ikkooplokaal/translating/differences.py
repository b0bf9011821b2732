"""What changed in the Dutch page since somebody translated it, text by text: nothing is dropped without being shown."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from ikkooplokaal.translating.publishing import name_of_field, untranslated

ALIKE = 0.4  # from here on a former text counts as what this one was


@dataclass(frozen=True)
class Open:
    """A text that has to be translated. field: what it belongs to. was: the Dutch text that stood there; said: how that was translated; "" for
    a new one."""

    field: str
    dutch: str
    was: str = ""
    said: str = ""


@dataclass(frozen=True)
class Gone:
    """A text that is no longer in the Dutch page, and how it was translated."""

    field: str
    dutch: str
    said: str


def open_texts(translation: Translation) -> tuple[list[Open], list[Gone]]:
    """What is to be translated, in the order of the page, each beside what it was; and what is left over of before."""
    model = translation.source.specific_content_type.model_class()
    left = former(translation)
    found = []
    for segment in untranslated(translation):
        was = most_alike(segment, left)
        if was:
            left.remove(was)
        name = name_of_field(model, segment.context.path)
        found.append(Open(name, segment.string.data, was.translation_of.data if was else "", was.data if was else ""))
    gone = [Gone(name_of_field(model, old.context.path), old.translation_of.data, old.data) for old in left]
    return found, gone


def former(translation: Translation) -> list[StringTranslation]:
    """Translations of texts that the Dutch page says no longer where it said them."""
    now = set(StringSegment.objects.filter(source=translation.source_id).values_list("context_id", "string_id"))
    ever = StringTranslation.objects.filter(context__object_id=translation.source.object_id, locale=translation.target_locale_id)
    kept = ever.exclude(context__path="slug").select_related("context", "translation_of").order_by("-updated_at", "pk")
    return [old for old in kept if (old.context_id, old.translation_of_id) not in now]


def most_alike(segment: StringSegment, left: list[StringTranslation]) -> StringTranslation | None:
    """What stood in the same place; where a place holds many paragraphs, the one that looks most like it."""
    here = [old for old in left if old.context_id == segment.context_id]
    likeness = [(SequenceMatcher(None, old.translation_of.data, segment.string.data).ratio(), old) for old in here]
    best = max(likeness, key=lambda pair: pair[0], default=None)
    return best[1] if best and (best[0] >= ALIKE or len(here) == 1) else None
