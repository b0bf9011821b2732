"""What an event must have before anybody may read it: asked by the form, and again wherever Wagtail publishes.

A prize that is given away by lot needs a licence, or a question that asks for skill (schiftingsvraag): the Belgian law on
lotteries of 31 December 1851. A draft may lack anything.
"""

from collections.abc import Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

from events import recurrence
from municipalities import places
from municipalities.moderation.deciding import Refused

if TYPE_CHECKING:
    from wagtail.models import Revision

    from events.models import EventPage

LACKS = dict[str, Any]
PLANNED = "wagtail.publish.scheduled"  # what Wagtail calls it when the clock publishes
PUT_OFF = "events.put_off"
NO_LICENCE = _("Wie een prijs verloot, heeft een vergunning of een schiftingsvraag nodig. Vul een van beide in; bewaren als concept kan altijd.")
NO_MOMENT = _("Wanneer is het? Vul minstens één dag in.")
NO_PLACE = _("Waar is het? Kies een winkel, of vul een straat of de naam van een plein of zaal in.")
TOWNS_ADDRESS = _("Op dit adres staat de agenda van een gemeente: deze pagina zou daar niet te zien zijn. Kies een ander adres.")
BAD_RULE = _("De regel waarmee dit terugkomt, kunnen we niet lezen. Kies een van de andere mogelijkheden.")


class NotReady(Refused, PermissionDenied):
    """Stays a draft. lacks: what is missing, by field. Wagtail's own views take it for a closed door and change nothing."""

    def __init__(self, lacks: LACKS):
        super().__init__(" ".join(map(str, lacks.values())))
        self.lacks = lacks


def lacks_by_law(facts: Mapping[str, Any]) -> LACKS:
    """facts: fields of an event by name. By the field that would mend it."""
    answered = facts.get("licence_number") or facts.get("qualifying_question")
    return {"licence_number": NO_LICENCE} if facts.get("has_prize_by_lot") and not answered else {}


def lacks_place(facts: Mapping[str, Any], *, is_of_one_town: bool) -> LACKS:
    """What is on in several municipalities needs none."""
    found = any(facts.get(name) for name in ("venue_shop", "venue", "street"))
    return {"venue": NO_PLACE} if is_of_one_town and not found else {}


def lacks_moments(event: "EventPage") -> LACKS:
    moments = list(event.moments.all())
    if not moments:
        return {"moments": NO_MOMENT}
    return {"moments": BAD_RULE} if any(not is_readable(moment.rule, moment.day) for moment in moments) else {}


def is_readable(rule: str, day: Any) -> bool:
    try:
        return not rule or bool(recurrence.read(rule, datetime.combine(day, time.min)))
    except recurrence.BadRule:
        return False


def lacks_address(slug: str, parent: Page | None) -> LACKS:
    """Under the agenda the names of municipalities are its own routes. slug: as it is typed, "" for none."""
    is_taken = (
        parent is not None
        and parent.cached_content_type.model == "agendapage"
        and slug.lower() in {town.slug for town in places.index().towns.values()}
    )
    return {"slug": TOWNS_ADDRESS} if is_taken else {}


def lacks(event: "EventPage") -> LACKS:
    """What keeps a version of an event from being published in any way. Of pages in other languages only their address: the Dutch one holds the
    facts."""
    address = lacks_address(event.slug, event.get_parent())
    if event.locale.language_code != "nl":
        return address
    return address | lacks_by_law({field.name: field.value_from_object(event) for field in event._meta.concrete_fields}) | lacks_moments(event)


def lacks_for_editors(event: "EventPage") -> LACKS:
    """Also what the form asks of who fills it in; a calendar that was imported may not say where something is."""
    if event.locale.language_code != "nl":
        return lacks(event)
    facts = {name: getattr(event, name) for name in ("venue_shop", "venue", "street")}
    return lacks(event) | lacks_place(facts, is_of_one_town=event.own_municipality() is not None)


def lets_through(revision: "Revision", log_action: Any) -> bool:
    """Whether this version may go on the site. The clock, which nobody reads a message of, takes it off its plan instead. Raises NotReady."""
    missing = lacks(revision.as_object())
    if not missing:
        return True
    if log_action != PLANNED:
        raise NotReady(missing)
    put_off(revision, NotReady(missing))
    return False


def put_off(revision: "Revision", why: NotReady) -> None:
    """A planned version that may not be published stays a draft, and says so in the history of its page."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=revision.content_object, action=PUT_OFF, data={"reason": str(why)}, revision=revision)
