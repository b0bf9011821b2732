"""Which shops."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from shops import hours, openings
from shops.keys import IsAmong
from shops.shared_rows import SharedRows

if TYPE_CHECKING:
    from municipalities.models import Municipality

ON_A_SMALL_CARD = (
    *("municipality", "name", "slug", "category", "street", "house_number", "place"),
    *("opening_hours", "special_hours", "provenance", "is_demo", "live"),
)
A_YEAR = timedelta(days=365)
LONGEST_INTERVAL = timedelta(hours=25)  # intervals are cut at midnight in Brussels; the longest day of the year has 25 hours


class ShopQuerySet(models.QuerySet):
    model: Any

    def listed(self) -> Self:
        """Those that visitors see. As a list of one: SQLite uses no index for a condition that is a bare column (20 ms, not 700, at 100,000)."""
        return self.filter(live__in=[True])

    def in_municipality(self, *municipalities: "Municipality | int | None") -> Self:
        return self.filter(municipality__in=municipalities)

    def of_kind(self, category_ids: set[int]) -> Self:
        """Those whose main or other kind is one of `category_ids`."""
        also = self.model.more_categories.through.objects.filter(category__in=category_ids).values("shop")
        return self.filter(Q(category__in=category_ids) | Q(pk__in=also))

    def unconfirmed_since(self, at: datetime) -> Self:
        """Those of which a fact that visitors rely on was not confirmed by shop or municipality on the day of `at` or later.

        "Not confirmed for a year" is unconfirmed_since(at - A_YEAR). Which facts: shops.provenance.RELIED_ON.
        """
        return self.filter(Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=timezone.localdate(at)))

    def gone_from_a_source(self) -> Self:
        """Those that the last file of some source no longer had."""
        return self.filter(pk__in=self.model.sources.rel.related_model.objects.filter(vanished_at__isnull=False).values("shop"))

    def perhaps_unknown(self) -> Self:
        """Those of which, at some moment, nobody may know whether they are open: no hours, words in place of hours, an end that nobody
        told, or a text that is perhaps not understood: special days beside it, or nothing made of it. `hours.answer` has the last word."""
        said = Q(opening_hours="") | Q(opening_hours__contains='"') | Q(opening_hours__contains="+") | Q(opening_hours__icontains="unknown")
        table = self.model.open_intervals.rel.related_model.objects.filter(shop=OuterRef("pk"))
        return self.filter(said | ~Q(special_hours="") | ~Exists(table))

    def without_hours(self) -> Self:
        return self.filter(opening_hours="")

    def with_any_hours(self) -> Self:
        """Those with hours of their own, or with special days on which they open."""
        return self.exclude(opening_hours="", special_hours="")

    def without_place(self) -> Self:
        """Those of which nobody said where they are: they are on no map, and near nobody."""
        return self.filter(Q(latitude=None) | Q(longitude=None))

    def without_photo(self) -> Self:
        return self.filter(photo__isnull=True)

    def open_at(self, at: datetime, run_out: list[int] | None = None) -> Self:
        """Those that are surely open at `at`; unknown hours are not open.

        Asks the table of intervals; shops for which that has run out are evaluated one by one.
        run_out: the answer of `open_without_table(at)` when the caller has it already.
        """
        table = self.intervals_around(at).values("shop")
        keys = self.model.objects.open_without_table(at) if run_out is None else run_out
        return self.filter(Q(pk__in=table) | IsAmong("pk", keys) if keys else Q(pk__in=table))

    def open_keys(self, at: datetime, run_out: list[int] | None = None) -> Iterator[int]:
        """Keys of all shops that are surely open at `at`, listed or not, some perhaps twice; run_out: as in `open_at`."""
        yield from self.intervals_around(at).order_by().values_list("shop_id", flat=True)
        yield from self.open_without_table(at) if run_out is None else run_out

    def intervals_around(self, at: datetime) -> models.QuerySet:
        intervals: models.QuerySet = self.model.open_intervals.rel.related_model.objects.all()
        return intervals.filter(starts_at__lte=at, starts_at__gt=at - LONGEST_INTERVAL, ends_at__gt=at)

    def open_without_table(self, at: datetime) -> list[int]:
        """Keys of shops that are open at `at` and whose intervals were not made that far. What many shops say is evaluated once."""
        if not openings.has_run_out(at):
            return []
        run_out = self.listed().with_any_hours().filter(Q(openings_until__isnull=True) | Q(openings_until__lte=at))
        by_text = defaultdict(list)
        for pk, *said in run_out.values_list("pk", "opening_hours", "special_hours").iterator():
            by_text[tuple(said)].append(pk)
        return [pk for said, keys in by_text.items() if hours.answer(hours.effective(*said), at) == hours.Answer.OPEN for pk in keys]

    def scattered(self) -> Self:
        """Always in the same order, which says nothing: the first hundreds are of every import and every street alike."""
        return self.order_by(F("pk") * 7919 % 1009, "pk")  # two primes: keys that follow each other end up far apart

    def for_cards(self) -> Self:
        """With what a card shows, so that a list asks no query per shop."""
        shops = self.all()
        shops._iterable_class = SharedRows
        return shops

    def for_neighbours(self) -> Self:
        """With what a small card beside another shop shows: a third of the row. What else is looked at asks the database."""
        return self.for_cards().only(*ON_A_SMALL_CARD)
