"""How often each page was looked at, and what the search of the whole site knows of each."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.querysets import SearchEntryQuerySet


class PageVisits(models.Model):
    """The visits of one day (in Brussels) to one page, in whatever language; nothing about who visited.

    kind: "home", "municipality", "directory", "shop". key: which one, where the municipality does not say it (the key of a shop).
    """

    day = models.DateField(_("dag"))
    kind = models.CharField(_("soort bladzijde"), max_length=20)
    key = models.CharField(_("welke"), max_length=40, blank=True)
    municipality_slug = models.CharField(_("gemeente"), max_length=80, blank=True)
    count = models.PositiveIntegerField(_("keer bekeken"))

    class Meta:
        verbose_name = _("bezoek aan een bladzijde")
        verbose_name_plural = _("bezoeken aan bladzijden")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "kind", "key", "municipality_slug"], name="one_row_of_visits_per_day_and_page"),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_slug", "day"], name="visits_of_a_municipality")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.key} {self.municipality_slug}: {self.count}"


class SearchEntry(models.Model):
    """A published page as the search of the whole site knows it: made by content.finding, never edited.

    kind: one of content.finding. title_words, words: normalised, a space in front of each word, so that " mar" finds beginnings; `words` has each
    word once, those of the title too. begins, until: of what is on for a time (UTC). municipality: key of the one it is of; this room knows none.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="search_entry")
    translation_key = models.UUIDField()
    language = models.CharField(_("taal"), max_length=12)
    kind = models.CharField(_("soort"), max_length=20)
    title = models.CharField(_("titel"), max_length=255)
    summary = models.CharField(_("in één zin"), max_length=300, blank=True)
    title_words = models.CharField(max_length=300)
    words = models.TextField()
    begins = models.DateTimeField(_("begint"), null=True, blank=True)
    until = models.DateTimeField(_("voorbij vanaf"), null=True, blank=True)
    municipality = models.PositiveIntegerField(_("gemeente"), null=True, blank=True)

    match: int  # how well it answers (SearchEntryQuerySet.ranked)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("bladzijde in de zoekfunctie")
        verbose_name_plural = _("bladzijden in de zoekfunctie")
        indexes: ClassVar = [models.Index(fields=["language", "translation_key"], name="search_entries_by_language")]

    def __str__(self) -> str:
        return f"{self.language} {self.kind}: {self.title}"
