"""What the list of events says of each, and what it can be narrowed by. The number of queries does not grow with it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, CharField, Count, Exists, ExpressionWrapper, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Page, Revision, WorkflowState

from events import dates
from events.admin.towns import Place
from events.dates_ahead import ahead
from events.kinds import SHOPS_OPEN, Status
from events.models import EventChange, EventMoment, EventPage, Occurrence
from events.slots import BRUSSELS

COMING, DRAFTS, PAST = "komt", "concept", "voorbij"
STATES = {COMING: gettext_lazy("Komt eraan"), DRAFTS: gettext_lazy("Concepten"), PAST: gettext_lazy("Voorbij")}
LANGUAGES = ("nl", "fr", "en", "de")


@dataclass(frozen=True)
class Row:
    """event: its Dutch page. when, state: in words. languages: (code, whether it is on the site)."""

    event: EventPage
    when: str
    state: str
    town: str
    languages: tuple[tuple[str, bool], ...]
    may_be_called_off: bool
    asks_shops: bool


def with_their_state(events: Any, at: datetime) -> QuerySet[EventPage]:
    """With what a row needs of other tables."""
    waiting = WorkflowState.objects.active().filter(base_content_type=ContentType.objects.get_for_model(Page), object_id=OuterRef("key"))
    planned = Revision.objects.filter(approved_go_live_at__isnull=False, object_id=OuterRef("key"), base_content_type__model="page")
    ahead_of = Occurrence.objects.filter(event=OuterRef("pk")).from_now(at)
    is_off = ExpressionWrapper(Q(status=Status.CANCELLED), BooleanField())
    next_of = ahead_of.order_by(is_off, "starts_at", "pk")  # the next that goes on; when all are called off, the next
    lines = EventMoment.objects.filter(page=OuterRef("pk")).order_by().values("page")
    return events.alias(key=Cast("pk", CharField())).annotate(
        in_moderation=Exists(waiting),
        is_planned=Exists(planned),
        next_start=Subquery(next_of.values("starts_at")[:1]),
        next_key=Subquery(next_of.values("pk")[:1]),
        times=Subquery(ahead_of.going_ahead().order_by().values("event").annotate(number=Count("pk")).values("number")),
        first_line=Subquery(lines.annotate(day=Min("day")).values("day")),
        last_line=Subquery(lines.annotate(day=Max("day")).values("day")),
    )


IN_STATE = {
    COMING: (Q(live=True, next_start__isnull=False), ("next_start", "pk")),
    DRAFTS: (Q(live=False), ("first_line", "pk")),
    PAST: (Q(live=True, next_start__isnull=True), ("-last_line", "-pk")),
}


def in_state(events: QuerySet[EventPage], state: str) -> QuerySet[EventPage]:
    """Coming ones in the order of the agenda, past ones backwards; all of them, newest first, for a state that is none."""
    if state not in IN_STATE:
        return events.order_by("-latest_revision_created_at", "-pk")
    condition, order = IN_STATE[state]
    return events.filter(condition).order_by(*order)


def counts(events: QuerySet[EventPage]) -> dict[str, int]:
    return events.aggregate(**{state: Count("pk", filter=condition) for state, (condition, _order) in IN_STATE.items()})


def rows(events: Sequence[EventPage], standing: Sequence[Place], at: datetime) -> list[Row]:
    """events: of `with_their_state`."""
    keys = [event.pk for event in events]
    coming = Occurrence.objects.in_bulk([event.next_key for event in events if event.next_key])  # type: ignore[attr-defined]
    lines, changes = lines_of(EventMoment, keys), lines_of(EventChange, keys)
    told = languages_of(events)
    today = at.astimezone(BRUSSELS).date()
    return [
        Row(
            event,
            when_next(event, coming[event.next_key], lines[event.pk], today)  # type: ignore[attr-defined]
            if event.live and event.next_key in coming  # type: ignore[attr-defined]
            else when_filled_in(event, lines[event.pk], changes[event.pk], at),
            state_of(event),
            next((place.name for place in standing if event.path.startswith(place.path)), ""),
            told[event.pk],
            may_be_called_off(event),
            may_be_called_off(event) and event.kind in SHOPS_OPEN,
        )
        for event in events
    ]


def lines_of(model: type, keys: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for line in model.objects.filter(page__in=keys).order_by("sort_order", "pk"):  # type: ignore[attr-defined]
        found[line.page_id].append(line)
    return found


def when_next(event: EventPage, occurrence: Occurrence, lines: list[EventMoment], today: date) -> str:
    """ "zondag 6 december, 10 tot 18 u., en nog 3 keer"."""
    said = dates.when(dates.stretch(occurrence, lines), "nl", today)
    return ", ".join(part for part in (said, dates.more((event.times or 0) - 1, "nl")) if part)  # type: ignore[attr-defined]


def when_filled_in(event: EventPage, lines: list[EventMoment], changes: list[EventChange], at: datetime) -> str:
    """Of a draft its next day, of what is over its last one that was filled in."""
    found = ahead([line.as_moment() for line in lines], [line.as_change() for line in changes], at=at, shown=1)
    if found.days and not event.live:
        return ", ".join(part for part in (*found.days, found.more) if part)
    last = max((line.until_day or line.repeats_until or line.day for line in lines), default=None)
    return dates.weekday_and_date(last, "nl", at.astimezone(BRUSSELS).date()) if last else gettext("nog geen dag")


def state_of(event: EventPage) -> str:
    """ "gepubliceerd", "concept", "gaat niet door", or what of it waits."""
    if event.in_moderation:  # type: ignore[attr-defined]
        return gettext("wacht op goedkeuring")
    if not event.live:
        return gettext("gepland") if event.is_planned else gettext("concept")  # type: ignore[attr-defined]
    said = gettext("gepubliceerd") if event.status == Status.PLANNED else str(Status(event.status).label)
    return gettext("%(state)s, met concept") % {"state": said} if event.has_unpublished_changes else said


def may_be_called_off(event: EventPage) -> bool:
    return bool(event.live and event.status != Status.CANCELLED and event.next_key)  # type: ignore[attr-defined]


def languages_of(events: Sequence[EventPage]) -> dict[int, tuple[tuple[str, bool], ...]]:
    """In which languages each is told, in the order of LANGUAGES."""
    by_key = {event.translation_key: event.pk for event in events}
    found: dict[int, dict[str, bool]] = {event.pk: {"nl": event.live} for event in events}
    others = EventPage.objects.filter(translation_key__in=by_key).exclude(locale__language_code="nl")
    for key, code, live in others.values_list("translation_key", "locale__language_code", "live"):
        found[by_key[key]][code] = live
    return {key: tuple((code, told[code]) for code in LANGUAGES if code in told) for key, told in found.items()}
