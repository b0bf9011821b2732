"""A page in the editors' tool: what the screens of several rooms share, and those for whoever edits a municipality."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from municipalities.rights import Reach, reach


class ProvinceItem(MenuItem):
    """For who looks after all municipalities: the province and superusers."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reach(request.user).everywhere


class EditorsItem(MenuItem):
    """For who may decide something somewhere; authors hand in drafts, and see no such item."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reach(request.user).edits_somewhere


class WritersItem(MenuItem):
    """For who edits or writes somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reach(request.user).writes_somewhere


class Screen(WagtailAdminTemplateMixin):
    """Who may come in is said by the door before it."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def far(self) -> Reach:
        return reach(self.request.user)

    @cached_property
    def at(self) -> Any:
        return timezone.now()

    @property
    def user(self) -> User:
        return self.request.user  # type: ignore[return-value]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.trail(), {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]

    def trail(self) -> list[dict[str, Any]]:
        """What stands between the start and this page."""
        return []


class EditorsScreen(Screen):
    """Raises PermissionDenied for whom `is_allowed` does not let in; the door before it says the same."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def is_allowed(self) -> bool:
        return self.far.edits_somewhere
