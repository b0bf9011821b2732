""" "Doe je mee?": shops are asked by one mailed link each, and what they say is kept.

A link answers for one shop and one event, as often as it likes until the event is over. Opening it changes nothing. Who asks twice mails
nobody twice (`EventShop.asked_at`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from events.kinds import SHOPS_OPEN, Status
from events.models import EventPage, EventShop, LostAnswer
from events.shop_letters import MOST_DAYS, Letters
from events.slots import BRUSSELS
from municipalities.doors import touches
from municipalities.models import SpecialDay
from municipalities.moderation import NotYours, Refused
from shops import special_openings
from shops.models import Shop, SpecialOpening

if TYPE_CHECKING:
    from accounts.models import User

AT_ONCE = 25
ASK, ANSWER, ANSWER_BY_HAND = "events.ask_shops", "events.shop_answered", "events.shop_answered_by_hand"

Hours = tuple[time, time]


class NotOn(Refused):
    """Not on the site, or called off."""


class TooLate(Refused):
    """Its last day is over."""


class TooEarly(Refused):
    """Shops open on its days, and those are still too far away to be announced (events.shops_open)."""


class NotHere(Refused):
    """The municipality of the shop does not take part (any more)."""


@dataclass(frozen=True)
class Numbers:
    """Of the shops of an event. to_ask: those that a mail would go to now. asked: those that one went to. without_address: that nobody can mail
    and that did not answer."""

    shops: int
    to_ask: int
    asked: int
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
    answers = EventShop.objects.counting().filter(event=event.pk)
    yes, no = (answers.filter(answer=answer).count() for answer in (EventShop.Answer.YES, EventShop.Answer.NO))
    answered = answers.exclude(answer=EventShop.Answer.ASKED).values("shop")
    return Numbers(
        shops=shops_of(event).count(),
        to_ask=to_ask(event).count(),
        asked=answers.filter(asked_at__isnull=False).count(),
        without_address=shops_of(event).filter(email="").exclude(pk__in=answered).count(),
        yes=yes,
        no=no,
        waiting=answers.filter(answer=EventShop.Answer.ASKED, asked_at__isnull=False).count(),
    )


# -- asking


def refuse(event: EventPage, at: datetime) -> None:
    """Raises NotOn, TooLate or TooEarly: what nobody can take part in (any more, or yet)."""
    if not event.live or event.status == Status.CANCELLED or not event.occurrences.going_ahead().exists():
        raise NotOn(_("Dit gaat niet door, of staat niet op de site."))
    today = at.astimezone(BRUSSELS).date()
    coming = event.occurrences.going_ahead().from_day(today)  # until its last day is over, so that a shop may still say what it does today
    is_announced = event.kind not in SHOPS_OPEN or SpecialDay.objects.filter(source=event.translation_key).from_day(today).exists()
    if not coming.exists() or (not is_announced and coming.filter(first_day__lte=today).exists()):
        raise TooLate(_("Dit is voorbij."))
    if not is_announced:
        raise TooEarly(_("Hiervoor is het nog te vroeg."))


def refuse_shop(row: EventShop, at: datetime) -> None:
    """Also raises NotHere."""
    refuse(row.event, at)
    if not shops_of(row.event).filter(pk=row.shop_id).exists():
        raise NotHere(_("Je gemeente doet hier niet aan mee."))


def ask_shops(*, event: EventPage, by: "User", at: datetime) -> int:
    """Let the worker mail every shop that was not asked yet; returns how many those are now. Raises NotYours, and what `refuse` raises."""
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
    """What the worker does: a mail to each shop that nobody asked; returns how many. Killed halfway, the next call goes on where it was;
    called off halfway, it stops there."""
    refuse(event, at)
    asked, looked_at = 0, event
    while some := list(to_ask(looked_at).select_related("municipality").prefetch_related("texts").order_by("pk")[:AT_ONCE]):
        letters = Letters(looked_at, at)
        with transaction.atomic():
            asked += sum(mail_one(letters, shop) for shop in some)
        fresh = EventPage.objects.select_related("locale").filter(pk=event.pk).first()
        if fresh is None or not is_on(fresh, at):
            break
        looked_at = fresh
    return asked


def is_on(event: EventPage, at: datetime) -> bool:
    try:
        refuse(event, at)
    except Refused:
        return False
    return True


def mail_one(letters: Letters, shop: Shop) -> bool:
    """Whether it was this call that asked. A shop whose address is none counts as asked: nobody tries it again."""
    row, _is_new = EventShop.objects.get_or_create(event=letters.event, shop=shop)
    if not EventShop.objects.filter(pk=row.pk, asked_at=None, answer=EventShop.Answer.ASKED).update(asked_at=letters.at):
        return False
    letters.send("invitation", shop, url=letters.link(row, shop))
    return True


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

    hours: by key of the special days on which it opens; for an event that opens no shops none is needed. Raises what `refuse_shop` raises.
    """
    event = row.event
    refuse_shop(row, at)
    days = days_to_answer(row, at)
    opens = {day: hours[day.pk] for day in days if day.pk in hours} if hours is not None else {}
    said = EventShop.Answer.YES if hours is not None and (opens or not days) else EventShop.Answer.NO
    closed = [day for day in days if day not in opens] if said == EventShop.Answer.YES else days_it_said(row, at)
    special_openings.stay_closed_on(shop=row.shop, days=closed, at=at)
    for day, (first, last) in opens.items():
        special_openings.open_on(shop=row.shop, day=day, opens=first, closes=last, at=at)
    if said == EventShop.Answer.NO:
        LostAnswer.objects.filter(event=event.pk, shop=row.shop_id).delete()  # nothing of it comes back
    row.answer, row.answered_at = said, at
    row.save(update_fields=["answer", "answered_at"])
    data = {"shop": row.shop_id, "name": row.shop.name, "answer": str(said)}
    log(instance=event, action=ANSWER_BY_HAND if by else ANSWER, user=by, data=data)
    return said


def answer_by_hand(*, event: EventPage, shop: Shop, is_yes: bool, by: "User", at: datetime) -> EventShop.Answer:
    """What a shop told an editor, at the announced hours. Raises NotYours (also for a shop of another municipality), and what `refuse` raises."""
    refuse_stranger(event, by)
    if not shops_of(event).filter(pk=shop.pk).exists():
        raise NotYours(_("Dit hoort bij een andere gemeente."))
    refuse(event, at)
    row, _is_new = EventShop.objects.select_related("event", "shop").get_or_create(event=event, shop=shop)
    hours = {day.pk: announced(day) for day in days_to_answer(row, at)} if is_yes else None
    return answer(row=row, hours=hours, at=at, by=by)


# -- what is told of it


def joining(events: Iterable[int]) -> dict[int, int]:
    """How many shops take part, by key of the event; one query, those with none are left out."""
    yes = EventShop.objects.counting().filter(event__in=list(events), answer=EventShop.Answer.YES)
    return dict(yes.order_by().values_list("event").annotate(Count("pk")))
