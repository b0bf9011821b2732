"""Write what an import planned: drafts, or published when somebody said so; everything or nothing, within the transaction of its caller."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from wagtail.locks import ScheduledForPublishLock
from wagtail.models import Locale, Page

from content.steps import Progress
from events import publishing
from events.importing import facts, planning
from events.importing.entries import Understood
from events.importing.many_drafts import add_drafts
from events.importing.planning import Action, Plan, Planned
from events.kinds import Status
from events.models import CalendarImport, CalendarImportRow, EventPage, ImportedEvent
from events.slots import BRUSSELS

if TYPE_CHECKING:
    from accounts.models import User

LOCKED = "Iemand vergrendelde deze pagina; er is niets aan veranderd."
HANDED_IN = "Wacht op wie nakijkt; er is niets aan veranderd."
PLANNED = "Staat klaar om vanzelf te verschijnen; er is niets aan veranderd."
LICENCE = "Blijft een concept: valt er iets te winnen, vul dan een vergunning of een schiftingsvraag in voor je publiceert."
LICENCE_LATER = "Misschien valt er iets te winnen: een vergunning of schiftingsvraag is dan nodig voor je publiceert."
CALLED_OFF = "Gaat niet door."
WHERE = ("venue", "street", "postcode", "place")
UNFINISHED = "Bewaard als concept: er stond nog een versie klaar die niet gepubliceerd is."


def store(plan: Plan, batch: CalendarImport, *, parent: Page, by: "User", may_publish: bool, at: datetime, progress: Progress) -> None:
    """may_publish: asked for, and allowed. Also keeps a row of what was done to each."""
    today = at.astimezone(BRUSSELS).date()
    rows = [row_of(batch, one, today) for one in plan.planned]
    both = list(zip(plan.planned, rows, strict=True))
    make([pair for pair in both if pair[0].action == Action.NEW], batch, parent=parent, by=by, at=at, progress=progress)
    for number, (one, row) in enumerate(both):
        progress("bijwerken", number, len(both))
        if one.action == Action.NEW:
            publish_new(one, row, by=by, may_publish=may_publish)
        elif one.action == Action.CHANGED:
            change(one, row, by=by, may_publish=may_publish)
        elif one.imported and (one.told, batch.source) != (one.imported.facts, one.imported.source):
            remember(one, batch.source)
    CalendarImportRow.objects.bulk_create(rows, batch_size=200)


def make(
    new: Sequence[tuple[Planned, CalendarImportRow]], batch: CalendarImport, *, parent: Page, by: "User", at: datetime, progress: Progress
) -> None:
    """All new ones as drafts, each with what the file said of it."""
    taken = set(parent.get_children().values_list("slug", flat=True))
    slugs = planning.slugs_for([one.entry.title for one, _row in new], taken)
    locale = Locale.objects.get(language_code="nl")
    events = [drafted(one, batch, slug, locale, by) for (one, _row), slug in zip(new, slugs, strict=True)]
    add_drafts(parent, events, by=by, at=at, progress=progress)
    imported = []
    for (one, row), event in zip(new, events, strict=True):
        row.event, row.revision = event, event.latest_revision_id
        imported.append(ImportedEvent(event=event, source=batch.source, reference=one.entry.reference, facts=one.told))
    ImportedEvent.objects.bulk_create(imported, batch_size=200)


def drafted(one: Planned, batch: CalendarImport, slug: str, locale: Locale, by: "User") -> EventPage:
    event = EventPage(slug=slug, locale=locale, live=False, owner=by, source_ref=f"{batch.source}:{one.entry.reference}"[:255])
    facts.write(event, one.told)
    event.has_prize_by_lot = facts.is_by_lot(one.told)
    return event


def publish_new(one: Planned, row: CalendarImportRow, *, by: "User", may_publish: bool) -> None:
    if facts.asks_for_licence(one.told):
        say(row, LICENCE if may_publish else LICENCE_LATER)
    elif may_publish and row.event:
        publish(row, row.event.latest_revision, by)


def change(one: Planned, row: CalendarImportRow, *, by: "User", may_publish: bool) -> None:
    """The newest version with what the file changed; published when the page is, and nothing else would be published along."""
    event = one.imported.event  # type: ignore[union-attr]
    version = one.version or planning.newest(event)
    if held := why_held(event, by):
        row.action, row.changes = Action.LEFT, []
        say(row, held)
        return
    was_unfinished = event.has_unpublished_changes
    is_without_licence = lacks_licence(one)
    facts.write(version, {each.fact: each.becomes for each in one.changes})
    version.has_prize_by_lot |= newly_by_lot(one) and facts.is_by_lot(one.told)
    revision = version.save_revision(user=by, clean=False, log_action=True)
    row.event, row.revision = event, revision.pk
    remember(one, row.batch.source)
    if is_without_licence:
        say(row, LICENCE if may_publish else LICENCE_LATER)
    elif may_publish and event.live and was_unfinished:
        say(row, UNFINISHED)
    elif may_publish and event.live:
        publish(row, revision, by)


def lacks_licence(one: Planned) -> bool:
    """Whether what the file changed says for the first time that something may be won, and the page has no answer to that."""
    version = one.version
    return bool(version and one.action == Action.CHANGED and newly_by_lot(one) and not (version.licence_number or version.qualifying_question))


def why_held(event: EventPage, by: "User") -> str:
    """ "" when a version of the page may be written by `by`: nobody else locked it, looks at what was handed in, or planned what stands there."""
    if event.workflow_in_progress:
        return HANDED_IN
    lock = event.get_lock()
    if lock is None or not lock.for_user(by):
        return ""
    return PLANNED if isinstance(lock, ScheduledForPublishLock) else LOCKED


def newly_by_lot(one: Planned) -> bool:
    """Whether the file says now, and did not before, that something may be given away by lot. Ask before `remember`."""
    return facts.asks_for_licence(one.told) and not facts.asks_for_licence(one.imported.facts if one.imported else {})


def publish(row: CalendarImportRow, revision: Any, by: "User") -> None:
    """What lacks something stays a draft, and says what."""
    try:
        revision.publish(user=by)
    except publishing.NotReady as refusal:
        say(row, str(refusal))


def remember(one: Planned, source: str) -> None:
    """What the file said last, and which it was."""
    if one.imported:
        one.imported.facts, one.imported.source = one.imported.facts | one.told, source
        one.imported.save(update_fields=["facts", "source"])


# -- rows


def row_of(batch: CalendarImport, one: Planned, today: date) -> CalendarImportRow:
    changes = [{"fact": each.fact, "was": each.was, "becomes": each.becomes} for each in one.changes]
    return CalendarImportRow(
        batch=batch,
        number=one.entry.number,
        others=list(one.entry.others),
        action=one.action,
        title=one.entry.title[:255],
        place=", ".join(filter(None, (one.told.get(fact, "") for fact in WHERE)))[:255],
        reason=" ".join([*([CALLED_OFF] if one.told.get("status") == Status.CANCELLED else []), *one.entry.notices]),
        when=facts.in_words("when", one.told["when"], today)[:255],
        changes=changes,
        kept=one.kept,
        event=one.imported.event if one.imported else None,
    )


def say(row: CalendarImportRow, words: str) -> None:
    row.reason = f"{row.reason} {words}".strip()


def tell(batch: CalendarImport, plan: Plan, today: date) -> None:
    """Keep the rows of a preview."""
    rows = [row_of(batch, one, today) for one in plan.planned]
    for one, row in zip(plan.planned, rows, strict=True):
        if facts.asks_for_licence(one.told) if one.action == Action.NEW else lacks_licence(one):
            say(row, LICENCE)
    CalendarImportRow.objects.bulk_create(rows, batch_size=200)


def tell_rest(batch: CalendarImport, understood: Understood, plan: Plan, today: date) -> None:
    """Keep the rows of what becomes no event, and of what stands in the file no more."""
    refused = [(one.number, Action.REFUSED, one.title, one.reason) for one in understood.refusals]
    doubles = [(one.number, Action.DOUBLE, one.title, f"Staat al in rij {one.of}.") for one in understood.doubles]
    rows = [CalendarImportRow(batch=batch, number=number, action=action, title=title, reason=why) for number, action, title, why in refused + doubles]
    rows += [
        CalendarImportRow(batch=batch, number=0, action=Action.GONE, title=one.event.draft_title[:255], when=when_of(one, today), event=one.event)
        for one in plan.gone
    ]
    CalendarImportRow.objects.bulk_create(rows, batch_size=200)


def when_of(imported: ImportedEvent, today: date) -> str:
    return facts.in_words("when", facts.value_of(imported.event, "when"), today)[:255]


def counts(understood: Understood, plan: Plan, today: date) -> dict[str, int]:
    """By action, in events; rows: all of the file; past: new ones that are over."""
    found = {action: plan.count(action) for action in (Action.NEW, Action.CHANGED, Action.SAME)}
    past = sum(one.action == Action.NEW and planning.is_past(one.told, today) for one in plan.planned)
    rest = {"refused": len(understood.refusals), "double": len(understood.doubles), "gone": len(plan.gone), "rows": understood.rows}
    return {str(action): count for action, count in found.items()} | rest | {"past": past}
