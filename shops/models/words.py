"""The words by which shops are found, the words that searches may be corrected to, and those that found nothing."""

from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

BY_SIGN = {"postgresql": "C", "sqlite": "BINARY"}


class PlainWords(models.CharField):
    """Normalised words, compared sign by sign on every database, so that a range of them is what begins with a text (`beginning`)."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        return super().db_parameters(connection) | {"collation": BY_SIGN.get(connection.vendor)}


def beginning(text: str, field: str = "word") -> models.Q:
    """Rows whose `field` begins with `text`: a range of its index."""
    return models.Q(**{f"{field}__gte": text, f"{field}__lt": f"{text}\U0010ffff"})


class ShopWord(models.Model):
    """A word of a listed shop, or a whole name or street (shops.indexing). Made, never edited.

    field: where it stands, the surest place first; a word that stands in several has a row for the first of them. stem: of a word; "" for a
    whole name or street.
    """

    class Field(models.IntegerChoices):
        CALLED = 0, "whole name"
        NAME = 1, "word of the name or chain"
        STREET = 2, "whole street"
        ADDRESS = 3, "word of the address"
        TAGLINE = 4, "word of a tagline"
        DESCRIPTION = 5, "word of a description"

    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="words", db_index=False)
    word = PlainWords(max_length=120)
    stem = PlainWords(max_length=40, blank=True)
    field = models.PositiveSmallIntegerField(choices=Field)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["shop", "word", "field"], name="a_word_of_a_shop_once")]
        indexes: ClassVar = [
            models.Index(fields=["word", "field", "shop"], name="shops_by_word"),
            models.Index(fields=["stem", "field", "shop"], name="shops_by_stem"),
        ]

    def __str__(self) -> str:
        return f"{self.shop_id} {self.word}"


class KnownWord(models.Model):
    """A word of names of listed shops, or a street in which one stands: what a search may be corrected to, and what is suggested.

    label: as a shop writes it. count: of shops, as it was last night; for order only.
    """

    class Kind(models.IntegerChoices):
        NAME = 1, "word of a name"
        STREET = 2, "street"

    kind = models.PositiveSmallIntegerField(choices=Kind)
    word = PlainWords(max_length=120)
    label = models.CharField(max_length=120)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "word"], name="a_known_word_once")]

    def __str__(self) -> str:
        return self.word


class UnansweredSearch(models.Model):
    """Words that found no shop, in a municipality or anywhere (""), in a month; nothing of who searched (shops.unanswered)."""

    month = models.DateField(_("maand"))
    municipality_slug = models.CharField(_("gemeente"), max_length=80, blank=True)
    words = models.CharField(_("gezocht"), max_length=60)
    count = models.PositiveIntegerField(_("keer"), default=1)

    class Meta:
        verbose_name = _("zoekvraag zonder antwoord")
        verbose_name_plural = _("zoekvragen zonder antwoord")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["month", "municipality_slug", "words"], name="an_unanswered_search_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.count}"
