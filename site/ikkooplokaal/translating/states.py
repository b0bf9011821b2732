"""Where each Dutch page stands in each other language: read with the same few queries for one page and for fifty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet
from django.db.models.enums import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from ikkooplokaal.models import TranslationJob
from ikkooplokaal.translating.rights import DUTCH, NAMES, name_of
from municipalities.doors import CHANGES_PAGE

Place = tuple[UUID, int]  # the key that all languages of a page share, and the language


class State(TextChoices):
    """behind: the Dutch page changed, or a text was never translated. ready: all is translated and somebody still has to publish it.
    own: the page has words of its own, and does not follow the Dutch one. alias: it shows the Dutch page as it is."""

    DONE = "done", _("Vertaald")
    READY = "ready", _("Klaar om te publiceren")
    BEHIND = "behind", _("Achter")
    WORKING = "working", _("Wordt vertaald")
    OWN = "own", _("Eigen tekst")
    ALIAS = "alias", _("Toont het Nederlands")
    NONE = "none", _("Nog niet")


@dataclass(frozen=True)
class Standing:
    """One page in one language. open: how many texts are not translated. page_id: of the page there, None when there is none.
    job: the last one that was asked and did not succeed, or is still open. is_live: whether visitors see it."""

    locale: Locale
    state: State
    open: int = 0
    page_id: int | None = None
    translation: Translation | None = None
    job: TranslationJob | None = None
    is_live: bool = False

    @property
    def language(self) -> str:
        return name_of(self.locale)

    @property
    def url(self) -> str:
        """Where the page there is translated or changed; "" when there is none."""
        return reverse("wagtailadmin_pages:edit", args=[self.page_id]) if self.page_id else ""


@dataclass(frozen=True)
class Row:
    """A Dutch page. standings: in the order of the site's languages."""

    page: Page
    standings: list[Standing] = field(default_factory=list)


def dutch_pages(user: Any) -> QuerySet[Page]:
    """What can be translated of what `user` may change, in the order of the tree."""
    pages = PagePermissionPolicy().instances_user_has_any_permission_for(user, CHANGES_PAGE)
    return pages.filter(locale__language_code=DUTCH, depth__gt=1, alias_of=None).order_by("path")


def other_locales() -> list[Locale]:
    known = {locale.language_code: locale for locale in Locale.objects.all()}
    return [known[code] for code in NAMES if code in known]


def rows(pages: Sequence[Page]) -> list[Row]:
    """Six queries, however many pages."""
    locales, keys = other_locales(), [page.translation_key for page in pages]
    known = Known.of(keys, [page.pk for page in pages])
    return [Row(page, [known.standing(page, locale) for locale in locales]) for page in pages]


# -- narrowing a list of Dutch pages


def behind() -> QuerySet[Translation]:
    """Translations of which a text is missing."""
    open_text = open_segments().filter(source_id=OuterRef("source_id"))
    told = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale_id=OuterRef(OuterRef("target_locale_id")), has_error=False
    )
    return Translation.objects.filter(Exists(open_text.filter(~Exists(told))), enabled=True, source__locale__language_code=DUTCH)


def that_are_behind(pages: QuerySet[Page]) -> QuerySet[Page]:
    return pages.filter(translation_key__in=behind().values("source__object_id"))


def that_lack(pages: QuerySet[Page], language: str) -> QuerySet[Page]:
    """Those that do not exist in `language`, or only show the Dutch there."""
    there = Page.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code=language, alias_of=None)
    return pages.filter(~Exists(there))


def open_segments() -> QuerySet[StringSegment]:
    return StringSegment.objects.exclude(context__path="slug")


# -- what is known of several pages at once


@dataclass(frozen=True)
class Known:
    there: dict[Place, dict[str, Any]]
    translations: dict[Place, Translation]
    texts: dict[int, int]
    told: dict[tuple[int, int], int]
    newest: dict[Place, datetime]
    jobs: dict[tuple[int, str], TranslationJob]

    @classmethod
    def of(cls, keys: list[UUID], page_ids: list[int]) -> "Known":
        translations = translations_of(keys)
        sources = {translation.source_id for translation in translations.values()}
        return cls(pages_there(keys), translations, texts_of(sources), told_of(sources), newest_words(keys), jobs_of(page_ids))

    def standing(self, page: Page, locale: Locale) -> Standing:
        place = (page.translation_key, locale.pk)
        there, translation, job = self.there.get(place), self.translations.get(place), self.jobs.get((page.pk, locale.language_code))
        missing = self.texts.get(translation.source_id, 0) - self.told.get((translation.source_id, locale.pk), 0) if translation else 0
        return Standing(
            locale=locale,
            state=self.state(there, translation, job, missing, self.newest.get(place)),
            open=missing,
            page_id=there["pk"] if there else None,
            translation=translation,
            job=job,
            is_live=bool(there and there["live"]),
        )

    def state(
        self, there: dict[str, Any] | None, translation: Translation | None, job: TranslationJob | None, missing: int, newest: datetime | None
    ) -> State:
        if job and job.state in {TranslationJob.State.WAITING, TranslationJob.State.BUSY}:
            return State.WORKING
        if there is None:
            return State.NONE
        if there["alias_of"]:
            return State.ALIAS
        if translation is None:
            return State.OWN
        if missing:
            return State.BEHIND
        written = translation.destination_last_updated_at if there["live"] else None
        changed = max(moment for moment in (newest, translation.source.last_updated_at) if moment)
        return State.DONE if written and written >= changed else State.READY


def pages_there(keys: list[UUID]) -> dict[Place, dict[str, Any]]:
    pages = Page.objects.filter(translation_key__in=keys).exclude(locale__language_code=DUTCH)
    return {(page["translation_key"], page["locale"]): page for page in pages.values("pk", "translation_key", "locale", "live", "alias_of")}


def translations_of(keys: list[UUID]) -> dict[Place, Translation]:
    found = Translation.objects.filter(source__object_id__in=keys, source__locale__language_code=DUTCH, enabled=True)
    with_source = found.select_related("source", "target_locale").defer("source__content_json")
    return {(translation.source.object_id, translation.target_locale_id): translation for translation in with_source}


def texts_of(sources: Iterable[int]) -> dict[int, int]:
    counted = open_segments().filter(source_id__in=sources).values("source_id").annotate(number=Count("pk"))
    return {row["source_id"]: row["number"] for row in counted}


def told_of(sources: Iterable[int]) -> dict[tuple[int, int], int]:
    """{(source, language): how many of its texts are translated}."""
    told = open_segments().filter(source_id__in=sources, string__translations__context_id=F("context_id"), string__translations__has_error=False)
    counted = told.values("source_id", "string__translations__locale_id").annotate(number=Count("pk"))
    return {(row["source_id"], row["string__translations__locale_id"]): row["number"] for row in counted}


def newest_words(keys: list[UUID]) -> dict[Place, datetime]:
    """When somebody last translated a text of the page."""
    newest = StringTranslation.objects.filter(context__object_id__in=keys).values("context__object_id", "locale_id")
    return {(row["context__object_id"], row["locale_id"]): row["at"] for row in newest.annotate(at=Max("updated_at"))}


def jobs_of(page_ids: list[int]) -> dict[tuple[int, str], TranslationJob]:
    """The newest of each page and language, unless it succeeded."""
    newest = {(job.page_id, job.language): job for job in TranslationJob.objects.filter(page_id__in=page_ids).order_by("pk")}
    return {place: job for place, job in newest.items() if job.state != TranslationJob.State.DONE}
