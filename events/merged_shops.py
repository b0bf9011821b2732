"""Two shops that become one: what the one that goes said of events goes over (shops.doubles.rooms)."""

from events import told_elsewhere
from events.models import EventPage, EventShop, LostAnswer
from shops.doubles import page_drafts
from shops.models import Shop

Answer = EventShop.Answer
WEIGHT = {Answer.YES: 2, Answer.NO: 1, Answer.ASKED: 0}


def move(stays: Shop, goes: Shop) -> None:
    """Of an event that asked both, a yes holds before a no, and either before no answer."""
    known = {row.event_id: row for row in EventShop.objects.filter(shop=stays)}
    for row in EventShop.objects.filter(shop=goes):
        mine = known.get(row.event_id)
        if mine is not None and WEIGHT[Answer(row.answer)] <= WEIGHT[Answer(mine.answer)]:
            continue  # goes with its shop
        if mine is not None:
            mine.delete()
        row.shop = stays
        row.save(update_fields=["shop"])
    LostAnswer.objects.filter(shop=goes).update(shop=stays)
    EventPage.objects.filter(venue_shop=goes).update(venue_shop=stays)
    told_elsewhere.forget_named()
    page_drafts.lead_on(EventPage, "venue_shop", stays, goes)
