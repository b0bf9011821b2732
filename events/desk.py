"""What actions and events lay on the editor's desk (municipalities.desk), and what a municipality still has to do (municipalities.checklist)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import dates
from events.admin.rows import DRAFTS
from events.admin.towns import events_of, places
from events.kinds import Kind
from events.models import EventMoment, Occurrence
from events.slots import BRUSSELS
from municipalities.checklist import Item
from municipalities.desk import Keys, Shortcut, Waiting
from municipalities.models import Municipality
from municipalities.rights import reach

SOON = timedelta(days=14)
AHEAD = timedelta(days=92)
NAMED = 3  # how many are called by name


def drafts_of_soon(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """Events of the next two weeks that nobody published yet."""
    if keys == frozenset():
        return None
    today = at.astimezone(BRUSSELS).date()
    soon = EventMoment.objects.filter(day__gte=today, day__lte=today + SOON).values("page")
    drafts = events_of(reach(user), places(reach(user))).filter(live=False, pk__in=soon).order_by("pk")
    first = list(drafts.values_list("draft_title", "pk")[: NAMED + 1])
    if not first:
        return None
    count = len(first) if len(first) <= NAMED else drafts.count()
    named = tuple((title, reverse("wagtailadmin_pages:edit", args=[key])) for title, key in first[:NAMED])
    label = ngettext("evenement van de komende twee weken is nog concept", "evenementen van de komende twee weken zijn nog concept", count)
    return Waiting(label, count, f"{reverse('events_admin:list')}?stand={DRAFTS}", "calendar-alt", named)


def new_event(user: Any, keys: Keys, at: datetime) -> Shortcut | None:
    if keys == frozenset():
        return None
    return Shortcut(_("Nieuwe actie of evenement"), reverse("events_admin:new"), "calendar-alt", _("Wat, wanneer en waar volstaat."))


def new_koopzondag(user: Any, keys: Keys, at: datetime) -> Shortcut | None:
    """And when the next one is, for who works for one municipality or for all."""
    if keys == frozenset():
        return None
    town = next(iter(keys)) if keys and len(keys) == 1 else None
    day = next_koopzondag(town, at) if town or keys is None else None
    said = {"day": dates.day(day, "nl", at.astimezone(BRUSSELS).date())} if day else {}
    help_text = _("De volgende: %(day)s.") % said if said else _("Daarna vraag je je winkels of ze opengaan.")
    return Shortcut(_("Kondig een koopzondag aan"), f"{reverse('events_admin:new')}?soort={Kind.SUNDAY.value}", "calendar-check", help_text)


def next_koopzondag(town: int | None, at: datetime) -> date | None:
    """Today's until its last hour is over. town: key of a municipality; None for all."""
    coming = Occurrence.objects.from_now(at).going_ahead().filter(kind=Kind.SUNDAY).in_order()
    first = (coming.in_town(town) if town else coming).values_list("first_day", flat=True).first()
    return max(first, at.astimezone(BRUSSELS).date()) if first else None


def items(municipalities: Sequence[Municipality], at: datetime) -> dict[int, list[Item]]:
    """Something of its own on in the coming three months."""
    coming = Occurrence.objects.from_now(at).filter(starts_at__lte=at + AHEAD, event__event_towns__municipality__in=municipalities)
    having = set(coming.order_by().values_list("event__event_towns__municipality", flat=True).distinct())
    label, help_text = _("Er staat iets in de agenda"), _("De markt, een koopzondag, een actie: iets in de komende drie maanden.")
    return {town.pk: [Item(label, town.pk in having, reverse("events_admin:new"), help_text)] for town in municipalities}
