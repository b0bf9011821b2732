"""Which pages answer in the search of the whole site."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, F, Func, IntegerField, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber
from wagtail.models import PageViewRestriction

ONLY_IN_ITS_WORDS = 2  # how well an entry matches whose title does not: see ranked


@dataclass(frozen=True)
class Wanted:
    """What a text asks for, normalised (content.words). whole: all of it. words: those that count. municipalities: keys, none when no place is
    named. beside: the words without the place."""

    whole: str
    words: tuple[str, ...]
    municipalities: frozenset[int] = frozenset()
    beside: tuple[str, ...] = ()


class BySigns(Func):
    """Sorts by the numbers of the signs, the same on SQLite and PostgreSQL, whatever language the database speaks."""

    template = '%(expressions)s COLLATE "C"'

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s COLLATE BINARY", **extra)


class SearchEntryQuerySet(models.QuerySet):
    """Entries of published pages (content.finding)."""

    def told_in(self, language: str) -> Self:
        """One entry per page: in `language`, else the Dutch one. Asks the database whether pages are closed to anybody."""
        rows = self.filter(page__live=True)
        for path in PageViewRestriction.objects.values_list("page__path", flat=True):
            rows = rows.exclude(page__path__startswith=path)
        if language == "nl":
            return rows.filter(language="nl")
        own = self.model._default_manager.filter(language=language, translation_key=OuterRef("translation_key"), page__live=True)
        return rows.filter(Q(language=language) | Q(language="nl") & ~models.Exists(own))

    def answering(self, wanted: Wanted, kind_of_towns: str) -> Self:
        """Those in which a word begins with each of the words. Where a place is named also those of that place with the other words, and its own
        page, which is of `kind_of_towns`; where nothing but a place is named all that is of it."""
        asked = all_of("words", wanted.words)
        if wanted.municipalities:
            with_the_rest = all_of("words", wanted.beside) | Q(kind=kind_of_towns) if wanted.beside else Q()
            asked |= Q(municipality__in=wanted.municipalities) & with_the_rest
        return self.filter(asked)

    def ranked(self, wanted: Wanted, language: str, kind_of_towns: str, at: datetime) -> Self:
        """In order: what is not over at `at`; in `language`; a title that begins with the text, that has the words, the rest; what begins first."""
        over = Case(When(until__lte=at, then=Value(1)), default=Value(0), output_field=IntegerField())
        dutch = Case(When(language=language, then=Value(0)), default=Value(1), output_field=IntegerField())
        named = When(kind=kind_of_towns, municipality__in=wanted.municipalities, then=Value(0))
        begins_with, has = When(title_words__startswith=f" {wanted.whole}", then=Value(0)), When(all_of("title_words", wanted.words), then=Value(1))
        match = Case(*([named] if wanted.municipalities else []), begins_with, has, default=Value(ONLY_IN_ITS_WORDS), output_field=IntegerField())
        return self.annotate(over=over, dutch=dutch, match=match).order_by(*ORDER)

    def first_of_each_kind(self, most: int) -> list[tuple[int, int]]:
        """At most `most` of each kind of what `ranked` gives: (key, how many there are of its kind). Keys only, so that sorting carries little."""
        place = Window(RowNumber(), partition_by=F("kind"), order_by=ORDER)
        total = Window(Count("pk"), partition_by=F("kind"))
        rows = self.annotate(place=place, total=total).filter(place__lte=most).order_by("kind", "place")
        return list(rows.values_list("pk", "total"))

    def with_pages(self) -> Self:
        """As far as a line in a list needs them."""
        return self.select_related("page").defer("words", "title_words")


def all_of(field: str, words: Collection[str]) -> Q:
    """Each word is the beginning of a word in `field`."""
    asked = Q()
    for word in words:
        asked &= Q(**{f"{field}__contains": f" {word}"})
    return asked


ORDER = (F("over").asc(), F("dutch").asc(), F("match").asc(), F("begins").asc(nulls_last=True), BySigns("title_words").asc(), F("page_id").asc())
