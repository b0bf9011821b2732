"""What is on, in a text: the next times of what answers a question to the agenda."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content import navigation
from content.blocks.groups import FROM_THE_SITE
from content.blocks.living import Around, Found, LivingBlock
from content.freshness import next_midnight
from events.answering import answers
from events.cards import by_day, cards
from events.kinds import Kind
from events.models import Occurrence
from events.query import AgendaQuery
from events.querysets import OccurrenceQuerySet
from events.slots import BRUSSELS
from events.told_elsewhere import LOOKED_AT, next_of_each
from municipalities import places
from municipalities.blocks import town_choice
from shops.hours.words import sentence

MOST = 12


def kind_choices() -> list[tuple[str, str]]:
    """Asked when a form is drawn, so that a new kind needs no migration of every page."""
    return [(str(value), sentence(str(label))) for value, label in Kind.choices]


class EventsBlock(LivingBlock):
    """Each event once, at its next time. An event that is called off shows as such."""

    title = blocks.CharBlock(label=_("Kop"), max_length=80)
    town = town_choice()
    kind = blocks.ChoiceBlock(choices=kind_choices, label=_("Wat"), required=False, help_text=_("Leeg: alles."))
    only_free = blocks.BooleanBlock(label=_("Alleen wat gratis is"), required=False)
    for_children = blocks.BooleanBlock(label=_("Alleen wat leuk is voor kinderen"), required=False)
    number = blocks.IntegerBlock(label=_("Hoeveel"), min_value=1, max_value=MOST, default=4)

    class Meta:
        label = _("Uit de agenda")
        icon = "calendar-alt"
        group = FROM_THE_SITE
        template = "events/blocks/events.html"
        description = _("Wat er binnenkort te doen is, altijd zoals de agenda het nu kent. Wat voorbij is, verdwijnt vanzelf.")

    def look_up(self, value: Any, around: Around) -> Found:
        query = query_of(value, around)
        today = around.at.astimezone(BRUSSELS).date()
        town = places.index().id_for(query.town) if query.town else None
        if query.town and town is None:
            return Found(language=around.language)  # a municipality that is no more: nothing, rather than all
        coming = answers(query, query.period(today), town, since=around.at).in_order()
        rows = first_of_each(coming, today, value.get("number") or 1)
        agenda = next((link.url for link in navigation.menu(around.language) if link.kind == "agendapage"), "")
        return Found(
            cards=by_day(cards(rows, around.language, around.at), around.language, around.at),
            language=around.language,
            url=query.url(agenda) if agenda else "",
            until=min([next_midnight(around.at), *(row.ends_at for row in rows)]),
            has_demo=any(row.event.is_demo for row in rows),
        )

    def get_preview_value(self) -> Any:
        value = self.normalize({"title": "Binnenkort te doen", "number": 3})
        value.found = self.look_up(value, Around("nl", timezone.now()))
        return value


def first_of_each(coming: OccurrenceQuerySet, today: date, most: int) -> list[Occurrence]:
    """What begins, and where that is not enough, what runs already."""
    rows = next_of_each(coming.filter(first_day__gte=today)[:LOOKED_AT], most)
    if len(rows) == most:
        return rows
    shown = {row.event_id for row in rows}
    return rows + next_of_each((row for row in coming.filter(first_day__lt=today)[:LOOKED_AT] if row.event_id not in shown), most - len(rows))


def query_of(value: Any, around: Around) -> AgendaQuery:
    return AgendaQuery(
        town=value.get("town") or around.town,
        kinds=(value.get("kind"),) if value.get("kind") else (),
        is_free=bool(value.get("only_free")),
        for_children=bool(value.get("for_children")),
    )
