"""What mails to shops say of an event, in the language in which a shop tells of itself."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from events import dates
from events.kinds import SHOPS_OPEN
from events.models import EventPage, EventShop
from events.slots import BRUSSELS
from events.told_in import told_in
from mail import links, outbox
from shops.models import Shop

PURPOSE = "events.invitation"
LINK_LIVES = timedelta(days=500)  # the page says itself when it is too late
IS_FORGOTTEN = timedelta(days=30)
MOST_DAYS = 12  # named, and asked for, at once
LANGUAGES = ("nl", "fr", "en", "de")


class Letters:
    """Of one event at one moment: asked of the database once per language, however many shops are mailed."""

    def __init__(self, event: EventPage, at: datetime) -> None:
        self.event, self.at = event, at
        self.said: dict[str, dict[str, Any]] = {}

    def told(self, shop: Shop, language: str) -> dict[str, Any]:
        """What each of these mails may name."""
        if language not in self.said:
            self.said[language] = told_of_event(self.event, language, self.at)
        return told_of_shop(shop, language) | self.said[language]

    def send(self, template: str, shop: Shop, **context: Any) -> None:
        context = self.told(shop, language_of(shop)) | context
        send(template, shop, context, about=about(self.event.pk), reply_to=self.event.email, at=self.at)

    def link(self, row: EventShop, shop: Shop) -> str:
        return link_for(row.pk, language_of(shop), self.at)


def told_of_event(event: EventPage, language: str, at: datetime) -> dict[str, Any]:
    """when: the next times, in words."""
    page = told_in([event], language)[event.pk]
    return {"event": page.title, "when": when(event, language, at), "event_url": page.full_url or "", "opens_shops": event.kind in SHOPS_OPEN}


def told_of_shop(shop: Shop, language: str) -> dict[str, Any]:
    return {"shop": shop.name, "town": shop.municipality.name_in(language)}


def when(event: EventPage, language: str, at: datetime) -> list[str]:
    """ "zondag 6 december, 10 tot 18 u.", the next MOST_DAYS times."""
    today, moments = at.astimezone(BRUSSELS).date(), list(event.moments.all())
    rows = event.occurrences.going_ahead().from_day(today).in_order()[:MOST_DAYS]
    return [dates.when(dates.stretch(row, moments), language, date.min) for row in rows]


def send(template: str, shop: Shop, context: dict[str, Any], *, about: str, reply_to: str, at: datetime) -> None:
    """template: what follows "events/shop_". A shop without an address gets nothing."""
    language = language_of(shop)
    with suppress(outbox.BadAddress), translation.override(language):
        if shop.email:
            outbox.send(
                template=f"events/shop_{template}",
                to=shop.email,
                language=language,
                context=context,
                at=at,
                about=about,
                reply_to=reply_to,
                forget_after=IS_FORGOTTEN,
            )


def about(event_id: int) -> str:
    return f"event {event_id}"


def language_of(shop: Shop) -> str:
    return shop.tells_in


def link_for(row_id: int, language: str, at: datetime) -> str:
    """A new link, absolute. row_id: key of the EventShop."""
    token = links.make_link(purpose=PURPOSE, user_id=None, at=at, valid_for=LINK_LIVES, data={"event_shop": row_id})
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("event_invitation", args=[token])
