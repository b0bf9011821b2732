"""What this room keeps of a shop, for who keeps it (shops.shopkeepers.everything)."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.models import EventPage, EventShop
from shops.models import Shop
from shops.shopkeepers.everything import Part, Row, stamp, told


def answers(shop: Shop, mailbox: str) -> Part:
    rows = EventShop.objects.filter(shop=shop).select_related("event").order_by("asked_at", "pk")
    return Part("events", _("Acties waaraan je meedoet, of voor gevraagd werd"), [answer_row(one) for one in rows])


def answer_row(one: EventShop) -> Row:
    words = f"{one.event.title}: {one.get_answer_display()} {told(one.answered_at)}".strip()
    return Row(words, {"event": one.event.title, "answer": one.answer, "asked_at": stamp(one.asked_at), "answered_at": stamp(one.answered_at)})


def lost(shop: Shop, mailbox: str) -> Part:
    """Until it is told; then the row goes."""
    rows = [Row(capfirst(", ".join(one.names.values())), {"names": one.names, "tell_at": stamp(one.tell_at)}) for one in shop.lost_answers.all()]
    return Part("lost_answers", _("Acties die wegvielen en die we je nog moeten melden"), rows)


def at_home(shop: Shop, mailbox: str) -> Part:
    pages = EventPage.objects.filter(venue_shop=shop).order_by("pk")
    rows = [Row(page.title, {"event": page.title}) for page in pages]
    return Part("events_here", _("Activiteiten in je zaak"), rows, _("Een activiteit blijft op de agenda van je gemeente, zonder link naar je zaak."))
