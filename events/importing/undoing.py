"""Take back what an import did, and leave what anybody did after it."""

from datetime import datetime
from typing import TYPE_CHECKING

from wagtail.models import ReferenceIndex

from content.steps import Progress
from events.importing import facts, planning, storing
from events.importing.planning import Action
from events.models import CalendarImport, CalendarImportRow, EventPage, ImportedEvent

if TYPE_CHECKING:
    from accounts.models import User

TOUCHED = "Is daarna nog aangepast; we lieten het staan."
TRANSLATED = "Staat ook in een andere taal; we lieten het staan."
USED = "Wordt op een andere pagina gebruikt; we lieten het staan."
NOT_YOURS = "Jij mag deze pagina niet verwijderen; we lieten het staan."
ASKED = "Er doen winkels aan mee; we lieten het staan."
PARTLY = "Daarna nog aangepast: wat een redacteur schreef, is gebleven."


def take_back(batch: CalendarImport, *, under: str, by: "User", at: datetime, progress: Progress) -> dict[str, int]:
    """{"removed", "restored", "left"}: how many events. Those that stand under another page by now are left."""
    found = {"removed": 0, "restored": 0, "left": 0}
    rows = list(batch.rows.filter(action__in=[Action.NEW, Action.CHANGED]).select_related("event__latest_revision").order_by("pk"))
    for number, row in enumerate(rows):
        progress("terugzetten", number, len(rows))
        outcome = take_back_one(row, under, by)
        if outcome:
            found[outcome] += 1
    return found


def take_back_one(row: CalendarImportRow, under: str, by: "User") -> str:
    event = row.event
    if event is None:
        return ""
    if not event.path.startswith(under):
        return leave(row, TOUCHED)
    if held := storing.why_held(event, by):
        return leave(row, held)
    return remove(row, event, by) if row.action == Action.NEW else restore(row, event, by)


def remove(row: CalendarImportRow, event: EventPage, by: "User") -> str:
    if why := reason_to_stay(row, event, by):
        return leave(row, why)
    event.delete(user=by)
    return "removed"


def reason_to_stay(row: CalendarImportRow, event: EventPage, by: "User") -> str:
    """ "" when the event is as the import left it, nobody leans on it, and `by` may delete it."""
    others = EventPage.objects.filter(translation_key=event.translation_key).exclude(pk=event.pk)
    reasons = (
        (event.latest_revision_id != row.revision, TOUCHED),
        (others.exists(), TRANSLATED),
        (event.event_shops.exists(), ASKED),
        (ReferenceIndex.get_references_to(event).exists(), USED),
        (not event.permissions_for_user(by).can_delete(), NOT_YOURS),
    )
    return next((words for is_so, words in reasons if is_so), "")


def restore(row: CalendarImportRow, event: EventPage, by: "User") -> str:
    """Each fact that still says what the import wrote says again what it said before; published when the import's version is. What lacks something
    is only kept as a draft, and named."""
    version = planning.newest(event)
    was_live_as_imported = event.live and not event.has_unpublished_changes and event.latest_revision_id == row.revision
    back = {one["fact"]: one["was"] for one in row.changes if facts.same(one["fact"], facts.value_of(version, one["fact"]), one["becomes"])}
    if not back:
        return leave(row, TOUCHED)
    facts.write(version, back)
    revision = version.save_revision(user=by, clean=False, log_action=True)
    row.reason = ""
    if was_live_as_imported:
        storing.publish(row, revision, by)
    forget(event, back)
    if len(back) < len(row.changes):
        storing.say(row, PARTLY)
    if row.reason:
        leave(row, row.reason)
    return "restored"


def forget(event: EventPage, back: dict[str, object]) -> None:
    """What the file said last is what stood there before, so that the next import of the same file sees the change again."""
    imported = ImportedEvent.objects.filter(event=event).first()
    if imported:
        imported.facts = imported.facts | back
        imported.save(update_fields=["facts"])


def leave(row: CalendarImportRow, why: str) -> str:
    row.action, row.reason = Action.LEFT, why
    row.save(update_fields=["action", "reason"])
    return "left"
