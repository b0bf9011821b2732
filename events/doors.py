"""What is open in the editors' tool of actions and events. The list holds what is within reach; the preview of days reads nothing that is stored."""

from typing import Any

from events.admin.towns import own_event
from events.models import CalendarImport
from municipalities.doors import open_doors, row_of
from municipalities.models import Role
from municipalities.rights import reach


def open_all() -> None:
    """Called once, when everything is loaded."""
    open_doors("events_admin:list", "events_admin:new", "events_admin:days")
    open_doors("events_admin:again", "events_admin:call_off", "events_admin:shops", page_id=own_event)
    open_imports()


def open_imports() -> None:
    """For editors: one click makes many pages, and may publish them."""
    editing = {Role.EDITOR, Role.PROVINCE}
    open_doors("events_import:upload", "events_import:list", to=editing)
    steps = ("preview", "columns", "confirm", "progress", "try_again", "undo", "discard", "refused_file")
    open_doors(*(f"events_import:{step}" for step in steps), to=editing, pk=own_import)


def own_import(user: Any, value: Any) -> bool:
    """An import into a municipality that the user edits; one of the whole province is for who edits all."""
    batch = row_of(CalendarImport, value)
    return batch is not None and reach(user).edits(batch.municipality_id)
