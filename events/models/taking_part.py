"""Which shops take part in an event, and which said so of what is no more."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.lost import Lost
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


class LostAnswer(models.Model):
    """A shop that said yes to days that are no more, until it is told (events.lost_answers).

    event: None once it was deleted. names: {language: title}. days: as `Lost.written`. opened: whether the shop would open specially.
    reply_to: the address of an office. tell_at: until then they may come back.
    """

    event = models.ForeignKey("events.EventPage", on_delete=models.SET_NULL, null=True, related_name="lost_answers")
    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="lost_answers")
    opened = models.BooleanField()
    names = models.JSONField(default=dict)
    reply_to = models.EmailField(blank=True)
    days = models.JSONField(default=list)
    tell_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.shop_id} in {self.event_id}: {len(self.days)}"

    @property
    def lost(self) -> list[Lost]:
        return [Lost.read(written) for written in self.days]
