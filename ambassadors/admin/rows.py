"""What the list of ambassadors says of each. The number of queries does not grow with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from ambassadors.models import AmbassadorPage
from ambassadors.querysets import AmbassadorQuerySet
from municipalities.rights import Reach

DRAFTS, LIVE, SILENT = "concept", "gepubliceerd", "zonder-verhaal"
STATES = {DRAFTS: gettext_lazy("Concepten"), LIVE: gettext_lazy("Op de site"), SILENT: gettext_lazy("Zonder verhaal")}
IN_STATE = {DRAFTS: Q(live=False), LIVE: Q(live=True), SILENT: Q(as_text__in=("[]", ""))}
LANGUAGES = ("nl", "fr", "en", "de")


@dataclass(frozen=True)
class Row:
    """page: the Dutch one. told: whether its story, its sentence, are filled in, in words. languages: (code, whether it is on the site)."""

    page: AmbassadorPage
    name: str
    state: str
    told: str
    edit_url: str
    view_url: str
    languages: tuple[tuple[str, bool], ...]


def visible(far: Reach) -> AmbassadorQuerySet:
    """The Dutch pages of the municipalities that somebody works for, those that merged into them included; all of the province."""
    pages: AmbassadorQuerySet = AmbassadorPage.objects.filter(locale__language_code="nl").alias(as_text=Cast("story", TextField()))
    if far.everywhere:
        return pages
    below = Q(pk=None)
    for key in far.written:
        below |= Q(pk__in=AmbassadorPage.objects.of_municipality(key))
    return pages.filter(below)


def counts(pages: QuerySet[AmbassadorPage]) -> dict[str, int]:
    return pages.aggregate(**{state: Count("pk", filter=condition) for state, condition in IN_STATE.items()})


def rows(pages: Sequence[AmbassadorPage]) -> list[Row]:
    """pages: with their facts."""
    languages = languages_of(pages)
    return [
        Row(
            page=page,
            name=page.shop_name or page.title,
            state=state_of(page),
            told=told_of(page),
            edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            view_url=reverse("wagtailadmin_pages:view_draft", args=[page.pk]) if not page.live else page.url or "",
            languages=languages[page.pk],
        )
        for page in pages
    ]


def state_of(page: AmbassadorPage) -> str:
    if not page.live:
        return gettext("concept")
    return gettext("gepubliceerd, met concept") if page.has_unpublished_changes else gettext("gepubliceerd")


def told_of(page: AmbassadorPage) -> str:
    if page.story:
        return gettext("verhaal ingevuld")
    return gettext("nog geen verhaal") if page.pitch else gettext("nog niets ingevuld")


def languages_of(pages: Sequence[AmbassadorPage]) -> dict[int, tuple[tuple[str, bool], ...]]:
    by_key = {page.translation_key: page.pk for page in pages}
    found: dict[int, dict[str, bool]] = {page.pk: {} for page in pages}
    versions = AmbassadorPage.objects.filter(translation_key__in=by_key).values_list("translation_key", "locale__language_code", "live")
    for key, code, live in versions:
        found[by_key[key]][code] = live
    return {key: tuple((code, told[code]) for code in LANGUAGES if code in told) for key, told in found.items()}
