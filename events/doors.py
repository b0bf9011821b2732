"""What is open in the editors' tool of actions and events. The list holds what is within reach; the preview of days reads nothing that is stored."""

from events.admin.towns import own_event
from municipalities.doors import open_doors


def open_all() -> None:
    """Called once, when everything is loaded."""
    open_doors("events_admin:list", "events_admin:new", "events_admin:days")
    open_doors("events_admin:again", "events_admin:call_off", "events_admin:shops", page_id=own_event)
