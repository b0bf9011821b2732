""" "Doe je mee?": shops are asked by one mailed link each, and what they say is kept.

A link answers for one shop and one event, as often as it likes until the event is over. Opening it changes nothing. Who asks twice mails
nobody twice (`EventShop.asked_at`).
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from events import dates
from events.kinds import SHOPS_OPEN, Status
from events.models import EventPage, EventShop
from events.slots import BRUSSELS
from events.told_in import told_in
from mail import links, outbox
from municipalities.doors import touches
from municipalities.models import SpecialDay
from municipalities.moderation import NotYours, Refused
from shops import special_openings
from shops.models import Shop, SpecialOpening

if TYPE_CHECKING:
    from accounts.models import User

PURPOSE = "events.invitation"
LINK_LIVES = timedelta(days=500)  # the page says itself when it is too late
MAIL_IS_FORGOTTEN = timedelta(days=30)
MOST_DAYS = 12  # asked for at once
AT_ONCE = 25
LANGUAGES = ("nl", "fr", "en", "de")
ASK, ANSWER, ANSWER_BY_HAND = "events.ask_shops", "events.shop_answered", "events.shop_answered_by_hand"

Hours = tuple[time, time]


class NotOn(Refused):
    """Not on the site, or called off."""


class TooLate(Refused):
    """Its last day is over."""


@dataclass(frozen=True)
class Numbers:
    """Of the shops of an event. to_ask: those that a mail would go to now. without_address: that nobody can mail and that did not answer."""

    shops: int
    to_ask: int
    without_address: int
    yes: int
    no: int
    waiting: int


# -- which shops


def shops_of(event: EventPage) -> Any:
    """The listed shops of the municipalities in which it is."""
    return Shop.objects.listed().filter(municipality__event_towns__event=event.pk)


def to_ask(event: EventPage) -> Any:
    """Those with an address that were neither asked nor answered."""
    known = EventShop.objects.filter(event=event.pk).exclude(answer=EventShop.Answer.ASKED, asked_at=None).values("shop")
    return shops_of(event).exclude(email="").exclude(pk__in=known)


def numbers_of(event: EventPage) -> Numbers:
    answers = EventShop.objects.filter(event=event.pk, shop__live=True)
    yes, no = (answers.filter(answer=answer).count() for answer in (EventShop.Answer.YES, EventShop.Answer.NO))
    answered = answers.exclude(answer=EventShop.Answer.ASKED).values("shop")
    return Numbers(
        shops=shops_of(event).count(),
        to_ask=to_ask(event).count(),
        without_address=shops_of(event).filter(email="").exclude(pk__in=answered).count(),
        yes=yes,
        no=no,
        waiting=answers.filter(answer=EventShop.Answer.ASKED, asked_at__isnull=False).count(),
    )


# -- asking


def refuse(event: EventPage, at: datetime) -> None:
    """Raises NotOn or TooLate: what nobody can take part in (any more)."""
    if not event.live or event.status == Status.CANCELLED or not event.occurrences.going_ahead().exists():
        raise NotOn(_("Dit gaat niet door, of staat niet op de site."))
    if not is_to_come(event, at):
        raise TooLate(_("Dit is voorbij."))


def is_to_come(event: EventPage, at: datetime) -> bool:
    """Until its last day is over, so that a shop may still say what it does today."""
    return event.occurrences.going_ahead().from_day(at.astimezone(BRUSSELS).date()).exists()


def ask_shops(*, event: EventPage, by: "User", at: datetime) -> int:
    """Let the worker mail every shop that was not asked yet; returns how many those are now. Raises NotYours, NotOn, TooLate."""
    from events.tasks import ask  # the task imports this module

    refuse_stranger(event, by)
    refuse(event, at)
    count: int = to_ask(event).count()
    if count:
        with transaction.atomic():
            log(instance=event, action=ASK, user=by, data={"count": count})
            transaction.on_commit(lambda: ask.enqueue(event.pk))
    return count


def refuse_stranger(event: EventPage, by: "User") -> None:
    if not touches(by, event) or not event.permissions_for_user(by).can_publish():
        raise NotYours(_("Dit hoort bij een andere gemeente."))


def mail_everybody(*, event: EventPage, at: datetime) -> int:
    """What the worker does: a mail to each shop that nobody asked; returns how many. Killed halfway, the next call goes on where it was."""
    refuse(event, at)
    asked = 0
    while some := list(to_ask(event).order_by("pk")[:AT_ONCE]):
        with transaction.atomic():
            asked += sum(mail_one(event, shop, at) for shop in some)
    return asked


def mail_one(event: EventPage, shop: Shop, at: datetime) -> bool:
    """Whether it was this call that asked. A shop whose address is none counts as asked: nobody tries it again."""
    row, _is_new = EventShop.objects.get_or_create(event=event, shop=shop)
    if not EventShop.objects.filter(pk=row.pk, asked_at=None, answer=EventShop.Answer.ASKED).update(asked_at=at):
        return False
    send("invitation", row, event, shop, at, url=link_for(row, language_of(shop), at))
    return True


def link_for(row: EventShop, language: str, at: datetime) -> str:
    """A new link, absolute."""
    token = links.make_link(purpose=PURPOSE, user_id=None, at=at, valid_for=LINK_LIVES, data={"event_shop": row.pk})
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("event_invitation", args=[token])


def language_of(shop: Shop) -> str:
    """The one in which it tells of itself, Dutch when it tells nothing or also Dutch."""
    told = {text.language for text in shop.texts.all() if text.tagline or text.description}
    return "nl" if not told or "nl" in told else next(language for language in LANGUAGES if language in told)


def send(template: str, row: EventShop, event: EventPage, shop: Shop, at: datetime, **context: Any) -> None:
    """template: what follows "events/shop_". A shop without an address gets nothing."""
    language = language_of(shop)
    with suppress(outbox.BadAddress), translation.override(language):
        if shop.email:
            outbox.send(
                template=f"events/shop_{template}",
                to=shop.email,
                language=language,
                context=told(event, shop, language, at) | context,
                at=at,
                about=about(event),
                reply_to=event.email,
                forget_after=MAIL_IS_FORGOTTEN,
            )


def about(event: EventPage) -> str:
    return f"event {event.pk}"


def told(event: EventPage, shop: Shop, language: str, at: datetime) -> dict[str, Any]:
    """What each of these mails may name. when: the next times, in words."""
    page = told_in([event], language)[event.pk]
    return {
        "shop": shop.name,
        "event": page.title,
        "town": shop.municipality.name_in(language),
        "when": when(event, language, at),
        "event_url": page.full_url or "",
        "opens_shops": event.kind in SHOPS_OPEN,
    }


def when(event: EventPage, language: str, at: datetime) -> list[str]:
    """ "zondag 6 december, 10 tot 18 u.", the next MOST_DAYS times."""
    today, moments = at.astimezone(BRUSSELS).date(), list(event.moments.all())
    rows = event.occurrences.going_ahead().from_day(today).in_order()[:MOST_DAYS]
    return [dates.when(dates.stretch(row, moments), language, date.min) for row in rows]


# -- answering


def days_to_answer(row: EventShop, at: datetime) -> list[SpecialDay]:
    """The coming days that its municipality announced for this event, at most MOST_DAYS; none for an event that opens no shops."""
    today = at.astimezone(BRUSSELS).date()
    days = SpecialDay.objects.filter(source=row.event.translation_key, municipality=row.shop.municipality_id)
    return list(days.from_day(today).in_order()[:MOST_DAYS])


def openings_of(row: EventShop, days: Iterable[SpecialDay]) -> dict[int, SpecialOpening]:
    """What the shop said, by key of the day."""
    return {opening.special_day_id: opening for opening in SpecialOpening.objects.filter(shop=row.shop_id, special_day__in=list(days))}


def days_it_said(row: EventShop, at: datetime) -> list[SpecialDay]:
    """All coming days of this event on which the shop said that it opens."""
    days = SpecialDay.objects.filter(source=row.event.translation_key, openings__shop=row.shop_id)
    return list(days.from_day(at.astimezone(BRUSSELS).date()))


def announced(day: SpecialDay) -> Hours:
    return day.offered_hours


@transaction.atomic
def answer(*, row: EventShop, hours: Mapping[int, Hours] | None, at: datetime, by: "User | None" = None) -> EventShop.Answer:
    """What a shop says: yes, or no for `hours` None; by: the editor who says it for the shop.

    hours: by key of the special days on which it opens; for an event that opens no shops none is needed. Raises NotOn, TooLate.
    """
    event = row.event
    refuse(event, at)
    days = days_to_answer(row, at)
    opens = {day: hours[day.pk] for day in days if day.pk in hours} if hours is not None else {}
    said = EventShop.Answer.YES if hours is not None and (opens or not days) else EventShop.Answer.NO
    closed = [day for day in days if day not in opens] if said == EventShop.Answer.YES else days_it_said(row, at)
    special_openings.stay_closed_on(shop=row.shop, days=closed, at=at)
    for day, (first, last) in opens.items():
        special_openings.open_on(shop=row.shop, day=day, opens=first, closes=last, at=at)
    row.answer, row.answered_at = said, at
    row.save(update_fields=["answer", "answered_at"])
    data = {"shop": row.shop_id, "name": row.shop.name, "answer": str(said)}
    log(instance=event, action=ANSWER_BY_HAND if by else ANSWER, user=by, data=data)
    return said


def answer_by_hand(*, event: EventPage, shop: Shop, is_yes: bool, by: "User", at: datetime) -> EventShop.Answer:
    """What a shop told an editor, at the announced hours. Raises NotYours (also for a shop of another municipality), NotOn, TooLate."""
    refuse_stranger(event, by)
    if not shops_of(event).filter(pk=shop.pk).exists():
        raise NotYours(_("Dit hoort bij een andere gemeente."))
    refuse(event, at)
    row, _is_new = EventShop.objects.select_related("event", "shop").get_or_create(event=event, shop=shop)
    hours = {day.pk: announced(day) for day in days_to_answer(row, at)} if is_yes else None
    return answer(row=row, hours=hours, at=at, by=by)


# -- what changed since


def tell_of_changes(event: EventPage, lost: Mapping[int, list[date]], asked_again: set[int], *, at: datetime) -> int:
    """Mail the shops that had said that they would open on days that are no more. lost: their days, by key of the shop.

    asked_again: those of which no answer stands; they get a link when the event has other days. Returns how many shops.
    """
    if not lost:
        return 0
    goes_on = event.live and event.status != Status.CANCELLED and is_to_come(event, at)
    rows = EventShop.objects.filter(event=event.pk, shop__in=lost).select_related("shop__municipality").prefetch_related("shop__texts")
    for row in rows:
        language = language_of(row.shop)
        context: dict[str, Any] = {"lost": [dates.weekday_and_date(day, language, date.min) for day in lost[row.shop_id]]}
        if goes_on:
            context["url"] = link_for(row, language, at)
            EventShop.objects.filter(pk=row.pk, shop__in=asked_again).update(asked_at=at)
        send("moved" if goes_on else "called_off", row, event, row.shop, at, **context)
    return len(rows)


def joining(events: Iterable[int]) -> dict[int, int]:
    """How many listed shops take part, by key of the event; one query, those with none are left out."""
    yes = EventShop.objects.filter(event__in=list(events), answer=EventShop.Answer.YES, shop__live=True)
    return dict(yes.order_by().values_list("event").annotate(Count("pk")))
