""" "Gaat niet door": said once, and everybody reads it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from events.kinds import Status
from municipalities import moderation
from municipalities.doors import touches
from municipalities.moderation import NotYours, Refused

if TYPE_CHECKING:
    from wagtail.models import Revision

    from accounts.models import User
    from events.models import EventPage


class NotOnTheSite(Refused):
    """Nobody can read of it; a draft is thrown away."""


class AlreadyCalledOff(Refused):
    """Somebody was first."""


class LockedByAnother(Refused):
    """Somebody locked the page while they work on it."""


@transaction.atomic
def call_off(*, event: "EventPage", by: "User", note: str, at: datetime) -> bool:
    """Call an event off on all its days; returns whether it is on the site: what an author says goes to the editors first.

    Only this changes on the site: what somebody was still writing stays a draft, and says it too.
    note: why, for who reads it. Raises NotYours, NotOnTheSite, AlreadyCalledOff, LockedByAnother, and what moderation.hand_in raises.
    """
    live = type(event).objects.select_for_update(of=("self",)).get(pk=event.pk)
    refuse(live, by)
    if not live.permissions_for_user(by).can_publish():
        draft = live.get_latest_revision_as_object()
        keep(draft, note, by)
        moderation.hand_in(instance=draft, by=by)
        return False
    draft = live.get_latest_revision_as_object() if live.has_unpublished_changes else None
    waiting = live.current_workflow_state
    keep(live, note, by).publish(user=by)
    if draft is not None:
        draft.live_revision_id, draft.live = live.live_revision_id, True
        keep(draft, note, by)
        if waiting and waiting.requested_by and touches(waiting.requested_by, draft):
            moderation.hand_in(instance=draft, by=waiting.requested_by)
    return True


def refuse(event: "EventPage", by: "User") -> None:
    if not touches(by, event):
        raise NotYours(_("Dit hoort bij een andere gemeente."))
    if not event.live:
        raise NotOnTheSite(_("Dit staat niet op de site. Een concept gooi je gewoon weg."))
    if event.status == Status.CANCELLED:
        raise AlreadyCalledOff(_("Dit was al afgelast."))
    if event.locked and event.locked_by_id != by.pk:
        raise LockedByAnother(_("Iemand heeft deze pagina vergrendeld. Vraag eerst of het mag."))


def keep(version: "EventPage", note: str, by: "User") -> "Revision":
    """A new version in which it is called off."""
    version.status, version.status_note = Status.CANCELLED, note
    return version.save_revision(user=by, log_action=True, clean=False)
