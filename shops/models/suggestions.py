"""What lists say of facts that somebody confirmed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ShopSuggestion(models.Model):
    """What a source says of a fact of a shop that its owner or its municipality confirmed otherwise; waits until somebody takes or dismisses it.

    fact: a key of importing.facts.GROUPS. value: {field: what the source says}, as it is stored in a shop. date: ISO day on which the source
    knew it. dismissed_at: it does not come back until the source says something else. batch: the import that told it, by which it is undone.
    """

    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="suggestions")
    fact = models.CharField(max_length=30)
    value = models.JSONField()
    source = models.CharField(_("bron"), max_length=60)
    date = models.CharField(max_length=10)
    told_at = models.DateTimeField()
    batch = models.ForeignKey("shops.ImportBatch", on_delete=models.SET_NULL, null=True, related_name="+")
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("voorstel")
        verbose_name_plural = _("voorstellen")
        constraints: ClassVar = [models.UniqueConstraint(fields=["shop", "fact", "source"], name="one_suggestion_per_fact_and_source")]
        indexes: ClassVar = [models.Index(fields=["dismissed_at", "told_at"], name="suggestions_that_wait")]

    def __str__(self) -> str:
        return f"{self.shop_id} {self.fact}: {self.source}"
