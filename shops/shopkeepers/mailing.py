"""Mails to whoever keeps a shop: to which address, how often, and with which link. Who declined gets none."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from gate.keyed_hash import possible_hashes
from mail import links, outbox
from shops.doubles.finding import went_into
from shops.models import Shop, Shopkeeper

PURPOSE = "shops.keeper"
LINK_LIVES = timedelta(days=90)
IS_FORGOTTEN = timedelta(days=30)
ABOUT = "shopkeepers"


def address_for(shop: Shop) -> str:
    """Where the shop reads its mail: what the municipality accepted, else what stands in the directory; "" for none."""
    accepted = Shopkeeper.objects.filter(shop=shop.pk).first()
    return (accepted and accepted.email) or shop.email


@transaction.atomic
def write(shop: Shop, template: str, at: datetime, *, column: str, after: timedelta, **context: Any) -> bool:
    """Mail the shop, unless it declined, has no address, or got the like less than `after` ago; whether a mail left.

    column: of Shopkeeper, which remembers the last one. template: a name under templates/mail/shops/.
    """
    keeper, _is_new = Shopkeeper.objects.get_or_create(shop=shop)
    to = keeper.email or shop.email
    if not to or keeper.declined_at:
        return False
    due = Q(**{column: None}) | Q(**{f"{column}__lte": at - after})
    if not Shopkeeper.objects.filter(due, pk=keeper.pk).update(**{column: at}):
        return False
    language = shop.tells_in
    return send(template, to, language, {"url": link_for(shop, to, language, at)} | about(shop, language) | context, at)


def about(shop: Shop, language: str) -> dict[str, Any]:
    """What each of these mails may name."""
    return {"shop": shop.name, "town": shop.municipality.name_in(language)}


def send(template: str, to: str, language: str, context: dict[str, Any], at: datetime) -> bool:
    """Whether the address is one."""
    with suppress(outbox.BadAddress), translation.override(language):
        outbox.send(template=f"shops/{template}", to=to, language=language, context=context, at=at, about=ABOUT, forget_after=IS_FORGOTTEN)
        return True
    return False


def link_for(shop: Shop, to: str, language: str, at: datetime) -> str:
    """A new link, absolute, that speaks for the shop as long as its mail goes to `to`."""
    data = {"shop": shop.pk, "mailbox": mailbox(to)}
    token = links.make_link(purpose=PURPOSE, user_id=None, at=at, valid_for=LINK_LIVES, data=data)
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("shopkeeper_link", args=[token])


def shop_of(token: str, at: datetime) -> Shop:
    """The listed shop for which a link speaks, or which that one became; nothing changes.

    Raises links.NotValid: Expired when it left, or reads its mail elsewhere.
    """
    link = links.look_at(purpose=PURPOSE, token=token, at=at)
    rows = Shop.objects.listed().select_related("municipality", "category", "photo").prefetch_related("texts", "more_categories")
    key: int = link.data["shop"]
    while (shop := rows.filter(pk=key).first()) is None and (became := went_into(key)) is not None:
        key = became
    if shop is None or link.data.get("mailbox") not in mailboxes(address_for(shop)):
        raise links.Expired
    return shop


def mailbox(address: str) -> str:
    return mailboxes(address)[0]


def mailboxes(address: str) -> list[str]:
    """What `mailbox` gives, or gave before SECRET_KEY was changed: a link lives for three months."""
    return possible_hashes("shops.keeper mailbox", address.strip().lower())


def decline(*, shop: Shop, at: datetime) -> None:
    """No more mails of the site's own accord."""
    Shopkeeper.objects.update_or_create(shop=shop, defaults={"declined_at": at})


def accept_again(*, shop: Shop) -> None:
    Shopkeeper.objects.filter(shop=shop).update(declined_at=None)


def has_declined(shop: Shop) -> bool:
    return Shopkeeper.objects.filter(shop=shop.pk, declined_at__isnull=False).exists()
