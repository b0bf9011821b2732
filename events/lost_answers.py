"""Shops that said yes to what is no more: written down with the change, told by the worker, taken back when it comes back in time.

What leaves the site may come back: nobody is told for a day, and then what shops said holds again. What is called off, moved or deleted is
told at once. Publishing asks the same number of queries with one shop and with hundreds.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import ngettext
from wagtail.models import Page

from events import dates
from events.invitations import is_on, shops_of
from events.kinds import SHOPS_OPEN, Status
from events.lost import Lost
from events.models import EventPage, EventShop, LostAnswer, Occurrence
from events.shop_letters import MOST_DAYS, Letters, about, language_of, send, told_of_shop
from events.slots import BRUSSELS
from municipalities.models import SpecialDay
from shops import special_openings
from shops.models import Shop, SpecialOpening

MAY_COME_BACK, SOON, MAY_COME_BACK_SOON = timedelta(days=1), timedelta(days=3), timedelta(hours=1)
AT_ONCE = 25  # mails in one transaction
ROWS = 100  # in one INSERT
Answer = EventShop.Answer


LostBy = dict[int, list[Lost]]  # by key of the shop, in order


# -- what is lost


def openings_on(days: Iterable[SpecialDay]) -> LostBy:
    """What shops said of days on which they would open."""
    rows = SpecialOpening.objects.filter(special_day__in=list(days)).select_related("special_day").order_by("day")
    found: LostBy = {}
    for row in rows:
        hours = (row.opens, row.closes)
        found.setdefault(row.shop_id, []).append(Lost(row.day, row.day, None if hours == row.special_day.offered_hours else hours))
    return found


def of_others(event: EventPage, former: Iterable[Occurrence], gone_towns: set[int], *, at: datetime, is_on: bool) -> tuple[LostBy, set[int]]:
    """Of an event that opened no shops: what those that said yes lose, and which of them (keys) lose all of it.

    former: its rows in the agenda before the change. gone_towns: keys of municipalities in which it is not on any more.
    """
    today = at.astimezone(BRUSSELS).date()
    coming = [row for row in former if row.status != Status.CANCELLED and row.last_day >= today and row.kind not in SHOPS_OPEN]
    if not coming:
        return {}, set()
    goes_on = is_on and event.kind not in SHOPS_OPEN
    now = [span(row) for row in event.occurrences.going_ahead().from_day(today)] if goes_on else []
    all_of_it = [span(row) for row in coming]
    gone = [one for one in all_of_it if not any(one.touches(other) for other in now)]
    if not gone and not gone_towns:
        return {}, set()
    yes = dict(EventShop.objects.filter(event=event.pk, answer=Answer.YES).values_list("shop_id", "shop__municipality_id"))
    lost = {shop: all_of_it if town in gone_towns else gone for shop, town in yes.items()}
    return {shop: what[:MOST_DAYS] for shop, what in lost.items() if what}, {shop for shop, what in lost.items() if len(what) == len(all_of_it)}


def span(row: Occurrence) -> Lost:
    return Lost(row.first_day, row.last_day)


# -- writing it down


def record(event: EventPage, lost: LostBy, *, names: Mapping[str, str], opened: bool, at: datetime, may_come_back: bool) -> None:
    """names: its titles by language. opened: whether those shops opened for it. may_come_back: nobody is told for a while."""
    rows = [
        LostAnswer(
            event=event,
            shop_id=shop,
            opened=opened,
            names=dict(names),
            reply_to=event.email,
            days=[one.written() for one in what],
            tell_at=told_at(what, at) if may_come_back else at,
        )
        for shop, what in lost.items()
    ]
    LostAnswer.objects.bulk_create(rows, batch_size=ROWS)
    if rows and not may_come_back:
        tell_soon()


def told_at(lost: list[Lost], at: datetime) -> datetime:
    is_soon = lost[0].first - at.astimezone(BRUSSELS).date() < SOON
    return at + (MAY_COME_BACK_SOON if is_soon else MAY_COME_BACK)


def tell_soon() -> None:
    from events.tasks import tell  # the task imports this module

    transaction.on_commit(lambda: tell.enqueue(), robust=True)


def open_again(event: EventPage, shops: Iterable[int], *, at: datetime) -> None:
    """Of these shops (keys) no answer stands any more; those that will be asked by the mail that tells them count as asked."""
    keys = list(shops)
    if not keys:
        return
    rows = EventShop.objects.filter(event=event.pk, shop__in=keys)
    rows.update(answer=Answer.ASKED, asked_at=None, answered_at=None)
    if is_on(event, at):
        rows.counting().update(asked_at=at)


# -- what comes back


def take_back(event: EventPage, *, at: datetime) -> None:
    """Of what nobody was told yet, bring back what the published event has again; the rest is told now."""
    waiting = LostAnswer.objects.select_for_update(of=("self",)).filter(event=event.pk)  # the worker may be telling them at this moment
    rows = list(waiting.select_related("shop").order_by("pk"))
    if not rows:
        return
    back = opened_again(event, rows, at) if event.kind in SHOPS_OPEN else on_again(event, rows, at)
    said_yes = {row.shop_id for row in rows if back.get(row.pk)}
    EventShop.objects.filter(event=event.pk, shop__in=said_yes, answer=Answer.ASKED).update(answer=Answer.YES, answered_at=at)
    waited = {row.shop_id for row in rows if row.tell_at > at}  # their answers were kept
    for row in rows:
        row.days = [one.written() for one in row.lost if one not in back.get(row.pk, [])]
        row.tell_at = min(row.tell_at, at)
    LostAnswer.objects.filter(pk__in=[row.pk for row in rows if not row.days]).delete()
    rest = [row for row in rows if row.days]
    LostAnswer.objects.bulk_update(rest, ["days", "tell_at"], batch_size=ROWS)
    if rest:
        open_again(event, waited & {row.shop_id for row in rest} - said_yes - still_yes(event, waited), at=at)
        tell_soon()


def opened_again(event: EventPage, rows: list[LostAnswer], at: datetime) -> dict[int, list[Lost]]:
    """Make the openings anew of the days that are announced again; which those are, by key of the row."""
    today = at.astimezone(BRUSSELS).date()
    days = {(day.municipality_id, day.day): day for day in SpecialDay.objects.filter(source=event.translation_key).from_day(today)}
    back = {row.pk: [one for one in row.lost if row.opened and (row.shop.municipality_id, one.first) in days] for row in rows}
    openings = []
    for row in rows:
        for one in back[row.pk]:
            day = days[row.shop.municipality_id, one.first]
            opens, closes = one.hours or day.offered_hours
            openings.append(SpecialOpening(shop_id=row.shop_id, special_day=day, day=day.day, opens=opens, closes=closes))
    special_openings.open_many(openings, at=at)
    return back


def on_again(event: EventPage, rows: list[LostAnswer], at: datetime) -> dict[int, list[Lost]]:
    now = [span(row) for row in event.occurrences.going_ahead().from_day(at.astimezone(BRUSSELS).date())]
    towns = set(event.event_towns.values_list("municipality_id", flat=True))
    here = [row for row in rows if not row.opened and row.shop.municipality_id in towns]
    return {row.pk: [one for one in row.lost if any(one.touches(other) for other in now)] for row in here}


def still_yes(event: EventPage, shops: Iterable[int]) -> set[int]:
    """Those of these shops (keys) that open on another of its days."""
    openings = SpecialOpening.objects.filter(shop__in=list(shops), special_day__source=event.translation_key)
    return set(openings.values_list("shop_id", flat=True))


# -- telling


def tell_due(*, at: datetime) -> int:
    """What the worker does: a mail to each shop; returns how many. Killed halfway, the next call goes on where it was."""
    told = 0
    while some := list(due(at)[:AT_ONCE]):
        with transaction.atomic():
            told += sum(Telling(event, rows, at).tell() for event, rows in by_event(some))
    return told


def due(at: datetime) -> QuerySet[LostAnswer]:
    """event None: deleted, so it does not come back."""
    rows = LostAnswer.objects.filter(Q(tell_at__lte=at) | Q(event=None)).select_related("event__locale", "shop__municipality")
    return rows.prefetch_related("shop__texts").order_by("event", "pk")


def by_event(rows: list[LostAnswer]) -> list[tuple[EventPage | None, list[LostAnswer]]]:
    found: dict[int | None, list[LostAnswer]] = {}
    for row in rows:
        found.setdefault(row.event_id, []).append(row)
    return [(some[0].event, some) for some in found.values()]


class Telling:
    """Some rows of one event, that may be gone."""

    def __init__(self, event: EventPage | None, rows: list[LostAnswer], at: datetime) -> None:
        self.event, self.rows, self.at = event, rows, at
        self.today = at.astimezone(BRUSSELS).date()
        self.letters = Letters(event, at) if event and is_on(event, at) else None
        shops = [row.shop_id for row in rows]
        self.asked = {row.shop_id: row for row in EventShop.objects.filter(event=event.pk, shop__in=shops)} if event else {}
        self.here = set(shops_of(event).filter(pk__in=shops).values_list("pk", flat=True)) if event and self.letters else set()

    def tell(self) -> int:
        return sum(self.tell_one(row) for row in self.rows)

    def tell_one(self, row: LostAnswer) -> bool:
        """Whether it was this call that told, and there was something to tell."""
        lost = [one for one in row.lost if one.last >= self.today]
        if not LostAnswer.objects.filter(pk=row.pk).delete()[0] or not lost:
            return False
        asked = self.asked.get(row.shop_id)
        language = language_of(row.shop)
        said = {"lost": [dates.days(dates.Stretch(one.first, one.last), language, date.min) for one in lost], "opened": row.opened}
        if self.letters and asked and row.shop_id in self.here:
            self.letters.send("moved", row.shop, url=self.letters.link(asked, row.shop), **said)
            return True
        if asked:
            EventShop.objects.filter(pk=asked.pk).update(answer=Answer.ASKED, asked_at=None, answered_at=None)
        self.say_it_is_off(row, row.shop, said | {"event": row.names.get(language) or row.names.get("nl", "")})
        return True

    def say_it_is_off(self, row: LostAnswer, shop: Shop, said: dict[str, object]) -> None:
        context = told_of_shop(shop, language_of(shop)) | said
        send("called_off", shop, context, about=about(row.event_id) if row.event_id else "", reply_to=row.reply_to, at=self.at)


# -- said to editors


def warning(event: EventPage, at: datetime) -> str:
    """Before it is called off or deleted: how many shops said yes to what is still to come, in words; "" for none."""
    count = EventShop.objects.counting().filter(event=event.pk, answer=Answer.YES).count() if is_on(event, at) else 0
    said = ngettext("%(count)s winkel zei ja en krijgt een mail.", "%(count)s winkels zeiden ja en krijgen een mail.", count)
    return said % {"count": count} if count else ""


def waiting_below(page: Page, at: datetime) -> int:
    """How many shops said yes to this page, or to events below it, and are not told for a while as it has just left the site."""
    rows = LostAnswer.objects.filter(event__path__startswith=page.path, tell_at__gt=at)
    return rows.order_by().values("event", "shop").distinct().count()
