"""Dates of the vote as people type and read them: always Brussels, never the time zone of whoever is logged in."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _

BRUSSELS = ZoneInfo("Europe/Brussels")
YEARS = range(2018, 2101)  # in which editions may be; further off no clock of Brussels is known
TYPED = "%Y-%m-%dT%H:%M"  # of <input type="datetime-local">


class NoSuchTime(ValueError):
    """The clocks skip it, in spring."""


class TwiceThatTime(ValueError):
    """It comes twice, in autumn."""


def in_brussels(naive: datetime) -> datetime:
    """The moment at which clocks in Brussels say `naive`, in UTC. Raises NoSuchTime, TwiceThatTime."""
    first, second = (naive.replace(tzinfo=BRUSSELS, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(BRUSSELS).replace(tzinfo=None) != naive:
        raise NoSuchTime
    if first.utcoffset() != second.utcoffset():
        raise TwiceThatTime
    return first.astimezone(UTC)


def in_words(moment: datetime) -> str:
    """ "maandag 1 maart 2027 om 8.00 uur", in Brussels."""
    local = moment.astimezone(BRUSSELS)
    return _("%(day)s om %(hour)s uur") % {"day": date_format(local, "l j F Y"), "hour": date_format(local, "G.i")}


def left(until: datetime, at: datetime) -> str:
    """ "3 dagen, 4 uur": how long it is from `at`."""
    return timeuntil(until, at)


class BrusselsInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"step": "60"} | (attrs or {}), format=TYPED)


class BrusselsField(forms.DateTimeField):
    """A day and an hour in Brussels; gives an aware moment. An hour that the clocks skip or repeat is refused by name."""

    widget = BrusselsInput

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(BRUSSELS).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        naive = value if isinstance(value, datetime) else self.read(str(value))
        if naive.tzinfo:
            return naive
        told = {"day": date_format(naive, "l j F Y"), "hour": date_format(naive, "G.i")}
        try:
            return in_brussels(naive)
        except NoSuchTime:
            message = _("Op %(day)s bestaat %(hour)s uur niet: de klok gaat dan een uur vooruit. Kies een ander uur.")
        except TwiceThatTime:
            message = _("Op %(day)s is het twee keer %(hour)s uur: de klok gaat dan een uur achteruit. Kies een ander uur.")
        raise ValidationError(message % told, code="daylight saving")

    def read(self, text: str) -> datetime:
        """Without a zone. Raises ValidationError."""
        try:
            naive = datetime.fromisoformat(text.strip())
        except ValueError:
            raise ValidationError(_("Kies een dag en een uur."), code="invalid") from None
        if naive.year not in YEARS:
            raise ValidationError(_("Kijk het jaar na."), code="far away")
        return naive

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True
