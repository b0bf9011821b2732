"""When an event is on, as the editor filled it in: lines of the Dutch page."""

from datetime import datetime, time
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from events import recurrence
from events.kinds import Change, Repeats
from events.slots import DayChange, Moment


class EventMoment(Orderable):
    """One day, a period, or what comes back."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="moments")
    day = models.DateField(_("dag"))
    begins = models.TimeField(_("van"), null=True, blank=True, help_text=_("Leeg: de hele dag."))
    ends = models.TimeField(_("tot"), null=True, blank=True, help_text=_("Na middernacht mag: van 20.00 tot 2.00 u."))
    until_day = models.DateField(_("tot en met"), null=True, blank=True, help_text=_("Alleen als het meer dan een dag duurt."))
    repeats = models.CharField(_("komt terug"), max_length=12, choices=Repeats, default=Repeats.NOT, blank=True)
    repeats_until = models.DateField(_("tot en met welke dag"), null=True, blank=True)
    own_rule = models.CharField(
        _("eigen regel"), max_length=recurrence.LONGEST_RULE, blank=True, help_text=_("RFC 5545, zoals een agenda ze schrijft.")
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("begins"), FieldPanel("ends"), FieldPanel("until_day")]),
        FieldRowPanel([FieldPanel("repeats"), FieldPanel("repeats_until")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("moment")
        verbose_name_plural = _("momenten")

    def __str__(self) -> str:
        return f"{self.day}"

    @property
    def rule(self) -> str:
        return recurrence.rule_of(self.repeats, self.day, self.repeats_until, self.own_rule)

    def as_moment(self) -> Moment:
        return Moment(self.day, self.begins, self.until_day, self.ends, self.rule)

    def clean(self) -> None:
        super().clean()
        if not self.day:
            return
        refusals = dict(self.refusals())
        if refusals:
            raise ValidationError(refusals)

    def refusals(self) -> list[tuple[str, Any]]:
        """(field, what is wrong with it)."""
        return [(field, said) for field, said, is_wrong in self.checks() if is_wrong]

    def checks(self) -> list[tuple[str, Any, bool]]:
        return [
            ("until_day", _("De laatste dag ligt voor de eerste."), bool(self.until_day and self.until_day < self.day)),
            ("begins", _("Vul ook in wanneer het begint."), self.begins is None and self.ends is not None),
            ("repeats_until", _("Het einde ligt voor het begin."), bool(self.repeats_until and self.repeats_until < self.day)),
            ("own_rule", _("Deze regel kunnen we niet lezen. Kies liever een van de andere mogelijkheden."), self.has_bad_rule()),
        ]

    def has_bad_rule(self) -> bool:
        try:
            return self.repeats == Repeats.OWN and not recurrence.read(self.own_rule, datetime.combine(self.day, time.min))
        except recurrence.BadRule:
            return True


class EventChange(Orderable):
    """What is different on one day of an event that has several."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="changes")
    day = models.DateField(_("op welke dag"), help_text=_("De dag waarop het eigenlijk zou zijn."))
    what = models.CharField(_("wat verandert er"), max_length=14, choices=Change, default=Change.CANCELLED)
    new_day = models.DateField(_("nieuwe dag"), null=True, blank=True)
    begins = models.TimeField(_("nieuw uur"), null=True, blank=True)
    ends = models.TimeField(_("tot"), null=True, blank=True)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("what")]),
        FieldRowPanel([FieldPanel("new_day"), FieldPanel("begins"), FieldPanel("ends")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("wijziging")
        verbose_name_plural = _("wijzigingen")

    def __str__(self) -> str:
        return f"{self.day}: {self.get_what_display()}"

    def as_change(self) -> DayChange:
        return DayChange(self.day, self.what, self.new_day, self.begins, self.ends)

    def clean(self) -> None:
        super().clean()
        if self.what == Change.MOVED and not (self.new_day or self.begins):
            raise ValidationError({"new_day": _("Naar welke dag of naar welk uur?")})
