"""A guard before every view of a viewset whose rows belong to a municipality.

Wagtail 8 does not ask a policy about the row in most views of a snippet: it lists, opens, changes and deletes whatever the model's
permission covers. `construct_view` is the one point through which every view is built, so the guard stands there.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q, QuerySet
from django.forms import Form, ModelChoiceField
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from municipalities.models import Municipality
from municipalities.policies import MunicipalityPermissionPolicy
from municipalities.rights import Reach, reach

FILES = (get_image_model(), get_document_model())
NOT_THIS_FILE = _("Dit beeld of document kun je hier niet kiezen. Neem er een van je eigen gemeente.")
ANY = ("add", "change", "delete", "view", "publish", "lock", "unlock")


class Guard:
    """Mixed in front of a view: opens rows within reach only, lists them only, and lets none be moved out of reach."""

    guarded: type[Model]
    request: HttpRequest
    named: Any = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Some of Wagtail's views take the key out of the parameters here."""
        self.named = kwargs.get("pk", args[0] if args else None)
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    @property
    def guarding(self) -> MunicipalityPermissionPolicy:
        return policy_registry.get_by_type(self.guarded)

    @cached_property
    def guarded_row(self) -> Model | None:
        """The row that the address names, if it names one."""
        return None if self.named is None else get_object_or_404(self.guarded, pk=unquote(str(self.named)))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.guarded_row is not None and not self.guarding.user_has_any_permission_for_instance(request.user, ANY, self.guarded_row):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def user_has_permission(self, permission: str) -> bool:
        """Asked of the row; of a new one it must hold wherever the user may make one, as nobody knows yet where that will be."""
        if self.guarded_row is not None:
            return self.guarding.user_has_permission_for_instance(self.request.user, permission, self.guarded_row)
        held = self.guarding.user_has_permission(self.request.user, permission)
        return held and all(self.guarding.reaches(self.request.user, [permission], key) for key in choices(reach(self.request.user)))

    def user_has_any_permission(self, permissions: Iterable[str]) -> bool:
        return any(self.user_has_permission(permission) for permission in permissions)

    def get_form(self, *args: Any, **kwargs: Any) -> Form:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        keep_within_reach(form, reach(self.request.user), self.guarded_row)
        keep_to_choosable_files(form, self.request.user)
        return form


class GuardedList(Guard):
    """For a view that lists: what it counts, filters, searches and exports is within reach."""

    def user_has_permission(self, permission: str) -> bool:
        return self.guarding.user_has_permission(self.request.user, permission)

    def get_base_queryset(self) -> QuerySet:
        return self.guarding.within_reach(self.request.user, ANY, super().get_base_queryset())  # type: ignore[misc]


class GuardedChooser(Guard):
    """For the views of a chooser: choose, its results, and the answer about what was chosen."""

    def user_has_permission(self, permission: str) -> bool:
        return self.guarding.user_has_permission(self.request.user, permission)

    def get_object_list(self) -> QuerySet:
        return self.guarding.within_reach(self.request.user, ANY, super().get_object_list())  # type: ignore[misc]

    def get_object(self, pk: Any) -> Model:
        return get_object_or_404(self.guarding.within_reach(self.request.user, ANY, self.guarded._default_manager.all()), pk=unquote(str(pk)))

    def get_objects(self, pks: Iterable[Any]) -> QuerySet:
        return self.guarding.within_reach(self.request.user, ANY, super().get_objects(pks))  # type: ignore[misc]


def choices(far: Reach) -> frozenset[int]:
    """The municipalities in which somebody may make something: where they are an editor, else where they are an author."""
    return far.edited or far.written


def keep_within_reach(form: Form, far: Reach, row: Any) -> None:
    """Let a form's municipality be one of `far`; the one where `row` stands stays. With one there is nothing to choose.

    Only an editor of the municipality where a row stands may move it to another one: a row that was never published moves when it is saved.
    """
    field = form.fields.get("municipality")
    if not isinstance(field, ModelChoiceField) or far.everywhere:
        return
    keys = choices(far) if row is None or far.edits(row.municipality_id) else frozenset()
    keys |= {row.municipality_id} if row is not None else set()
    field.queryset = Municipality.objects.filter(pk__in=keys)
    if len(keys) == 1 and row is None:
        form.initial.setdefault("municipality", next(iter(keys)))


def behind(guard: type[Guard], view_class: type, model: type[Model]) -> type:
    """`view_class` with `guard` in front of it."""
    return type(view_class.__name__, (guard, view_class), {"guarded": model, "__module__": view_class.__module__})


def keep_to_choosable_files(form: Form, user: Any) -> None:
    """Let each image or document of a form be one that `user` may choose; the one that stands there stays."""
    for name, field in form.fields.items():
        if isinstance(field, ModelChoiceField) and field.queryset is not None and field.queryset.model in FILES:
            standing = getattr(getattr(form, "instance", None), f"{name}_id", None)
            choosable = policy_registry.get_by_type(field.queryset.model).instances_user_has_permission_for(user, "choose")
            field.queryset = field.queryset.model._default_manager.filter(Q(pk__in=choosable.values("pk")) | Q(pk=standing))
            refuse_what_cannot_be_chosen(form, name, field, field.queryset)


def refuse_what_cannot_be_chosen(form: Form, name: str, field: ModelChoiceField, choosable: QuerySet) -> None:
    """Forget it before the form is drawn again: Wagtail's chooser would show whatever has that key, and fails on words."""
    sent = str(form.data.get(form.add_prefix(name), "") if form.is_bound else "")
    if sent and not (sent.isdecimal() and choosable.filter(pk=sent).exists()):
        form.data = MultiValueDict({key: form.data.getlist(key) for key in form.data} | {form.add_prefix(name): [""]})  # type: ignore[attr-defined]
        field.clean = refuse_choice  # type: ignore[method-assign]


def refuse_choice(value: Any) -> None:
    raise ValidationError(NOT_THIS_FILE)


class GuardedChooserViewSet(SnippetChooserViewSet):
    """Chooses from what is within reach."""

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        return super().construct_view(behind(GuardedChooser, view_class, self.model), **kwargs)


class GuardedViewSet(SnippetViewSet):
    """Of a model with a field `municipality` and a MunicipalityPermissionPolicy."""

    chooser_viewset_class = GuardedChooserViewSet

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        guard = GuardedList if issubclass(view_class, self.index_view_class) else Guard
        return super().construct_view(behind(guard, view_class, self.model), **kwargs)
