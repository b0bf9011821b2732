"""The desk as a panel of the admin's home."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from content.facades import skyline, street
from home.front import STREET
from municipalities import checklist, desk
from municipalities.checklist import Item
from municipalities.models import Municipality
from municipalities.rights import reach

FULL = 100  # per cent: the longest bar


@dataclass(frozen=True)
class Todo:
    """What a municipality that began still has to do. next: the items that are open."""

    town: str
    done: int
    total: int
    items: list[Item]


@dataclass(frozen=True)
class Drawn:
    """A bar: what it says, and its length in per cent of the longest."""

    label: str
    count: int
    length: int


class DeskPanel(Component):
    name = "desk"
    template_name = "home/admin/desk.html"
    order = 10

    class Media:
        css: ClassVar = {"all": ["css/tokens.css", "css/components/fc.css", "home/desk.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return context(parent_context["request"].user, timezone.now()) if parent_context else {}


def context(user: Any, at: datetime) -> dict[str, Any]:
    """What the desk shows `user`. The number of queries does not grow with what there is."""
    keys = reach(user).sees
    towns = list(Municipality.objects.filter(pk__in=keys)) if keys else []
    return {
        "greeting": _("Dag %(name)s") % {"name": user.first_name} if user.first_name else _("Dag"),
        "place": ", ".join(town.name for town in towns),
        "today": timezone.localtime(at).date(),
        "drawing": drawing(towns),
        "waiting": desk.waiting(user, keys, at),
        "numbers": [shown(number) for number in desk.numbers(user, keys, at)],
        "shortcuts": desk.shortcuts(user, keys, at),
        "todos": todos(user, towns, at),
    }


def drawing(towns: list[Municipality]) -> SafeString:
    """The skyline of the one municipality, else a street of all kinds of shops."""
    if len(towns) == 1:
        return mark_safe(skyline(towns[0].slug, inline=True))  # noqa: S308 - drawn by us
    return mark_safe(street("ikkooplokaal", [(f"front-{cloth}", cloth) for cloth in STREET], landmark="belfort", gaps=(2, 7), inline=True))  # noqa: S308


def shown(number: desk.Number) -> dict[str, Any]:
    """With bars drawn, and the difference in words."""
    return {
        "number": number,
        "difference": difference(number),
        "bars": drawn(number.bars),
        "ranking": [(one, bar.length) for one, bar in zip(number.ranking, drawn(number.ranking), strict=True)],
    }


def drawn(bars: tuple[Any, ...]) -> list[Drawn]:
    longest = max((bar.count for bar in bars), default=0) or 1
    return [Drawn(bar.label, bar.count, round(FULL * bar.count / longest)) for bar in bars]


def difference(number: desk.Number) -> str:
    """ "12 % meer dan de week ervoor"; nothing when there was no week before."""
    if not number.before:
        return ""
    percent = round(100 * (number.count - number.before) / number.before)
    if percent == 0:
        return _("evenveel als de week ervoor")
    words = _("%(percent)s %% meer dan de week ervoor") if percent > 0 else _("%(percent)s %% minder dan de week ervoor")
    return words % {"percent": abs(percent)}


def todos(user: Any, towns: list[Municipality], at: datetime) -> list[Todo]:
    """For editors: what their municipalities still have to do, those that are ready left out."""
    own = [town for town in towns if reach(user).edits(town.pk)]
    found = checklist.progress_of(own, at) if own else {}
    begun = [(town, found[town.pk]) for town in own if found[town.pk] and not all(item.done for item in found[town.pk])]
    return [Todo(town.name, sum(item.done for item in items), len(items), items) for town, items in begun]
