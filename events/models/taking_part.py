"""Which shops take part in an event."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.querysets import EventShopQuerySet


class EventShop(models.Model):
    """A shop and an event. asked_at: when the link was mailed. answered_at: when the shop or an editor said yes or no."""

    class Answer(models.TextChoices):
        ASKED = "gevraagd", _("gevraagd")
        YES = "ja", _("doet mee")
        NO = "nee", _("doet niet mee")

    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="event_shops")
    shop = models.ForeignKey("shops.Shop", verbose_name=_("winkel"), on_delete=models.CASCADE, related_name="event_shops")
    answer = models.CharField(_("antwoord"), max_length=8, choices=Answer, default=Answer.ASKED)
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = EventShopQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "shop"], name="one_row_per_event_and_shop")]
        indexes: ClassVar = [models.Index(fields=["shop", "answer"], name="events_of_a_shop")]

    def __str__(self) -> str:
        return f"{self.shop_id} in {self.event_id}: {self.answer}"
