"""Which imports wait for somebody, for the editors' home."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from shops.models import ImportBatch


def batches_with_refused_rows(municipality_ids: Iterable[int] | None) -> QuerySet[ImportBatch]:
    """Done imports with rows that were refused and that nobody settled, newest first; None for those of every municipality."""
    waiting = ImportBatch.objects.filter(state=ImportBatch.State.DONE, refused_open__gt=0).select_related("municipality")
    return waiting if municipality_ids is None else waiting.filter(municipality__in=municipality_ids)


def address_of(batch: ImportBatch) -> str:
    """Where in the editors' tool its refused rows stand."""
    return reverse("shops_import:refused", args=[batch.pk])
