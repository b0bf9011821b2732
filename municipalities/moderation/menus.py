"""The menu item with a number, and the buttons below a form in words that say what they do."""

from copy import copy
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem as PageItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.models import TaskState, WorkflowMixin

from municipalities.doors import door
from municipalities.moderation import deciding
from municipalities.moderation.waiting import waiting_for
from municipalities.rights import reach

LABELS = {
    ("action-submit", False): _("Laat nakijken"),
    ("action-cancel-workflow", False): _("Trek terug"),
    ("action-unpublish", False): _("Haal van de site"),
    ("approve", False): _("Keur goed en publiceer"),
    ("approve", True): _("Keur goed met een woordje erbij"),
    ("reject", True): _("Stuur terug met uitleg"),
}
LOCKED = frozenset({"action-locked", "action-page-locked"})
AGAIN = _("Laat opnieuw nakijken")


class WaitingMenuItem(MenuItem):
    """ "Nakijken (3)", for who approves."""

    def __init__(self) -> None:
        super().__init__(_("Nakijken"), "", name="nakijken", icon_name="check", order=110)

    def is_shown(self, request: HttpRequest) -> bool:
        found = door("moderation:list")
        return request.user.is_superuser or bool(found and found.to & reach(request.user).roles)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        number = waiting_for(request.user).count()
        label = f"{self.label} ({number})" if number else str(self.label)
        return LinkMenuItem(self.name, label, reverse("moderation:list"), icon_name=self.icon_name)


class ReviewItem(PageItem):
    """Below the form of something that waits: to the page with what it was and becomes."""

    name, label, icon_name = "action-review", _("Bekijk wat verandert"), "view"

    def __init__(self, task_state: TaskState) -> None:
        super().__init__(order=1)
        self.task_state = task_state

    def is_shown(self, context: dict[str, Any]) -> bool:
        return True

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("moderation:review", args=[self.task_state.pk])


def put_right(items: list[Any], user: Any, instance: Any) -> None:
    """The buttons for `user` below the form of `instance` (None for one that is being made), in place; the first is the large one."""
    if instance is not None and not isinstance(instance, WorkflowMixin):
        return  # nobody approves the register, or the kinds of shops
    waiting = instance.current_workflow_task_state if instance else None
    decides = bool(waiting and deciding.may_decide(user, waiting))
    hidden = hidden_from(user, instance, waiting, decides) if instance else {"action-restart-workflow"}
    again = bool(instance and not waiting and instance.current_workflow_state)
    items[:] = sorted((renamed(item, again) for item in items if item.name not in hidden), key=lambda item: item.name not in LOCKED)
    if waiting and decides:
        items.insert(1, ReviewItem(waiting))


def hidden_from(user: Any, instance: Any, waiting: TaskState | None, decides: bool) -> set[str]:
    """Starting anew is handing in once more, so that button goes. Who approves what waits tells the author so, and does not just end it."""
    hidden = {"action-restart-workflow"}
    if decides or not waiting:
        hidden.add("action-cancel-workflow")
    if not deciding.may_publish(user, instance):
        return hidden | {"action-publish", "action-unpublish"}
    return hidden | ({"action-submit", "action-publish"} if waiting else {"action-submit"})


def renamed(item: Any, again: bool) -> Any:
    """A copy that says it in our words, for Wagtail shares its items among requests; the item itself where its words are fine."""
    label = LABELS.get((item.name, getattr(item, "launch_modal", False)))
    if label is None:
        return item
    made, told = copy(item), item.get_context_data
    made.get_context_data = lambda parent: told(parent) | {"label": AGAIN if again and item.name == "action-submit" else label}
    return made
