"""What a municipality that takes part still has to do: a register to which rooms add their items.

`checklist.register(items, order=20)`, when the room starts. Each is asked about many municipalities at once, so that a list of them costs
as many queries as one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from municipalities.models import Municipality, RoleGroup


@dataclass(frozen=True)
class Item:
    """One thing to do. label: what is so when it is done. url: where one does it, empty when there is no such place. help: one sentence."""

    label: str
    done: bool
    url: str = ""
    help: str = ""


ItemsOf = Callable[[Sequence[Municipality], datetime], dict[int, list[Item]]]
_REGISTER: list[tuple[int, ItemsOf]] = []


def register(items: ItemsOf, *, order: int) -> None:
    """Add what `items` says, by the key of the municipality, which each of the municipalities must have. Lower orders come first."""
    _REGISTER.append((order, items))
    _REGISTER.sort(key=lambda entry: entry[0])


def progress(municipality: Municipality, at: datetime) -> list[Item]:
    """All items of one municipality."""
    return progress_of([municipality], at)[municipality.pk]


def progress_of(municipalities: Sequence[Municipality], at: datetime) -> dict[int, list[Item]]:
    """All items of each of `municipalities`, by key."""
    gathered: dict[int, list[Item]] = {municipality.pk: [] for municipality in municipalities}
    for _order, items in _REGISTER:
        for key, found in items(municipalities, at).items():
            gathered[key] += found
    return gathered


def people_items(municipalities: Sequence[Municipality], at: datetime) -> dict[int, list[Item]]:
    """Whether somebody was let in, and came."""
    having = RoleGroup.objects.filter(municipality__in=municipalities, group__user__isnull=False)
    seen = list(having.values_list("municipality_id", "group__user__last_login"))
    invited, came = {key for key, _last in seen}, {key for key, last in seen if last}
    return {
        municipality.pk: [
            Item(_("Er is iemand uitgenodigd"), municipality.pk in invited),
            Item(_("Er heeft iemand ingelogd"), municipality.pk in came),
        ]
        for municipality in municipalities
    }
