"""Facts that can be wrong in a way that a field type does not see."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from shops import hours, numbers


def enterprise_number(value: str) -> None:
    """Ten digits, the first 0 or 1, check digits right (mod 97)."""
    refuse_unless_number(value, numbers.enterprise_number)


def establishment_number(value: str) -> None:
    """Ten digits, the first 2 to 8, check digits right (mod 97)."""
    refuse_unless_number(value, numbers.establishment_number)


def refuse_unless_number(value: str, read) -> None:
    try:
        understood = read(value)
    except numbers.NotANumber as wrong:
        raise ValidationError(str(wrong)) from wrong
    if understood != value:
        raise ValidationError(_("Schrijf de tien cijfers aan elkaar: %(number)s."), params={"number": understood})


def readable_hours(value: str) -> None:
    """Text that opening-hours software understands, without the traps that shops.hours names."""
    if value and not hours.is_valid(value):
        raise ValidationError(_("Deze uren begrijpen we niet. Een voorbeeld: Mo-Fr 09:00-12:30,13:30-18:00; Sa 09:00-17:00; PH off"))


@deconstructible
class payment_codes:
    """A list of known codes of ways to pay."""

    def __init__(self, known: Iterable[str]):
        self.known = sorted(known)

    def __call__(self, value: object) -> None:
        if not isinstance(value, list) or any(code not in self.known for code in value):
            raise ValidationError(_("Kies uit: %(codes)s."), params={"codes": ", ".join(self.known)})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, payment_codes) and other.known == self.known

    def __hash__(self) -> int:
        return hash(tuple(self.known))
