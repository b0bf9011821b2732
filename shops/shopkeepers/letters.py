"""The mails about what a shopkeeper asked: that it came in, and what became of it."""

from datetime import datetime
from typing import Any

from shops.models import OwnerRequest
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
