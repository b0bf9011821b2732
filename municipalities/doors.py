"""Which addresses of the editors' tool are open to whom: what nobody opened is closed.

Each room opens its own (`open_doors` in `<room>/doors.py`); `site/ikkooplokaal/admin_doors.py` opens Wagtail's. A door names the view, the
roles it lets in, and for every parameter of the address how to find out whether the object is within reach. A parameter that no check
is named for closes the door, so a new view or parameter of a dependency is closed until somebody has thought about it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest
from wagtail.models import Collection, Page, ReferenceIndex, Revision, TaskState, WorkflowState
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from municipalities.guarding import ANY
from municipalities.models import Onboarding, Role
from municipalities.rights import reach

Check = Callable[[Any, Any], bool]
WholeCheck = Callable[[HttpRequest, Mapping[str, Any]], bool]
LOCAL = frozenset({Role.EDITOR, Role.AUTHOR})
EDITING = LOCAL | {Role.PROVINCE}
EVERY_ROLE = frozenset(Role)
PROVINCE = frozenset({Role.PROVINCE})
CHANGES_PAGE = {"add", "change", "publish", "bulk_delete", "lock", "unlock"}


@dataclass(frozen=True)
class Door:
    """to: roles that may pass. checks: per parameter of the address. asked: per parameter of the query or the form, each value of it.
    also: the whole request and the parameters of its address, for what hangs together."""

    to: frozenset[Role]
    checks: Mapping[str, Check] = field(default_factory=dict)
    asked: Mapping[str, Check] = field(default_factory=dict)
    also: WholeCheck | None = None

    def lets(self, request: HttpRequest, arguments: Mapping[str, Any]) -> bool:
        user = request.user
        return (
            bool(self.to & reach(user).roles)
            and all(name in self.checks and self.checks[name](user, value) for name, value in arguments.items())
            and all(check(user, value) for name, check in self.asked.items() for value in asked_for(request, name))
            and (self.also is None or self.also(request, arguments))
        )


_DOORS: dict[str, Door] = {}
_BULK: dict[tuple[str, str], bool] = {}


def open_doors(
    *views: str, to: Iterable[Role] = EDITING, asked: Mapping[str, Check] | None = None, also: WholeCheck | None = None, **checks: Check
) -> None:
    """Open the views of these names ("wagtailadmin_pages:edit") to roles.

    checks: one for each parameter of their address: page_id=page. A view may be opened once only.
    """
    for view in views:
        if view in _DOORS:
            raise ValueError(f"{view} is open already")
        _DOORS[view] = Door(frozenset(to), checks, asked or {}, also)


def open_bulk(model: type[Model], *actions: str, all_is_narrowed: bool = False) -> None:
    """Let these actions be done to several rows of `model` at once; each row is checked as if it came alone.

    all_is_narrowed: whether the actions themselves narrow "all of the list" to what is within reach. Wagtail's own name what they refuse.
    """
    for action in actions:
        _BULK[model._meta.label_lower, action] = all_is_narrowed


def bulk_is_open(model: type[Model], action: str, *, to_all: bool) -> bool:
    all_is_narrowed = _BULK.get((model._meta.label_lower, action))
    return all_is_narrowed is not None and (all_is_narrowed or not to_all)


def door(view: str) -> Door | None:
    return _DOORS.get(view)


def doors() -> dict[str, Door]:
    """Every door, by the name of its view."""
    return dict(_DOORS)


def is_open(request: HttpRequest) -> bool:
    """Whether this request may reach the view that its address leads to."""
    match = request.resolver_match
    found = match and door(match.view_name)
    if not match or not found:
        return False
    positional = {str(index): value for index, value in enumerate(match.args)}
    return found.lets(request, positional | match.kwargs)


def asked_for(request: HttpRequest, name: str) -> list[str]:
    return [*request.GET.getlist(name), *request.POST.getlist(name)]


# -- checks: (user, value of the parameter) -> whether it is within reach


def free(user: Any, value: Any) -> bool:
    """For a parameter that names no object: a language, a kind of page, the name of an action."""
    return True


def page(user: Any, value: Any) -> bool:
    """A page that the user may change in some way."""
    found = row_of(Page, value)
    return found is not None and touches(user, found)


def page_below_root(user: Any, value: Any) -> bool:
    """A page that the user may change, and not the one that their rights hang on: nobody deletes or moves their own municipality."""
    found = row_of(Page, value)
    return found is not None and is_below_root(user, found)


def is_below_root(user: Any, page: Page) -> bool:
    """Asks the database at most once per user object, however many pages a list has."""
    if not touches(user, page):
        return False
    return reach(user).everywhere or all(right.page_id != page.pk for right in PagePermissionPolicy().get_cached_permissions_for_user(user))


def explorable_page(user: Any, value: Any) -> bool:
    """A page that the user may change, or one above it."""
    return PagePermissionPolicy().explorable_instances(user).filter(pk=value).exists() if is_key(value) else False


def choosable_page(user: Any, value: Any) -> bool:
    """A page that anybody may read and whose title is no draft, or that the user may change."""
    found = row_of(Page, value)
    return found is not None and ((found.live and found.draft_title == found.title) or found.is_root() or explorable_page(user, value))


def publishable_page(user: Any, value: Any) -> bool:
    """A page that the user may publish: for what changes the site at once."""
    found = row_of(Page, value)
    return found is not None and PagePermissionPolicy().user_has_permission_for_instance(user, "publish", found)


def file_of_ones_own(model: type[Model]) -> Check:
    """An image or document that the user may change: an editor any of the town, an author what they uploaded and nothing uses yet, since a
    file on a page changes there at once."""

    def check(user: Any, value: Any) -> bool:
        found = row_of(model, value)
        if found is None or not policy_registry.get_by_type(model).user_has_permission_for_instance(user, "change", found):
            return False
        return edits_collection(user, found.collection) or not ReferenceIndex.get_references_to(found).exists()

    return check


def edits_collection(user: Any, collection: Collection) -> bool:
    far = reach(user)
    return far.everywhere or Onboarding.objects.filter(municipality__in=far.edited, collection=collection).exists()


def row(model: type[Model]) -> Check:
    """A row of `model` that its policy lets the user do something with."""

    def check(user: Any, value: Any) -> bool:
        found = row_of(model, value)
        return found is not None and touches(user, found)

    return check


def choosable_row(model: type[Model]) -> Check:
    """A row of `model` in a collection that the user may choose from."""

    def check(user: Any, value: Any) -> bool:
        found = row_of(model, value)
        policy = policy_registry.get_by_type(model)
        return found is not None and policy.user_has_any_permission_for_instance(user, ["choose", "add", "change"], found)

    return check


def any_row(model: type[Model]) -> Check:
    """Any row of `model`: for what everybody may read, like a kind of shop."""
    return lambda user, value: row_of(model, value) is not None


def own_row(model: type[Model], owner: str) -> Check:
    """A row that the user made."""
    return lambda user, value: is_key(value) and model._default_manager.filter(pk=value, **{owner: user}).exists()


def revision(user: Any, value: Any) -> bool:
    found = row_of(Revision, value)
    return found is not None and touches(user, found.content_object)


def workflow_state(user: Any, value: Any) -> bool:
    found = row_of(WorkflowState, value)
    return found is not None and touches(user, found.content_object)


def task_state(user: Any, value: Any) -> bool:
    found = row_of(TaskState, value)
    return found is not None and touches(user, found.workflow_state.content_object)


def revision_or_word(user: Any, value: Any) -> bool:
    """ "live", "earliest", "latest", or the key of a revision."""
    return value in {"live", "earliest", "latest"} or revision(user, value)


def touches(user: Any, instance: Any) -> bool:
    """Whether the user may change `instance` in any way, by Wagtail's own rights on pages and by the policy of its model elsewhere."""
    if isinstance(instance, Page):
        return PagePermissionPolicy().user_has_any_permission_for_instance(user, CHANGES_PAGE, instance)
    if instance is None:
        return False
    policy = policy_registry.get_by_type(type(instance), fallback=False)
    return policy is not None and policy.user_has_any_permission_for_instance(user, ANY, instance)


def row_of(model: type[Model], value: Any) -> Any:
    return model._default_manager.filter(pk=value).first() if is_key(value) else None


def is_key(value: Any) -> bool:
    return str(value).isascii() and str(value).isdecimal() and len(str(value)) < 19


def model_named(app_label: str, model_name: str) -> type[Model] | None:
    kind = ContentType.objects.filter(app_label=app_label, model=model_name).first()
    return kind.model_class() if kind else None
