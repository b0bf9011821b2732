"""The mails about what a shopkeeper asked: that it came in, what became of it, and to others whom it concerns."""

from datetime import datetime
from typing import Any

from municipalities.moderation.mails import language_of
from municipalities.people import deciders_of
from shops.models import OwnerRequest, Shop
from shops.shopkeepers import mailing

Kind = OwnerRequest.Kind


def tell_received(request: OwnerRequest, at: datetime) -> None:
    tell(request, "received", at)


def tell_outcome(request: OwnerRequest, at: datetime) -> None:
    """What was decided, and why; the link speaks for the shop where the directory knows this mailbox by now."""
    if request.state == OwnerRequest.State.REFUSED:
        tell(request, "declined", at, reason=request.reason)
    else:
        tell(request, "accepted", at, url=mailing.link_for(request.shop, request.email, request.language, at))


def tell(request: OwnerRequest, template: str, at: datetime, **more: Any) -> None:
    """An address that was erased gets nothing."""
    if request.email:
        kinds = {"is_claim": request.kind == Kind.CLAIM, "is_new": request.kind == Kind.NEW}
        mailing.send(template, request.email, request.language, mailing.about(request.shop, request.language) | kinds | more, at)


def tell_replaced(shop: Shop, former: str, at: datetime) -> None:
    """To the mailbox that spoke for the shop until now. The new one is not named."""
    mailing.send("replaced", former, shop.tells_in, mailing.about(shop, shop.tells_in), at)


def tell_left(shop: Shop, *, to: str, language: str, at: datetime) -> None:
    mailing.send("left", to, language, mailing.about(shop, language), at)


def tell_town_of_leaving(shop: Shop, at: datetime) -> None:
    """To each editor of the municipality, or to the province where there is none."""
    for reader in deciders_of(shop.municipality):
        language = language_of(reader)
        context = mailing.about(shop, language) | {"reader": reader.first_name, "address": shop.full_address()}
        mailing.send("left_town", reader.email, language, context, at)
